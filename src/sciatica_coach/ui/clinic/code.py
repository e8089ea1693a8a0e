"""A code for one patient's own page: shown to the therapist as letters and as a picture to scan."""

from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID

import streamlit as st

from sciatica_coach.errors import RecordsError
from sciatica_coach.records.access_codes import AccessCode, AccessCodes
from sciatica_coach.records.clinic_settings import ClinicSettings
from sciatica_coach.records.opening import open_records
from sciatica_coach.records.people import Person
from sciatica_coach.ui.qr import qr_picture
from sciatica_coach.ui.records_access import zone_of_browser
from sciatica_coach.ui.speaking import say, say_error_sentence

_MADE = "code-made"
_OWN_NAMES = ("localhost", "127.0.0.1", "::1")


def offer_code(person: Person, therapist_id: UUID) -> None:
    """A button that makes one, and the one that was made last, as long as it can be used."""
    if st.button(
        say("Code for their own page"),
        icon=":material/qr_code:",
        key=f"code-{person.id}",
        width="stretch",
    ):
        valid = ClinicSettings.asked_for().code_valid
        try:
            code = AccessCodes(open_records(), valid=valid).make(person.id, therapist_id)
        except RecordsError as error:
            st.error(say_error_sentence(error))
            return
        st.session_state[_MADE] = person.id, code
    made_for, code = st.session_state.get(_MADE, (None, None))
    if made_for == person.id and code is not None:
        _show(code)


def code_address(page_url: str, code: str) -> str:
    """The address that opens a page with this code.

    The code stands behind the `#`: browsers send that to no server, and tell it to no other page.
    """
    parts = urlsplit(page_url)
    folder = parts.path.rpartition("/")[0]
    return f"{parts.scheme}://{parts.netloc}{folder}/#code={code}"


def _show(code: AccessCode) -> None:
    zone = zone_of_browser()
    if code.expires_at <= datetime.now(zone):
        st.caption(say("The code is too old: make a new one."))
        return
    st.code(code.text, language=None)
    address = code_address(st.context.url or "http://localhost/", code.text)
    picture = qr_picture(address)
    if picture is not None:
        st.image(picture, width=220)
    st.caption(
        say(
            "Works once, until {time}. The patient scans it or types it, and sees their own page "
            "only.",
            time=f"{code.expires_at.astimezone(zone):%H:%M}",
        )
    )
    if urlsplit(address).hostname in _OWN_NAMES:
        st.caption(say("The picture works on this computer only: open the coach by its name."))
