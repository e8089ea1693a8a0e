"""The book of all that may be said: nothing is missing, nothing is there twice."""

import pytest

from sciatica_coach.coaching.feedback.advice import NOBODY
from sciatica_coach.coaching.feedback.phrases import Phrase
from sciatica_coach.coaching.own_range.calibration import INSTRUCTIONS
from sciatica_coach.coaching.phrase_book import phrase_book
from sciatica_coach.language.marking import SPOKEN_WORDS
from tests.coaching.play import EXERCISES, KNEE_TO_CHEST, NERVE_FLOSS

BOOK = phrase_book(EXERCISES.values())


@pytest.mark.parametrize(
    "said",
    [
        pytest.param(Phrase, id="the coach's own phrases"),
        pytest.param([NOBODY.text], id="advice"),
        pytest.param(["Turn a little to your left."], id="where to put the camera"),
        pytest.param(INSTRUCTIONS, id="the measurement of an own range"),
        pytest.param([rule.cue for rule in KNEE_TO_CHEST.rules], id="cues"),
        pytest.param([rule.praise for rule in NERVE_FLOSS.rules if rule.praise], id="praise"),
        pytest.param([each.advice for each in NERVE_FLOSS.movements[0].start], id="the start"),
        pytest.param([each.advice for each in NERVE_FLOSS.movements[1].throughout], id="posture"),
        pytest.param([each.advice for each in NERVE_FLOSS.movements[0].at_target], id="the target"),
    ],
)
def test_the_book_knows_all_that_may_be_said(said):
    assert set(map(str, said)) <= set(BOOK)


def test_the_book_has_each_phrase_once_and_short_enough_to_be_heard():
    assert len(set(BOOK)) == len(BOOK)
    assert all(0 < len(phrase.split()) <= SPOKEN_WORDS for phrase in BOOK)


def test_the_book_of_one_exercise_leaves_out_the_cues_of_another():
    assert "Stop. Look up when toes come up." in phrase_book([NERVE_FLOSS])
    assert "Stop. Look up when toes come up." not in phrase_book([KNEE_TO_CHEST])
