"""A video for the Review page, or a plan file: where it is chosen, sent and taken back."""

from dataclasses import dataclass

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from sciatica_coach.language.marking import N_
from sciatica_coach.small_file import LARGEST_BYTES
from sciatica_coach.ui.camera.texts import TEXTS
from sciatica_coach.ui.files import MODULES, read_web_file
from sciatica_coach.ui.speaking import spoken
from sciatica_coach.ui.upload_route import UPLOAD, UPLOADS
from sciatica_coach.ui.upload_store import Upload
from sciatica_coach.ui.visiting import current_visit

UPLOAD_TEXTS = {
    "video": N_("Video"),
    "choose": N_("Choose a video"),
    "limit": N_("or drop it here. Up to {size}."),
    "sending": N_("The video is being sent"),
    "sent_share": N_("{percent} % sent"),
    "cancel": N_("Cancel"),
    "remove": N_("Remove"),
    "remove_name": N_("Remove {name}"),
    "refused_unknown_ticket": N_("This page is old: load it again, then send the video."),
    "refused_empty": N_("This file is empty: choose another one."),
    "refused_too_large": N_("This video is larger than {size}: send a shorter one."),
    "refused_busy": N_("Others are sending videos just now: try again in a minute."),
    "refused_disk_full": N_(
        "The coach's disk is nearly full: free some space on it, then send the video."
    ),
    "refused_too_slow": N_("The video came too slowly or not at all: send it again."),
    "refused_cut_off": N_("The video did not come whole: send it again."),
    "refused_network": N_("The connection was lost: send the video again."),
    **{key: TEXTS[key] for key in ("unloaded_title", "unloaded_words", "unloaded_retry")},
    **{key: TEXTS[key] for key in ("connecting", "waiting_for_page")},
}
"""What the part says by itself; `{...}` are places that it fills."""


PLAN_FILE_TEXTS = {
    **UPLOAD_TEXTS,
    "video": N_("Plan file"),
    "choose": N_("Choose a plan file"),
    "sending": N_("The file is being sent"),
    "refused_unknown_ticket": N_("This page is old: load it again, then send the file."),
    "refused_too_large": N_("This file is larger than {size}: it is no plan file."),
    "refused_busy": N_("Others are sending files just now: try again in a minute."),
    "refused_disk_full": N_(
        "The coach's disk is nearly full: free some space on it, then send the file."
    ),
    "refused_too_slow": N_("The file came too slowly or not at all: send it again."),
    "refused_cut_off": N_("The file did not come whole: send it again."),
    "refused_network": N_("The connection was lost: send the file again."),
}
"""The same for a plan file."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """One kind of file that is chosen on a page of its own."""

    key: str
    """Of the part on the page."""
    accept: str
    """What the browser offers to choose."""
    texts: dict[str, str]
    largest_bytes: int | None = None
    """None for as much as is taken at all."""

    place: str = ""
    """Beside the visit's video: a file of one kind does not take the place of another."""

    @property
    def owner(self) -> str:
        """Under what the file is kept."""
        return f"{current_visit().token}{self.place}"


_VIDEO = _Kind("review-video", "video/*,.mkv,.avi,.mts,.gif", UPLOAD_TEXTS)
_PLAN_FILE = _Kind(
    "plan-file", ".json,application/json", PLAN_FILE_TEXTS, LARGEST_BYTES, place="/plan"
)


def choose_video(*, is_locked: bool) -> Upload | None:
    """The video of this visit; None while there is none.

    Parameters
    ----------
    is_locked
        Whether it is looked at just now, and cannot be taken back.
    """
    return _choose(_VIDEO, is_locked=is_locked)


def remove_video() -> None:
    """Delete the visit's video."""
    UPLOADS.drop(_VIDEO.owner)


def choose_plan_file() -> Upload | None:
    """The plan file of this visit; None while there is none."""
    return _choose(_PLAN_FILE, is_locked=False)


def remove_plan_file() -> None:
    """Delete the visit's plan file."""
    UPLOADS.drop(_PLAN_FILE.owner)


def _choose(kind: _Kind, *, is_locked: bool) -> Upload | None:
    owner, session = kind.owner, _session()
    upload = UPLOADS.find(owner, session)
    language = spoken()
    mount = st.components.v2.component(
        "sciatica_coach_upload",
        html=read_web_file("upload.html"),
        css=read_web_file("css/upload.css"),
        js=read_web_file("component.js"),
    )
    mount(
        key=kind.key,
        data={
            "modules": MODULES,
            "page": "upload.js",
            "texts": {name: language.say(text) for name, text in kind.texts.items()},
            "language": language.code,
            "address": UPLOAD,
            "ticket": UPLOADS.ticket(owner, session),
            "accept": kind.accept,
            "limit_bytes": kind.largest_bytes or UPLOADS.limits.file_bytes,
            "file": {"name": upload.name, "size": upload.size_bytes} if upload else None,
            "is_locked": is_locked,
        },
        on_sent_change=_nothing,
        on_removed_change=lambda: UPLOADS.drop(kind.owner),
    )
    return upload


def _nothing() -> None:
    """The page is drawn anew, and finds the file."""


def _session() -> str:
    """Which open page this is."""
    context = get_script_run_ctx()
    return context.session_id if context else ""
