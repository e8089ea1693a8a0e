"""Complete hands-free sessions in a real Chromium: `python -m tools.benchmarks.sessions`.

A sample clip plays as the webcam: somebody exercises the left leg, leaves the picture, turns round
and exercises the right leg, without touching anything. Words and tones are heard by a stand-in for
the browser's speech and by listening to Web Audio. Printed are everything that was heard, with its
moment, and what must be true of it; the exit code is 1 if something is not.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as TookTooLong
from rich.console import Console
from rich.table import Table
from tests.browser.acting import both_legs
from tests.browser.driving import App, choose, heard, opened_page, running_app, start
from tests.browser.ears import listen, sounds

from sciatica_coach.exercise.catalog import load_exercises
from sciatica_coach.exercise.definition import Exercise
from sciatica_coach.language.catalog import Language, language_for
from tools.benchmarks.verdict import REPS, Session, verdicts

LOCALES = {"en": "en-GB", "es": "es-ES"}
HOLD_S, REST_S = 1, 5
_READY_S, _STILL_S, _EMPTY_S = 9.0, 10.0, 3.0
"""The rest, and a moment in which the coach asks the person to turn, go by while they lie still."""
_LONGEST_S = 150.0


def main() -> int:
    exercises = load_exercises()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--exercise", choices=list(exercises), help="default: all")
    parser.add_argument("--language", choices=list(LOCALES), help="default: all")
    arguments = parser.parse_args()
    chosen = [exercises[arguments.exercise]] if arguments.exercise else list(exercises.values())
    codes = [arguments.language] if arguments.language else list(LOCALES)
    console = Console()
    with tempfile.TemporaryDirectory() as folder, running_app(Path(folder)) as app:
        well = [
            _is_well(console, one_session(app, exercise, code, Path(folder)), code)
            for exercise in chosen
            for code in codes
        ]
        for code in codes:
            session = one_session(app, chosen[0], code, Path(folder), has_voice=False)
            well.append(_is_well(console, session, f"{code}, recorded files"))
    return 0 if all(well) else 1


def one_session(
    app: App, exercise: Exercise, code: str, folder: Path, *, has_voice: bool = True
) -> Session:
    """What was shown and heard in a session with both legs.

    Parameters
    ----------
    has_voice
        Whether the browser has a speech voice of the language.
    """
    assert exercise.demonstration is not None
    language, locale = language_for(code), LOCALES[code]
    camera = folder / f"{exercise.id}.mjpeg"
    if not camera.exists():
        clip = exercise.demonstration.clip
        both_legs(clip, camera, ready_s=_READY_S, still_s=_STILL_S, empty_s=_EMPTY_S)
    with opened_page(camera=camera, locale=locale) as page:
        page.set_default_timeout(60_000)
        listen(page, locale if has_voice else None)
        page.goto(app.url)
        choose(
            page,
            exercise.name,
            hold_s=HOLD_S if exercise.dose.hold_s else None,
            reps=REPS,
            rest_s=REST_S,
            legs="Both",
            language=language,
        )
        start(page, language=language)
        ended = _ends_by_itself(page, language)
        return Session(exercise, language, tuple(heard(page)), sounds(page, language), ended)


def _ends_by_itself(page: Page, language: Language) -> bool:
    """Wait for the end of the session, and for the question how it feels."""
    question = page.get_by_text(language.say("How does it feel now?"))
    try:
        page.wait_for_function(
            "window.heard.at(-1)?.session_phase === 'finished'", timeout=_LONGEST_S * 1000
        )
        question.wait_for()
    except TookTooLong:
        return False
    return True


def _is_well(console: Console, session: Session, how: str) -> bool:
    """Print a session and what is to be said about it."""
    rate = f"{session.frames_hz:.1f} frames a second"
    table = Table(title=f"{session.exercise.name} ({how}), {rate}")
    table.add_column("s", justify="right")
    table.add_column("session_phase")
    table.add_column("tone")
    table.add_column("words")
    for sound in session.sounds:
        at_s = sound.at_s - session.began_s
        session_phase = session.chapter_at(sound.at_s)
        table.add_row(f"{at_s:.1f}", session_phase, sound.tone or "", sound.words)
    console.print(table)
    told = verdicts(session)
    for name, faults in told.items():
        console.print(f"{'well' if not faults else 'NOT SO':>7}  {name}")
        for fault in faults:
            console.print(f"         {fault}")
    return not any(told.values())


if __name__ == "__main__":
    sys.exit(main())
