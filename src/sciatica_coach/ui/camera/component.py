"""The camera component: shows the person, sends frames, shows what the coach says."""

from collections.abc import Callable

import streamlit as st

from sciatica_coach.coaching.own_range.calibration import ENDS, STILL_S
from sciatica_coach.language.marking import N_
from sciatica_coach.live.protocol import set_title
from sciatica_coach.live.session import Plan
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.ui.camera import STYLES
from sciatica_coach.ui.camera.set_up import is_mirrored, lies_down, set_up_picture
from sciatica_coach.ui.camera.texts import TEXTS
from sciatica_coach.ui.files import CLIPS, MODULES, PICTURES, read_web_file
from sciatica_coach.ui.speaking import spoken
from sciatica_coach.visible_text import visible

_DONE_FOR_MS, _MEASURED_FOR_MS = 20_000, 2500
"""So long a set that is done goes on: nobody has to get up to press a button."""


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
    language = spoken()
    mount = st.components.v2.component(
        "sciatica_coach_camera",
        html=read_web_file("session.html"),
        css="\n".join(read_web_file(f"css/{name}") for name in STYLES),
        js=read_web_file("component.js"),
    )
    shown = mount(
        key="camera",
        data={
            "modules": MODULES,
            "page": "session_page.js",
            "socket": f"/live/{token}",
            "mirrored": clip is None and is_mirrored(plan.exercise),
            "lies_down": clip is None and lies_down(plan.exercise),
            "clip": f"{CLIPS}/{clip}" if clip else None,
            "language": language.code,
            "texts": {name: language.say(text) for name, text in TEXTS.items()},
            "voice": f"/coach-voice/{language.code}",
            "set_up_pictures": _set_up_pictures(plan),
            "name": _title(plan),
            "side": set_title(plan.set_plans[0], language),
            "hold_s": STILL_S if plan.measures else plan.dose.hold_s,
            "reps": ENDS if plan.measures else plan.dose.reps,
            "linger_ms": _MEASURED_FOR_MS if plan.measures else _DONE_FOR_MS,
        },
        on_stopped_change=on_stop,
    )
    if shown.stopped:  # a server that was started anew hears of it, but knows no callback yet
        on_stop()
        st.rerun()


def _title(plan: Plan) -> str:
    name = visible(spoken().say(plan.exercise.name))
    return spoken().say(N_("Your own range: {exercise}"), exercise=name) if plan.measures else name


def _set_up_pictures(plan: Plan) -> dict[str, str]:
    """Where the page finds the picture for each side; that of the first side first."""
    first = plan.sides[0] if plan.sides else Side.RIGHT
    pictures = {side: set_up_picture(plan.exercise.position, side) for side in (first, first.other)}
    return {side: f"{PICTURES}/{path.name}" for side, path in pictures.items() if path}
