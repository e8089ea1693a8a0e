"""Signing in at the practice's identity provider, by Streamlit's own `st.login`.

Its cookie lasts for a month, and says only who has signed in once. So it is taken once: by the
browser that went to the provider a moment ago, with a token that is newer than that.
"""

import threading
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec

import streamlit as st
from streamlit.auth_util import get_secrets_auth_section

from sciatica_coach.live.visits import Visit
from sciatica_coach.records.therapists import Identity

_CLOCKS_DIFFER = timedelta(seconds=60)
"""By so much the provider's clock may be behind."""
_LONGEST_AWAY = timedelta(minutes=10)


def has_provider() -> bool:
    """Whether the clinic has set one up."""
    return find_spec("authlib") is not None and bool(get_secrets_auth_section())


def go_to_provider(visit: Visit) -> None:
    """Leave for the provider's page, and come back from there."""
    visit.sign_in_asked_at = datetime.now(UTC)
    st.login()


def returned_identity(visit: Visit, now: datetime) -> Identity | None:
    """Who has come back from the provider just now; None for anybody else."""
    asked_at = visit.sign_in_asked_at
    if asked_at is None or now - asked_at > _LONGEST_AWAY or not is_known_to_provider():
        return None
    claims = st.user.to_dict()
    issued_s = claims.get("iat")
    if not isinstance(issued_s, int | float) or isinstance(issued_s, bool):
        return None
    if datetime.fromtimestamp(issued_s, UTC) < asked_at - _CLOCKS_DIFFER:
        return None  # of an earlier sign-in, by whomever
    visit.sign_in_asked_at = None
    return _identity(claims) if USED.takes(claims) else None


class UsedTokens:
    """The provider's tokens that were taken already, as long as they could be taken again."""

    def __init__(self, clock_s: Callable[[], float] = time.monotonic) -> None:
        self._clock_s = clock_s
        self._lock = threading.Lock()
        self._used_s: dict[tuple[str, ...], float] = {}

    def takes(self, claims: Mapping[str, object]) -> bool:
        """Whether this is the first time."""
        token = tuple(str(claims.get(each)) for each in ("iss", "sub", "iat", "nonce", "jti"))
        now_s, kept_s = self._clock_s(), (_LONGEST_AWAY + _CLOCKS_DIFFER).total_seconds()
        with self._lock:
            self._used_s = {
                each: used_s for each, used_s in self._used_s.items() if now_s - used_s <= kept_s
            }
            is_first = token not in self._used_s
            self._used_s[token] = now_s
            return is_first


USED = UsedTokens()


def is_known_to_provider() -> bool:
    """Whether Streamlit's cookie says that somebody has signed in, now or in the last month."""
    return bool(st.user.get("is_logged_in"))


def _identity(claims: dict[str, object]) -> Identity | None:
    issuer, subject, email = (claims.get(each) for each in ("iss", "sub", "email"))
    if not (isinstance(issuer, str) and isinstance(subject, str) and issuer and subject):
        return None
    return Identity(
        issuer,
        subject,
        email if isinstance(email, str) else None,
        is_email_verified=claims.get("email_verified") is True,
    )
