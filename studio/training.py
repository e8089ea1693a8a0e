"""Random people who do a random movement once: scenes to train a correction of angles on."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from studio.geometry import lerp, rotation
from studio.human import Human
from studio.makehuman import MakeHuman
from studio.movements.figure_four import Crossing, FigureFour, FigureFourStyle
from studio.movements.grips import Grip
from studio.movements.knee_to_chest import KneeToChest, KneeToChestStyle
from studio.movements.movement import Movement
from studio.movements.other_exercises import LegRaiseStyle, StraightLegRaise
from studio.movements.seated import (
    SEATED,
    Cycle,
    FlossPlan,
    FlossStyle,
    NerveFloss,
    SeatedFigureFour,
    SeatedFigureFourStyle,
    Sitting,
    other_foot_flat,
)
from studio.movements.supine import SUPINE, Lying
from studio.people import Random, random_body, random_colour, random_outfit
from studio.pose import Side
from studio.rooms import random_room
from studio.scene import Occluder, Person, Scene
from studio.shots import LYING, LYING_LEG_UP, SITTING, Sensor, Shot
from studio.timing import Fault, Rep, Timeline

_GRIPS = (Grip.THIGH, Grip.SHIN, Grip.KNEE, Grip.NOTHING)
_WIDE_PX, _TALL_PX = (480, 270), (416, 312)
_OCCLUDED_SHARE = 0.08
_FAR_SHARE = 0.45


@dataclass(frozen=True, slots=True, eq=False)
class TrainingScene:
    """A scene and what was drawn for it."""

    scene: Scene
    about: dict[str, object]


def training_scene(seed: int, makehuman: MakeHuman | None = None) -> TrainingScene:
    """The scene of a seed."""
    rng = np.random.default_rng(seed)
    kinds = list(_KINDS)
    kind = kinds[int(rng.choice(len(kinds), p=[share for _, share in _KINDS.values()]))]
    human = Human(random_body(rng, makehuman))
    movement = _KINDS[kind][0](human, rng)
    size_px = _WIDE_PX if rng.random() < 0.75 else _TALL_PX
    shot = _shot(rng)
    framing = SITTING if movement.seat_m else LYING_LEG_UP if kind == "slr" else LYING
    sensor = Sensor(float(rng.choice([1.5, 2.5, 4.5, 8.0])), float(rng.choice([0, 0, 0.6, 1.1])))
    scene = Scene(
        person=Person(movement, random_outfit(rng)),
        room=random_room(rng),
        camera=shot.camera(framing, size_px),
        sensor=sensor,
        occluder=_occluder(rng) if rng.random() < _OCCLUDED_SHARE else None,
        mirrored=bool(rng.random() < 0.5),
    )
    return TrainingScene(scene, _about(seed, kind, scene, shot))


def _about(seed: int, kind: str, scene: Scene, shot: Shot) -> dict[str, object]:
    rest = scene.person.movement.rest
    left, up, front = rest.pelvis.T
    towards = np.array(scene.camera.eye) - rest.root
    towards /= np.linalg.norm(towards)
    return {
        "seed": seed,
        "kind": kind,
        "yaw": shot.yaw_deg,
        "hgt": shot.height_m,
        "dist": float(np.linalg.norm(scene.camera.eye)),
        "fov": shot.field_deg,
        "roll": shot.roll_deg,
        "flip": scene.mirrored,
        "noise": scene.sensor.noise,
        "blur": scene.sensor.blur_px,
        "exposure": scene.room.light.exposure,
        "size": list(scene.camera.size_px),
        "occluded": scene.occluder is not None,
        "cam_body": [float(towards @ -left), float(towards @ up), float(towards @ front)],
        "ex": type(scene.person.movement).__name__,
    }


def _shot(rng: Random) -> Shot:
    return Shot(
        yaw_deg=float(np.clip(rng.normal(0, 17), -42, 42)),
        height_m=rng.uniform(0.25, 1.7),
        field_deg=rng.uniform(46, 68),
        distance=rng.uniform(1.02, 1.55),
        roll_deg=rng.normal(0, 2.5),
        aim_m=(rng.normal(0, 0.06), rng.normal(0, 0.05), rng.normal(0, 0.05)),
    )


def _occluder(rng: Random) -> Occluder:
    x, width = rng.uniform(-0.6, 0.9), rng.uniform(0.1, 0.3)
    return Occluder((x, 0, 0.45), (x + width, rng.uniform(0.2, 0.5), 0.6), random_colour(rng))


def _working(rng: Random) -> Side:
    """The leg near to the camera, or the far one: nobody turns round to do the other leg."""
    return "left" if rng.random() < _FAR_SHARE else "right"


def _one_rep(rng: Random, fault: Fault = Fault.NONE) -> Timeline:
    rep = Rep(
        rng.uniform(0.4, 0.9),
        rng.uniform(1.0, 2.6),
        rng.uniform(0.4, 1.2),
        rng.uniform(1.0, 2.2),
        fault=fault,
    )
    timeline = Timeline([rep])
    timeline.duration_s += 0.2 - timeline.tail_s
    return timeline


def _lying(rng: Random) -> Lying:
    tilt = rotation([0, 0, 1], rng.normal(0, 2)) @ rotation([1, 0, 0], rng.normal(0, 4))
    return Lying(tilt @ SUPINE, rng.uniform(0, 30), rng.normal(0, 10))


def _knee_to_chest(human: Human, rng: Random) -> Movement:
    faults = (Fault.NONE, Fault.OTHER_LEG_LIFTS, Fault.HEAD_LIFTS)
    fault = faults[int(rng.choice(3, p=[0.6, 0.2, 0.2]))]
    bent = rng.random() < 0.4
    knee_deg, abduction_deg = ((75, 110), (3, 3)) if bent else ((1, 14), (0, 10))
    style = KneeToChestStyle(
        other_bent=bent,
        both=bool(rng.random() < 0.08),
        grip=_GRIPS[int(rng.choice(4, p=[0.35, 0.2, 0.3, 0.15]))],
        hip_peak_deg=rng.uniform(65, 132),
        knee_peak_deg=rng.uniform(75, 142),
        abduction_peak_deg=rng.normal(4, 6),
        rotation_peak_deg=rng.normal(0, 6),
        ankle_peak_deg=rng.uniform(-25, 12),
        slide_knee_deg=rng.uniform(65, 90),
        start_knee_deg=rng.uniform(*knee_deg),
        other_knee_deg=rng.uniform(*knee_deg),
        start_abduction_deg=rng.uniform(*abduction_deg),
        other_abduction_deg=rng.uniform(*abduction_deg),
        fault_size=rng.uniform(0.4, 1.2),
    )
    return KneeToChest(human, _one_rep(rng, fault), style, _working(rng), lying=_lying(rng))


def _figure_four(human: Human, rng: Random) -> Movement:
    style = FigureFourStyle(
        hook_knee_deg=rng.uniform(85, 110),
        hip_peak_deg=rng.uniform(72, 118),
        knee_peak_deg=rng.uniform(85, 125),
        crossing=_crossing(rng),
        curl=rng.uniform(0.3, 1) if rng.random() < 0.25 else 0.0,
        hands=bool(rng.random() < 0.8),
    )
    return FigureFour(human, _one_rep(rng), style, _working(rng), lying=_lying(rng))


def _crossing(rng: Random) -> Crossing:
    return Crossing(rng.uniform(-0.13, -0.03), rng.uniform(0.10, 0.125), rng.uniform(0.03, 0.10))


def _leg_raise(human: Human, rng: Random) -> Movement:
    other_deg = rng.uniform(70, 105) if rng.random() < 0.4 else None
    style = LegRaiseStyle(rng.uniform(30, 85), rng.uniform(0, 25), other_deg)
    return StraightLegRaise(human, _one_rep(rng), style, _working(rng), lying=_lying(rng))


def _sitting(rng: Random) -> Sitting:
    lean = rotation([0, 0, 1], rng.normal(0, 4)) @ rotation([0, 1, 0], rng.normal(0, 3))
    other = other_foot_flat(rng.uniform(86, 98), rng.uniform(75, 112), rng.uniform(0, 8))
    return Sitting(lean @ SEATED, rng.normal(0, 8), other)


def _floss(human: Human, rng: Random) -> Movement:
    neck_deg = (rng.uniform(0, 42), rng.uniform(-38, 10))
    end_hip_deg = rng.uniform(84, 100) + (rng.uniform(10, 28) if rng.random() < 0.15 else 0)
    end_spine_deg = rng.uniform(-6, 12) + (rng.uniform(12, 32) if rng.random() < 0.15 else 0)
    bent_deg, straight_deg = rng.uniform(78, 112), rng.uniform(-2, 40)
    held = rng.random() < 0.35
    style = FlossStyle(
        # Held: the knee stays within a third of its way, without the time to get there.
        knee_deg=(lerp(bent_deg, straight_deg, 0.7) if held else bent_deg, straight_deg),
        hip_deg=(rng.uniform(86, 102), end_hip_deg),
        ankle_deg=(rng.uniform(-35, 0), rng.uniform(-5, 22)),
        neck_deg=neck_deg[::-1] if rng.random() < 0.2 else neck_deg,
        spine_deg=(rng.uniform(-4, 15), end_spine_deg),
        abduction_deg=rng.uniform(-2, 9),
        on_lap=bool(rng.random() < 0.5),
    )
    fault = Fault.OUT_OF_SYNC if rng.random() < 0.3 else Fault.NONE
    plan = FlossPlan([Cycle(rng.uniform(2.6, 5), fault=fault)], lead_s=0.4)
    return NerveFloss(human, plan, style, _working(rng), sitting=_sitting(rng))


def _seated_figure_four(human: Human, rng: Random) -> Movement:
    style = SeatedFigureFourStyle(
        rng.uniform(5, 40), replace(_crossing(rng), up_m=0.11, aside_m=0.07), rng.uniform(0, 13)
    )
    return SeatedFigureFour(human, _one_rep(rng), style, sitting=_sitting(rng))


_KINDS: dict[str, tuple[Callable[[Human, Random], Movement], float]] = {
    "ktc": (_knee_to_chest, 0.36),
    "f4": (_figure_four, 0.22),
    "floss": (_floss, 0.34),
    "slr": (_leg_raise, 0.05),
    "sf4": (_seated_figure_four, 0.03),
}
