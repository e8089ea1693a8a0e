"""What was not measured because the person went on although the view was not right."""

from collections.abc import Iterable

from sciatica_coach.coaching.feedback.advice import AdviceCode
from sciatica_coach.language.marking import N_
from sciatica_coach.language.translatable_text import TranslatableText

_UNMEASURED = {
    AdviceCode.TOO_DARK: N_("you went on in little light: angles are less sure"),
    AdviceCode.OVER_EXPOSED: N_("you went on with an over-exposed picture: angles are less sure"),
    AdviceCode.UNCLEAR_PICTURE: N_("you went on with an unclear picture: angles are less sure"),
    AdviceCode.TOO_FAR: N_("you went on far from the camera: angles are less sure"),
    AdviceCode.NOT_IN_VIEW: N_(
        "you went on partly out of the picture: what was out of it was not judged"
    ),
    AdviceCode.WRONG_POSITION: N_(
        "you went on in another position than the exercise's: your form may have been misjudged"
    ),
    AdviceCode.NOT_SIDE_ON: N_(
        "you went on with the camera not at your side: no range of motion was measured"
    ),
    AdviceCode.WRONG_SIDE: N_(
        "you went on with your other side to the camera: the working leg was seen less well"
    ),
}
HIDES_ANGLES = AdviceCode.NOT_SIDE_ON
"""From another view angles are not those of the joint."""


def unmeasured(waived: Iterable[AdviceCode]) -> tuple[TranslatableText, ...]:
    """One sentence for each advice that was left aside."""
    return tuple(TranslatableText(_UNMEASURED[code]) for code in waived)
