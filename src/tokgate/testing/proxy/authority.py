"""A certificate authority that lives as long as the proxy: made at start, trusted by whoever is told to."""

from __future__ import annotations

import ipaddress
import ssl
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import trustme
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

#: Longer than a proxy runs, and short enough for a forgotten one.
LIFE = timedelta(days=30)
#: For machines whose clocks do not quite agree.
_BEFORE = timedelta(days=1)


class Authority:
    """Signs certificates for these hosts, and can for no other. Its key stays in memory."""

    def __init__(self, folder: Path, hosts: Iterable[str]) -> None:
        self._not_before = datetime.now(UTC) - _BEFORE
        self._not_after = self._not_before + _BEFORE + LIFE
        self._ca = self._make(hosts)
        self.file = folder / "tokgate-ca.pem"
        self._ca.cert_pem.write_to_path(self.file)
        self._contexts: dict[str, ssl.SSLContext] = {}

    def context_for(self, host: str) -> ssl.SSLContext:
        """What a server needs to speak TLS as this host."""
        context = self._contexts.get(host)
        if context is None:
            context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            context.set_alpn_protocols(["http/1.1"])
            leaf = self._ca.issue_cert(host, not_before=self._not_before, not_after=self._not_after)
            leaf.configure_cert(context)
            self._contexts[host] = context
        return context

    def _make(self, hosts: Iterable[str]) -> trustme.CA:
        """trustme makes authorities for any host and a thousand years: only its leaves are of use."""
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name(
            [
                x509.NameAttribute(NameOID.ORGANIZATION_NAME, "tokgate"),
                x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, "throwaway, for tests on this machine"),
            ]
        )
        certificate = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(self._not_before)
            .not_valid_after(self._not_after)
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(_only_signs_certificates(), critical=True)
            .add_extension(_only_for(hosts), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
            .sign(key, hashes.SHA256())
        )
        secret = key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
        return trustme.CA.from_pem(certificate.public_bytes(Encoding.PEM), secret)


def _only_for(hosts: Iterable[str]) -> x509.NameConstraints:
    """These hosts, what lies below them, and no address."""
    everywhere = (ipaddress.ip_network("0.0.0.0/0"), ipaddress.ip_network("::/0"))
    return x509.NameConstraints(
        permitted_subtrees=[x509.DNSName(host) for host in hosts],
        excluded_subtrees=[x509.IPAddress(network) for network in everywhere],
    )


def _only_signs_certificates() -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=False,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=True,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
