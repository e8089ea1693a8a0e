"""What users read when the coach itself is at fault."""

import pytest

from sciatica_coach.crash_message import TRACEBACK_VARIABLE, crash_message


def test_users_read_one_sentence(monkeypatch):
    monkeypatch.delenv(TRACEBACK_VARIABLE, raising=False)
    assert crash_message(KeyError("knee")) == (
        "something went wrong inside the coach (KeyError: 'knee'); report it."
    )


def test_developers_get_the_error_itself(monkeypatch):
    monkeypatch.setenv(TRACEBACK_VARIABLE, "1")
    error = ZeroDivisionError("a bug")
    with pytest.raises(ZeroDivisionError, match="a bug") as caught:
        crash_message(error)
    assert caught.value is error
