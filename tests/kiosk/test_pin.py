"""The staff's PIN."""

import os

import pytest

from sciatica_coach.errors import CoachError
from sciatica_coach.kiosk.pin import PIN_VARIABLE, Staff, chosen_pin, made_pin
from sciatica_coach.lock_out import PIN_RULE, LockOut
from tests.kiosk.people import Clock


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def staff(clock):
    return Staff("2468", LockOut(now_s=clock), clock_s=clock)


def test_the_right_pin_gives_a_pass_that_is_known(staff):
    given = staff.enter("2468")
    assert staff.knows(given)
    assert not staff.knows("")
    assert not staff.knows(given[:-1])


def test_a_wrong_pin_gives_none(staff):
    assert staff.enter("2469") is None
    assert not staff.knows("")


def test_after_five_wrong_ones_even_the_right_one_waits(staff, clock):
    for _ in range(PIN_RULE.free_tries):
        assert staff.enter("0000") is None
    assert staff.wait_s == PIN_RULE.first_wait_s == 60.0
    assert staff.enter("2468") is None
    clock.now_s += PIN_RULE.first_wait_s - 1
    assert staff.enter("2468") is None
    clock.now_s += 1
    assert staff.enter("2468") is not None
    assert staff.enter("0000") is None
    assert staff.wait_s == 0


def test_a_pass_ends_with_the_menu_with_the_next_one_and_by_itself(staff, clock):
    first = staff.enter("2468")
    second = staff.enter("2468")
    assert not staff.knows(first)
    clock.now_s += 299
    assert staff.knows(second)
    clock.now_s += 299
    assert staff.knows(second)
    clock.now_s += 301
    assert not staff.knows(second)
    third = staff.enter("2468")
    staff.leave()
    assert not staff.knows(third)


def test_the_pin_is_read_from_a_file_or_the_environment(tmp_path, monkeypatch):
    monkeypatch.delenv(PIN_VARIABLE, raising=False)
    assert chosen_pin(None) is None
    monkeypatch.setenv(PIN_VARIABLE, "1357")
    assert chosen_pin(None) == "1357"
    assert PIN_VARIABLE not in os.environ
    file = tmp_path / "pin"
    file.write_text("24680\n")
    monkeypatch.setenv(PIN_VARIABLE, "1357")
    assert chosen_pin(file) == "24680"
    assert PIN_VARIABLE not in os.environ


@pytest.mark.parametrize("written", ["", "123", "12a4", "1234567890123"])
def test_what_is_no_pin_is_refused(tmp_path, written):
    file = tmp_path / "pin"
    file.write_text(written)
    with pytest.raises(CoachError, match="must hold a PIN of 4 to 12 digits"):
        chosen_pin(file)


def test_a_pin_file_that_is_missing_is_told(tmp_path):
    with pytest.raises(CoachError, match="cannot be read"):
        chosen_pin(tmp_path / "pin")


def test_a_pin_that_was_made_up_is_one(tmp_path):
    file = tmp_path / "pin"
    file.write_text(made_pin())
    assert len(chosen_pin(file)) == 6
