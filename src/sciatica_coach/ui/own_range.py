"""The own range on the pages: the one in use, the one just measured, and what is kept of it."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from sciatica_coach.coaching.movement.baseline import (
    SHOWN,
    Baseline,
    baseline_of,
    movement_of,
    own_movement,
)
from sciatica_coach.coaching.own_range.calibration import CalibrationResult
from sciatica_coach.coaching.own_range.comparison import comparisons, told_since
from sciatica_coach.coaching.sets.record import SetRecord
from sciatica_coach.exercise.definition import Exercise
from sciatica_coach.exercise.movement import Movement
from sciatica_coach.language.marking import N_
from sciatica_coach.live.session import Plan
from sciatica_coach.live.visits import Visit
from sciatica_coach.motion.landmarks import SIDES, Side
from sciatica_coach.records.people import Person
from sciatica_coach.ui.literal import Markdown, literal
from sciatica_coach.ui.people import name_somebody
from sciatica_coach.ui.records_access import keep_visit, record_session, records_of, told
from sciatica_coach.ui.speaking import in_words, say, say_day, say_told

_TITLES = {
    Side.LEFT: N_("Your own range, left side"),
    Side.RIGHT: N_("Your own range, right side"),
}
_WAY_MEASURED = {
    Side.LEFT: N_("Left side: your comfortable way is measured"),
    Side.RIGHT: N_("Right side: your comfortable way is measured"),
}
_END_MEASURED = {
    Side.LEFT: N_("Left side: your comfortable end {end}, target {target_deg:.0f}°"),
    Side.RIGHT: N_("Right side: your comfortable end {end}, target {target_deg:.0f}°"),
}


def choose_own_range(visit: Visit, exercise: Exercise) -> None:
    """What the next set is judged by, and what is kept under a name."""
    in_use = _in_use(visit, exercise)
    with st.expander(say("Your own range"), icon=":material/straighten:"):
        if not in_use:
            st.markdown(say("Not measured: the usual target is used."))
        for movement, own in in_use:
            st.markdown(f"{_described(movement, own)}, {say_day(own.measured_on)}.")
        if visit.person is None:
            st.caption(say("Forgotten when you leave, as nobody is chosen above."))


def show_measurement(visit: Visit, plan: Plan, calibration_result: CalibrationResult) -> None:
    """What came of a calibration, and the ways on."""
    own = calibration_result.baseline
    st.title(say(_TITLES[own.side]) if own else say("Your own range"), anchor=False)
    st.caption(literal(in_words(plan.exercise).name))
    if calibration_result.problem is not None:
        st.warning(say_told(calibration_result.problem), icon=":material/straighten:")
    if own is not None:
        _show_own(plan.exercise, own)
        _offer_to_keep(visit, own, plan.exercise)
    start, other, again, leave = st.columns(4)
    words = say("Start the set") if own else say("Start with the usual target")
    if start.button(
        words, icon=":material/play_arrow:", type="primary", width="stretch", key="start-measured"
    ):
        _go_on(visit, replace(plan, measures=False, sides=tuple(sorted(plan.sides))), own)
    if len(plan.sides) > 1 and other.button(
        say("Measure the other leg"), icon=":material/swap_horiz:", width="stretch", key="other-leg"
    ):
        _go_on(visit, replace(plan, sides=plan.sides[::-1]), own)
    if again.button(
        say("Measure again"), icon=":material/replay:", width="stretch", key="measure-again"
    ):
        _go_on(visit, plan, None)
    if leave.button(
        say("Go back"), icon=":material/arrow_back:", width="stretch", key="leave-measured"
    ):
        _take(visit, own)
        visit.live = None
        st.rerun()


def show_comparisons(plan: Plan, record: SetRecord) -> None:
    """How far a set went against the own range it was judged by."""
    for each in comparisons(plan.exercise, record, model=plan.model.path.stem):
        st.info(f"{say_told(each.sentence)}.", icon=":material/straighten:")


def _show_own(exercise: Exercise, own: Baseline) -> None:
    movement = movement_of(exercise, own)
    if own.quantity in SHOWN:
        target_deg = own_movement(movement, own).target_deg
        columns = st.columns(3)
        columns[0].metric(say("Your comfortable end"), _end(own))
        columns[1].metric(say("At rest"), f"{own.start_deg:.0f}°")
        columns[2].metric(say("Your target"), f"{target_deg:.0f}°")
    else:
        st.success(f"{_described(movement, own)}.", icon=":material/check:")
    st.write(
        say(
            "The target begins a little before your comfortable end. All angles are estimates from "
            "one camera. Never go further than is comfortable: today's way may be shorter."
        )
    )


def _offer_to_keep(visit: Visit, own: Baseline, exercise: Exercise) -> None:
    """Kept at once for who has chosen to be remembered; others are asked for a name."""
    records = told(lambda: records_of(visit))
    if records is not None:
        earlier = told(records.own_ranges) or ()
        told(lambda: records.keep_own_ranges([own]))
        _show_since(exercise, own, [each for each in earlier if each != own])
        return
    with st.container(border=True):
        st.markdown(say("Keep it on this computer, for the next time?"))
        name_somebody(say("Keep"), key="own-range", then=lambda person: _keep(visit, person, own))
        st.caption(say("Otherwise it is forgotten when you leave."))


def _show_since(exercise: Exercise, own: Baseline, earlier: Sequence[Baseline]) -> None:
    kept = say("Kept on this computer.")
    since = told_since(earlier, exercise, own)
    st.markdown(Markdown(f"{kept} {say_told(since)}.") if since else kept)


def _keep(visit: Visit, person: Person, own: Baseline) -> None:
    _take(visit, own)
    keep_visit(visit, person)


def _go_on(visit: Visit, plan: Plan, own: Baseline | None) -> None:
    _take(visit, own)
    visit.begin(plan)
    record_session(visit)
    st.rerun()


def _take(visit: Visit, own: Baseline | None) -> None:
    if own is not None and own not in visit.own_ranges:
        visit.own_ranges = (*visit.own_ranges, own)


def _in_use(visit: Visit, exercise: Exercise) -> list[tuple[Movement, Baseline]]:
    return [
        (movement, own)
        for movement in exercise.movements
        for side in SIDES
        if (own := baseline_of(visit.own_ranges, exercise, movement, side)) is not None
    ]


def _described(movement: Movement, own: Baseline) -> Markdown:
    if own.quantity not in SHOWN:
        return say(_WAY_MEASURED[own.side])
    target_deg = own_movement(movement, own).target_deg
    return say(_END_MEASURED[own.side], end=_end(own), target_deg=target_deg)


def _end(own: Baseline) -> Markdown:
    return literal(f"{own.end_deg:.0f}° ± {own.uncertainty_deg:.0f}°")
