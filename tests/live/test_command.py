import pytest

from sciatica_coach.coaching.session.state import PausedBy, SessionPhase
from sciatica_coach.live.command import Command
from tests.coaching.session.test_session import session_for


def test_pause_and_resume():
    session = session_for()
    Command.PAUSE.apply_to(session)
    paused = session.step(None, time_s=0.0)
    assert (paused.session_phase, paused.paused_by) == (SessionPhase.PAUSED, PausedBy.BUTTON)
    Command.RESUME.apply_to(session)
    assert session.step(None, time_s=0.1).session_phase is SessionPhase.SET_UP


@pytest.mark.parametrize("command", Command)
def test_every_command_is_known_to_a_session(command):
    session = session_for()
    command.apply_to(session)
    assert session.step(None, time_s=0.0) is not None
