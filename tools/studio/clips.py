"""The clips that can be rendered. All but what a clip's name says comes from the seed."""

import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from tools.studio import plans
from tools.studio.clip import Act, Clip, Visit
from tools.studio.human import Human
from tools.studio.makehuman import MakeHuman
from tools.studio.movements.arm_gestures import Gesture
from tools.studio.movements.grips import Grip
from tools.studio.movements.knee_to_chest import KneeToChestStyle
from tools.studio.movements.movement import Movement
from tools.studio.movements.transitions import WithGettingDown
from tools.studio.movements.upright import Kneeling, PassingBy
from tools.studio.negatives import NEGATIVES
from tools.studio.people import Random, random_body, random_outfit
from tools.studio.rooms import Room, random_room
from tools.studio.scene import Occluder, Person, Scene
from tools.studio.shots import LYING, LYING_LEG_UP, SITTING, STANDING, Framing, Sensor, random_shot
from tools.studio.timing import Fault

_NONE = Fault.NONE
_BENT = KneeToChestStyle(other_bent=True)
_AT_ONCE_S = 0.25
"""The rest before the first repetition of who does not wait for the coach."""
_SIDE_ON_DEG = 9.0
"""The most that the camera is off where it is meant to be side-on."""


@dataclass(frozen=True, slots=True, eq=False)
class Take:
    """A clip with its people, room and camera chosen."""

    clip: Clip
    scene: Scene
    about: dict[str, object]
    """What the truth file says of it besides the truth."""


def take(
    clip: Clip, seed: int, size_px: tuple[int, int], makehuman: MakeHuman | None = None
) -> Take:
    """Choose body, clothes, room, light and camera for a clip. The same seed chooses the same."""
    rng = np.random.default_rng([seed, zlib.crc32(clip.name.encode())])
    human = Human(random_body(rng, makehuman))
    movement = clip.act(human, rng)
    person = Person(movement, random_outfit(rng))
    room = _lit(random_room(rng), clip.exposure)
    yaw_deg = _yaw_deg(rng, clip)
    shot = random_shot(rng, yaw_deg)
    if clip.hidden:
        shot = replace(shot, yaw_deg=min(max(yaw_deg, -6.0), 6.0), height_m=0.85)
    scene = Scene(
        person=person,
        room=room,
        camera=shot.camera(clip.framing, size_px),
        sensor=clip.sensor or _sensor(rng),
        companion=_companion(rng, clip, makehuman),
        occluder=_OCCLUDERS[clip.hidden](movement) if clip.hidden else None,
        mirrored=bool(rng.random() < 0.5),
    )
    about: dict[str, object] = {
        "name": clip.name,
        "note": clip.note,
        "seed": seed,
        "view": "oblique" if abs(shot.yaw_deg) >= 12 else "side",
        "yaw_deg": round(shot.yaw_deg, 2),
        "camera_height_m": round(shot.height_m, 3),
        "camera_distance_m": round(float(np.linalg.norm(scene.camera.eye)), 3),
        "field_deg": round(shot.field_deg, 2),
        "roll_deg": round(shot.roll_deg, 2),
        "noise": scene.sensor.noise,
        "motion_blur": scene.sensor.subframes > 1,
        "body_height_m": round(human.body.height_m, 3),
        "second_person": clip.visit is not None,
        "hidden": clip.hidden,
    }
    return Take(clip, scene, about)


def _yaw_deg(rng: Random, clip: Clip) -> float:
    side_on = float(np.clip(rng.normal(0, _SIDE_ON_DEG / 2), -_SIDE_ON_DEG, _SIDE_ON_DEG))
    oblique = float(rng.uniform(15, 26) * rng.choice([-1, 1]))
    return oblique if clip.oblique else side_on


def _sensor(rng: Random) -> Sensor:
    return Sensor(
        noise=float(rng.choice([1.5, 2.5, 4.5, 7.0])),
        blur_px=float(rng.choice([0, 0, 0.5, 0.8])),
    )


def _lit(room: Room, exposure: float) -> Room:
    light = room.light
    return replace(room, light=replace(light, exposure=light.exposure * exposure))


def _companion(rng: Random, clip: Clip, makehuman: MakeHuman | None) -> Person | None:
    if not clip.visit:
        return None
    human = Human(random_body(rng, makehuman))
    return Person(clip.visit(human, rng), random_outfit(rng))


def _beside_the_working_leg(movement: Movement) -> Occluder:
    x = float(movement.rest.root[0])
    return Occluder((x + 0.27, 0.0, -0.035), (x + 0.98, 0.50, 0.02))


def _before_the_feet(movement: Movement) -> Occluder:
    x = float(movement.human.leg(movement.rest, movement.other).ankle[0])
    return Occluder((x - 0.10, 0.0, 0.45), (x + 0.22, 0.34, 0.62))


_OCCLUDERS: dict[str, Callable[[Movement], Occluder]] = {
    "other leg": _beside_the_working_leg,
    "feet": _before_the_feet,
}


def _passing(depth_m: float) -> Visit:
    return lambda human, rng: PassingBy(human, rng.uniform(5, 9), depth_m)


def _helping(human: Human, rng: Random) -> Movement:
    return Kneeling(human, rng.uniform(-0.5, 0.5), -0.75)


def _gets_down(act: Act) -> Act:
    return lambda human, rng: WithGettingDown(act(human, rng))


def _three(fault: Fault) -> tuple[Fault, ...]:
    return (_NONE, fault, _NONE)


def _faulty(
    prefix: str, act: Callable[..., Movement], framing: Framing, faults: dict[Fault, str]
) -> list[Clip]:
    """One clip for each fault, in its second repetition."""
    return [
        Clip(f"{prefix}_{fault.value}", note, partial(act, faults=_three(fault)), framing)
        for fault, note in faults.items()
    ]


_FLOSS_BOTH = (Fault.TENSIONER_PATTERN, Fault.OUT_OF_SYNC, Fault.TOO_FAST)
"""These take two cycles to be seen."""


def _floss_faults(faults: dict[Fault, str]) -> list[Clip]:
    return [
        Clip(
            f"floss_{fault.value}",
            note,
            partial(
                plans.floss,
                faults=(_NONE, fault, fault, _NONE) if fault in _FLOSS_BOTH else _three(fault),
            ),
            SITTING,
        )
        for fault, note in faults.items()
    ]


_KNEE_TO_CHEST = [
    Clip("ktc_clean", "other leg straight", plans.knee_to_chest, LYING),
    Clip("ktc_clean_oblique", "other leg straight", plans.knee_to_chest, LYING, oblique=True),
    Clip(
        "ktc_other_bent",
        "other leg bent",
        partial(plans.knee_to_chest, style=_BENT),
        LYING,
    ),
    Clip(
        "ktc_long_hold",
        "two holds of 20 s",
        partial(plans.knee_to_chest, faults=(_NONE, _NONE), hold_s=20.0),
        LYING,
    ),
    Clip(
        "ktc_partial_and_short",
        "repetition 2 turns back half-way, repetition 3 is held 0.2 s",
        partial(
            plans.knee_to_chest,
            faults=(_NONE, Fault.NOT_FAR_ENOUGH, Fault.HOLD_TOO_SHORT, _NONE),
        ),
        LYING,
    ),
    *_faulty(
        "ktc",
        plans.knee_to_chest,
        LYING,
        {
            Fault.OTHER_LEG_LIFTS: "the other leg lifts 30 degrees in repetition 2",
            Fault.HEAD_LIFTS: "head and shoulders curl up in repetition 2",
            Fault.TOO_FAST: "the knee is jerked up in 0.4 s in repetition 2",
            Fault.PULLS_ON_SHIN: "hands on the shin in repetition 2, behind the thigh else",
        },
    ),
    Clip(
        "ktc_bouncing",
        "four swings of some 15 degrees in the hold of repetition 2; other leg bent",
        partial(plans.knee_to_chest, faults=_three(Fault.BOUNCING), style=_BENT),
        LYING,
    ),
    Clip(
        "ktc_getting_down",
        "from standing onto the mat, three repetitions, up again",
        _gets_down(plans.knee_to_chest),
        STANDING,
    ),
    Clip(
        "ktc_passer_by",
        "somebody walks by behind the mat",
        plans.knee_to_chest,
        LYING,
        visit=_passing(-0.85),
    ),
    Clip(
        "ktc_helper", "somebody kneels behind the mat", plans.knee_to_chest, LYING, visit=_helping
    ),
    Clip(
        "ktc_motion_blur",
        "an open shutter; repetition 2 is jerked",
        partial(plans.knee_to_chest, faults=_three(Fault.TOO_FAST)),
        LYING,
        sensor=Sensor(noise=4.5, subframes=3),
    ),
    Clip("ktc_dark", "little light, much noise", plans.knee_to_chest, LYING, exposure=0.4),
    Clip(
        "ktc_far_leg",
        "the leg away from the camera works",
        partial(plans.knee_to_chest, working="left"),
        LYING,
    ),
    Clip(
        "ktc_hands_on_knee",
        "hands just below the knee; the other leg straight",
        partial(plans.knee_to_chest, style=KneeToChestStyle(grip=Grip.KNEE)),
        LYING,
    ),
    Clip(
        "ktc_starts_at_once",
        "no rest before the first repetition",
        partial(plans.knee_to_chest, lead_s=_AT_ONCE_S),
        LYING,
    ),
]

_FIGURE_FOUR = [
    Clip("f4_clean", "clean", plans.figure_four, LYING),
    Clip("f4_clean_oblique", "clean", plans.figure_four, LYING, oblique=True),
    Clip(
        "f4_long_hold",
        "two holds of 20 s",
        partial(plans.figure_four, faults=(_NONE, _NONE), hold_s=20.0),
        LYING,
    ),
    Clip(
        "f4_partial_and_short",
        "repetition 2 turns back half-way, repetition 3 is held 0.2 s",
        partial(
            plans.figure_four,
            faults=(_NONE, Fault.NOT_FAR_ENOUGH, Fault.HOLD_TOO_SHORT, _NONE),
        ),
        LYING,
    ),
    *_faulty(
        "f4",
        plans.figure_four,
        LYING,
        {
            Fault.ANKLE_SLIPS: "the ankle slides off and drops to the mat in repetition 2",
            Fault.HEAD_LIFTS: "head and shoulders curl up in repetition 2",
            Fault.TOO_FAST: "the thigh is jerked up in 0.4 s in repetition 2",
            Fault.BOUNCING: "four swings of some 15 degrees in the hold of repetition 2",
        },
    ),
]

_FLOSS = [
    Clip("floss_clean", "cycled", plans.floss, SITTING),
    Clip("floss_clean_oblique", "cycled", plans.floss, SITTING, oblique=True),
    Clip("floss_held", "the knee stays straight", partial(plans.floss, held=True), SITTING),
    *_floss_faults(
        {
            Fault.TENSIONER_PATTERN: "chin down while the leg straightens in repetitions 2, 3",
            Fault.OUT_OF_SYNC: "the head is a third of a cycle late in repetitions 2 and 3",
            Fault.TOO_FAST: "repetitions 2 and 3 last 1.5 s",
            Fault.SLUMPS: "the trunk flexes by 32 degrees in repetition 2",
            Fault.THIGH_LIFTS: "the thigh rises by 25 degrees in repetition 2",
            Fault.HOLDS_AT_END: "4 s at the straight end of repetition 2",
            Fault.NOT_FAR_ENOUGH: "repetition 2 turns back half-way",
        }
    ),
    Clip(
        "floss_knee_bends",
        "held; the knee bends by 28 degrees in repetition 2",
        partial(plans.floss, held=True, faults=_three(Fault.KNEE_BENDS)),
        SITTING,
    ),
    Clip("floss_other_leg_hidden", "a box hides it", plans.floss, SITTING, hidden="other leg"),
    Clip("floss_seated_extension", "the knee alone moves", plans.seated_extension, SITTING),
    Clip(
        "floss_starts_at_once",
        "no rest before the first repetition",
        partial(plans.floss, lead_s=_AT_ONCE_S),
        SITTING,
    ),
]

_MORE = [
    Clip("f4_seated", "leaning forward on the chair", plans.seated_figure_four, SITTING),
    Clip("floss_sitting_down", "down, three, up", _gets_down(plans.floss), STANDING),
    Clip("ktc_feet_hidden", "a box before them", plans.knee_to_chest, LYING, hidden="feet"),
    Clip("f4_passer_by", "somebody walks by", plans.figure_four, LYING, visit=_passing(-0.85)),
    Clip(
        "ktc_passer_by_in_front",
        "somebody walks between the camera and the mat",
        plans.knee_to_chest,
        LYING,
        visit=_passing(0.75),
    ),
]

_TWICE_S = (1.5, 8.5)
_HELD_LONG = partial(plans.knee_to_chest, faults=(_NONE,), hold_s=9.0)
_CROSSED_LONG = partial(plans.figure_four, faults=(_NONE,), hold_s=9.0)
_FOUR_CYCLES = partial(plans.floss, faults=(_NONE,) * 4)


def _arm_up(name: str, note: str, act: Act, framing: Framing, starts_s: tuple[float, ...]) -> Clip:
    return Clip(name, note, partial(plans.with_arm_up, act=act, starts_s=starts_s), framing)


_ARMS = [
    _arm_up("arm_lying", "twice, from rest", plans.idle, LYING, _TWICE_S),
    replace(
        _arm_up("arm_lying_oblique", "twice, from rest", plans.idle, LYING_LEG_UP, _TWICE_S),
        oblique=True,
    ),
    _arm_up("arm_ktc", "in the hold, a hand lets go", _HELD_LONG, LYING, (7.0,)),
    _arm_up("arm_f4", "in the hold, a hand lets go", _CROSSED_LONG, LYING, (7.0,)),
    _arm_up("arm_sitting", "twice, from rest", plans.sitting_still, SITTING, _TWICE_S),
    replace(
        _arm_up("arm_sitting_oblique", "twice, from rest", plans.sitting_still, STANDING, _TWICE_S),
        oblique=True,
    ),
    _arm_up("arm_floss", "while the leg goes on", _FOUR_CYCLES, SITTING, (3.0, 11.0)),
    _arm_up("arm_standing", "facing the camera", plans.standing, STANDING, _TWICE_S),
    _arm_up(
        "arm_standing_side",
        "side-on",
        partial(plans.standing, side_on=True),
        STANDING,
        _TWICE_S,
    ),
]
_BUSY_HANDS = [
    Clip(
        f"hands_{kind_name}_{place}",
        note,
        partial(plans.with_busy_hands, act=act, kind=kind),
        framing,
    )
    for kind, kind_name, note in (
        (Gesture.HEAD, "head", "at the head, one and then both"),
        (Gesture.RAISED, "wave", "up for a moment, one and then both"),
    )
    for place, act, framing in (
        ("lying", plans.idle, LYING),
        ("sitting", plans.sitting_still, SITTING),
        ("standing", plans.standing, STANDING),
    )
]

SETS: dict[str, list[Clip]] = {
    "benchmark": [*_KNEE_TO_CHEST, *_FIGURE_FOUR, *_FLOSS, *NEGATIVES],
    "negatives": NEGATIVES,
    "more": _MORE,
    "arms": [*_ARMS, *_BUSY_HANDS],
}
