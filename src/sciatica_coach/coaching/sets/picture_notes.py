"""What of a set's pictures made angles less sure, or kept it from counting, in sentences."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from sciatica_coach.coaching.movement.frame_rate import LEAST_HZ
from sciatica_coach.language.marking import N_
from sciatica_coach.language.translatable_text import TranslatableText
from sciatica_coach.motion.picture import PictureFlaw, PictureQuality

_OFTEN = 0.3
"""Share of the pictures from which a flaw is told."""
_MOST_STRETCHES = 3
"""No more stretches are told one by one."""
_GAP_S = 1.6
"""A longer time without a picture is a pause, and no low rate."""
_FLAWS = {
    PictureFlaw.DARK: N_(
        "the picture was very dark, so angles are less sure: light the room, or a lamp in front "
        "of you"
    ),
    PictureFlaw.OVER_EXPOSED: N_(
        "the picture was over-exposed, so angles are less sure: turn away from the window"
    ),
    PictureFlaw.NOISY: N_(
        "the picture was noisy, so angles are less sure: more light makes it clearer"
    ),
    PictureFlaw.PALE: N_(
        "the picture had little contrast, so angles are less sure: clean the lens, and film "
        "without HDR"
    ),
    PictureFlaw.BLURRED: N_(
        "the picture was blurred, so angles are less sure: clean the lens and put the camera at "
        "rest"
    ),
    PictureFlaw.COLOURLESS: N_(
        "the picture had no colours, so angles are less sure: light the room, as by night cameras "
        "see grey only"
    ),
}


class PictureNotes:
    """Gathers what was wrong with the pictures of one set; memory does not grow with it."""

    def __init__(self) -> None:
        self._pictures = 0
        self._flaws: Counter[PictureFlaw] = Counter()
        self._still: list[tuple[float, float]] = []
        self._stood_still = False

    def update(self, time_s: float, picture: PictureQuality | None) -> None:
        """Take the next picture; None if its quality was not measured."""
        self._pictures += 1
        stands_still = picture is not None and picture.stands_still
        if picture is not None and picture.flaw is not None:
            self._flaws[picture.flaw] += 1
        if stands_still:
            begun_s = self._still.pop()[0] if self._stood_still else time_s
            self._still.append((begun_s, time_s))
        self._stood_still = stands_still

    def sentences(self, times_s: Sequence[float]) -> tuple[TranslatableText, ...]:
        """What is to be told; `times_s` are those of all pictures."""
        return (*self._told_of_flaws(), *self._told_of_still(), *_told_of_rate(times_s))

    def _told_of_flaws(self) -> Iterator[TranslatableText]:
        """The one flaw that was seen most."""
        for flaw, pictures in self._flaws.most_common(1):
            if pictures >= _OFTEN * self._pictures:
                yield TranslatableText(_FLAWS[flaw])

    def _told_of_still(self) -> Iterator[TranslatableText]:
        for begin_s, end_s in self._still[:_MOST_STRETCHES]:
            yield TranslatableText(
                "the picture stood still from {begin_s:.0f} to {end_s:.0f} s, and nothing was "
                "counted then: check the camera",
                begin_s=begin_s,
                end_s=end_s,
            )


def _told_of_rate(times_s: Sequence[float]) -> Iterator[TranslatableText]:
    steps_s = [later - earlier for earlier, later in pairwise(times_s)]
    steps_s = [step_s for step_s in steps_s if step_s <= _GAP_S]
    slow_s = sum(step_s for step_s in steps_s if step_s > 1 / LEAST_HZ)
    if slow_s > _OFTEN * sum(steps_s):
        yield TranslatableText(
            "too few pictures came for {share:.0%} of the time, and nothing was counted then: at "
            "least {least_hz} a second are needed",
            share=slow_s / sum(steps_s),
            least_hz=math.ceil(LEAST_HZ),
        )
