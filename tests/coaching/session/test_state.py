"""What is kept of a session, and the names that page and kept files know its phases by."""

import pickle

import pytest

from sciatica_coach.coaching.session.state import PausedBy, SessionPhase, SessionState
from sciatica_coach.coaching.sets.record import SetProgress
from tests.coaching.built import fault, rep

DONE = SetProgress().with_rep(rep(), (fault("too_fast"),))


@pytest.mark.parametrize(
    ("phase", "name"),
    [
        pytest.param(SessionPhase.SET_UP, "set_up", id="set-up"),
        pytest.param(SessionPhase.COUNT_DOWN, "count_down", id="count-down"),
        pytest.param(SessionPhase.EXERCISE, "exercise", id="exercise"),
        pytest.param(SessionPhase.PAUSED, "paused", id="paused"),
        pytest.param(SessionPhase.REST, "rest", id="rest"),
        pytest.param(SessionPhase.FINISHED, "finished", id="finished"),
        pytest.param(PausedBy.ARM, "arm", id="paused by an arm"),
        pytest.param(PausedBy.BUTTON, "button", id="paused by a button"),
        pytest.param(PausedBy.AWAY, "away", id="paused while away"),
    ],
)
def test_the_page_knows_each_by_this_name(phase, name):
    assert phase == name
    assert type(phase)(name) is phase


def test_a_session_of_which_nothing_was_kept_begins_with_its_first_set():
    fresh = SessionState()
    assert (fresh.time_s, fresh.set_index, fresh.ended) == (0.0, 0, ())
    assert fresh.set_progress == SetProgress()


@pytest.mark.parametrize(
    "state",
    [
        pytest.param(SessionState(), id="fresh"),
        pytest.param(SessionState(83.5, 1, (), DONE), id="in the middle of its second set"),
    ],
)
def test_a_state_is_the_same_after_it_was_kept(state):
    assert pickle.loads(pickle.dumps(state)) == state
    assert hash(state) == hash(pickle.loads(pickle.dumps(state)))


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(SessionState(83.6, 1, (), DONE), id="a moment later"),
        pytest.param(SessionState(83.5, 0, (), DONE), id="in another set"),
        pytest.param(SessionState(83.5, 1), id="with nothing done"),
    ],
)
def test_another_state_is_another_value(other):
    assert other != SessionState(83.5, 1, (), DONE)
