"""Who is let in: whoever has opened the secret address once, by a cookie from then on."""

import hmac
import secrets
from enum import Enum, auto
from http.cookies import CookieError, SimpleCookie

COOKIE = "sciatica_coach_phone"
_PATH = "/phone-in/"
_TOKEN_BYTES = 16
"""128 bits: nobody guesses that."""


class Admission(Enum):
    """What becomes of a request."""

    KNOWN = auto()
    """Its browser has the cookie."""
    WELCOME = auto()
    """It has come by the secret address, and gets the cookie."""
    REFUSED = auto()


class Secret:
    """A secret for one run of the coach."""

    def __init__(self) -> None:
        self._token = secrets.token_urlsafe(_TOKEN_BYTES)

    @property
    def path(self) -> str:
        """The path of the secret address."""
        return _PATH + self._token

    @property
    def cookie(self) -> str:
        """The header's value that lets a browser keep the secret: for https, and for no script."""
        return f"{COOKIE}={self._token}; Path=/; Secure; HttpOnly; SameSite=Lax"

    def judge(self, target: str, cookies: str) -> Admission:
        """What becomes of a request for this target that carries these cookies."""
        if self._is_right(target.removeprefix(_PATH)) and target.startswith(_PATH):
            return Admission.WELCOME
        try:
            kept = SimpleCookie(cookies).get(COOKIE)
        except CookieError:
            kept = None
        is_known = kept is not None and self._is_right(kept.value)
        return Admission.KNOWN if is_known else Admission.REFUSED

    def _is_right(self, token: str) -> bool:
        """Compared in the same time, however much of it is right."""
        return hmac.compare_digest(token.encode(), self._token.encode())
