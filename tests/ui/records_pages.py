"""The Records page of somebody of whom something is kept, for tests of its parts."""

from streamlit.testing.v1 import AppTest

from tests.ui.pages import visit_of

NAME = "Łucja Ångström"


def page(person=None):
    def script():
        from sciatica_coach.ui import records_page

        records_page.page()

    app = AppTest.from_function(script, default_timeout=60).run()
    assert not app.exception
    if person is not None:
        visit_of(app).person = person
        app.run()
        assert not app.exception
    return app
