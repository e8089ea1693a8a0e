"""Single rendered pictures with what is true on them."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from sciatica_coach.motion.landmarks import SIDES, Side
from tools.studio.clip import Clip
from tools.studio.clips import SETS, Take, take
from tools.studio.makehuman import MakeHuman
from tools.studio.movements.movement import moments_s
from tools.studio.pose_errors import LEG_PARTS, Subject
from tools.studio.scene import Picture, Shown
from tools.studio.shots import LYING, LYING_LEG_UP, SITTING
from tools.studio.stage import Stage
from tools.studio.truth import landmark_names, pixels_of

_SIZE_PX = (640, 360)


def rendered_stills(
    seeds: Sequence[int],
    makehuman: MakeHuman | None = None,
    altered: Callable[[Take], Take] = lambda chosen: chosen,
) -> Iterator[tuple[Picture, Subject]]:
    """Start, middle and peak of each benchmark clip of one person who lies or sits."""
    for seed in seeds:
        for clip in SETS["benchmark"]:
            if _is_plain(clip):
                yield from _stills_of(altered(take(clip, seed, _SIZE_PX, makehuman)), seed)


def _is_plain(clip: Clip) -> bool:
    alone = clip.visit is None and not clip.hidden and clip.exposure == 1.0
    return alone and clip.framing in {LYING, LYING_LEG_UP, SITTING}


def _stills_of(chosen: Take, seed: int) -> Iterator[tuple[Picture, Subject]]:
    with Stage(chosen.scene, seed=seed) as stage:
        for moment, time_s in moments_s(chosen.scene.person.movement).items():
            shown = stage.shown(time_s)
            yield shown.picture, _subject(f"{chosen.clip.name} {seed} {moment}", chosen, shown)


def _subject(name: str, chosen: Take, shown: Shown) -> Subject:
    scene = chosen.scene
    mirrored = scene.mirrored
    points = np.array(list(shown.landmarks.values()))
    seen = pixels_of(scene.camera, points, mirrored=mirrored)
    places = dict(zip(landmark_names(tuple(shown.landmarks), mirrored=mirrored), seen, strict=True))
    legs = {
        side: np.array([places[f"{side}_{part.name.lower()}"] for part in LEG_PARTS])
        for side in SIDES
    }
    angles_deg = {}
    for side in SIDES:
        leg = shown.pose.legs["left" if (side is Side.LEFT) is not mirrored else "right"]
        angles_deg[side] = (leg.hip_flexion_deg, leg.knee_flexion_deg)
    position = "seated" if scene.person.movement.seat_m is not None else "lying"
    return Subject(name, position, Side.LEFT if mirrored else Side.RIGHT, legs, angles_deg)
