"""How a random person goes about further exercises that are not ours, at the pace of gymnastics."""

from dataclasses import replace

from tools.studio.human import Human
from tools.studio.movements.chair_exercises import (
    SeatedLean,
    SeatedLeanStyle,
    SeatedMarch,
    SeatedMarchStyle,
    SitToStand,
    SitToStandStyle,
)
from tools.studio.movements.figure_four import FigureFourStyle, UncrossedFigureFour
from tools.studio.movements.floor_sitting import LongSitting, LongSittingStyle, Rowing, RowingStyle
from tools.studio.movements.grips import Grip
from tools.studio.movements.knee_to_chest import KneeToChest, KneeToChestStyle
from tools.studio.movements.movement import Movement
from tools.studio.movements.other_exercises import (
    HipThrust,
    HipThrustStyle,
    LegRaiseStyle,
    SitUp,
    SitUpStyle,
    StraightLegRaise,
)
from tools.studio.movements.supine import Lying
from tools.studio.movements.upright import Crouch, Squat
from tools.studio.people import Random
from tools.studio.plans import lying
from tools.studio.timing import Rep, Timeline


def straight_leg_raise_other_bent(human: Human, rng: Random) -> Movement:
    """Three times, the other foot on the mat, as many handouts have it."""
    style = LegRaiseStyle(rng.uniform(40, 58), rng.uniform(3, 9), rng.uniform(88, 102))
    return StraightLegRaise(human, _briskly(rng), style, lying=lying(rng))


def both_knees_hugged(human: Human, rng: Random) -> Movement:
    """Twice both knees to the chest, from straight legs, the hands on the knees."""
    style = KneeToChestStyle(both=True, grip=Grip.KNEE, hip_peak_deg=rng.uniform(112, 122))
    return KneeToChest(human, _briskly(rng, 2, hold_s=1.0), style, lying=lying(rng))


def both_thighs_uncrossed(human: Human, rng: Random) -> Movement:
    """Feet side by side and knees apart: both thighs are drawn a little, three times."""
    style = KneeToChestStyle(
        other_bent=True,
        both=True,
        hip_peak_deg=rng.uniform(84, 94),
        knee_peak_deg=rng.uniform(100, 112),
        abduction_peak_deg=rng.uniform(12, 18),
        rotation_peak_deg=rng.uniform(14, 22),
    )
    return KneeToChest(human, _briskly(rng), style, lying=lying(rng))


def one_thigh_uncrossed(human: Human, rng: Random) -> Movement:
    """A figure-4 without the crossing: it stays short of both exercises on the back."""
    style = FigureFourStyle(hip_peak_deg=rng.uniform(64, 72), knee_peak_deg=rng.uniform(96, 104))
    return UncrossedFigureFour(human, _briskly(rng), style, lying=lying(rng))


def hip_thrust(human: Human, rng: Random) -> Movement:
    """Three times up, on a bench."""
    bench_m = human.body.height_m * rng.uniform(0.17, 0.195)
    style = HipThrustStyle(bench_m, rng.uniform(88, 95), rng.uniform(86, 98))
    return HipThrust(human, _briskly(rng), style)


def sit_ups(human: Human, rng: Random) -> Movement:
    """Three times up to sitting."""
    style = SitUpStyle(rng.uniform(52, 66), rng.uniform(26, 36), knee_deg=rng.uniform(85, 100))
    return SitUp(human, _briskly(rng), style, Lying(neck_flexion_deg=rng.uniform(4, 22)))


def crunches(human: Human, rng: Random) -> Movement:
    """Three times head and shoulders up; the pelvis stays."""
    style = SitUpStyle(0.0, rng.uniform(24, 34), rng.uniform(20, 30), rng.uniform(88, 102))
    return SitUp(human, _briskly(rng), style, lying(rng))


def long_sitting(human: Human, rng: Random, *, lifts: bool = False) -> Movement:
    """Sitting on the floor: one knee bends, or the straight leg is lifted, three times."""
    style = LongSittingStyle(rng.uniform(10, 20))
    if lifts:
        style = replace(style, lift_deg=rng.uniform(16, 26))
    else:
        style = replace(style, knee_peak_deg=rng.uniform(98, 116))
    return LongSitting(human, _briskly(rng), style)


def rowing(human: Human, rng: Random) -> Movement:
    """Three strokes."""
    style = RowingStyle(
        seat_m=rng.uniform(0.28, 0.36),
        knee_deg=(rng.uniform(98, 108), rng.uniform(8, 20)),
        lean_deg=(rng.uniform(18, 28), rng.uniform(-26, -14)),
    )
    return Rowing(human, _briskly(rng), style)


def seated_leaning(human: Human, rng: Random) -> Movement:
    """Forward, back, forward."""
    style = SeatedLeanStyle(rng.uniform(30, 46), rng.uniform(6, 10))
    return SeatedLean(human, _briskly(rng), style)


def seated_marching(human: Human, rng: Random, *, alternating: bool = True) -> Movement:
    """Three lifts of a knee."""
    style = SeatedMarchStyle(rng.uniform(18, 32), rng.uniform(90, 100), alternating)
    return SeatedMarch(human, _briskly(rng), style)


def sit_to_stand(human: Human, rng: Random) -> Movement:
    """Up and down again, three times."""
    style = SitToStandStyle(rng.uniform(36, 46), rng.uniform(14, 20))
    return SitToStand(human, _briskly(rng), style)


def squats(human: Human, rng: Random) -> Movement:
    """Three."""
    lowest = Crouch(rng.uniform(68, 94), rng.uniform(22, 30), rng.uniform(34, 46))
    return Squat(human, _briskly(rng), lowest)


def _briskly(rng: Random, count: int = 3, hold_s: float = 0.2) -> Timeline:
    """Repetitions at the pace of gymnastics, after a rest in which a coach gets ready."""
    reps = [
        Rep(
            rest_s=rng.uniform(0.1, 0.4) if index else rng.uniform(1.1, 1.5),
            up_s=rng.uniform(1.5, 1.9),
            hold_s=hold_s + rng.uniform(0.0, 0.2),
            down_s=rng.uniform(1.5, 1.9),
            peak=rng.uniform(0.94, 1.0),
        )
        for index in range(count)
    ]
    return Timeline(reps)
