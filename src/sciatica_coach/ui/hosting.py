"""What the web server serves besides the pages, and what pages and routes share."""

from pathlib import Path

from starlette.routing import BaseRoute

from sciatica_coach.live.memory import limit_arenas
from sciatica_coach.live.route import LiveRoute
from sciatica_coach.live.visit_store import VisitStore
from sciatica_coach.live.visits import Visits
from sciatica_coach.ui.files import file_routes

MAIN_SCRIPT = Path(__file__).with_name("main.py")
"""The script that Streamlit runs for every page."""

VISITS = Visits(keeper=VisitStore())
"""Pages and routes run in one process, in different threads: they meet here."""


def routes() -> list[BaseRoute]:
    """The live path, and the files that the camera component loads."""
    limit_arenas()
    VISITS.tidy_regularly()
    return [*LiveRoute(VISITS).routes, *file_routes()]
