from streamlit.testing.v1 import AppTest

from tests.ui.pages import SCREENING, words


def test_it_says_what_is_measured_what_is_not_and_where_figures_come_from():
    def script() -> None:
        from sciatica_coach.ui import about

        about.page()
        about.footer()

    app = AppTest.from_function(script, default_timeout=60).run()
    assert not app.exception
    told = words(app)
    assert "Hip flexion, thigh to trunk" in told
    assert "What no single camera can see" in told
    assert "Mayo Clinic" in told
    assert SCREENING.disclaimer.text[:60] in told
    assert SCREENING.disclaimer.footer[:40] in told
