"""Who comes back from the identity provider, and when that is taken."""

from datetime import UTC, datetime, timedelta

import pytest
import streamlit as st

from sciatica_coach.live.visits import Visit
from sciatica_coach.ui.clinic import identity
from sciatica_coach.ui.clinic.identity import UsedTokens, returned_identity

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def claims(monkeypatch):
    """What Streamlit's cookie says."""

    class User(dict):
        to_dict = dict.copy

    user = User(
        is_logged_in=True,
        iss="https://idp.example",
        sub="4711",
        iat=int(NOW.timestamp()),
        email="mia@practice.example",
        email_verified=True,
    )
    monkeypatch.setattr(st, "user", user)
    return user


def back(asked=timedelta(seconds=20)):
    visit = Visit("token", sign_in_asked_at=None if asked is None else NOW - asked)
    return visit, returned_identity(visit, NOW)


@pytest.fixture(autouse=True)
def nothing_used(monkeypatch):
    monkeypatch.setattr(identity, "USED", UsedTokens())


def test_who_went_there_a_moment_ago_is_taken_once(claims):
    visit, found = back()
    assert (found.issuer, found.subject) == ("https://idp.example", "4711")
    assert found.is_email_verified
    assert returned_identity(visit, NOW) is None


def test_a_cookie_alone_is_nobody(claims):
    assert back(None)[1] is None
    assert back(timedelta(minutes=11))[1] is None


def test_before_they_have_left_nobody_is_taken_for_them(claims):
    claims["is_logged_in"] = False
    visit, found = back()
    assert found is None
    claims["is_logged_in"] = True
    assert returned_identity(visit, NOW) is not None


def test_the_same_token_is_not_taken_by_who_comes_a_moment_later(claims):
    assert back()[1] is not None
    assert back()[1] is None
    claims["nonce"] = "of another sign-in"
    assert back()[1] is not None


def test_a_cookie_of_an_earlier_sign_in_is_nobody(claims):
    claims["iat"] = int(NOW.timestamp()) - 120
    assert back()[1] is None


@pytest.mark.parametrize(
    "change",
    [
        {"is_logged_in": False},
        {"iat": None},
        {"iat": "now"},
        {"iat": True},
        {"sub": ""},
        {"sub": None},
        {"iss": None},
        {"iss": ["a"]},
    ],
)
def test_claims_that_are_none_are_nobody(claims, change):
    claims.update(change)
    assert back()[1] is None


@pytest.mark.parametrize("verified", [None, False, "true", 1])
def test_an_address_counts_only_if_the_provider_says_so(claims, verified):
    claims["email_verified"] = verified
    assert not back()[1].is_email_verified
