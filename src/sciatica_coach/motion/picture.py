"""How well a picture shows a person, in plain numbers: nothing here needs the picture itself."""

import math
from dataclasses import dataclass
from enum import StrEnum

CONTRAST = 100.0
"""Grey levels between dark and light parts from which more makes angles no more exact: 95 % of good
photographs have 119 or more, the sample clips 117."""
_PER_HALVED_CONTRAST = 0.15
CLEAR = 40.0
"""Contrast against noise from which less noise makes angles no more exact; the sample clips have 55
or more."""
_PER_DOUBLED_NOISE = 0.4
_CLIPPED_SHARE = 0.1
"""Share of the limbs that is plain white from which angles are as unsure as with more of it. Of
good photographs 95 % have none at all."""
_CLIPPED = 0.25
_WHITE_SHARE, _PER_WHITE = 0.6, 14.0
"""Share of the whole picture from which little is left to see; good photographs before a white wall
have 0.45 at most. With 0.85, as in a sample clip, angles are wrong and are not given any more."""
_COLOURLESS = 0.03
"""Colourfulness against contrast below which there is none: good photographs have 0.06 or more."""
_WITHOUT_COLOUR = 0.25
"""With 0.15 nine of ten angles of photographs made grey are as sure as stated; the sample clips,
made grey, take this."""
_SOFT = 0.45
"""Blur from which angles suffer; of good photographs 95 % keep below."""
_PER_SOFTNESS = 1.0
_DARK = 70.0
"""Mean grey below which little contrast is put down to little light."""
_TOLD = 0.05
"""What a flaw must add to the uncertainty to be told."""


class PictureFlaw(StrEnum):
    """What may be wrong with a picture."""

    DARK = "dark"
    OVER_EXPOSED = "over_exposed"
    NOISY = "noisy"
    PALE = "pale"
    BLURRED = "blurred"
    COLOURLESS = "colourless"


@dataclass(frozen=True, slots=True)
class PictureQuality:
    """What was measured of one picture. What is not given is as in a good picture."""

    brightness: float
    """Mean grey, 0..255."""
    contrast: float = 150.0
    """Grey levels between the 5th and the 95th percentile."""
    clipped_share: float = 0.0
    """Share of the limbs that is plain white."""
    white_share: float = 0.0
    """Share of the whole picture that is plain white."""
    colourfulness: float = 30.0
    """Mean difference between a pixel's strongest and weakest colour, 0..255; 0 is grey."""
    noise: float = 0.0
    """Standard deviation of the sensor's noise, grey levels."""
    blur: float = 0.3
    """How soft the person is at the size at which the pose model sees them, 0..1; about 0.3 where
    nobody was found."""
    stands_still: bool = False
    """Whether the picture has been the same for so long that no camera can be behind it."""

    @property
    def is_colourless(self) -> bool:
        """Whether it is grey, as cameras see by night."""
        return self.colourfulness < _COLOURLESS * max(self.contrast, 1.0)

    @property
    def uncertainty_factor(self) -> float:
        """What the uncertainty of a good picture's angles is multiplied by; 1 of a good one."""
        return 1 + sum(self._excess.values())

    @property
    def flaw(self) -> PictureFlaw | None:
        """What makes angles least sure; None if the picture is good."""
        worst, excess = max(self._excess.items(), key=lambda item: item[1])
        return worst if excess >= _TOLD else None

    @property
    def _excess(self) -> dict[PictureFlaw, float]:
        """What each flaw adds to the factor."""
        contrast = max(self.contrast, 1.0)
        tone = PictureFlaw.DARK if self.brightness < _DARK else PictureFlaw.PALE
        clear = contrast / max(self.noise, 1e-3)
        return {
            tone: _PER_HALVED_CONTRAST * _halvings(CONTRAST, contrast),
            PictureFlaw.OVER_EXPOSED: _CLIPPED * min(self.clipped_share / _CLIPPED_SHARE, 1.0)
            + _PER_WHITE * max(self.white_share - _WHITE_SHARE, 0.0),
            PictureFlaw.NOISY: _PER_DOUBLED_NOISE * _halvings(CLEAR, clear),
            PictureFlaw.BLURRED: _PER_SOFTNESS * max(self.blur - _SOFT, 0.0),
            PictureFlaw.COLOURLESS: _WITHOUT_COLOUR * self.is_colourless,
        }


def _halvings(good: float, found: float) -> float:
    """How often a good value must be halved to be the one that was found; 0 if that is better."""
    return max(math.log2(good / found), 0.0)
