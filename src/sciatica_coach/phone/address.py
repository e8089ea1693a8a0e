"""Under which address this computer is known in the network that it is in."""

import ipaddress
import socket

from sciatica_coach.errors import CoachError

_ANYWHERE = ("10.255.255.255", 1)
"""Nothing is sent there: the system is only asked which of its addresses it would send from."""


def network_address() -> str:
    """The IPv4 address of this computer in its home network.

    Raises
    ------
    CoachError
        If it is in no network, or its address can be reached from the internet.
    """
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.connect(_ANYWHERE)
            found = str(probe.getsockname()[0])
    except OSError:
        found = "127.0.0.1"
    return checked_address(found)


def checked_address(found: str) -> str:
    """The address, if it is one of a home network.

    Raises
    ------
    CoachError
        If it is none.
    """
    address = ipaddress.ip_address(found)
    if address.is_loopback or address.is_unspecified or address.is_link_local:
        raise CoachError(
            "this computer is in no network: connect it to the one that the phone is in."
        )
    if not address.is_private:
        raise CoachError(
            f"{found} can be reached from the internet: --phone is for a home network only."
        )
    return found
