"""What is said aloud: one thing at a time, by rank, with a tone of its own."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Tone(StrEnum):
    """What is heard besides words, or instead of them."""

    START = "start"
    HOLD_REACHED = "hold_reached"
    REP_DONE = "rep_done"
    CORRECT = "correct"
    STOP = "stop"


class Priority(IntEnum):
    """What goes first; a lower number does."""

    STOP = 0
    SAFETY = 1
    INSTRUCTION = 2
    """What to do now: set-up, next repetition, rest, change of side."""
    RANGE = 3
    TEMPO = 4
    ENCOURAGEMENT = 5
    COUNT = 6
    """Bound to its moment: said on the dot or not at all."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """One thing that is said."""

    serial: int
    """Rises by one from one to the next."""
    time_s: float
    """When, in the source's time."""
    priority: Priority
    phrases: tuple[str, ...]
    """English phrases, each of which the phrase book knows; empty for a tone alone."""
    tone: Tone | None = None
