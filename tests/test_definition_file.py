"""A file of definitions: every problem of it is named, with the key as the file has it."""

from typing import Annotated, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field

from sciatica_coach.definition_file import read_definition
from sciatica_coach.errors import ExerciseFileError


class Walk(BaseModel):
    model_config = ConfigDict(extra="forbid")
    kind: Literal["walk"]
    steps: int


class Ride(BaseModel):
    model_config = ConfigDict(extra="forbid")
    kind: Literal["ride"]
    gear: int


class Tour(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: str
    parts: list[Annotated[Walk | Ride, Field(discriminator="kind")]] = []


def problems(path):
    with pytest.raises(ExerciseFileError, match=path.name) as caught:
        read_definition(path, Tour, ExerciseFileError)
    assert caught.value.path == path
    return list(caught.value.problems)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "tour.toml"


def test_a_file_in_order_is_the_type(file):
    file.write_text('name = "Näfels"\n[[parts]]\nkind = "walk"\nsteps = 3\n', encoding="utf-8")
    tour = read_definition(file, Tour, ExerciseFileError)
    assert tour == Tour(name="Näfels", parts=[Walk(kind="walk", steps=3)])


@pytest.mark.parametrize(
    ("content", "told"),
    [
        pytest.param(b'name = "\xff"', ["is not a text in UTF-8"], id="not UTF-8"),
        pytest.param(b"parts = []", ["name: is missing"], id="missing"),
        pytest.param(b'name = "a"\nmood = 1', ["mood: unknown key"], id="unknown"),
        pytest.param(
            b'[[parts]]\nkind = "walk"\nsteps = 3\nmood = 1\n[[parts]]\nkind = "ride"',
            ["name: is missing", "parts.0.mood: unknown key", "parts.1.gear: is missing"],
            id="all at once, and no step of pydantic's own in a key",
        ),
    ],
)
def test_problems_are_named_by_their_keys(file, content, told):
    file.write_bytes(content)
    assert problems(file) == told


def test_what_was_found_is_shown(file):
    file.write_text('name = "a"\n[[parts]]\nkind = "walk"\nsteps = "many"\n')
    (told,) = problems(file)
    assert told.startswith("parts.0.steps: input should be a valid integer")
    assert told.endswith("found 'many'")


def test_a_file_that_is_no_toml_or_is_not_there(file):
    assert problems(file)[0].startswith("cannot be read: ")
    file.write_text("name : a")
    assert problems(file)[0].startswith("is not TOML: ")
