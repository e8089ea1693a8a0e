import pytest

from sciatica_coach.phone.access import asked_access, open_access
from sciatica_coach.serving import PHONE_VARIABLE


def test_without_being_asked_there_is_no_way_in(monkeypatch):
    monkeypatch.delenv(PHONE_VARIABLE, raising=False)
    assert asked_access() is None


def test_each_way_in_has_a_secret_and_a_certificate_of_its_own():
    one, other = open_access("127.0.0.1", 1), open_access("127.0.0.1", 1)
    try:
        assert one.url.startswith(f"https://127.0.0.1:{one.proxy.port}/phone-in/")
        assert one.url.rpartition("/")[2] != other.url.rpartition("/")[2]
        assert one.fingerprint != other.fingerprint
        assert len(one.fingerprint.split(":")) == 32
    finally:
        one.close()
        other.close()


@pytest.mark.parametrize("given", ["", None])
def test_an_empty_wish_is_none(monkeypatch, given):
    if given is None:
        monkeypatch.delenv(PHONE_VARIABLE, raising=False)
    else:
        monkeypatch.setenv(PHONE_VARIABLE, given)
    assert asked_access() is None
