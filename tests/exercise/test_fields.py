"""What every table of an exercise file keeps to: short speech, plain ids, and a ground."""

import pytest
from pydantic import TypeAdapter, ValidationError

from sciatica_coach.exercise.fields import Finite, Grounded, Id, Seconds, Spoken, Table, Text
from sciatica_coach.language.marking import SPOKEN_WORDS

EIGHT_WORDS = "one two three four five six seven eight"


class Rest(Table):
    rest_s: Seconds


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        pytest.param(Text, "a", id="text"),
        pytest.param(Spoken, EIGHT_WORDS, id="speech of eight words"),
        pytest.param(Id, "not_far-enough2", id="id"),
        pytest.param(Seconds, 0, id="no time"),
        pytest.param(Seconds, 600, id="ten minutes"),
        pytest.param(Finite, -1000.0, id="any number"),
    ],
)
def test_a_value_that_fits(kind, value):
    assert TypeAdapter(kind).validate_python(value) == value


@pytest.mark.parametrize(
    ("kind", "value", "problem"),
    [
        pytest.param(Text, "", "at least 1 character", id="empty text"),
        pytest.param(Spoken, "", "at least 1 character", id="empty speech"),
        pytest.param(Spoken, f"{EIGHT_WORDS} nine", "at most 8 words, but has 9", id="long speech"),
        pytest.param(Id, "Figure-4", "should match pattern", id="capital in an id"),
        pytest.param(Id, "figure--4", "should match pattern", id="two hyphens in an id"),
        pytest.param(Id, "figure 4", "should match pattern", id="space in an id"),
        pytest.param(Seconds, -0.1, "greater than or equal to 0", id="time below 0"),
        pytest.param(Seconds, 600.1, "less than or equal to 600", id="time over ten minutes"),
        pytest.param(Seconds, float("nan"), "finite number", id="time that is none"),
        pytest.param(Finite, float("inf"), "finite number", id="infinite"),
    ],
)
def test_a_value_that_does_not_fit_is_told(kind, value, problem):
    with pytest.raises(ValidationError, match=problem):
        TypeAdapter(kind).validate_python(value)


def test_speech_is_as_long_as_is_taken_in():
    assert len(EIGHT_WORDS.split()) == SPOKEN_WORDS


def test_a_table_takes_no_unknown_key_and_no_change():
    with pytest.raises(ValidationError, match="Extra inputs are not permitted"):
        Rest.model_validate({"rest_s": 2.0, "rests": 2.0})
    rest = Rest(rest_s=2.0)
    with pytest.raises(ValidationError, match="frozen"):
        rest.rest_s = 3.0


@pytest.mark.parametrize(
    "ground",
    [
        pytest.param({"sources": ("K1",)}, id="a source"),
        pytest.param({"derived": "Half of the hold."}, id="a sentence"),
        pytest.param({"sources": ("K1",), "derived": "Half of the hold."}, id="both"),
    ],
)
def test_figures_have_a_ground(ground):
    Grounded(**ground)


@pytest.mark.parametrize("ground", [{}, {"sources": ()}, {"sources": (), "derived": None}])
def test_figures_without_a_ground_are_refused(ground):
    with pytest.raises(ValidationError, match="needs sources, or a sentence in derived"):
        Grounded(**ground)
