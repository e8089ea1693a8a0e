"""A certificate for https that this computer makes for itself, new at each start."""

import ipaddress
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from sciatica_coach.errors import CoachError

try:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
except ImportError as error:  # an extra
    raise CoachError(
        'for --phone two packages are missing: install "sciatica-coach[phone]".'
    ) from error

_VALID_FOR = timedelta(days=30)
"""Longer than the coach runs, shorter than the 398 days from which on phones refuse one."""
_CLOCKS_DIFFER = timedelta(days=1)


@dataclass(frozen=True)
class Certificate:
    """A certificate with its key, which never rests on the disk."""

    certificate_pem: bytes
    key_pem: bytes
    fingerprint: str
    """SHA-256 as browsers show it: pairs of hexadecimal digits."""

    def context(self) -> ssl.SSLContext:
        """For a server that shows it."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        with TemporaryDirectory() as folder:  # Python reads keys from files only
            file = Path(folder) / "both.pem"
            file.touch(mode=0o600)
            file.write_bytes(self.key_pem + self.certificate_pem)
            context.load_cert_chain(file)
        return context


def make_certificate(address: str) -> Certificate:
    """A certificate for a server at this IP address, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Sciatica Coach")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _CLOCKS_DIFFER)
        .not_valid_after(now + _VALID_FOR)
        .add_extension(_names(address), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(key, hashes.SHA256())
    )
    return Certificate(
        certificate.public_bytes(serialization.Encoding.PEM),
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        ),
        certificate.fingerprint(hashes.SHA256()).hex(":").upper(),
    )


def _names(address: str) -> x509.SubjectAlternativeName:
    return x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(address))])
