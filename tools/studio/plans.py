"""How a random person goes about an exercise: their tempo, their range, where a fault comes."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from tools.studio.geometry import rotation, unit
from tools.studio.human import Human
from tools.studio.movements.arm_gestures import ArmGesture, Gesture, Standing, WithArmGestures
from tools.studio.movements.figure_four import Crossing, FigureFour, FigureFourStyle
from tools.studio.movements.knee_to_chest import KneeToChest, KneeToChestStyle
from tools.studio.movements.movement import Movement
from tools.studio.movements.other_exercises import Bridge, Idle, LegRaiseStyle, StraightLegRaise
from tools.studio.movements.seated import (
    Cycle,
    FlossPlan,
    FlossStyle,
    NerveFloss,
    SeatedFigureFour,
    SeatedFigureFourStyle,
    SittingStill,
)
from tools.studio.movements.supine import SUPINE, Lying
from tools.studio.movements.transitions import WithGettingDown
from tools.studio.movements.upright import Path, Walking
from tools.studio.people import Random
from tools.studio.pose import SIDES, Side
from tools.studio.timing import Fault, Rep, Timeline

_FIGURE_FOUR_BOUNCE = 0.27
"""Of a way half as long: about the same 15 degrees."""
_RECROSS_S = 3.2
_JERK_S = 0.4


def _rep(rng: Random, fault: Fault, hold_s: float, partial: float) -> Rep:
    rep = Rep(
        rest_s=rng.uniform(1.2, 2.0),
        up_s=rng.uniform(2.2, 3.6),
        hold_s=hold_s,
        down_s=rng.uniform(2.2, 3.4),
        peak=rng.uniform(0.93, 1.0),
        fault=fault,
    )
    changes: dict[Fault, dict[str, Any]] = {
        Fault.NOT_FAR_ENOUGH: {"peak": partial, "hold_s": 1.0},
        Fault.HOLD_TOO_SHORT: {"hold_s": 0.2},
        Fault.TOO_FAST: {"up_s": _JERK_S},
        Fault.BOUNCING: {"hold_s": max(hold_s, 4.0)},
        Fault.ANKLE_SLIPS: {"hold_s": max(hold_s, 2.6)},
    }
    return replace(rep, **changes.get(fault, {}))


def _reps(
    rng: Random,
    faults: Sequence[Fault],
    hold_s: float,
    partial: float,
    lead_s: float | None = None,
) -> tuple[Rep, ...]:
    reps = [_rep(rng, fault, hold_s, partial) for fault in faults]
    if lead_s is not None:
        reps[0] = replace(reps[0], rest_s=lead_s)
    for i, before in enumerate(faults[:-1]):
        if before is Fault.ANKLE_SLIPS:
            reps[i + 1] = replace(reps[i + 1], rest_s=_RECROSS_S)
    return tuple(reps)


def lying(rng: Random) -> Lying:
    """A person who does not lie quite straight."""
    tilt = rotation([0, 0, 1], rng.normal(0, 1.5)) @ rotation([1, 0, 0], rng.normal(0, 3))
    return Lying(tilt @ SUPINE, rng.uniform(4, 22), rng.normal(0, 6))


def knee_to_chest(  # noqa: PLR0913
    human: Human,
    rng: Random,
    faults: Sequence[Fault] = (Fault.NONE,) * 3,
    *,
    hold_s: float = 2.0,
    lead_s: float | None = None,
    style: KneeToChestStyle | None = None,
    working: Side = "right",
) -> Movement:
    """One repetition for each fault; a good one for none.

    `lead_s` is the rest before the first repetition; None for a random one.
    """
    timeline = Timeline(_reps(rng, faults, hold_s, 0.52, lead_s))
    varied = replace(
        style or KneeToChestStyle(),
        hip_peak_deg=rng.uniform(112, 124),
        knee_peak_deg=rng.uniform(112, 130),
        abduction_peak_deg=rng.uniform(1, 8),
    )
    return KneeToChest(human, timeline, varied, working, lying(rng))


def figure_four(
    human: Human,
    rng: Random,
    faults: Sequence[Fault] = (Fault.NONE,) * 3,
    *,
    hold_s: float = 2.0,
    working: Side = "right",
) -> Movement:
    """One repetition for each fault; a good one for none."""
    timeline = Timeline(_reps(rng, faults, hold_s, 0.40), _FIGURE_FOUR_BOUNCE)
    style = FigureFourStyle(
        hook_knee_deg=rng.uniform(94, 102),
        hip_peak_deg=rng.uniform(100, 108),
        knee_peak_deg=rng.uniform(100, 112),
        crossing=Crossing(rng.uniform(-0.10, -0.07), rng.uniform(0.107, 0.117), 0.075),
    )
    return FigureFour(human, timeline, style, working, lying(rng))


def floss(  # noqa: PLR0913
    human: Human,
    rng: Random,
    faults: Sequence[Fault] = (Fault.NONE,) * 3,
    *,
    held: bool = False,
    lead_s: float = 1.0,
    working: Side = "right",
) -> Movement:
    """One cycle for each fault; a good one for none."""
    plan = FlossPlan([_cycle(rng, fault) for fault in faults], held=held, lead_s=lead_s)
    style = FlossStyle(
        held=held,
        knee_deg=(rng.uniform(86, 96), rng.uniform(5, 18)),
        ankle_deg=(rng.uniform(-26, -16), rng.uniform(8, 16)),
        neck_deg=(rng.uniform(24, 34), rng.uniform(-30, -18)),
        spine_deg=(rng.uniform(4, 10), rng.uniform(-2, 2)),
    )
    return NerveFloss(human, plan, style, working)


def seated_extension(human: Human, rng: Random) -> Movement:
    """A floss without its head and foot: the knee alone goes to and fro, three times.

    The knee goes far enough to count; that the head does not go with it is the fault.
    """
    cycles = [
        Cycle(rng.uniform(3.2, 4.2), peak=rng.uniform(0.94, 1.0), fault=Fault.OUT_OF_SYNC)
        for _ in range(3)
    ]
    plan = FlossPlan(cycles, lead_s=rng.uniform(1.0, 1.5))
    foot_deg, neck_deg, spine_deg = rng.uniform(-8, 0), rng.uniform(4, 14), rng.uniform(2, 8)
    style = FlossStyle(
        knee_deg=(rng.uniform(86, 94), rng.uniform(5, 14)),
        ankle_deg=(foot_deg, foot_deg),
        neck_deg=(neck_deg, neck_deg),
        spine_deg=(spine_deg, spine_deg),
    )
    return NerveFloss(human, plan, style)


def _cycle(rng: Random, fault: Fault) -> Cycle:
    cycle = Cycle(period_s=rng.uniform(4.6, 5.6), peak=rng.uniform(0.94, 1.0), fault=fault)
    changes: dict[Fault, dict[str, Any]] = {
        Fault.TOO_FAST: {"period_s": 1.5},
        Fault.HOLDS_AT_END: {"hold_s": 4.0},
        Fault.NOT_FAR_ENOUGH: {"peak": 0.4},
    }
    return replace(cycle, **changes.get(fault, {}))


def seated_figure_four(human: Human, rng: Random) -> Movement:
    """Three times leaning forward."""
    timeline = Timeline(_reps(rng, (Fault.NONE,) * 3, 2.0, 0.5))
    style = SeatedFigureFourStyle(rng.uniform(22, 36), Crossing(-0.085, 0.11, 0.07))
    return SeatedFigureFour(human, timeline, style)


def straight_leg_raise(human: Human, rng: Random) -> Movement:
    """Three times to some 70 degrees."""
    timeline = Timeline(_reps(rng, (Fault.NONE,) * 3, 1.0, 0.5))
    style = LegRaiseStyle(rng.uniform(55, 78), rng.uniform(3, 12))
    return StraightLegRaise(human, timeline, style, lying=lying(rng))


def bridge(human: Human, rng: Random) -> Movement:
    """Three times up."""
    return Bridge(human, Timeline(_reps(rng, (Fault.NONE,) * 3, 1.5, 0.5)))


def both_knees(human: Human, rng: Random) -> Movement:
    """Three times both knees to the chest."""
    timeline = Timeline(_reps(rng, (Fault.NONE,) * 3, 1.5, 0.5))
    style = KneeToChestStyle(other_bent=True, both=True, hip_peak_deg=rng.uniform(108, 120))
    return KneeToChest(human, timeline, style)


def idle(human: Human, rng: Random) -> Movement:
    """A quarter of a minute of nothing in particular."""
    return Idle(human, 15.0, lying(rng))


def walking(human: Human, rng: Random) -> Movement:
    """To and fro through the picture."""
    z = rng.uniform(-0.3, 0.3)
    speed = 0.68 * human.body.height_m
    way_s = 2.6 / speed
    corners = [(0.0, -1.3, z)]
    for i in range(5):
        time_s, x, _ = corners[-1]
        corners.append((time_s + way_s, -x, z + 0.1 * (i % 2)))
    return Walking(human, Path(tuple(corners)))


def down_and_up(human: Human, rng: Random) -> Movement:
    """Onto the mat, a moment's rest, and up again."""
    resting = Idle(human, 4.0, lying(rng))
    return WithGettingDown(resting)


def sitting_down_and_up(human: Human, _rng: Random) -> Movement:
    """Onto the chair, a moment's rest, and up again."""
    return WithGettingDown(SittingStill(human, 6.0))


def sitting_still(human: Human, _rng: Random) -> Movement:
    """A quarter of a minute on the chair."""
    return SittingStill(human, 15.0)


def standing(human: Human, rng: Random, *, side_on: bool = False) -> Movement:
    """A quarter of a minute before the camera, facing it or not."""
    facing = (1.0, 0.0, rng.uniform(-0.3, 0.3)) if side_on else (rng.uniform(-0.5, 0.5), 0.0, 1.0)
    return Standing(human, unit(facing)[[0, 2]], 15.0)


def with_arm_up(
    human: Human,
    rng: Random,
    act: Callable[[Human, Random], Movement],
    *,
    starts_s: Sequence[float],
) -> Movement:
    """Somebody who asks for a pause, each time in their own way."""
    gestures = [
        ArmGesture(
            Gesture.RAISED,
            start_s=start_s + rng.uniform(-0.3, 0.3),
            hold_s=rng.uniform(3.0, 4.0),
            sides=SIDES if rng.random() < 0.2 else (SIDES[rng.integers(2)],),
            ahead_deg=rng.uniform(-8, 18),
            out_deg=rng.uniform(-4, 18),
            straightness=rng.uniform(0.90, 0.99),
        )
        for start_s in starts_s
    ]
    return WithArmGestures(act(human, rng), gestures)


def with_busy_hands(
    human: Human, rng: Random, act: Callable[[Human, Random], Movement], *, kind: Gesture
) -> Movement:
    """Somebody who scratches their head for long, or waves for a moment."""
    hold_s = rng.uniform(3.5, 4.5) if kind is Gesture.HEAD else rng.uniform(0.4, 0.9)
    out_deg = rng.uniform(0, 20)
    gestures = [
        ArmGesture(kind, 1.0, hold_s, ("right",), out_deg=out_deg),
        ArmGesture(kind, 8.0, hold_s, SIDES, out_deg=out_deg),
    ]
    return WithArmGestures(act(human, rng), gestures)
