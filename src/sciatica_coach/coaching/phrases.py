"""What the guide says by itself: at most eight words, to be heard once and read at three metres.

What to correct comes from the exercise's file; how to stand and lie from `advice` and `framing`.
"""

from collections.abc import Iterable, Iterator
from enum import StrEnum

from sciatica_coach.coaching import advice, calibration
from sciatica_coach.exercise.definition import Exercise
from sciatica_coach.language.marking import phrase
from sciatica_coach.motion.landmarks import Side


class Phrase(StrEnum):
    """One of the guide's own phrases, in English."""

    LOOKING = phrase("Looking for you.")
    LEFT_LEG = phrase("Your left leg works now.")
    RIGHT_LEG = phrase("Your right leg works now.")
    OR_GO_ON_ANYWAY = phrase("Or raise an arm to go on.")
    GOING_ON_ANYWAY = phrase("We go on anyway.")
    READY = phrase("Ready.")
    BEGIN = phrase("Begin when you like.")
    HOLD = phrase("Hold, and keep breathing.")
    KEEP_BREATHING = phrase("Good. Keep breathing.")
    TEN_MORE_SECONDS = phrase("Ten more seconds.")
    THREE = phrase("Three.")
    TWO = phrase("Two.")
    ONE = phrase("One.")
    HELD = phrase("Held. Now back, slowly.")
    BACK = phrase("And slowly back.")
    NOW_BACK = phrase("Good. Now back.")
    GOOD = phrase("Good.")
    ONE_MORE = phrase("One more.")
    TWO_MORE = phrase("Two more.")
    THREE_MORE = phrase("Three more.")
    FOUR_MORE = phrase("Four more.")
    FIVE_MORE = phrase("Five more.")
    SIX_MORE = phrase("Six more.")
    SEVEN_MORE = phrase("Seven more.")
    EIGHT_MORE = phrase("Eight more.")
    NINE_MORE = phrase("Nine more.")
    TEN_MORE = phrase("Ten more.")
    SET_DONE = phrase("Well done. This set is done.")
    ALL_DONE = phrase("Well done. That was the last one.")
    REST = phrase("Rest now.")
    GET_READY_AGAIN = phrase("Get ready again.")
    PAUSED = phrase("Paused.")
    RAISE_TO_GO_ON = phrase("Paused. Raise an arm to go on.")
    GOING_ON = phrase("We go on.")


WORKS = {Side.LEFT: Phrase.LEFT_LEG, Side.RIGHT: Phrase.RIGHT_LEG}
LAST_SECONDS = {3: Phrase.THREE, 2: Phrase.TWO, 1: Phrase.ONE}
MORE = {
    1: Phrase.ONE_MORE,
    2: Phrase.TWO_MORE,
    3: Phrase.THREE_MORE,
    4: Phrase.FOUR_MORE,
    5: Phrase.FIVE_MORE,
    6: Phrase.SIX_MORE,
    7: Phrase.SEVEN_MORE,
    8: Phrase.EIGHT_MORE,
    9: Phrase.NINE_MORE,
    10: Phrase.TEN_MORE,
}
"""How many repetitions are left; of more than ten nobody needs to hear."""


def phrase_book(exercises: Iterable[Exercise]) -> tuple[str, ...]:
    """Everything that may be said aloud, in English, each once."""
    return tuple(dict.fromkeys(map(str, _all(exercises))))


def _all(exercises: Iterable[Exercise]) -> Iterator[str]:
    yield from Phrase
    yield from advice.sentences()
    yield from calibration.INSTRUCTIONS
    for exercise in exercises:
        for movement in exercise.movements:
            for condition in (*movement.start, *movement.throughout, *movement.at_target):
                yield condition.advice
        for rule in exercise.rules:
            yield rule.cue
            if rule.praise:
                yield rule.praise
