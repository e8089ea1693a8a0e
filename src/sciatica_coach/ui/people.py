"""Who exercises: chosen by a tap, without a password; or nobody, and then nothing is kept."""

from collections.abc import Callable

import streamlit as st

from sciatica_coach.errors import RecordsError
from sciatica_coach.live.visits import Visit
from sciatica_coach.records.clinic_settings import is_clinic
from sciatica_coach.records.opening import has_records
from sciatica_coach.records.people import Person
from sciatica_coach.ui.literal import literal
from sciatica_coach.ui.records_access import choose_nobody, choose_person, known_people, told
from sciatica_coach.ui.speaking import say, say_error_sentence

_MOST_IN_A_ROW = 4


def choose_who(visit: Visit) -> None:
    """Buttons for everybody who is known; nothing at all while nobody is.

    In a clinic the page of the patients is for that.
    """
    if is_clinic():
        return
    people = told(lambda: known_people().all() if has_records() else ())
    if not people:
        return
    with st.container(border=True, key="who"):
        st.markdown(f"**{say('Who is exercising?')}**")
        columns = st.columns(_MOST_IN_A_ROW)
        for number, person in enumerate(people):
            columns[number % _MOST_IN_A_ROW].button(
                literal(person.name),
                icon=":material/person:",
                key=f"person-{person.id}",
                width="stretch",
                on_click=_choose,
                args=(visit, person),
            )
        with columns[len(people) % _MOST_IN_A_ROW].popover(
            say("Somebody new"), icon=":material/person_add:", width="stretch"
        ):
            name_somebody(
                say("Keep my sessions"),
                key="new-person",
                then=lambda person: choose_person(visit, person),
            )
        st.caption(say("Or just choose an exercise: then nothing is kept."))


def show_who(visit: Visit, person: Person) -> None:
    """The name of who exercises, and the way out of it; in a clinic both stand above."""
    if is_clinic():
        return
    hello, leave = st.columns([4, 1], vertical_alignment="bottom")
    hello.title(say("Hello, {name}", name=person.name), anchor=False)
    leave.button(
        say("Somebody else"),
        icon=":material/switch_account:",
        key="somebody-else",
        width="stretch",
        on_click=choose_nobody,
        args=(visit,),
    )


def name_somebody(words: str, *, key: str, then: Callable[[Person], None]) -> None:
    """A field for a name and a button: whoever is named is known from then on.

    Parameters
    ----------
    words
        What the button says.
    then
        What is to be done for that person.
    """
    with st.form(f"{key}-form", border=False):
        name = st.text_input(say("Under which name?"), key=f"{key}-name", max_chars=60)
        asked = st.form_submit_button(literal(words), key=f"{key}-keep", width="stretch")
    if not asked:
        return
    try:
        people = known_people()
        person = people.find(name) or people.add(name)
        then(person)
    except (RecordsError, ValueError) as error:
        st.error(say_error_sentence(error))
        return
    st.rerun()


def _choose(visit: Visit, person: Person) -> None:
    told(lambda: choose_person(visit, person))
