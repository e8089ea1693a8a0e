"""What a session says by itself: at most eight words, to be heard once and read at three metres.

What to correct comes from the exercise's file; how to stand and lie from `advice` and
`camera_placement`.
"""

from enum import StrEnum

from sciatica_coach.language.marking import N_
from sciatica_coach.motion.landmarks import Side


class Phrase(StrEnum):
    """One of the session's own phrases, in English."""

    LOOKING = N_("Looking for you.")
    LEFT_LEG = N_("Your left leg works now.")
    RIGHT_LEG = N_("Your right leg works now.")
    OR_GO_ON_ANYWAY = N_("Or raise an arm to go on.")
    GOING_ON_ANYWAY = N_("We go on anyway.")
    READY = N_("Ready.")
    BEGIN = N_("Begin when you like.")
    HOLD = N_("Hold, and keep breathing.")
    KEEP_BREATHING = N_("Good. Keep breathing.")
    TEN_MORE_SECONDS = N_("Ten more seconds.")
    THREE = N_("Three.")
    TWO = N_("Two.")
    ONE = N_("One.")
    HELD = N_("Held. Now back, slowly.")
    BACK = N_("And slowly back.")
    NOW_BACK = N_("Good. Now back.")
    GOOD = N_("Good.")
    ONE_MORE = N_("One more.")
    TWO_MORE = N_("Two more.")
    THREE_MORE = N_("Three more.")
    FOUR_MORE = N_("Four more.")
    FIVE_MORE = N_("Five more.")
    SIX_MORE = N_("Six more.")
    SEVEN_MORE = N_("Seven more.")
    EIGHT_MORE = N_("Eight more.")
    NINE_MORE = N_("Nine more.")
    TEN_MORE = N_("Ten more.")
    SET_DONE = N_("Well done. This set is done.")
    ALL_DONE = N_("Well done. That was the last one.")
    REST = N_("Rest now.")
    GET_READY_AGAIN = N_("Get ready again.")
    PAUSED = N_("Paused.")
    RAISE_TO_GO_ON = N_("Paused. Raise an arm to go on.")
    GOING_ON = N_("We go on.")


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
