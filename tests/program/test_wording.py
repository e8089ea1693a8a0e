import pytest

from sciatica_coach.language.catalog import ENGLISH, language_for
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.program.program import WEEKDAYS
from sciatica_coach.program.wording import (
    SHORT_WEEKDAY_NAMES,
    WEEKDAY_NAMES,
    amount,
    sides,
    times,
)
from tests.program.built import item

SPANISH = language_for("es")


@pytest.mark.parametrize(
    ("figures", "english", "spanish"),
    [
        pytest.param(
            {},
            "3 repetitions, hold 20 s, left then right",
            "3 repeticiones, mantener 20 s, izquierda y luego derecha",
            id="usual",
        ),
        pytest.param(
            {"reps": 1, "sets": 2, "hold_s": 0, "sides": (Side.RIGHT,)},
            "2 sets, 1 repetition, right leg only",
            "2 series, 1 repetición, solo la pierna derecha",
            id="sets, no hold, one leg",
        ),
    ],
)
def test_how_much(figures, english, spanish):
    held = item(**figures)
    assert amount(held, ENGLISH) == english
    assert amount(held, SPANISH) == spanish


@pytest.mark.parametrize(
    "given", [(Side.LEFT,), (Side.RIGHT,), (Side.LEFT, Side.RIGHT), (Side.RIGHT, Side.LEFT)]
)
def test_every_choice_of_sides_has_its_words(given):
    assert sides(item(sides=given), ENGLISH)


def test_how_often():
    assert times(item(), ENGLISH) == "once a day, every day"
    held = item(times_per_day=2, weekdays=(WEEKDAYS[0], WEEKDAYS[4]))
    assert times(held, ENGLISH) == "2 times a day, Mon, Fri"
    assert times(held, SPANISH) == "2 veces al día, lun, vie"


def test_every_day_has_its_names():
    assert list(WEEKDAY_NAMES) == list(SHORT_WEEKDAY_NAMES) == list(WEEKDAYS)
