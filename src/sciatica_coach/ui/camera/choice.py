"""Before a session: which camera is used. Only the browser knows them, and keeps the choice."""

import streamlit as st

from sciatica_coach.ui.camera.texts import CHOICE_TEXTS
from sciatica_coach.ui.files import MODULES, read_web_file
from sciatica_coach.ui.speaking import spoken


def choose_camera() -> None:
    """A list of the cameras; only a name where there is one, and no list before they are told."""
    language = spoken()
    mount = st.components.v2.component(
        "sciatica_coach_camera_choice",
        html=read_web_file("camera_choice.html"),
        css=read_web_file("css/camera_choice.css"),
        js=read_web_file("component.js"),
    )
    mount(
        key="camera-choice",
        data={
            "modules": MODULES,
            "page": "camera_choice.js",
            "texts": {name: language.say(text) for name, text in CHOICE_TEXTS.items()},
        },
    )
