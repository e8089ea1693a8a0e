"""The app's server: what stands in its way is said before it is started."""

import os
import socket

import pytest

from sciatica_coach.errors import CoachError
from sciatica_coach.serving import HOST, claim_port, environment, serve


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


def test_a_free_port_is_claimed_and_stays_free(port):
    claim_port(port)
    claim_port(port)
    with socket.socket() as server:
        server.bind((HOST, port))


def test_a_port_that_somebody_serves_on_is_refused(port):
    with socket.socket() as server:
        server.bind((HOST, port))
        server.listen()
        with pytest.raises(CoachError, match=f"port {port} is in use.*choose another with --port"):
            claim_port(port)


def test_a_port_that_was_served_on_a_moment_ago_is_free(port):
    """The closed connection still waits in the system's table."""
    with socket.socket() as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        server.bind((HOST, port))
        server.listen()
        with socket.create_connection((HOST, port)) as client:
            accepted, _ = server.accept()
            accepted.close()
            assert client.recv(1) == b""
    claim_port(port)


def test_without_its_pages_nothing_is_started(tmp_path, port):
    with pytest.raises(CoachError, match="the app's pages are missing"):
        serve(tmp_path, port=port, open_browser=False)


def test_the_server_finds_this_package_before_any_other(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", "elsewhere")
    first, second = environment()["PYTHONPATH"].split(os.pathsep)
    assert os.path.isdir(os.path.join(first, "sciatica_coach"))  # noqa: PTH112, PTH118
    assert second == "elsewhere"
    monkeypatch.delenv("PYTHONPATH")
    assert environment()["PYTHONPATH"] == first
