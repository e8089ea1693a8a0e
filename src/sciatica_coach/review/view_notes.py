"""What of a recording's view made its angles less exact, in sentences."""

from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from sciatica_coach.coaching.advice import DARK, OFF_SIDE_DEG
from sciatica_coach.coaching.framing import cut_off, where_it_stood
from sciatica_coach.coaching.recording import Sighting
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.motion.viewpoint import Viewpoint

_LESS_EXACT_DEG = 20.0
"""Yaw from which it is said that angles suffer: the pooled error triples beyond it."""
_SMALL_SHARE = 0.3
"""Of the picture's width: a smaller person has coarse landmarks."""
_OFTEN = 0.1
"""Share of the frames from which it is told what was cut off."""


def view_notes(viewpoint: Viewpoint, sightings: Sequence[Sighting]) -> tuple[str, ...]:
    """What to do better next time; nothing if the view was right."""
    return (
        *_off_side(viewpoint),
        *_small(viewpoint),
        *_cut_off(viewpoint, sightings),
        *_dark(sightings),
    )


def _off_side(viewpoint: Viewpoint) -> Iterator[str]:
    if viewpoint.yaw_deg > _LESS_EXACT_DEG:
        where = where_it_stood(viewpoint)
        said = f"the camera stood about {viewpoint.yaw_deg:.0f} degrees off the side"
        said = f"{said}, {where}" if where else said
        refused = viewpoint.yaw_deg > OFF_SIDE_DEG
        yield f"{said}: angles are {'not to be relied on' if refused else 'less exact'}"


def _small(viewpoint: Viewpoint) -> Iterator[str]:
    if viewpoint.share_of_width < _SMALL_SHARE:
        yield (
            f"the person filled {viewpoint.share_of_width:.0%} of the picture's width: "
            "come closer for exacter angles"
        )


def _cut_off(viewpoint: Viewpoint, sightings: Sequence[Sighting]) -> Iterator[str]:
    """The one part that was gone most often, and where."""
    side = viewpoint.near_side or Side.RIGHT
    poses = [each.pose for each in sightings if each.pose is not None]
    gone = Counter(
        (missing.part, edge)
        for pose in poses
        if (missing := cut_off(pose, side))
        for edge in missing.edges
    )
    for (part, edge), frames in gone.most_common(1):
        share = frames / len(poses)
        if share >= _OFTEN:
            where = f"the {edge} edge of the picture"
            yield f"the {part} went beyond {where} for {share:.0%} of the time"


def _dark(sightings: Sequence[Sighting]) -> Iterator[str]:
    light = [each.brightness for each in sightings if each.brightness is not None]
    if light and float(np.median(light)) < DARK:
        yield "the picture was dark: more light makes angles more exact"
