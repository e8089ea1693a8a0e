"""One visitor after the other, on a real server."""

import pytest

from sciatica_coach.kiosk.settings import Settings
from sciatica_coach.language.catalog import Language
from tests.kiosk.people import FLOSS_S, flossing, sitting
from tests.kiosk.server import Page, serve


def exercised(page: Page, lobby) -> None:
    """From the demonstrations to the result, by touch."""
    page.press("begin")
    page.press("agree")
    page.see(8.0)
    lobby.person, lobby.begun_s = flossing, lobby.now_s
    page.see(FLOSS_S)
    lobby.person = sitting
    page.see(1.0)


def test_of_a_visitor_nothing_is_left(server, page, tmp_path):
    assert page.told["scene"] == "attract"
    exercised(page, server.lobby)
    assert page.told["scene"] == "result"
    result = page.told["result"]
    assert (result["reps"], result["reps_asked"], result["is_praise"]) == (3, 3, True)
    assert page.press("done")["scene"] == "attract"
    assert page.told["result"] is None
    page.see()
    (estimator,) = server.lobby.opened
    assert not estimator.is_open
    assert list(tmp_path.rglob("*")) == []


def test_an_update_of_an_exercise_holds_what_the_page_draws(page):
    page.press("begin")
    page.press("agree")
    update = page.see(1.0)
    assert update["scene"] == "exercise"
    assert update["pose"]["size_px"] == [1280, 720]
    assert update["reps_asked"] == 3


def test_in_the_lobby_few_frames_are_asked_for(server, page):
    server.lobby.person = None
    idle_ms = page.see()["pace_ms"]
    server.lobby.person = sitting
    near_ms = page.see()["pace_ms"]
    page.press("begin")
    exercise_ms = page.press("agree")["pace_ms"]
    assert idle_ms > 300 > near_ms > exercise_ms == 0


def test_the_language_of_a_visitor_goes_with_them(server, page):
    page.press("begin")
    server.kiosk.language = Language("tlh", "tlhIngan Hol")
    assert page.say("here", camera=None)["language"] == "tlh"
    page.press("decline")
    assert page.told["language"] == Settings().language


def test_settings_that_do_not_fit_any_more_give_way_to_the_usual_ones(file):
    file.write_text(Settings(exercise="handstand").model_dump_json())
    with serve(file) as server:
        assert server.kiosk.settings.exercise in server.kiosk.exercises


def test_settings_that_cannot_be_stored_still_hold_until_the_kiosk_ends(server, file):
    file.mkdir()
    assert not server.kiosk.apply_settings(Settings(reps=2))
    assert server.kiosk.settings.reps == 2


def test_a_frame_that_is_not_newer_is_skipped(server, page):
    assert page.see()["kind"] == "update"
    page.now_s -= 0.1
    assert page.see()["kind"] == "skipped"
    assert server.kiosk.figures()["frames"] == 1


def test_a_button_may_come_before_any_frame_by_any_clock(page):
    page.now_s = 5_000.0
    assert page.press("begin")["scene"] == "consent"
    page.see()
    assert page.told["left_s"] == pytest.approx(60.0, abs=0.2)
