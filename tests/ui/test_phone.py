"""The Phone page: off unless asked for; a code, a fingerprint and a way to end it when it is on."""

import pytest
from streamlit.testing.v1 import AppTest

from sciatica_coach.phone.access import open_access
from sciatica_coach.ui.hosting import PHONES


def _page() -> None:
    from sciatica_coach.ui import phone

    phone.page()


@pytest.fixture
def access():
    access = open_access("127.0.0.1", 1)
    PHONES.append(access)
    yield access
    access.close()
    PHONES.clear()


def shown(app: AppTest) -> str:
    assert not app.exception
    parts = [*app.markdown, *app.code, *app.info, *app.caption]
    return "\n".join(each.value for each in parts)


def test_it_is_off_and_says_how_it_is_switched_on():
    app = AppTest.from_function(_page).run(timeout=60)
    assert "No phone is let in now." in shown(app)
    assert "sciatica-coach run --phone" in shown(app)
    assert "https" in shown(app)


def test_when_it_is_on_there_are_the_address_and_the_fingerprint(access):
    app = AppTest.from_function(_page).run(timeout=60)
    told = shown(app)
    assert access.url in told
    assert access.fingerprint in told.replace("\n", "").replace(" ", "")
    assert "compare its SHA-256 fingerprint" in told


def test_it_can_be_ended_on_the_page(access):
    app = AppTest.from_function(_page).run(timeout=60)
    app.button(key="close-phone").click().run(timeout=60)
    assert not access.is_open
    assert "No phone is let in now." in shown(app)
