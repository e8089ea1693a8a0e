"""On the Review page: a video is kept for who has chosen to be remembered, and for nobody else."""

from datetime import date

from streamlit.testing.v1 import AppTest

from sciatica_coach.capture.model import Model
from sciatica_coach.paths import SAMPLES
from sciatica_coach.records.people import Person
from sciatica_coach.review.analyse import analyse
from sciatica_coach.review.keeping import VideoOrigin, origin_of
from tests.films import beginning
from tests.ui.pages import click, labels, visit_of


def script():
    import streamlit as st

    from sciatica_coach.ui.keeping_video import offer_to_keep
    from sciatica_coach.ui.visiting import current_visit

    offer_to_keep(current_visit(), st.session_state["analysis"], st.session_state["origin"])


def test_it_is_kept_once_for_who_is_remembered(kept, tmp_path):
    clip = beginning(SAMPLES / "knee_to_chest_side.mp4", tmp_path / "clip.mp4", frames=30)
    app = AppTest.from_function(script, default_timeout=60)
    app.session_state["analysis"] = analyse(clip, "single-knee-to-chest", model=Model.LITE)
    app.session_state["origin"] = origin_of(clip, date(2024, 2, 29))
    app.run()
    assert labels(app) == []
    visit_of(app).person = Person(kept.id, kept.name)
    app.run()
    for _ in range(2):
        click(app, f"Keep it in the records of {kept.name}")
        assert app.success[0].value == "Kept as a session of 29 February 2024."
    assert kept.sessions()[0].day == date(2024, 2, 29)
    assert len(kept.sessions()) == 3
    app.session_state["origin"] = VideoOrigin("b" * 64, None)
    click(app, f"Keep it in the records of {kept.name}")
    assert app.success[0].value.startswith("Kept as a session of today")
