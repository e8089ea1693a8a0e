"""Whether a phone may come in now, and by which address."""

import os
from dataclasses import dataclass
from urllib.parse import urlsplit

from sciatica_coach.phone.address import network_address
from sciatica_coach.phone.admission import Secret
from sciatica_coach.phone.proxy import PhoneProxy
from sciatica_coach.serving import PHONE_VARIABLE


@dataclass(frozen=True, slots=True, eq=False)
class PhoneAccess:
    """An open way in for phones."""

    url: str
    """The secret address."""
    fingerprint: str
    """Of the certificate: SHA-256, as browsers show it."""
    proxy: PhoneProxy

    @property
    def host(self) -> str:
        """By which name and port phones ask for pages, as they tell it with each request."""
        return urlsplit(self.url).netloc

    @property
    def is_open(self) -> bool:
        """Whether phones are still let in."""
        return self.proxy.is_open

    def close(self) -> None:
        """Let no phone in any more."""
        self.proxy.close()


def asked_access() -> PhoneAccess | None:
    """The way in that `run --phone` has asked for; None if it has not.

    Raises
    ------
    CoachError
        If there is no home network, or a package is missing.
    """
    port = os.environ.pop(PHONE_VARIABLE, None)
    return open_access(network_address(), int(port)) if port else None


def open_access(address: str, coach_port: int, port: int = 0) -> PhoneAccess:
    """Let phones in that reach this address and know the secret.

    Parameters
    ----------
    coach_port
        Where the coach listens on this computer.
    port
        Where phones come in; 0 for one that is free.
    """
    from sciatica_coach.phone.certificate import make_certificate  # an extra

    certificate = make_certificate(address)
    secret = Secret()
    proxy = PhoneProxy(address, port, coach_port, certificate.context(), secret)
    url = f"https://{address}:{proxy.port}{secret.path}"
    return PhoneAccess(url, certificate.fingerprint, proxy)
