"""The part of the Review page that takes a video, and what it gets from the server."""

import re

from streamlit.testing.v1 import AppTest

from sciatica_coach.ui.files import read_web_file
from sciatica_coach.ui.upload_route import UPLOADS
from sciatica_coach.ui.upload_store import Refusal
from sciatica_coach.ui.uploading import UPLOAD_TEXTS


def page() -> AppTest:
    def script() -> None:
        import streamlit as st

        from sciatica_coach.ui.uploading import choose_video, remove_video

        upload = choose_video(is_locked=False)
        st.session_state.name = upload.name if upload else None
        st.button("remove", on_click=remove_video)

    return AppTest.from_function(script, default_timeout=60).run()


def test_the_visits_video_is_there_until_it_is_removed():
    app = page()
    assert app.session_state["name"] is None
    visit = app.session_state["visit_token"]
    key = UPLOADS.begin(UPLOADS.ticket(visit, "page"), "clip.mp4", 3)
    UPLOADS.sending(key).upload.write(b"abc")
    UPLOADS.end(key, is_whole=True)
    app.run()
    assert app.session_state["name"] == "clip.mp4"
    app.button[0].click().run()
    assert app.session_state["name"] is None


def test_every_reason_for_which_a_video_is_not_taken_has_its_sentence():
    told = {key.removeprefix("refused_") for key in UPLOAD_TEXTS if key.startswith("refused_")}
    assert told == {*Refusal, "network"}


def test_the_page_uses_every_text_and_no_other():
    source = read_web_file("upload.js") + read_web_file("upload.html")
    used = set(re.findall(r"texts\.(?!js)(\w+)|data-text=\"(\w+)\"", source))
    used = {name for names in used for name in names if name}
    of_the_loader = {
        "connecting",
        "waiting_for_page",
        *(k for k in UPLOAD_TEXTS if "unloaded" in k),
    }
    own = {key for key in UPLOAD_TEXTS if not key.startswith("refused_")} - of_the_loader
    assert used - {"refused_network"} == own
