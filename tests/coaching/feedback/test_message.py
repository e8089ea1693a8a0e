"""The one message on the screen: danger, then why nothing counts, then what to do."""

import pytest

from sciatica_coach.coaching.feedback.advice import KEEP_STILL, NOBODY
from sciatica_coach.coaching.feedback.message import Message, MessageKind, message_of
from sciatica_coach.coaching.feedback.update import SetState
from sciatica_coach.coaching.feedback.utterance import Priority
from sciatica_coach.exercise.movement import Phase
from sciatica_coach.exercise.rules import Severity
from tests.coaching.built import cue, update
from tests.coaching.play import KNEE_TO_CHEST

STOP = cue("Stop. Head back.", severity=Severity.STOP, priority=Priority.STOP)
CORRECTION = cue("Slower, take your time.")
PRAISE = cue("Good.", rule=None, priority=Priority.ENCOURAGEMENT, is_praise=True)
INSTRUCTION = cue("Rest for a moment.", rule=None, priority=Priority.INSTRUCTION)
HOLDING = {"stage": SetState.HOLDING, "phase": Phase.TARGET}
MOVING = {"stage": SetState.MOVING}


@pytest.mark.parametrize(
    ("changes", "kind", "text"),
    [
        pytest.param({"cue": STOP}, "stop", "Stop. Head back.", id="danger"),
        pytest.param(
            {"cue": STOP, "advice": NOBODY}, "stop", "Stop. Head back.", id="danger before advice"
        ),
        pytest.param({"advice": NOBODY}, "advice", NOBODY.text, id="why nothing counts"),
        pytest.param(
            {"cue": CORRECTION, "advice": NOBODY}, "advice", NOBODY.text, id="before corrections"
        ),
        pytest.param(
            {"advice": KEEP_STILL}, "plain", KEEP_STILL.text, id="to keep still is no complaint"
        ),
        pytest.param(
            {"cue": CORRECTION, **HOLDING}, "correct", "Slower, take your time.", id="correction"
        ),
        pytest.param({"cue": PRAISE}, "good", "Good.", id="praise"),
        pytest.param({"cue": INSTRUCTION}, "plain", "Rest for a moment.", id="instruction"),
        pytest.param(
            {**HOLDING, "hold_s": 3.0}, "hold", "Hold, and keep breathing.", id="holding on"
        ),
        pytest.param(
            {**HOLDING, "hold_s": 20.0}, "good", "Held. Now back, slowly.", id="held long enough"
        ),
        pytest.param(
            {**HOLDING, "hold_asked_s": 0.0}, "good", "Good. Now back.", id="no hold is asked for"
        ),
        pytest.param(
            {**MOVING, "phase": Phase.OUT}, "plain", "Pull the knee to the chest", id="way out"
        ),
        pytest.param({**MOVING, "phase": Phase.BACK}, "plain", "And slowly back.", id="way back"),
        pytest.param(
            {**MOVING, "phase": Phase.OUT, "movement": None}, "plain", "", id="of no movement"
        ),
        pytest.param({"stage": SetState.READY}, "good", "Begin when you like.", id="ready"),
        pytest.param({"stage": SetState.LOOKING}, "plain", "Looking for you.", id="looking"),
        pytest.param(
            {"stage": SetState.DONE}, "good", "Well done. That was the last one.", id="done"
        ),
        pytest.param({"stage": SetState.GET_READY}, "plain", "", id="nothing to say"),
        pytest.param({"stage": SetState.PAUSED}, "plain", "", id="paused: the session says why"),
    ],
)
def test_what_is_shown_first(changes, kind, text):
    assert message_of(update(**changes), KNEE_TO_CHEST) == Message(MessageKind(kind), text)
