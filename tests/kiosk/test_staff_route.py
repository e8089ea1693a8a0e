"""The staff menu: let in by the PIN alone."""

import pytest

from sciatica_coach.kiosk.settings import Settings, load_settings
from tests.kiosk.server import PIN


def test_the_staff_gets_in_by_the_pin_alone(server):
    assert server.staff(what="look")[0] == 401
    assert server.staff(what="leave", **{"pass": ""})[0] == 401
    assert not server.left.is_set()
    status, told = server.staff(what="enter", pin="1111")
    assert (status, told) == (403, {"refused": "wrong", "wait_s": 0})
    status, told = server.staff(what="enter", pin=PIN)
    assert status == 200
    assert told["settings"] == Settings().model_dump()
    assert set(told["doses"]) == set(server.kiosk.exercises)
    assert server.staff(what="look", **{"pass": told["pass"]})[0] == 200
    server.staff(what="close", **{"pass": told["pass"]})
    assert server.staff(what="look", **{"pass": told["pass"]})[0] == 401


def test_after_five_wrong_pins_the_staff_waits(server):
    for _ in range(5):
        server.staff(what="enter", pin="1111")
    assert server.staff(what="enter", pin=PIN) == (403, {"refused": "wrong", "wait_s": 60})


def test_what_the_staff_sets_holds_from_then_on(server, page, file):
    known = server.staff(what="enter", pin=PIN)[1]["pass"]
    chosen = Settings(exercise="figure-4", side="left", reps=2, hold_s=10, volume=0.3, muted=True)
    status, told = server.staff(what="set", settings=chosen.model_dump(), **{"pass": known})
    assert (status, told["kept"], told["settings"]) == (200, True, chosen.model_dump())
    assert load_settings(file) == chosen
    page.press("begin")
    page.press("agree")
    update = page.see()
    assert (update["reps_asked"], update["hold_asked_s"], update["side"]) == (2, 10, "left")


@pytest.mark.parametrize(
    ("changed", "refused"),
    [
        ({"exercise": "handstand"}, "malformed"),
        ({"reps": 10, "hold_s": 30}, "too_long"),
        ({"reps": 0}, "malformed"),
        ({"volume": "loud"}, "malformed"),
        ({"language": "tlh"}, "malformed"),
    ],
)
def test_what_cannot_be_set_is_refused(server, changed, refused):
    known = server.staff(what="enter", pin=PIN)[1]["pass"]
    settings = Settings().model_dump() | changed
    status, told = server.staff(what="set", settings=settings, **{"pass": known})
    assert (status, told["refused"]) == (400, refused)
    assert server.kiosk.settings == Settings()


def test_the_staff_can_leave_and_restart_the_eyes(server, page):
    page.see()
    known = server.staff(what="enter", pin=PIN)[1]["pass"]
    assert server.staff(what="restart_eyes", **{"pass": known})[1]["health"]["replaced"] == 1
    assert page.see()["people"] == 1
    server.staff(what="leave", **{"pass": known})
    assert server.left.is_set()
