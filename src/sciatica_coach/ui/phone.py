"""The Phone page: how a phone of the home network becomes the camera."""

import streamlit as st

from sciatica_coach.phone.access import PhoneAccess
from sciatica_coach.ui.hosting import PHONES
from sciatica_coach.ui.literal import Markdown, numbered
from sciatica_coach.ui.qr import qr_picture
from sciatica_coach.ui.speaking import say

_FINGERPRINT_BREAK = 48
"""Sixteen pairs in a line: two lines, as browsers show it."""


def page() -> None:
    """What it is for, how it is switched on, and the code to scan when it is."""
    st.title(say("Your phone as the camera"), anchor=False)
    st.write(
        say(
            "A phone sees you from where you put it, and the coach looks at its picture on this "
            "computer. Both must be in the same home network. No picture leaves that network, and "
            "none is stored."
        )
    )
    access = next((each for each in PHONES if each.is_open), None)
    if access is None:
        _tell_how_to_start()
    else:
        _show_way_in(access)
    st.caption(
        say(
            "Why https, and why only when asked? Browsers give a camera only to a page on the same "
            "device or to one that comes by https. So the coach has to answer your network by "
            "https, and it does that only when you want it."
        )
    )


def _tell_how_to_start() -> None:
    st.info(say("No phone is let in now."), icon=":material/lock:")
    st.write(say("To let one in, end the coach where you started it, and start it like this:"))
    st.code("sciatica-coach run --phone", language=None)


def _show_way_in(access: PhoneAccess) -> None:
    left, right = st.columns([2, 3], gap="large")
    with left:
        picture = qr_picture(access.url)
        if picture is not None:
            st.image(picture, width=320)
        st.caption(say("Or type this address into the phone's browser:"))
        st.code(access.url, language=None, wrap_lines=True)
    with right:
        st.markdown(numbered(_steps()))
        st.code(_two_lines(access.fingerprint), language=None)
        st.button(
            say("Let no phone in any more"),
            icon=":material/lock:",
            key="close-phone",
            on_click=access.close,
        )
        st.caption(say("It ends by itself when the coach ends. Next time the code is another one."))


def _steps() -> list[Markdown]:
    return [
        say("Connect the phone to the same Wi-Fi as this computer."),
        say("Point the phone's camera at the code, and open the address that appears."),
        say(
            "The browser warns that the connection is not private: nobody but this computer "
            "vouches for it. Choose “Advanced” or “Details”, then go on to the page."
        ),
        say(
            "Allow the camera. Lean the phone on something, on its side, two to three metres away."
        ),
        say(
            "If you want to be sure that it is this computer: let the browser show the "
            "certificate, and compare its SHA-256 fingerprint with this one."
        ),
    ]


def _two_lines(fingerprint: str) -> str:
    return f"{fingerprint[:_FINGERPRINT_BREAK]}\n{fingerprint[_FINGERPRINT_BREAK:]}"
