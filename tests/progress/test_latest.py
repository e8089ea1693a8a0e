"""How it went lately, in short."""

from datetime import timedelta

import pytest

from sciatica_coach.progress.latest import latest
from sciatica_coach.safety.pain import Pain, PainChange, Place
from tests.past_sessions import (
    EXERCISES,
    FIRST_DAY,
    Life,
    done_set,
    past_sessions,
    session,
)

BEFORE, AFTER = Pain(4, 2, Place.THIGH), Pain(3, 2, Place.THIGH)
PRAISE = ("well done", "good", "great", "better", "excellent", "improve")


def told(*sessions):
    return latest(sessions, EXERCISES)


def test_without_a_session_nothing_is_said():
    assert told() == ()
    assert told(session(FIRST_DAY)) == ()


def test_the_first_session():
    assert told(session(FIRST_DAY, done_set(complete=2), before=BEFORE, after=AFTER)) == (
        "Last session, 5 January 2026: Single knee-to-chest, 2 of 3 repetitions complete.",
        "Leg pain was 4 of 10 before it and 3 after it, back pain 2 and 2.",
        "There are too few sessions yet to tell a change.",
    )


def test_what_was_not_judged_is_said_and_nothing_is_praised():
    sentences = told(session(FIRST_DAY, done_set(is_fully_judged=False)))
    assert "Not everything that belongs to it could be judged." in sentences
    assert not [word for word in PRAISE if word in " ".join(sentences).lower()]


@pytest.mark.parametrize(
    ("changes", "begin"),
    [
        ([PainChange.MOVED_DOWN, PainChange.CLEAR_RISE], "After it the symptoms were felt further"),
        ([PainChange.NEW_TINGLING], "After it tingling or numbness"),
        ([PainChange.CLEAR_RISE], "After it the pain was clearly more"),
        ([PainChange.SLIGHT_RISE], "Leg pain was 4 of 10"),
    ],
)
def test_what_a_session_did_to_pain(changes, begin):
    done = session(FIRST_DAY, done_set(), before=BEFORE, after=AFTER, changes=changes)
    assert told(done)[1].startswith(begin)


def test_the_clearest_change_is_told():
    life = Life(leg_pain=lambda share: 9 - 9 * share)
    assert told(*past_sessions(60, life=life))[-1].startswith(
        "Leg pain: clearly less than from 5 January 2026"
    )


def test_more_pain_comes_before_a_larger_range():
    life = Life(
        range_deg=lambda share: 60 + 60 * share,
        back_pain=lambda share: 1 + 6 * share,
        uncertainty_deg=1.0,
    )
    assert told(*past_sessions(60, life=life))[-1].startswith("Back pain: clearly more")


def test_a_range_is_told_with_its_exercise_and_side():
    life = Life(range_deg=lambda share: 60 + 60 * share, uncertainty_deg=1.0)
    assert told(*past_sessions(60, life=life))[-1].startswith("Single knee-to-chest, range of the ")


def test_no_clear_change():
    assert told(*past_sessions(60))[-1] == "No clear change yet."


def test_the_last_session_is_the_newest_one():
    older, newer = (
        session(FIRST_DAY, done_set()),
        session(FIRST_DAY + timedelta(days=1), done_set(), exercise="own-exercise"),
    )
    assert told(newer, older)[0].startswith("Last session, 6 January 2026: own-exercise,")
