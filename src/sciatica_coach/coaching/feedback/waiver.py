"""What was not measured because the person went on although the view was not right."""

from collections.abc import Iterable

from sciatica_coach.language.marking import N_
from sciatica_coach.language.translatable_text import TranslatableText

_UNMEASURED = {
    "too_dark": N_("you went on in little light: angles are less sure"),
    "too_far": N_("you went on far from the camera: angles are less sure"),
    "not_in_view": N_("you went on partly out of the picture: what was out of it was not judged"),
    "wrong_position": N_(
        "you went on in another position than the exercise's: your form may have been misjudged"
    ),
    "not_side_on": N_(
        "you went on with the camera not at your side: no range of motion was measured"
    ),
    "wrong_side": N_(
        "you went on with your other side to the camera: the working leg was seen less well"
    ),
}
HIDES_ANGLES = "not_side_on"
"""From another view angles are not those of the joint."""


def unmeasured(waived: Iterable[str]) -> tuple[TranslatableText, ...]:
    """One sentence for each advice that was left aside."""
    return tuple(TranslatableText(_UNMEASURED[code]) for code in waived)
