"""The script that Streamlit runs for every page: the frame around the pages."""

import streamlit as st

from sciatica_coach.ui import about, coach, phone, progress, records_page, review
from sciatica_coach.ui.choosing_language import choose_language
from sciatica_coach.ui.files import WEB
from sciatica_coach.ui.navigation import Place, remember_pages
from sciatica_coach.ui.program import page as program_page
from sciatica_coach.ui.speaking import say, spoken
from sciatica_coach.ui.visiting import current_visit, remember

_STYLE = WEB / "css" / "pages.css"
_ICON = WEB / "icon.svg"  # a Material icon would be fetched from outside


def main() -> None:
    """Show the page the person chose."""
    st.set_page_config(page_title="Sciatica Coach", page_icon=_ICON, layout="wide")
    st.html(_STYLE)
    visit = current_visit()
    coaching = st.Page(
        coach.page, title=say("Coach"), icon=":material/self_improvement:", default=True
    )
    planning = st.Page(
        program_page.page, title=say("Plan"), icon=":material/event:", url_path="plan"
    )
    progressing = st.Page(
        progress.page, title=say("Progress"), icon=":material/show_chart:", url_path="progress"
    )
    reviewing = st.Page(
        review.page, title=say("Review"), icon=":material/movie:", url_path="review"
    )
    recording = st.Page(
        records_page.page, title=say("Records"), icon=":material/folder_shared:", url_path="records"
    )
    phoning = st.Page(
        phone.page, title=say("Phone"), icon=":material/smartphone:", url_path="phone"
    )
    telling = st.Page(about.page, title=say("About"), icon=":material/info:", url_path="about")
    remember_pages({Place.PLAN: planning, Place.PROGRESS: progressing})
    pages = [coaching, planning, progressing, reviewing, recording, phoning, telling]
    page = st.navigation(pages, position="top")
    if page is not coaching or visit.live is None or visit.live.has_ended:
        choose_language(visit)  # not over a set that is going on
    page.run()
    about.footer()
    remember(visit, language=spoken().code)


if __name__ == "__main__":
    main()
