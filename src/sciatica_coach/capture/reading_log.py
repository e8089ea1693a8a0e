"""What was read of a video file and what was not, told in sentences."""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from sciatica_coach.language.translatable_text import TranslatableText
from sciatica_coach.motion.pose import FloatArray

_MISSING_SHARE = 0.05
"""A file that ends this share before the length it states has been cut off."""
_MISSING_S = 0.5
"""But lengths are often stated roughly: so much is not missed, if the file's last part is whole."""
_GAP_S = 1.0
"""Time without a picture in which a repetition can begin or end unseen."""
_STEADY_GAP_S = 0.3
"""The same of a steady film, which has no such pauses of its own: there, something was lost."""
_STEADY = 1.5
"""Of a steady film, 95 % of the steps are below so many times the usual one."""
_GAP_STEPS = 5
"""A film of few pictures a second has gaps only from so many times its own step on."""
_LEFT_OUT_SHARE = 0.01
"""Of all frames: a few stray ones change nothing."""
_FASTEST_FPS = 300
"""Faster than cameras record in real time: some files state 1000 where they know nothing."""


@dataclass(slots=True)
class ReadingLog:
    """What happened while a video was read."""

    step_s: float
    """Time from one frame to the next, as the file states it."""
    damaged: int = 0
    """Pieces that could not be decoded."""
    mended: int = 0
    """Pieces in which the decoder has guessed what was damaged."""
    too_large: set[tuple[int, int]] = field(default_factory=set)
    """Sizes of pictures that were refused, as they are larger than 8K."""
    decoded: int = 0
    """Pictures, damaged ones included."""
    first_packet_s: float | None = None
    """Stamp of the first piece of the track."""
    first_picture_s: float | None = None
    """Stamp of the first picture."""
    sound_end_s: float | None = None
    """Latest stamp of the other tracks."""
    left_out: int = 0
    """Pictures without a time of their own."""
    jumps: int = 0
    """How often the file's clock stepped forward by hours."""
    is_stopped: bool = False
    """Whether the video has more frames than are read of one."""
    times_s: "array[float]" = field(default_factory=lambda: array("d"))
    """Of the pictures, before any are thinned out."""

    def warnings(
        self, *, stated_s: float | None, ends_early: bool, expected: int | None, speed: float
    ) -> Iterator[TranslatableText]:
        """What the reader of a result must know.

        Parameters
        ----------
        stated_s
            Length of the pictures as the file states it, in seconds of real movement.
        ends_early
            Whether the file's last part is not whole.
        expected
            How many frames the file's index lists.
        speed
            How many seconds of real movement a second of the film shows.
        """
        if len(self.times_s) == 1:
            yield TranslatableText(
                "the video holds one picture only: no movement can be judged in it"
            )
        if self.jumps:
            stated_s = None  # it counts the jumps
        ending = self._ending(stated_s, ends_early=ends_early, speed=speed)
        if self.is_stopped:
            ending = TranslatableText(
                "the video is too long: only its first {minutes:.0f} minutes were read; cut it "
                "into shorter ones",
                minutes=self.times_s[-1] / 60 if self.times_s else 0.0,
            )
        if ending is not None:
            yield ending
        yield from self._beginning()
        is_cut_off = ending is not None and ends_early
        lost = 0 if expected is None or ending is not None else expected - self.decoded
        for width, height in sorted(self.too_large):
            yield TranslatableText(
                "left out of the video: pictures of {width} x {height} pixels, larger than 8K",
                width=width,
                height=height,
            )
        yield from _damage(self.damaged - is_cut_off + self._serious(lost))
        # The piece where a file was cut is not another damage.
        if self.mended > is_cut_off:
            yield TranslatableText(
                "the video is damaged in places: what is seen there may be wrong"
            )
        yield from self._times(speed)

    def _ending(
        self, stated_s: float | None, *, ends_early: bool, speed: float
    ) -> TranslatableText | None:
        seen_s = self.times_s[-1] + self.step_s if self.times_s else 0.0
        missing_s = (stated_s or 0.0) - seen_s
        tolerated_s = max(_MISSING_SHARE * seen_s, _MISSING_S)
        if missing_s > tolerated_s or (ends_early and missing_s > 1.5 * self.step_s):
            sound_s = ((self.sound_end_s or 0.0) - (self.first_picture_s or 0.0)) * speed
            if not ends_early and sound_s > seen_s + missing_s / 2:
                return TranslatableText(
                    "the pictures end after {seen_s:.1f} seconds, only the sound goes on to "
                    "{duration_s:.1f} seconds",
                    seen_s=seen_s,
                    duration_s=stated_s,
                )
            return TranslatableText(
                "the video is cut off: only the first {seen_s:.1f} of {duration_s:.1f} "
                "seconds can be read",
                seen_s=seen_s,
                duration_s=stated_s,
            )
        if ends_early and (stated_s is None or missing_s < -tolerated_s):
            return TranslatableText(
                "the video is cut off: its end is missing, only the first {seen_s:.1f} seconds "
                "can be read",
                seen_s=seen_s,
            )
        return None

    def _beginning(self) -> Iterator[TranslatableText]:
        if self.first_packet_s is None or self.first_picture_s is None:
            return
        missing_s = self.first_picture_s - self.first_packet_s
        if missing_s > _MISSING_S:
            yield TranslatableText(
                "the first {missing_s:.1f} seconds of the video cannot be read: "
                "its beginning is missing",
                missing_s=missing_s,
            )

    def _serious(self, lost: int) -> int:
        """Frames that are gone without an error, if they are more than a few."""
        return lost if lost > max(2, _LEFT_OUT_SHARE * self.decoded) else 0

    def _times(self, speed: float) -> Iterator[TranslatableText]:
        if self._serious(self.left_out):
            yield TranslatableText(
                "left out of the video: {number} pictures without a time of their own",
                number=self.left_out,
            )
        if self.jumps:
            yield TranslatableText(
                "the clock of the file jumps by hours: its times are probably wrong"
            )
        steps_s = np.diff(np.frombuffer(self.times_s))
        if not steps_s.size:
            return
        usual_s = float(np.median(steps_s))
        is_steady = float(np.quantile(steps_s, 0.95)) < _STEADY * usual_s
        least_s = max(_STEADY_GAP_S if is_steady else _GAP_S, _GAP_STEPS * usual_s)
        yield from _gaps(np.frombuffer(self.times_s), steps_s, least_s)
        if speed == 1 and usual_s < 1 / _FASTEST_FPS:
            yield TranslatableText(
                "the file states {fps:.0f} pictures a second, more than cameras take: "
                "its times are probably wrong",
                fps=1 / usual_s,
            )


def _damage(pieces: int) -> Iterator[TranslatableText]:
    if pieces == 1:
        yield TranslatableText("left out of the video: 1 damaged piece")
    elif pieces > 1:
        yield TranslatableText("left out of the video: {number} damaged pieces", number=pieces)


def _gaps(times_s: FloatArray, steps_s: FloatArray, least_s: float) -> Iterator[TranslatableText]:
    gaps = np.flatnonzero(steps_s > least_s)
    if not gaps.size:
        return
    longest = int(gaps[np.argmax(steps_s[gaps])])
    yield (
        TranslatableText(
            "the video has no picture from {from_s:.1f} to {until_s:.1f} seconds",
            from_s=times_s[longest],
            until_s=times_s[longest + 1],
        )
        if len(gaps) == 1
        else TranslatableText(
            "the video has {number} gaps without a picture, the longest from {from_s:.1f} to "
            "{until_s:.1f} seconds",
            number=len(gaps),
            from_s=times_s[longest],
            until_s=times_s[longest + 1],
        )
    )
