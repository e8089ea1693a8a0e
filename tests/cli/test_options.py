"""Options that several commands share."""

import pytest
import typer

from sciatica_coach.cli.options import (
    SideOption,
    exercise_or_auto,
    known_exercise,
    possible_exercises,
    valid_name,
)
from sciatica_coach.motion.landmarks import Side


def test_auto_is_no_side():
    assert {each: each.side for each in SideOption} == {
        SideOption.LEFT: Side.LEFT,
        SideOption.RIGHT: Side.RIGHT,
        SideOption.AUTO: None,
    }


def test_an_unknown_exercise_is_wrong_use_and_the_known_ones_are_named():
    assert known_exercise("figure-4").id == "figure-4"
    with pytest.raises(typer.BadParameter, match=r"no exercise 'plank'.*figure-4, nerve-floss"):
        known_exercise("plank")


def test_a_name_is_written_in_one_way_or_is_wrong_use():
    assert valid_name("  Ann  Bee ") == "Ann Bee"
    with pytest.raises(typer.BadParameter, match="not '/'"):
        valid_name("a/b")


def test_an_exercise_is_named_or_found_out():
    assert exercise_or_auto("figure-4").id == "figure-4"
    assert exercise_or_auto("auto") is None
    with pytest.raises(typer.BadParameter, match="no exercise 'plank'"):
        exercise_or_auto("plank")


def test_the_exercises_that_a_video_may_show():
    figure_4 = exercise_or_auto("figure-4")
    assert possible_exercises(figure_4) == (figure_4,)
    assert figure_4 in possible_exercises(None)
    assert len(possible_exercises(None)) > 1
