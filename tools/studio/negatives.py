"""Clips of what people do at home and nobody may count as an exercise of ours."""

from functools import partial

from tools.studio import other_plans, plans
from tools.studio.clip import Clip
from tools.studio.shots import LOW_SEAT, LYING, LYING_LEG_UP, SITTING, STANDING

NEGATIVES = [
    Clip("neg_straight_leg_raise", "three", plans.straight_leg_raise, LYING_LEG_UP),
    Clip(
        "neg_straight_leg_raise_other_bent",
        "three; the other foot stands on the mat",
        other_plans.straight_leg_raise_other_bent,
        LYING_LEG_UP,
    ),
    Clip("neg_bridge", "three", plans.bridge, LYING),
    Clip("neg_hip_thrust", "three, the upper back on a bench", other_plans.hip_thrust, LOW_SEAT),
    Clip("neg_both_knees", "both knees to the chest, three times", plans.both_knees, LYING),
    Clip(
        "neg_both_knees_hugged",
        "from straight legs, the hands on the knees, twice",
        other_plans.both_knees_hugged,
        LYING,
    ),
    Clip("neg_sit_ups", "three, to upright", other_plans.sit_ups, LOW_SEAT),
    Clip("neg_crunches", "three, head and shoulders alone", other_plans.crunches, LYING),
    Clip(
        "neg_uncrossed_one_thigh",
        "as a figure-4, but the foot beside the other one; that thigh is drawn a little",
        other_plans.one_thigh_uncrossed,
        LYING,
    ),
    Clip(
        "neg_uncrossed_both_thighs",
        "feet side by side, knees apart, both thighs are drawn a little",
        other_plans.both_thighs_uncrossed,
        LYING,
    ),
    Clip("neg_idle", "lying with small movements", plans.idle, LYING),
    Clip("neg_long_sitting_knee_bend", "one heel slides in", other_plans.long_sitting, LOW_SEAT),
    Clip(
        "neg_long_sitting_leg_lift",
        "one straight leg is lifted",
        partial(other_plans.long_sitting, lifts=True),
        LOW_SEAT,
    ),
    Clip("neg_rowing", "three strokes on a machine", other_plans.rowing, LOW_SEAT),
    Clip("neg_seated_leaning", "forward, back, forward", other_plans.seated_leaning, SITTING),
    Clip("neg_seated_marching", "the legs take turns", other_plans.seated_marching, SITTING),
    Clip(
        "neg_seated_knee_lift",
        "one leg, three times",
        partial(other_plans.seated_marching, alternating=False),
        SITTING,
    ),
    Clip("neg_sit_to_stand", "three times", other_plans.sit_to_stand, STANDING),
    Clip("neg_squats", "three", other_plans.squats, STANDING),
    Clip("neg_walking", "to and fro", plans.walking, STANDING),
    Clip("neg_down_and_up", "onto the mat and up again", plans.down_and_up, STANDING),
    Clip("neg_sitting_down", "onto the chair and up again", plans.sitting_down_and_up, STANDING),
]
