"""The one message on the screen: danger first, then why nothing counts, then what to do."""

from dataclasses import dataclass
from enum import StrEnum

from sciatica_coach.coaching.feedback.advice import KEEP_STILL
from sciatica_coach.coaching.feedback.cues import Cue
from sciatica_coach.coaching.feedback.phrases import Phrase
from sciatica_coach.coaching.feedback.update import SetState, Update
from sciatica_coach.coaching.feedback.utterance import Priority
from sciatica_coach.exercise.definition import Exercise
from sciatica_coach.exercise.movement import Phase


class MessageKind(StrEnum):
    """How a message is meant; the page has a sign and colours for each."""

    PLAIN = "plain"
    ADVICE = "advice"
    CORRECT = "correct"
    STOP = "stop"
    GOOD = "good"
    HOLD = "hold"


@dataclass(frozen=True, slots=True)
class Message:
    """What stands on the screen in big letters."""

    kind: MessageKind
    text: str
    """English, at most eight words; empty while there is nothing to say."""


_OF_STAGES = {
    SetState.DONE: Message(MessageKind.GOOD, Phrase.ALL_DONE),
    SetState.READY: Message(MessageKind.GOOD, Phrase.BEGIN),
    SetState.LOOKING: Message(MessageKind.PLAIN, Phrase.LOOKING),
}
_NOTHING = Message(MessageKind.PLAIN, "")


def message_of(update: Update, exercise: Exercise) -> Message:
    """What one frame of an exercise asks to be shown."""
    cue, advice = update.cue, update.advice
    if cue is not None and cue.priority is Priority.STOP:
        return Message(MessageKind.STOP, cue.text)
    if advice is not None:
        keeps_still = advice.code == KEEP_STILL.code
        return Message(MessageKind.PLAIN if keeps_still else MessageKind.ADVICE, advice.text)
    if cue is not None:
        return Message(_kind(cue), cue.text)
    if update.stage is SetState.HOLDING:
        return _of_hold(update)
    if update.stage is SetState.MOVING:
        return Message(MessageKind.PLAIN, _of_the_way(update, exercise))
    return _OF_STAGES.get(update.stage, _NOTHING)


def _of_the_way(update: Update, exercise: Exercise) -> str:
    """What is being done: out by its name, and back."""
    if update.phase is Phase.BACK:
        return Phrase.BACK
    return next((each.name for each in exercise.movements if each.id == update.movement), "")


def _of_hold(update: Update) -> Message:
    if not update.hold_asked_s:
        return Message(MessageKind.GOOD, Phrase.NOW_BACK)
    if update.hold_s >= update.hold_asked_s:
        return Message(MessageKind.GOOD, Phrase.HELD)
    return Message(MessageKind.HOLD, Phrase.HOLD)


def _kind(cue: Cue) -> MessageKind:
    if cue.rule is not None:
        return MessageKind.CORRECT
    return MessageKind.GOOD if cue.is_praise else MessageKind.PLAIN
