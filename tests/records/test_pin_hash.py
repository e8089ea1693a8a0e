"""PINs of therapists: which will do, and that what is kept tells nothing of them."""

import time

import pytest

from sciatica_coach.records.pin_hash import checked_pin, hashed_pin, is_right_pin


@pytest.mark.parametrize(
    "pin",
    ["482915", " 482915 ", "a pass phrase", "пароль врача", "\uff11\uff12\uff13\uff19\uff18\uff11"],
)
def test_six_digits_or_a_pass_phrase_will_do(pin):
    assert is_right_pin(pin, hashed_pin(checked_pin(pin)))


@pytest.mark.parametrize(
    "pin", ["", "48291", "1234", "secret", "ninesigns", "111111", "123456", "987654", "a" * 129]
)
def test_what_is_guessed_soon_will_not(pin):
    with pytest.raises(ValueError, match="PIN"):
        checked_pin(pin)


def test_another_pin_is_wrong():
    kept = hashed_pin("482915")
    for wrong in ("482916", "48291", "4829155", "", "\udcff", "x" * 10_000):
        assert not is_right_pin(wrong, kept)
    assert not is_right_pin("482915", None)


def test_what_is_kept_differs_each_time_and_does_not_hold_the_pin():
    first, second = hashed_pin("482915"), hashed_pin("482915")
    assert first != second
    assert "482915" not in first
    assert len(first) <= 200


def test_it_takes_as_long_where_there_is_no_pin_to_compare():
    def took_s(kept):
        begun_s = time.process_time()
        is_right_pin("482915", kept)
        return time.process_time() - begun_s

    kept = hashed_pin("771923")
    known = min(took_s(kept) for _ in range(5))
    unknown = min(took_s(None) for _ in range(5))
    assert known == pytest.approx(unknown, rel=0.3)
