"""Where a film was cut: what was known of the body's place before says nothing of it after."""

import math

from sciatica_coach.motion.body_geometry import middle, trunk_length_px
from sciatica_coach.motion.landmarks import Part
from sciatica_coach.motion.pose import Pose

_MOVED, _MOVED_PER_S = 0.6, 4.0
"""Trunk lengths by which nobody's hips move from one frame to the next, and more for each second
between: two metres a second is running."""
_RESIZED = 1.6
"""Factor by which no trunk grows or shrinks on the picture from one frame to the next."""


def is_cut(before: Pose, now: Pose) -> bool:
    """Whether a cut lies between two poses of one recording that follow each other."""
    sizes_px = [trunk_length_px(pose.pixels) for pose in (before, now)]
    if not min(sizes_px) > 0:
        return False
    if max(sizes_px) > _RESIZED * min(sizes_px) and now.time_s - before.time_s < 1.0:
        return True
    moved_px = math.hypot(*(middle(now.pixels, Part.HIP) - middle(before.pixels, Part.HIP)))
    reach = _MOVED + _MOVED_PER_S * (now.time_s - before.time_s)
    return bool(moved_px > reach * max(sizes_px))
