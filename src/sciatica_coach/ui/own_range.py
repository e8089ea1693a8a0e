"""The own range on the pages: the one in use, the one just measured, and what is kept of it."""

from collections.abc import Callable
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
from sciatica_coach.errors import RecordsError
from sciatica_coach.exercise.definition import Exercise
from sciatica_coach.exercise.movement import Movement
from sciatica_coach.language.marking import N_
from sciatica_coach.live.session import Plan
from sciatica_coach.live.visits import Visit
from sciatica_coach.motion.landmarks import SIDES, Side
from sciatica_coach.records.store import Records
from sciatica_coach.ui.literal import Markdown, literal
from sciatica_coach.ui.speaking import in_words, say, say_day, say_error_sentence, say_told

_TOLD = "own-range-told"
"""In the session's state: what the last press of a button here led to."""
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
        name = st.text_input(say("Kept on this computer under the name"), key="own-range-name")
        use, forget = st.columns(2)
        if use.button(say("Use it"), width="stretch", key="own-range-use"):
            _try(lambda: _use(visit, name))
        if forget.button(say("Delete it for good"), width="stretch", key="own-range-forget"):
            _try(lambda: _forget(visit, name))
        _show_told()


def show_measurement(visit: Visit, plan: Plan, calibration_result: CalibrationResult) -> None:
    """What came of a calibration, and the ways on."""
    own = calibration_result.baseline
    st.title(say(_TITLES[own.side]) if own else say("Your own range"), anchor=False)
    st.caption(literal(in_words(plan.exercise).name))
    if calibration_result.problem is not None:
        st.warning(say_told(calibration_result.problem), icon=":material/straighten:")
    if own is not None:
        _show_own(plan.exercise, own)
        _offer_to_keep(visit, plan.exercise, own)
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


def _offer_to_keep(visit: Visit, exercise: Exercise, own: Baseline) -> None:
    with st.container(border=True):
        if not st.checkbox(
            say("Keep it on this computer, for the next time"), key="own-range-keep"
        ):
            st.caption(say("Otherwise it is forgotten when you leave."))
            return
        name = st.text_input(say("Under which name?"), key="own-range-keep-name")
        if st.button(say("Keep"), key="own-range-keep-now"):
            _try(lambda: _keep(visit, exercise, name, own))
        _show_told()


def _keep(visit: Visit, exercise: Exercise, name: str, own: Baseline) -> Markdown:
    records = Records()
    earlier = records.baselines(name)
    if own not in earlier:
        records.keep(name, [own])
    visit.person = name
    since = told_since([each for each in earlier if each != own], exercise, own)
    kept = say("Kept for {name}.", name=name)
    return Markdown(f"{kept} {say_told(since)}.") if since else kept


def _use(visit: Visit, name: str) -> Markdown:
    records = Records()
    kept, rise = records.baselines(name), records.pain_rise(name)
    if not kept and rise is None:
        return say("Nothing is kept under the name {name}.", name=name)
    visit.person, visit.own_ranges, visit.pain_rise = name, kept, rise
    return say("What is kept for {name} is used from now on.", name=name)


def _forget(visit: Visit, name: str) -> Markdown:
    if not Records().forget(name):
        return say("Nothing is kept under the name {name}.", name=name)
    visit.person, visit.own_ranges, visit.pain_rise = None, (), None
    return say("All that was kept of {name} is deleted.", name=name)


def _try(action: Callable[[], Markdown]) -> None:
    """Do something with the records, and say on the next run what came of it."""
    try:
        st.session_state[_TOLD] = action()
    except (RecordsError, ValueError) as error:
        st.session_state[_TOLD] = say_error_sentence(error)
    st.rerun()


def _show_told() -> None:
    told: Markdown | None = st.session_state.pop(_TOLD, None)
    if told:
        st.markdown(told)


def _go_on(visit: Visit, plan: Plan, own: Baseline | None) -> None:
    _take(visit, own)
    visit.begin(plan)
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
