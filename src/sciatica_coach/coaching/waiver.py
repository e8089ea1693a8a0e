"""What was not measured because the person went on although the view was not right."""

from collections.abc import Iterable

from sciatica_coach.language.marking import phrase
from sciatica_coach.language.told import Told

_UNMEASURED = {
    "too_dark": phrase("you went on in little light: angles are less sure"),
    "too_far": phrase("you went on far from the camera: angles are less sure"),
    "not_in_view": phrase(
        "you went on partly out of the picture: what was out of it was not judged"
    ),
    "wrong_position": phrase(
        "you went on in another position than the exercise's: your form may have been misjudged"
    ),
    "not_side_on": phrase(
        "you went on with the camera not at your side: no range of motion was measured"
    ),
    "wrong_side": phrase(
        "you went on with your other side to the camera: the working leg was seen less well"
    ),
}
HIDES_ANGLES = "not_side_on"
"""From another view angles are not those of the joint."""


def unmeasured(waived: Iterable[str]) -> tuple[Told, ...]:
    """One sentence for each advice that was left aside."""
    return tuple(Told(_UNMEASURED[code]) for code in waived)
