"""What the page is made of: one HTML file, and the words of every language as data."""

import os
from collections.abc import Mapping
from html import escape
from typing import Any

from sciatica_coach.exercise.definition import Exercise
from sciatica_coach.kiosk.settings import Settings
from sciatica_coach.language.catalog import Language, languages
from sciatica_coach.motion.landmarks import Side
from sciatica_coach.paths import SAMPLES
from sciatica_coach.safety.screening import Tier, emergency_number, load_screening
from sciatica_coach.ui import camera
from sciatica_coach.ui.camera.set_up import is_mirrored, lies_down, set_up_picture
from sciatica_coach.ui.camera.texts import TEXTS as SESSION_TEXTS
from sciatica_coach.ui.files import CLIPS, PICTURES, read_web_file
from sciatica_coach.ui.kiosk.texts import STAFF_TEXTS, TEXTS

STYLES = "/kiosk-files/css"


def page_html(language: Language) -> str:
    """The page, with the camera component's own part in its place.

    Parameters
    ----------
    language
        Of the words that stand there until the page's scripts put in all the others.
    """
    page = read_web_file("kiosk.html")
    links = [f'<link rel="stylesheet" href="{STYLES}/{name}">' for name in camera.STYLES]
    links.append(f'<link rel="stylesheet" href="{STYLES}/kiosk/exercise.css">')
    page = page.replace("<!-- styles -->", "\n    ".join(links))
    for name in ("trouble", "trouble_words"):
        page = page.replace(f"<!-- {name} -->", escape(language.say(TEXTS[name])))
    return page.replace("<!-- session -->", read_web_file("session.html"))


def page_data(exercises: Mapping[str, Exercise], settings: Settings) -> dict[str, Any]:
    """All that the page says and shows, in every language; it asks again when a setting changes."""
    spoken = languages().values()
    return {
        "language": settings.language,
        "exercise": settings.exercise,
        "set_up_pictures": _set_up_pictures(exercises[settings.exercise], settings),
        "mirrored": is_mirrored(exercises[settings.exercise]),
        "lies_down": lies_down(exercises[settings.exercise]),
        "camera": settings.camera,
        "volume": settings.volume,
        "muted": settings.muted,
        "reps": settings.reps,
        "hold_s": settings.hold_s,
        "languages": [{"code": each.code, "name": each.name} for each in spoken],
        "words": {each.code: _words(each, exercises, settings) for each in spoken},
        "clips": [
            {"url": f"{CLIPS}/{each.demonstration.clip}", "exercise": each.id}
            for each in exercises.values()
            if each.demonstration is not None and (SAMPLES / each.demonstration.clip).is_file()
        ],
    }


def _words(
    language: Language, exercises: Mapping[str, Exercise], settings: Settings
) -> dict[str, Any]:
    """All words of one language."""
    exercise = exercises[settings.exercise]
    place = _place()
    screening = load_screening(locale=place, language=language)
    return {
        "texts": {key: language.say(text) for key, text in TEXTS.items()},
        "session": {key: language.say(text) for key, text in SESSION_TEXTS.items()},
        "staff": {key: language.say(text) for key, text in STAFF_TEXTS.items()},
        "exercises": {each.id: language.say(each.name) for each in exercises.values()},
        "purposes": {each.id: language.say(each.purpose) for each in exercises.values()},
        "signs": [each.sign for each in screening.questions if each.tier is Tier.EMERGENCY],
        "number": emergency_number(screening.emergency, place),
        "precautions": [language.say(each.text) for each in exercise.precautions],
        "disclaimer": screening.disclaimer.footer,
    }


def _set_up_pictures(exercise: Exercise, settings: Settings) -> dict[str, str]:
    """Where the page finds the picture for each side; that of the working side first."""
    first = settings.asked_side or Side.RIGHT
    pictures = {side: set_up_picture(exercise.position, side) for side in (first, first.other)}
    return {side: f"{PICTURES}/{path.name}" for side, path in pictures.items() if path}


def _place() -> str | None:
    """Where the kiosk stands, as far as the system's settings tell: whom to call depends on it."""
    return os.environ.get("LC_ALL") or os.environ.get("LANG")
