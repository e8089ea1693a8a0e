"""A therapist's patients: found quickly, opened by a click; added, handed over, deleted."""

from collections.abc import Callable, Sequence
from uuid import UUID

import streamlit as st

from sciatica_coach.errors import RecordsError
from sciatica_coach.language.marking import N_
from sciatica_coach.live.visits import Visit
from sciatica_coach.program.schedule import DayState, ScheduledDay
from sciatica_coach.records.access import Access
from sciatica_coach.records.opening import open_records
from sciatica_coach.records.patient_list import PatientLine, patient_lines
from sciatica_coach.records.people import Person
from sciatica_coach.records.therapists import Therapist, Therapists
from sciatica_coach.ui.clinic.code import offer_code
from sciatica_coach.ui.clinic.presence import note_shown
from sciatica_coach.ui.literal import Markdown, literal
from sciatica_coach.ui.navigation import Place, go_to
from sciatica_coach.ui.records_access import access_of, choose_person, today_of_browser, told
from sciatica_coach.ui.speaking import say, say_day, say_error_sentence
from sciatica_coach.ui.visiting import current_visit

_SEARCH, _WIDTHS = "patients-search", (4, 2, 3, 1)
_PROBLEM = "patients-problem"
_MOST_SHOWN = 50
"""More are found by their name: a list that long is searched, not read."""


def page() -> None:
    """The list, with a line for each patient."""
    visit = current_visit()
    access = told(lambda: access_of(visit))
    if access is None or access.therapist is None:
        return
    st.title(say("Patients"), anchor=False)
    _show_problem()
    lines = told(lambda: patient_lines(open_records(), access.people, today_of_browser()))
    if lines is None:
        return
    others = told(lambda: Therapists(open_records()).others(_id_of(access))) or ()
    searching, adding = st.columns([3, 2], vertical_alignment="bottom")
    wanted = searching.text_input(
        say("Search"), key=_SEARCH, icon=":material/search:", max_chars=60, autocomplete="off"
    )
    with adding.popover(say("New patient"), icon=":material/person_add:", width="stretch"):
        _add(visit, access)
    found = [each for each in lines if wanted.strip().casefold() in each.person.name.casefold()]
    if not lines:
        st.info(say("You have no patients here yet."), icon=":material/person_add:")
    elif not found:
        st.info(say("Nobody of that name is among your patients."), icon=":material/search_off:")
    for line in found[:_MOST_SHOWN]:
        _show(visit, access, line, others)
    if len(found) > _MOST_SHOWN:
        st.caption(say("There are more: search for a name."))


def _show(visit: Visit, access: Access, line: PatientLine, others: Sequence[Therapist]) -> None:
    person = line.person
    with st.container(border=True, key=f"patient-{person.id}"):
        name, last, due, more = st.columns(_WIDTHS, vertical_alignment="center")
        if name.button(
            literal(person.name),
            icon=":material/person:",
            key=f"open-{person.id}",
            width="stretch",
            help=say("Open this patient's page."),
        ):
            _open(visit, person)
        last.markdown(_last(line))
        due.markdown(_due(line.today))
        with more.popover(say("More"), width="stretch", key=f"more-{person.id}"):
            offer_code(person, _id_of(access))
            _rename(access, person)
            _hand_over(access, person, others)
            _delete(access, person)


def _last(line: PatientLine) -> Markdown:
    if line.last_day is None:
        return say("No session yet")
    return say("Last: {day}", day=say_day(line.last_day))


_STATES = {
    DayState.BEFORE: N_("No plan yet"),
    DayState.REST: N_("Nothing due today"),
    DayState.DONE: N_("All done today"),
}


def _due(today: ScheduledDay) -> Markdown:
    if today.state in _STATES:
        return say(_STATES[today.state])
    return say("Today: {done} of {due} done", done=today.times_done, due=today.times_due)


def _open(visit: Visit, person: Person) -> None:
    try:
        choose_person(visit, person)
    except RecordsError as error:
        st.error(say_error_sentence(error))
        return
    note_shown(visit)
    go_to(Place.COACH)


def _add(visit: Visit, access: Access) -> None:
    with st.form("add-patient", border=False, clear_on_submit=True):
        name = st.text_input(
            say("Name or sign"),
            key="new-patient-name",
            max_chars=60,
            autocomplete="off",
            help=say("As short as you can: initials or a number do as well."),
        )
        asked = st.form_submit_button(say("Add"), width="stretch", type="primary")
    if not asked:
        return
    try:
        person = access.people.add(name)
    except (RecordsError, ValueError) as error:
        st.error(say_error_sentence(error))
        return
    _open(visit, person)


def _rename(access: Access, person: Person) -> None:
    with st.form(f"rename-{person.id}", border=False):
        name = st.text_input(
            say("Another name"),
            person.name,
            max_chars=60,
            key=f"rename-name-{person.id}",
            autocomplete="off",
        )
        asked = st.form_submit_button(say("Rename"), icon=":material/edit:", width="stretch")
    if asked:
        _do(lambda: access.people.rename(person.id, name))


def _hand_over(access: Access, person: Person, others: Sequence[Therapist]) -> None:
    if not others:
        return
    names = {each.id: each.name for each in others}
    with st.form(f"hand-over-{person.id}", border=False):
        chosen = st.selectbox(
            say("Hand over to"),
            list(names),
            index=None,
            format_func=names.__getitem__,
            key=f"hand-over-to-{person.id}",
            placeholder=say("Choose a therapist"),
        )
        st.caption(say("Then the patient is on their list, and not on yours any more."))
        asked = st.form_submit_button(
            say("Hand over"), icon=":material/move_down:", width="stretch"
        )
    if asked and chosen is not None:
        _do(lambda: access.people.hand_over(person.id, chosen))


def _delete(access: Access, person: Person) -> None:
    with st.form(f"delete-{person.id}", border=False):
        is_sure = st.checkbox(
            say("Delete all that is kept of {name}, for good", name=person.name),
            key=f"delete-sure-{person.id}",
        )
        asked = st.form_submit_button(say("Delete"), icon=":material/delete:", width="stretch")
    if asked and is_sure:
        _do(lambda: access.people.forget(person.id))


def _do(change: Callable[[], object]) -> None:
    """Change the list and draw it anew; what went wrong is told above it then."""
    try:
        change()
    except (RecordsError, ValueError) as error:
        st.session_state[_PROBLEM] = say_error_sentence(error)
    st.rerun()


def _show_problem() -> None:
    problem = st.session_state.pop(_PROBLEM, None)
    if problem is not None:
        st.error(literal(problem))


def _id_of(access: Access) -> UUID:
    assert access.therapist is not None
    return access.therapist.id
