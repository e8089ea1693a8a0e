"""The camera component: shows the person, sends frames, shows what the coach says."""

from collections.abc import Callable

import streamlit as st

from sciatica_coach.live.session import Plan
from sciatica_coach.ui.files import CLIPS, MODULES, read_camera_file


def show_camera(plan: Plan, *, token: str, clip: str | None, on_stop: Callable[[], None]) -> None:
    """Fill the window with the set that is going on.

    Parameters
    ----------
    token
        Of the visit whose set it is.
    clip
        Name of a sample clip that takes the camera's place; None for the camera.
    on_stop
        Called once when the person or the clip has ended the set.
    """
    mount = st.components.v2.component(
        "sciatica_coach_camera",
        html=read_camera_file("camera.html"),
        css=read_camera_file("camera.css"),
        js=read_camera_file("camera.js"),
    )
    mount(
        key="camera",
        data={
            "module": f"{MODULES}/stage.js",
            "socket": f"/live/{token}",
            "clip": f"{CLIPS}/{clip}" if clip else None,
            "name": plan.exercise.name,
            "side": f"{plan.side} leg" if plan.side else "",
            "hold_s": plan.dose.hold_s,
            "reps": plan.dose.reps,
        },
        on_stopped_change=on_stop,
    )
