"""The Plan page: what is asked for, what was done of it, proposals, and files to take along."""

from collections.abc import Mapping
from datetime import datetime

import streamlit as st

from sciatica_coach.errors import RecordsError
from sciatica_coach.exercise.catalog import load_exercises
from sciatica_coach.exercise.definition import Exercise
from sciatica_coach.program.program import DatedProgram, ProgramExercise, default_program
from sciatica_coach.records.audit import Action
from sciatica_coach.records.personal_records import PersonalRecords
from sciatica_coach.ui.choosing import poster
from sciatica_coach.ui.literal import Markdown, joined, literal
from sciatica_coach.ui.people import choose_who
from sciatica_coach.ui.program.adherence import show_adherence
from sciatica_coach.ui.program.calendar_download import show_calendar_download
from sciatica_coach.ui.program.editing import EDITING, edit_program
from sciatica_coach.ui.program.proposals import show_proposals
from sciatica_coach.ui.program.showing import (
    PlanHistory,
    amount_of,
    name_of,
    read_history,
    times_of,
)
from sciatica_coach.ui.program.transfer import show_opening, show_saving
from sciatica_coach.ui.records_access import records_of, told, zone_of_browser
from sciatica_coach.ui.speaking import in_words, say, say_day, say_error_sentence
from sciatica_coach.ui.visiting import current_visit
from sciatica_coach.visible_text import visible


def page() -> None:
    """The plan of whom the visit has chosen; nobody has none."""
    visit = current_visit()
    records = told(lambda: records_of(visit))
    if records is not None:
        show_plan(records, now=datetime.now(zone_of_browser()))
        return
    st.title(say("Plan"), anchor=False)
    st.info(
        say(
            "Here you see what is due on which day, if your sessions are kept. Choose who is "
            "exercising, or give a name after a session on the Coach page."
        ),
        icon=":material/person:",
    )
    choose_who(visit)


def show_plan(records: PersonalRecords, *, now: datetime, set_by: str | None = None) -> None:
    """The whole page of one person.

    Parameters
    ----------
    now
        With the time zone of the person.
    set_by
        Who sets the plan; None for the person.
    """
    set_by, exercises = set_by or records.author, load_exercises()
    st.title(say("Plan"), anchor=False)
    try:
        history = read_history(records, exercises, now.date())
    except RecordsError as error:
        st.error(say_error_sentence(error))
        return
    may_change = records.may(Action.PLAN_CHANGED)
    if st.session_state.get(EDITING) and may_change:
        current = history.current
        program = current.program if current else default_program(exercises)
        edit_program(records, program, exercises, today=history.today, set_by=set_by)
        return
    if history.current is not None:
        st.caption(_since(history.current))
    show_proposals(records, history, set_by=set_by)
    _show_program(history, may_change=may_change)
    if history.programs:
        st.subheader(say("What was done"), anchor=False)
        show_adherence(history)
    _show_files(records, history, now)


def _show_program(history: PlanHistory, *, may_change: bool) -> None:
    dated = history.current
    if dated is None and not may_change:
        st.markdown(say("There is no plan yet. Your therapist makes it."))
    elif dated is None:
        st.markdown(
            say(
                "A plan says which exercises are due on which days. Begin with the usual one: "
                "each exercise daily, as much as its sources name. You can change all of it. "
                "If a therapist has given you a plan, follow that one."
            )
        )
    else:
        _show_items(dated, history.exercises)
    for later in history.programs:
        if later.from_day > history.today:
            st.info(
                say("From {day} another plan holds.", day=say_day(later.from_day)),
                icon=":material/event_upcoming:",
            )
    if not may_change:
        return
    st.button(
        say("Change the plan") if dated else say("Set a plan"),
        key="program-change",
        icon=":material/edit:",
        type="secondary" if dated else "primary",
        on_click=st.session_state.__setitem__,
        args=(EDITING, True),
    )


def _since(dated: DatedProgram) -> Markdown:
    return say("Since {day}, set by {who}.", day=say_day(dated.from_day), who=dated.set_by)


def _show_items(dated: DatedProgram, exercises: Mapping[str, Exercise]) -> None:
    program = dated.program
    if not program.exercises:
        st.markdown(say("This plan has no exercises: nothing is due."))
        return
    columns = st.columns(min(len(program.exercises), 3))
    for number, item in enumerate(program.exercises):
        place = columns[number % len(columns)]
        with place.container(border=True, key=f"card-item-{item.exercise}"):
            _show_item(item, exercises)
    told = say("Pain limit: {ceiling} of 10.", ceiling=program.pain_ceiling)
    st.caption(told)
    if program.note:
        st.info(literal(program.note), icon=":material/sticky_note_2:")


def _show_item(item: ProgramExercise, exercises: Mapping[str, Exercise]) -> None:
    exercise = exercises.get(item.exercise)
    left, right = st.columns([2, 3], vertical_alignment="center")
    picture = poster(exercise) if exercise else None
    if exercise is not None and picture is not None:
        left.image(picture, alt=visible(in_words(exercise).name), width="stretch")
    right.markdown(f"**{name_of(item.exercise, exercises)}**")
    st.markdown(joined("  \n", [amount_of(item), times_of(item)]))
    if item.start_day is not None:
        st.caption(say("From {day} on.", day=say_day(item.start_day)))
    if item.end_day is not None:
        st.caption(say("Until {day}.", day=say_day(item.end_day)))
    if exercise is None:
        st.caption(say("This computer does not have this exercise. It stays in the plan."))


def _show_files(
    records: PersonalRecords,
    history: PlanHistory,
    now: datetime,
) -> None:
    programs = history.programs
    st.subheader(say("Calendar and files"), anchor=False)
    left, right = st.columns(2, gap="large")
    with left:
        if programs:
            with st.expander(say("Into your calendar"), icon=":material/event:"):
                show_calendar_download(records, programs, history.exercises, now=now)
        with st.expander(say("Save plan and progress"), icon=":material/save:"):
            show_saving(records, programs, now)
    if not records.may(Action.IMPORTED):
        return
    with right, st.container(border=True):
        st.markdown(f"**{say('Open a plan file')}**")
        st.markdown(say("First you see what it would change. Nothing is changed unasked."))
        show_opening(records, history)
