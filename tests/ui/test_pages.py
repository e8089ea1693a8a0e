"""All pages by their places."""

from sciatica_coach.ui.navigation import Place
from sciatica_coach.ui.pages import HOME_PAGES, PAGES


def test_at_home_there_are_all_but_those_of_a_clinic():
    assert set(HOME_PAGES) == set(PAGES) == set(Place) - {Place.SIGN_IN, Place.PATIENTS, Place.LOG}
    assert HOME_PAGES[0] is Place.COACH
