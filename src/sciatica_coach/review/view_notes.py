"""What of a recording's view made its angles less exact, in sentences."""

from collections import Counter
from collections.abc import Iterator, Sequence

from sciatica_coach.coaching.feedback.advice import OFF_SIDE_DEG
from sciatica_coach.coaching.feedback.camera_placement import (
    Edge,
    Standpoint,
    cut_off,
    where_it_stood,
)
from sciatica_coach.coaching.recording import FrameObservation
from sciatica_coach.language.marking import N_
from sciatica_coach.language.translatable_text import TranslatableText
from sciatica_coach.motion.landmarks import Part, Side
from sciatica_coach.motion.viewpoint import Viewpoint

_LESS_EXACT_DEG = 20.0
"""Yaw from which it is said that angles suffer: the pooled error triples beyond it."""
_SMALL_SHARE = 0.3
"""Of the picture's width: a smaller person has coarse landmarks."""
_OFTEN = 0.1
"""From this share of the frames on, the report says what was cut off."""
_LESS_EXACT: dict[Standpoint | None, str] = {
    None: N_("the camera stood about {yaw_deg:.0f} degrees off the side: angles are less exact"),
    Standpoint.ABOVE: N_(
        "the camera stood about {yaw_deg:.0f} degrees off the side, high above: "
        "angles are less exact"
    ),
    Standpoint.FEET: N_(
        "the camera stood about {yaw_deg:.0f} degrees off the side, towards the feet: "
        "angles are less exact"
    ),
    Standpoint.HEAD: N_(
        "the camera stood about {yaw_deg:.0f} degrees off the side, towards the head: "
        "angles are less exact"
    ),
    Standpoint.FRONT: N_(
        "the camera stood about {yaw_deg:.0f} degrees off the side, towards the front: "
        "angles are less exact"
    ),
    Standpoint.BACK: N_(
        "the camera stood about {yaw_deg:.0f} degrees off the side, towards the back: "
        "angles are less exact"
    ),
}
_REFUSED: dict[Standpoint | None, str] = {
    None: N_(
        "the camera stood about {yaw_deg:.0f} degrees off the side: angles are not to be relied on"
    ),
    Standpoint.ABOVE: N_(
        "the camera stood about {yaw_deg:.0f} degrees off the side, high above: "
        "angles are not to be relied on"
    ),
    Standpoint.FEET: N_(
        "the camera stood about {yaw_deg:.0f} degrees off the side, towards the feet: "
        "angles are not to be relied on"
    ),
    Standpoint.HEAD: N_(
        "the camera stood about {yaw_deg:.0f} degrees off the side, towards the head: "
        "angles are not to be relied on"
    ),
    Standpoint.FRONT: N_(
        "the camera stood about {yaw_deg:.0f} degrees off the side, towards the front: "
        "angles are not to be relied on"
    ),
    Standpoint.BACK: N_(
        "the camera stood about {yaw_deg:.0f} degrees off the side, towards the back: "
        "angles are not to be relied on"
    ),
}
_BEYOND = {
    (Part.EAR, Edge.LEFT): N_(
        "the head went beyond the left edge of the picture for {share:.0%} of the time"
    ),
    (Part.ANKLE, Edge.LEFT): N_(
        "the feet went beyond the left edge of the picture for {share:.0%} of the time"
    ),
    (Part.KNEE, Edge.LEFT): N_(
        "the knees went beyond the left edge of the picture for {share:.0%} of the time"
    ),
    (Part.SHOULDER, Edge.LEFT): N_(
        "the shoulders went beyond the left edge of the picture for {share:.0%} of the time"
    ),
    (Part.HIP, Edge.LEFT): N_(
        "the hips went beyond the left edge of the picture for {share:.0%} of the time"
    ),
    (Part.EAR, Edge.RIGHT): N_(
        "the head went beyond the right edge of the picture for {share:.0%} of the time"
    ),
    (Part.ANKLE, Edge.RIGHT): N_(
        "the feet went beyond the right edge of the picture for {share:.0%} of the time"
    ),
    (Part.KNEE, Edge.RIGHT): N_(
        "the knees went beyond the right edge of the picture for {share:.0%} of the time"
    ),
    (Part.SHOULDER, Edge.RIGHT): N_(
        "the shoulders went beyond the right edge of the picture for {share:.0%} of the time"
    ),
    (Part.HIP, Edge.RIGHT): N_(
        "the hips went beyond the right edge of the picture for {share:.0%} of the time"
    ),
    (Part.EAR, Edge.TOP): N_(
        "the head went beyond the top edge of the picture for {share:.0%} of the time"
    ),
    (Part.ANKLE, Edge.TOP): N_(
        "the feet went beyond the top edge of the picture for {share:.0%} of the time"
    ),
    (Part.KNEE, Edge.TOP): N_(
        "the knees went beyond the top edge of the picture for {share:.0%} of the time"
    ),
    (Part.SHOULDER, Edge.TOP): N_(
        "the shoulders went beyond the top edge of the picture for {share:.0%} of the time"
    ),
    (Part.HIP, Edge.TOP): N_(
        "the hips went beyond the top edge of the picture for {share:.0%} of the time"
    ),
    (Part.EAR, Edge.BOTTOM): N_(
        "the head went beyond the bottom edge of the picture for {share:.0%} of the time"
    ),
    (Part.ANKLE, Edge.BOTTOM): N_(
        "the feet went beyond the bottom edge of the picture for {share:.0%} of the time"
    ),
    (Part.KNEE, Edge.BOTTOM): N_(
        "the knees went beyond the bottom edge of the picture for {share:.0%} of the time"
    ),
    (Part.SHOULDER, Edge.BOTTOM): N_(
        "the shoulders went beyond the bottom edge of the picture for {share:.0%} of the time"
    ),
    (Part.HIP, Edge.BOTTOM): N_(
        "the hips went beyond the bottom edge of the picture for {share:.0%} of the time"
    ),
}


def view_notes(
    viewpoint: Viewpoint, observations: Sequence[FrameObservation]
) -> tuple[TranslatableText, ...]:
    """What to do better next time; nothing if the view was right."""
    return (
        *_off_side(viewpoint),
        *_small(viewpoint),
        *_cut_off(viewpoint, observations),
    )


def _off_side(viewpoint: Viewpoint) -> Iterator[TranslatableText]:
    if viewpoint.yaw_deg > _LESS_EXACT_DEG:
        refused = viewpoint.yaw_deg > OFF_SIDE_DEG
        said = (_REFUSED if refused else _LESS_EXACT)[where_it_stood(viewpoint)]
        yield TranslatableText(said, yaw_deg=viewpoint.yaw_deg)


def _small(viewpoint: Viewpoint) -> Iterator[TranslatableText]:
    if viewpoint.share_of_width < _SMALL_SHARE:
        yield TranslatableText(
            "the person filled {share:.0%} of the picture's width: come closer for exacter angles",
            share=viewpoint.share_of_width,
        )


def _cut_off(
    viewpoint: Viewpoint, observations: Sequence[FrameObservation]
) -> Iterator[TranslatableText]:
    """The one part that was gone most often, and where."""
    side = viewpoint.near_side or Side.RIGHT
    poses = [each.pose for each in observations if each.pose is not None]
    gone = Counter(
        (missing.part, edge)
        for pose in poses
        if (missing := cut_off(pose, side))
        for edge in missing.edges
    )
    for gone_most, frames in gone.most_common(1):
        share = frames / len(poses)
        if share >= _OFTEN:
            yield TranslatableText(_BEYOND[gone_most], share=share)
