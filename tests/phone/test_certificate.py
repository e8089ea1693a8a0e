import hashlib
import socket
import ssl
import threading

import pytest

from sciatica_coach.phone.certificate import make_certificate


def test_a_browser_that_trusts_it_takes_it_for_the_address():
    certificate = make_certificate("127.0.0.1")
    client = ssl.create_default_context(cadata=certificate.certificate_pem.decode())
    shown = handshake(certificate.context(), client, "127.0.0.1")
    assert hashlib.sha256(shown).hexdigest().upper() == certificate.fingerprint.replace(":", "")


def test_for_another_address_it_does_not_do():
    certificate = make_certificate("192.168.1.20")
    client = ssl.create_default_context(cadata=certificate.certificate_pem.decode())
    with pytest.raises(ssl.SSLCertVerificationError):
        handshake(certificate.context(), client, "127.0.0.1")


def test_each_one_is_another():
    assert make_certificate("10.0.0.1").fingerprint != make_certificate("10.0.0.1").fingerprint


def handshake(server: ssl.SSLContext, client: ssl.SSLContext, address: str) -> bytes:
    """The certificate that a client sees."""
    ours, theirs = socket.socketpair()

    def serve() -> None:
        try:
            server.wrap_socket(ours, server_side=True).close()
        except OSError:
            ours.close()

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        with client.wrap_socket(theirs, server_hostname=address) as connection:
            return connection.getpeercert(binary_form=True)
    finally:
        theirs.close()
        thread.join()
