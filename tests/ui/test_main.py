"""The frame around the pages: where one can go, and what stands on each of them."""

import pytest
from streamlit.testing.v1 import AppTest

from sciatica_coach.ui.hosting import MAIN_SCRIPT
from tests.ui.pages import SCREENING, answer, asked, click, opened, visit_of, words


@pytest.fixture(params=["en", "es"])
def app(request) -> AppTest:
    app = AppTest.from_file(str(MAIN_SCRIPT), default_timeout=60).run()
    visit_of(app).language = request.param
    return app.run()


def test_every_page_has_the_footer_the_style_and_the_visit(app):
    assert not app.exception
    assert app.get("html")
    assert [each.key for each in app.get("bidi_component")] == ["visit"]
    assert app.caption[-1].value


def test_the_footer_says_what_this_is_not():
    assert SCREENING.disclaimer.footer[:40] in words(opened())


def test_the_language_can_be_chosen_but_for_a_set_that_goes_on():
    app = asked()
    assert app.selectbox(key="language")
    answer(app)
    click(app, "Start the exercise")
    assert not app.selectbox
    visit_of(app).live.finish()
    app.run()
    assert app.selectbox(key="language")
