"""What is due today, what of it was done, and a button for each exercise to start it."""

from collections.abc import Callable, Mapping

import streamlit as st

from sciatica_coach.capture.model import Model
from sciatica_coach.exercise.definition import Exercise
from sciatica_coach.language.marking import N_
from sciatica_coach.live.session import Plan
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.program.schedule import DueExercise, due_on
from sciatica_coach.ui.literal import Markdown, literal
from sciatica_coach.ui.program.showing import PlanHistory, amount_of, name_of
from sciatica_coach.ui.speaking import say, say_count

_STILL: dict[tuple[Side, ...], str] = {
    (Side.LEFT,): N_("still to do: left leg"),
    (Side.RIGHT,): N_("still to do: right leg"),
}


def today_list(
    history: PlanHistory,
    *,
    on_start: Callable[[Plan], None],
    model: Model = Model.FULL,
) -> None:
    """One row for each exercise that is due today.

    Parameters
    ----------
    on_start
        Called, before the page is drawn anew, with what is to be done: the sides that are still
        to do, and the dose of the plan.
    """
    due = due_on(history.programs, history.sessions, history.today)
    if not due:
        _say_nothing_is_due(history)
        return
    if all(each.is_done for each in due):
        st.success(say("All of today's exercises are done."), icon=":material/check:")
    next_one = next((each for each in due if not each.is_done), None)
    for each in due:
        with st.container(border=True, key=f"due-{each.item.exercise}"):
            _show_row(each, history.exercises, on_start, model=model, is_next=each is next_one)
    if history.current is not None and history.current.program.note:
        st.info(literal(history.current.program.note), icon=":material/sticky_note_2:")


def plan_of(due: DueExercise, exercise: Exercise, model: Model) -> Plan:
    """What is to be done now: the sides that are still to do; all of them if it is done."""
    return Plan(exercise, due.open_sides or due.item.sides, due.item.dose, model)


def _say_nothing_is_due(history: PlanHistory) -> None:
    if history.current is None:
        st.info(say("There is no plan yet."), icon=":material/event:")
    else:
        st.info(
            say("Nothing is due today: it is a day of rest."), icon=":material/self_improvement:"
        )


def _show_row(
    due: DueExercise,
    exercises: Mapping[str, Exercise],
    on_start: Callable[[Plan], None],
    *,
    model: Model,
    is_next: bool,
) -> None:
    told, start = st.columns([3, 2], vertical_alignment="center")
    icon = ":material/check_circle:" if due.is_done else ":material/radio_button_unchecked:"
    told.markdown(f"{icon} **{name_of(due.item.exercise, exercises)}**")
    told.markdown(amount_of(due.item))
    told.caption(_progress(due))
    exercise = exercises.get(due.item.exercise)
    if exercise is None:
        start.caption(say("This computer does not have this exercise."))
        return
    start.button(
        say("Do it again") if due.is_done else say("Start"),
        key=f"due-start-{due.item.exercise}",
        icon=":material/play_arrow:",
        type="primary" if is_next else "secondary",
        width="stretch",
        on_click=on_start,
        args=(plan_of(due, exercise, model),),
        help=name_of(due.item.exercise, exercises),
    )


def _progress(due: DueExercise) -> Markdown:
    """How much of it is done, in words."""
    if due.is_done:
        return say_count("Done.", "Done {number} times.", due.times_due)
    parts: list[Markdown] = []
    if due.times_due > 1:
        words = say("{done} of {due} times done", done=due.times_done, due=due.times_due)
        parts.append(words)
    elif not due.is_begun:
        parts.append(say("not done yet"))
    if due.open_sides != due.item.sides:
        parts.append(say(_STILL[due.open_sides]))
    elif due.is_begun and not due.times_done:
        parts.append(say("begun, not all of it was done"))
    told = "; ".join(parts)
    return literal(f"{told[:1].upper()}{told[1:]}.")
