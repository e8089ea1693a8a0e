import ipaddress
from contextlib import suppress

import pytest

from sciatica_coach.errors import CoachError
from sciatica_coach.phone.address import checked_address, network_address


@pytest.mark.parametrize("address", ["192.168.1.20", "10.0.0.5", "172.20.3.4"])
def test_an_address_of_a_home_network_is_taken(address):
    assert checked_address(address) == address


@pytest.mark.parametrize(
    ("address", "told"),
    [
        pytest.param("127.0.0.1", "in no network", id="this computer only"),
        pytest.param("0.0.0.0", "in no network", id="none"),
        pytest.param("169.254.3.4", "in no network", id="given by nobody"),
        pytest.param("8.8.8.8", "home network only", id="of the internet"),
    ],
)
def test_any_other_is_refused_with_a_reason(address, told):
    with pytest.raises(CoachError, match=told):
        checked_address(address)


def test_the_address_of_this_computer_is_a_private_one_or_there_is_none():
    found = ""
    with suppress(CoachError):
        found = network_address()
    assert not found or ipaddress.ip_address(found).is_private
