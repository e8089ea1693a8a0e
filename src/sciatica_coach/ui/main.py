"""The script that Streamlit runs for every page: the frame around the pages."""

import streamlit as st

from sciatica_coach.live.visits import Visit
from sciatica_coach.records.clinic_settings import is_clinic
from sciatica_coach.ui import about
from sciatica_coach.ui.choosing_language import choose_language
from sciatica_coach.ui.clinic.running import run_clinic
from sciatica_coach.ui.files import WEB
from sciatica_coach.ui.navigation import Place, remember_pages
from sciatica_coach.ui.pages import HOME_PAGES, PAGES
from sciatica_coach.ui.speaking import spoken
from sciatica_coach.ui.visiting import current_visit, remember

_STYLE = WEB / "css" / "pages.css"
_ICON = WEB / "icon.svg"  # a Material icon would be fetched from outside


def main() -> None:
    """Show the page the person chose."""
    st.set_page_config(page_title="Sciatica Coach", page_icon=_ICON, layout="wide")
    st.html(_STYLE)
    visit = current_visit()
    if is_clinic():
        run_clinic(visit)
        visit = current_visit()  # another one, if somebody has left
    else:
        _run_home(visit)
    about.footer()
    remember(visit, language=spoken().code)


def _run_home(visit: Visit) -> None:
    pages = {each: PAGES[each]() for each in HOME_PAGES}
    remember_pages(pages)
    page = st.navigation(list(pages.values()), position="top")
    if page is not pages[Place.COACH] or not visit.is_exercising:
        choose_language(visit)  # not over a set that is going on
    page.run()


if __name__ == "__main__":
    main()
