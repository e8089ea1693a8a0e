"""How long wrong PINs shut the door."""

import pytest

from sciatica_coach.lock_out import PIN_RULE, LockOut
from tests.kiosk.people import Clock

DAY_S = 86_400.0


@pytest.fixture
def clock():
    return Clock(1_700_000_000.0)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "data" / "kiosk-pin.json"


@pytest.mark.parametrize(
    ("wrong", "minutes"),
    [(0, 0), (4, 0), (5, 1), (6, 2), (7, 4), (8, 8), (9, 16), (10, 32), (11, 60), (10**9, 60)],
)
def test_each_wrong_pin_doubles_the_wait_up_to_an_hour(wrong, minutes):
    assert PIN_RULE.wait_after_s(wrong) == minutes * 60


def test_a_right_pin_ends_it(clock, file):
    lock_out = LockOut(file, now_s=clock)
    for _ in range(8):
        lock_out.note_wrong()
    lock_out.note_right()
    lock_out.note_wrong()
    assert lock_out.wait_s == 0
    assert LockOut(file, now_s=clock).wait_s == 0


def test_it_goes_on_after_a_restart(clock, file):
    before = LockOut(file, now_s=clock)
    for _ in range(PIN_RULE.free_tries + 2):
        before.note_wrong()
    clock.now_s += 100
    after = LockOut(file, now_s=clock)
    assert after.wait_s == 140
    clock.now_s += 140
    after.note_wrong()
    assert after.wait_s == 480
    assert file.stat().st_mode & 0o077 == 0


def test_a_child_that_goes_on_typing_shuts_nobody_out_for_longer_than_an_hour(clock, file):
    lock_out = LockOut(file, now_s=clock)
    for _ in range(30):
        lock_out.note_wrong()
        clock.now_s += lock_out.wait_s
    lock_out.note_wrong()
    assert lock_out.wait_s == 3600


def test_after_a_day_the_tries_are_counted_anew(clock, file):
    lock_out = LockOut(file, now_s=clock)
    for _ in range(50):
        lock_out.note_wrong()
    clock.now_s += DAY_S + 1
    lock_out.note_wrong()
    assert lock_out.wait_s == 0


@pytest.mark.parametrize("back_s", [1.0, 365 * DAY_S])
def test_a_clock_that_is_set_back_neither_lifts_nor_prolongs_it(clock, file, back_s):
    lock_out = LockOut(file, now_s=clock)
    for _ in range(PIN_RULE.free_tries):
        lock_out.note_wrong()
    clock.now_s -= back_s
    assert lock_out.wait_s == 60
    clock.now_s += 60
    assert lock_out.wait_s == 0


@pytest.mark.parametrize(
    "written", [b"", b"{", b'{"wrong": -1, "last_s": 0}', b'{"wrong": 9, "last_s": NaN}', b"\xff"]
)
def test_a_file_that_is_damaged_shuts_nobody_out(clock, file, written):
    file.parent.mkdir()
    file.write_bytes(written)
    assert LockOut(file, now_s=clock).wait_s == 0


def test_a_file_that_cannot_be_written_counts_in_memory(clock, tmp_path, caplog):
    (tmp_path / "data").write_text("a file, no folder")
    lock_out = LockOut(tmp_path / "data" / "kiosk-pin.json", now_s=clock)
    for _ in range(PIN_RULE.free_tries):
        lock_out.note_wrong()
    assert lock_out.wait_s == 60
    assert "wrong PINs cannot be kept" in caplog.text


def share_found_in(days: float, digits: int) -> float:
    """Of all PINs, how many have been tried by then."""
    tries, now_s = 0, 0.0
    while now_s <= days * DAY_S:
        tries += 1
        now_s += PIN_RULE.wait_after_s(tries)
    return tries / 10**digits


def test_how_long_a_pin_lasts():
    """What docs/kiosk.md says."""
    assert share_found_in(1, 4) < 0.004
    assert share_found_in(208, 4) == pytest.approx(0.5, abs=0.001)
    assert share_found_in(57 * 365.25, 6) == pytest.approx(0.5, abs=0.001)
