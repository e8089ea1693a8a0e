"""Guesses are slowed down: after a restart, from many browsers at once, and by whatever name."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from sciatica_coach.records.database import Database
from sciatica_coach.records.guesses import (
    ALL_PINS,
    CODE_RULES,
    Guesses,
    TooSoon,
    pin_of,
    pin_rules,
)
from sciatica_coach.records.tables import WrongGuessRow
from tests.records.clinic import Clock


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def guesses(database, clock):
    return Guesses(database, now=clock)


def guess_wrong(guesses, times, name="mia"):
    for _ in range(times):
        guesses.begin(pin_rules(name))


def wait_s(guesses, name="mia"):
    with pytest.raises(TooSoon) as refused:
        guesses.begin(pin_rules(name))
    return refused.value.wait_s


def test_five_wrong_pins_shut_one_therapist_out_for_a_minute_and_each_further_one_for_twice(
    guesses, clock
):
    guess_wrong(guesses, 5)
    assert wait_s(guesses) == pytest.approx(60)
    guesses.begin(pin_rules("tom"))
    clock.move(seconds=60)
    guess_wrong(guesses, 1)
    assert wait_s(guesses) == pytest.approx(120)


def test_the_wait_outlives_a_restart(guesses, clock, url):
    guess_wrong(guesses, 5)
    again = Database(url)
    clock.move(seconds=20)
    assert wait_s(Guesses(again, now=clock)) == pytest.approx(40)
    again.close()


def test_a_refused_guess_is_not_counted(guesses, clock):
    guess_wrong(guesses, 5)
    for _ in range(9):
        wait_s(guesses)
    assert wait_s(guesses) == pytest.approx(60)


def test_names_that_are_nobodys_are_slowed_down_together(guesses, clock):
    for number in range(30):
        guesses.begin(pin_rules(f"nobody {number}"))
    assert wait_s(guesses, "tom") == pytest.approx(60)
    clock.move(hours=2)
    guesses.begin(pin_rules("tom"))


def test_a_right_pin_forgets_ones_own_wrong_ones_but_not_those_of_all(guesses):
    guess_wrong(guesses, 4)
    guesses.was_right(forgets=pin_of("mia"), takes_back=ALL_PINS)
    for number in range(27):
        guesses.begin(pin_rules(f"nobody {number}"))
    assert wait_s(guesses, "tom") > 0


def test_of_many_guesses_at_the_same_moment_no_more_are_compared(database):
    guesses = Guesses(database)

    def is_compared(_):
        try:
            guesses.begin(pin_rules("mia"))
        except TooSoon:
            return False
        return True

    with ThreadPoolExecutor(12) as threads:
        assert sum(threads.map(is_compared, range(36))) == 5


def test_codes_are_slowed_down_as_well(guesses, clock):
    for _ in range(20):
        guesses.begin(CODE_RULES)
    with pytest.raises(TooSoon):
        guesses.begin(CODE_RULES)
    clock.move(seconds=5)
    guesses.begin(CODE_RULES)


def test_made_up_names_are_not_kept_for_ever_and_never_as_they_were_typed(database, guesses, clock):
    guesses.begin(pin_rules("my pin is 482915"))
    with database.reading() as connection:
        kept = connection.execute(select(WrongGuessRow.of_what)).scalars().all()
    assert not any("482915" in each for each in kept)
    clock.move(days=2)
    guesses.begin(CODE_RULES)
    with database.reading() as connection:
        assert connection.execute(select(func.count()).select_from(WrongGuessRow)).scalar() == 1


def test_a_clock_that_was_set_back_shuts_nobody_out_for_longer(guesses, clock):
    guess_wrong(guesses, 5)
    clock.move(days=-3)
    assert wait_s(guesses) == pytest.approx(60)


def test_somebody_can_be_let_try_again(guesses):
    guess_wrong(guesses, 5)
    guesses.forget(pin_of("mia"))
    guesses.begin(pin_rules("mia"))
