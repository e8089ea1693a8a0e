"""The first page of a clinic: therapists sign in, patients come by a code, nobody else goes on."""

import math
from collections.abc import Callable
from datetime import UTC, datetime

import streamlit as st

from sciatica_coach.errors import CoachError, RecordsError
from sciatica_coach.records.access_codes import AccessCodes
from sciatica_coach.records.admissions import Newcomer
from sciatica_coach.records.guesses import TooSoon
from sciatica_coach.records.opening import open_records
from sciatica_coach.records.pin_hash import MOST_LETTERS
from sciatica_coach.records.therapists import Therapists
from sciatica_coach.safety.screening import load_screening
from sciatica_coach.ui.admitting import TICKETS
from sciatica_coach.ui.clinic.identity import (
    go_to_provider,
    has_provider,
    is_known_to_provider,
    returned_identity,
)
from sciatica_coach.ui.clinic.way_in import CODE, show_way_in, was_refused
from sciatica_coach.ui.literal import Markdown, literal
from sciatica_coach.ui.speaking import say, say_count, say_error, say_error_sentence, spoken
from sciatica_coach.ui.visiting import current_visit

_NAME, _PIN = "clinic-name", "clinic-pin"
_TICKET, _REFUSED = "clinic-ticket", "clinic-provider-refused"
"""In the state of this page: what lets it in, and that an account was refused."""


def page() -> None:
    """Show it; whoever shows who they are comes in by a ticket."""
    st.title(say("Gentle exercises, with a coach who watches"), anchor=False)
    if was_refused():
        st.error(say("That did not work. Try it again."))
    newcomer = _returned()
    patient, therapist = st.columns(2, gap="large")
    with patient:
        newcomer = _ask_code() or newcomer
    with therapist:
        newcomer = _ask_therapist() or newcomer
    ticket = _ticket(newcomer)
    show_way_in(ticket)
    if ticket is not None:
        st.caption(say("One moment…"))
    _show_emergency()
    if ticket is None and has_provider() and is_known_to_provider():
        _leave_provider()


def _ticket(newcomer: Newcomer | None) -> str | None:
    """The one that this page has been given last, until it has used it."""
    if newcomer is not None:
        st.session_state[_TICKET] = TICKETS.give(newcomer)
        st.session_state.pop(_REFUSED, None)
    ticket = st.session_state.get(_TICKET)
    return ticket if TICKETS.holds(ticket) else None


def _leave_provider() -> None:
    """On a shared computer, no sign-in waits for whoever comes next."""
    words = say("Sign out of that account")
    was_refused_there = st.session_state.get(_REFUSED)
    if not was_refused_there or st.button(words, icon=":material/logout:", key="provider-out"):
        st.logout()


def _ask_code() -> Newcomer | None:
    with st.container(border=True, key="clinic-patient"):
        st.subheader(say("I have a code"), anchor=False)
        st.markdown(say("Your therapist gives it to you. It opens your own page, once."))
        with st.form("clinic-code-form", border=False):
            st.text_input(say("Code"), key=CODE, max_chars=40, autocomplete="off")
            asked = st.form_submit_button(
                say("Open my page"), icon=":material/key:", width="stretch", type="primary"
            )
        if not asked:
            return None
        return _found(_by_code, say("This code is not valid, or not any more. Ask for a new one."))


def _ask_therapist() -> Newcomer | None:
    with st.container(border=True, key="clinic-therapist"):
        st.subheader(say("I am a therapist"), anchor=False)
        if has_provider():
            st.button(
                say("Sign in with the practice's account"),
                icon=":material/badge:",
                key="clinic-provider",
                width="stretch",
                on_click=lambda: go_to_provider(current_visit()),
            )
        with st.form("clinic-pin-form", border=False, clear_on_submit=True):
            st.text_input(say("Name"), key=_NAME, max_chars=60, autocomplete="off")
            st.text_input(
                say("PIN or pass phrase"),
                key=_PIN,
                type="password",
                max_chars=MOST_LETTERS,
                autocomplete="off",
            )
            asked = st.form_submit_button(say("Sign in"), icon=":material/login:", width="stretch")
        return _found(_by_pin, say("Name or PIN is wrong.")) if asked else None


def _found(find: Callable[[], Newcomer | None], refusal: Markdown) -> Newcomer | None:
    """Who has shown who they are; if nobody has, the page says so."""
    try:
        newcomer = find()
    except TooSoon as too_soon:
        st.error(_told_to_wait(too_soon.wait_s), icon=":material/hourglass:")
        return None
    except RecordsError as error:
        st.error(say_error_sentence(error))
        return None
    if newcomer is None:
        st.error(refusal)
    return newcomer


def _by_code() -> Newcomer | None:
    used = AccessCodes(open_records()).use(st.session_state.get(CODE) or "")
    if used is None:
        return None
    return Newcomer(person_id=used.person_id, code_by=used.made_by, way="code")


def _by_pin() -> Newcomer | None:
    name, pin = st.session_state.get(_NAME) or "", st.session_state.get(_PIN) or ""
    therapist = Therapists(open_records()).by_pin(name, pin)
    return None if therapist is None else Newcomer(therapist_id=therapist.id, way="pin")


def _returned() -> Newcomer | None:
    """Who has come back from the identity provider."""
    identity = returned_identity(current_visit(), datetime.now(UTC)) if has_provider() else None
    if identity is None:
        return None

    def find() -> Newcomer | None:
        therapist = Therapists(open_records()).by_identity(identity)
        return None if therapist is None else Newcomer(therapist_id=therapist.id, way="provider")

    refusal = say("This account may not sign in here. Whoever looks after this coach can add it.")
    newcomer = _found(find, refusal)
    st.session_state[_REFUSED] = newcomer is None
    return newcomer


def _told_to_wait(wait_s: float) -> Markdown:
    minutes = math.ceil(wait_s / 60)
    if minutes == 1:
        return say("Too many wrong tries. Try again in a minute.")
    return say_count(
        "Too many wrong tries. Try again in {number} minute.",
        "Too many wrong tries. Try again in {number} minutes.",
        minutes,
    )


def _show_emergency() -> None:
    try:
        signs = load_screening(locale=st.context.locale, language=spoken())
    except CoachError as error:
        st.error(say_error(error))
        return
    st.info(literal(signs.disclaimer.text), icon=":material/info:")
