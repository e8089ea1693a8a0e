"""Exit codes are a promise to the programs that call the commands."""

import pytest

from sciatica_coach.cli.exit_code import ExitCode


@pytest.mark.parametrize(("name", "number"), [("DONE", 0), ("FAILED", 1), ("STOPPED", 130)])
def test_a_code_is_the_one_that_is_promised(name, number):
    assert ExitCode[name] == number


def test_there_are_no_others():
    assert len(ExitCode) == 3
