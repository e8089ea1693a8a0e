"""The errors that are raised on purpose: one class catches all, and a file tells all problems."""

from inspect import getmembers, isclass
from pathlib import Path

import pytest

from sciatica_coach import errors
from sciatica_coach.errors import (
    CoachError,
    DefinitionError,
    ExerciseFileError,
    LanguageFileError,
    ModelError,
    OutputError,
    ProgramFileError,
    RecordsError,
    SafetyFileError,
    SourceError,
)

PARENTS = {
    CoachError: Exception,
    DefinitionError: CoachError,
    ExerciseFileError: DefinitionError,
    SafetyFileError: DefinitionError,
    LanguageFileError: DefinitionError,
    SourceError: CoachError,
    ModelError: CoachError,
    RecordsError: CoachError,
    ProgramFileError: CoachError,
    OutputError: CoachError,
}


@pytest.mark.parametrize(("error", "parent"), PARENTS.items(), ids=lambda each: each.__name__)
def test_an_error_is_caught_by_its_parent(error, parent):
    assert error.__bases__ == (parent,)


def test_no_other_error_is_defined_and_the_module_lists_them_all():
    defined = {each for _, each in getmembers(errors, isclass) if issubclass(each, Exception)}
    assert defined == set(PARENTS)
    assert all(each.__name__ in errors.__doc__ for each in defined)


@pytest.mark.parametrize("error", [ExerciseFileError, SafetyFileError, LanguageFileError])
@pytest.mark.parametrize(
    ("problems", "told"),
    [
        pytest.param([], "walk.toml:", id="none"),
        pytest.param(["id: is missing"], "walk.toml:\n  id: is missing", id="one"),
        pytest.param(
            ["id: is missing", "name: is missing"],
            "walk.toml:\n  id: is missing\n  name: is missing",
            id="several",
        ),
    ],
)
def test_a_file_tells_each_problem_in_its_own_line(error, problems, told):
    raised = error(Path("walk.toml"), problems)
    assert str(raised) == told
    assert (raised.path, raised.problems) == (Path("walk.toml"), tuple(problems))
