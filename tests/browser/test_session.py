"""A whole session without a hand: left leg, rest, right leg, and the question how it feels."""

import shutil
from itertools import groupby

import pytest
from playwright.sync_api import expect

from sciatica_coach.language.catalog import language_for
from sciatica_coach.motion.landmarks import Side
from tests.browser.acting import one_leg
from tests.browser.driving import choose, heard, opened_page, start
from tests.browser.ears import listen, overlaps, phrases_in, sounds, spoken

pytestmark = pytest.mark.browser

EXERCISE, CLIP = "Single knee-to-chest", "knee_to_chest_side.mp4"
FIRST_LEG = (
    "Your left leg works now.",
    "Ready.",
    "Begin when you like.",
    "Well done. This set is done.",
    "Rest now.",
)
SECOND_LEG = (
    "Your right leg works now.",
    "Ready.",
    "Begin when you like.",
    "Well done. That was the last one.",
)


def test_a_session_in_spanish_needs_no_hand_and_survives_a_reload(app, cameras, artefacts):
    spanish = language_for("es-ES")
    camera = cameras / "session.mjpeg"
    one_leg(CLIP, camera, Side.LEFT, ready_s=14.0, reps=1, still_s=30.0)
    right = one_leg(CLIP, cameras / "right.mjpeg", Side.RIGHT, ready_s=14.0, reps=1, still_s=30.0)
    with opened_page(camera=camera, locale="es-ES") as page:
        page.set_default_timeout(120_000)
        listen(page, "es-ES")
        page.goto(app.url)
        dose = {"reps": 1, "hold_s": 1, "rest_s": 6}
        choose(page, EXERCISE, legs="Both", language=spanish, **dose)
        start(page, language=spanish)
        page.wait_for_function(
            "window.heard.at(-1)?.set_plan.index === 1"
            " && window.heard.at(-1).session_phase === 'set_up'"
        )
        page.screenshot(path=artefacts / "session-other-leg.png")
        assert in_order(("set_up", "count_down", "exercise", "rest", "set_up"), chapters(page))
        until_said(page, spanish.say(FIRST_LEG[-1]))

        shutil.move(right, camera)  # Chromium reads the file when the camera is opened
        page.reload()
        page.wait_for_function("window.heard.at(-1)?.session_phase === 'finished'")
        page.screenshot(path=artefacts / "session-finished.png")
        assert {update["set_plan"]["index"] for update in heard(page)} == {1}
        assert {update["side"] for update in heard(page)} == {"right"}
        assert in_order(("set_up", "count_down", "exercise", "finished"), chapters(page))

        expect(page.get_by_text(spanish.say("How does it feel now?"))).to_be_visible(timeout=60_000)
        expect(page.get_by_role("tab")).to_have_count(2)
        all_heard = sounds(page, spanish)
        assert overlaps(all_heard) == []
        assert {sound.language for sound in spoken(all_heard)} == {"es-ES"}
        reload_s = page.evaluate("performance.timeOrigin") / 1000
        before = tuple(sound for sound in all_heard if sound.at_s < reload_s)
        after = all_heard[len(before) :]
        assert in_order(FIRST_LEG, told(before, spanish))
        assert in_order(SECOND_LEG, told(after, spanish))
        tones = [sound.tone for sound in all_heard if sound.tone]
        assert in_order(("start", "hold_reached", "rep_done", "start"), tones)


def until_said(page, words: str) -> None:
    """Until the page has said these words to their end, among others."""
    page.wait_for_function(
        "words => window.ears.some(({ text, end_ms: end }) => text?.includes(words) && end)",
        arg=words,
    )


def told(heard_sounds, language) -> list[str]:
    """The English phrases of what was said; nothing else may be said."""
    phrases = [phrases_in(sound.words, language) for sound in spoken(heard_sounds)]
    assert None not in phrases
    return [phrase for said in phrases for phrase in said]


def chapters(page) -> list[str]:
    """Those that were shown since the page was loaded, in order."""
    return [
        session_phase
        for session_phase, _ in groupby(update["session_phase"] for update in heard(page))
    ]


def in_order(wanted, told) -> bool:
    """Whether the wanted ones come in this order, whatever comes between."""
    rest = iter(told)
    return all(each in rest for each in wanted)
