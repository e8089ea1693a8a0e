"""Whoever comes back sees what is due today, how it went lately, and one button to start."""

from collections.abc import Callable, Mapping

import streamlit as st

from sciatica_coach.exercise.definition import Exercise
from sciatica_coach.live.session import Plan
from sciatica_coach.live.visits import Visit
from sciatica_coach.program.program import default_program
from sciatica_coach.progress.latest import latest
from sciatica_coach.records.audit import Action
from sciatica_coach.records.people import Person
from sciatica_coach.records.personal_records import PersonalRecords
from sciatica_coach.ui.navigation import Place, link_to
from sciatica_coach.ui.people import show_who
from sciatica_coach.ui.program.proposals import show_proposals
from sciatica_coach.ui.program.showing import PlanHistory, read_history
from sciatica_coach.ui.program.today import today_list
from sciatica_coach.ui.records_access import records_of, today_of_browser, told
from sciatica_coach.ui.speaking import say, say_sentence


def show_home(
    visit: Visit,
    person: Person,
    exercises: Mapping[str, Exercise],
    *,
    on_start: Callable[[Plan], None],
) -> None:
    """The first page of who has chosen to be remembered.

    Parameters
    ----------
    on_start
        Called with what is to be done, before the page is drawn anew.
    """
    show_who(visit, person)
    records = told(lambda: records_of(visit))
    if records is None:
        return
    history = told(lambda: read_history(records, exercises, today_of_browser()))
    if history is None:
        return
    today, lately = st.columns([3, 2], gap="large")
    with today:
        _show_today(records, history, on_start)
    with lately:
        _show_lately(history)
    st.subheader(say("Or choose an exercise"), anchor=False)


def _show_today(
    records: PersonalRecords, history: PlanHistory, on_start: Callable[[Plan], None]
) -> None:
    st.subheader(say("Today"), anchor=False)
    if history.current is not None:
        show_proposals(records, history, set_by=records.author)
        today_list(history, on_start=on_start)
        return
    if not records.may(Action.PLAN_CHANGED):
        st.markdown(say("There is no plan yet. Your therapist makes it."))
        return
    st.markdown(
        say("There is no plan yet. The usual one is each exercise once or twice a day, gently.")
    )
    st.button(
        say("Take the usual plan"),
        key="take-usual-plan",
        icon=":material/event_available:",
        width="stretch",
        on_click=lambda: told(lambda: _take_usual_plan(records, history)),
    )
    link_to(Place.PLAN, say("Make a plan of my own"), icon=":material/edit_calendar:")


def _take_usual_plan(records: PersonalRecords, history: PlanHistory) -> None:
    program = default_program(history.exercises)
    records.set_program(program, from_day=history.today, set_by=records.author)


def _show_lately(history: PlanHistory) -> None:
    st.subheader(say("Lately"), anchor=False)
    sentences = latest(history.sessions, history.exercises)
    if not sentences:
        st.markdown(say("Nothing yet. After the first session you see here how it went."))
        return
    for sentence in sentences:
        st.markdown(say_sentence(sentence))
    link_to(Place.PROGRESS, say("See the progress"), icon=":material/show_chart:")
