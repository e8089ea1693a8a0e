"""What remains of a set: counted, kept to go on with later, and with its sides swapped."""

import numpy as np
import pytest

from sciatica_coach.coaching.feedback.advice import AdviceCode
from sciatica_coach.coaching.sets.no_reps import NoReps, NoRepsReason, other_leg
from sciatica_coach.coaching.sets.record import AngleSeries, SetProgress, SetRecord
from sciatica_coach.language.translatable_text import TranslatableText
from sciatica_coach.motion.landmarks import SIDES, Side
from sciatica_coach.motion.quantities import QUANTITY_COUNT, Quantity
from tests.coaching.built import fault, rep

HIP, KNEE = Quantity.HIP_FLEXION, Quantity.KNEE_FLEXION
DONE = SetProgress().with_rep(rep(), (fault("head_lifts", side=None),))


def series(frames: int = 3) -> AngleSeries:
    """Every cell differs: a hundred for each frame, ten for each row, one for the right side."""
    shape = (frames, QUANTITY_COUNT, len(SIDES))
    frame, row, column = np.indices(shape)
    values = 1000.0 * frame + 10 * row + column
    return AngleSeries(np.arange(frames) / 10, np.ones(frames), values, values / 2, values / 4)


def record_of(*reps) -> SetRecord:
    return SetRecord(
        exercise="single-knee-to-chest",
        side=None,
        hold_asked_s=2.0,
        reps_asked=3,
        baselines=(),
        start_s=0.0,
        end_s=30.0,
        reps=reps,
        faults=(),
        tracked_share=1.0,
        viewpoint=None,
        range_of_motion={},
        warnings=(),
        angle_series=AngleSeries.empty(),
    )


@pytest.mark.parametrize(
    ("reps", "complete"),
    [
        pytest.param([], 0, id="nothing was done"),
        pytest.param([rep(), rep()], 2, id="all were complete"),
        pytest.param([rep(), rep(complete=False), rep()], 2, id="an attempt among them"),
        pytest.param([rep(complete=False)], 0, id="nothing but an attempt"),
    ],
)
def test_only_complete_repetitions_count(reps, complete):
    assert record_of(*reps).complete_reps == complete


@pytest.mark.parametrize(
    ("side", "column"),
    [pytest.param(Side.LEFT, 0, id="left"), pytest.param(Side.RIGHT, 1, id="right")],
)
def test_a_course_of_angles_is_taken_by_quantity_and_side(side, column):
    kept = series()
    first = 10 * KNEE.row + column
    assert kept.of(KNEE, side).tolist() == [first, 1000 + first, 2000 + first]
    assert kept.trust_of(KNEE, side).tolist() == (kept.of(KNEE, side) / 2).tolist()
    assert kept.standard_error_of(KNEE, side).tolist() == (kept.of(KNEE, side) / 4).tolist()


def test_with_its_sides_swapped_a_course_is_that_of_the_other_leg():
    kept, swapped = series(), series().with_sides_swapped()
    for side in SIDES:
        for name in ("of", "trust_of", "standard_error_of"):
            other = getattr(swapped, name)(HIP, side.other)
            assert other.tolist() == getattr(kept, name)(HIP, side).tolist()
    assert swapped.time_s.tolist() == kept.time_s.tolist()
    assert swapped.with_sides_swapped().values.tolist() == kept.values.tolist()


def test_an_empty_course_has_no_frame_but_every_quantity():
    empty = AngleSeries.empty()
    assert (len(empty.time_s), len(empty.tracked)) == (0, 0)
    assert all(empty.of(quantity, side).shape == (0,) for quantity in Quantity for side in SIDES)
    assert empty.with_sides_swapped().values.shape == empty.values.shape


def test_faults_are_kept_with_the_number_of_their_repetition():
    after = DONE.with_rep(rep(8.0, 13.0), (fault("too_fast"), fault("other_leg_lifts")))
    assert [each.start_s for each in after.reps] == [1.0, 8.0]
    assert [(each.rule, each.rep) for each in after.faults] == [
        ("head_lifts", 1),
        ("too_fast", 2),
        ("other_leg_lifts", 2),
    ]
    assert [each.rep for each in DONE.faults] == [1]


def test_with_its_sides_swapped_what_was_done_is_of_the_other_leg():
    done = SetProgress(waived=(AdviceCode.TOO_DARK,)).with_rep(
        rep(side=Side.RIGHT),
        (fault("head_lifts", side=None), fault("ankle_slips", side=Side.LEFT)),
    )
    swapped = done.with_sides_swapped()
    assert [each.side for each in swapped.reps] == [Side.LEFT]
    assert [each.side for each in swapped.faults] == [None, Side.RIGHT]
    assert swapped.waived == done.waived
    assert swapped.with_sides_swapped() == done


def test_nothing_done_is_the_beginning():
    assert SetProgress() == SetProgress((), (), ())
    assert SetProgress().with_sides_swapped() == SetProgress()


def test_reasons_come_before_what_else_must_be_known():
    """And those that are found later stand in place of those before."""
    dark = TranslatableText("you went on in little light: angles are less sure")
    nobody = NoReps(NoRepsReason.NOBODY, TranslatableText("nobody was found"))
    first = record_of().with_warning(dark).explained_by((nobody,))
    assert (first.no_reps_reasons, first.warnings) == ((NoRepsReason.NOBODY,), (nobody.text, dark))
    found = other_leg(Side.LEFT)
    then = first.explained_by((found,))
    assert (then.no_reps_reasons, then.warnings) == ((NoRepsReason.OTHER_LEG,), (found.text, dark))


def test_what_is_known_already_is_not_told_twice():
    nobody = NoReps(NoRepsReason.NOBODY, TranslatableText("nobody was found"))
    record = record_of().with_warning(nobody.text).explained_by((nobody,))
    assert record.warnings == (nobody.text,)
