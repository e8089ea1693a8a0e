"""What is said by the coach itself: short, and numbered right."""

import pytest

from sciatica_coach.coaching.feedback.phrases import LAST_SECONDS, MORE, WORKS, Phrase
from sciatica_coach.language.marking import SPOKEN_WORDS
from sciatica_coach.motion.landmarks import Side

NUMBERS = ("One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")


@pytest.mark.parametrize("phrase", Phrase)
def test_a_phrase_is_a_short_sentence(phrase):
    assert len(phrase.split()) <= SPOKEN_WORDS
    assert phrase[0].isupper()
    assert phrase.endswith(".")


@pytest.mark.parametrize(("left", "number"), list(enumerate(NUMBERS, 1)))
def test_how_many_are_left_is_said_up_to_ten(left, number):
    assert MORE[left] == f"{number} more."
    assert len(MORE) == 10


@pytest.mark.parametrize(("second", "number"), list(enumerate(NUMBERS[:3], 1)))
def test_the_last_three_seconds_are_counted(second, number):
    assert LAST_SECONDS[second] == f"{number}."
    assert len(LAST_SECONDS) == 3


@pytest.mark.parametrize("side", Side)
def test_the_leg_that_works_is_the_persons_own(side):
    assert WORKS[side] == f"Your {side} leg works now."
