"""A certificate authority that lives as long as the proxy: made at start, trusted by whoever is told to."""

from __future__ import annotations

import ssl
from pathlib import Path

import trustme


class Authority:
    """Signs certificates for the fixed hosts. Its key stays in memory; only the certificate is written."""

    def __init__(self, folder: Path) -> None:
        self._ca = trustme.CA(
            organization_name="tokgate", organization_unit_name="throwaway, for tests on this machine"
        )
        self.file = folder / "tokgate-ca.pem"
        self._ca.cert_pem.write_to_path(self.file)
        self._contexts: dict[str, ssl.SSLContext] = {}

    def context_for(self, host: str) -> ssl.SSLContext:
        """What a server needs to speak TLS as this host."""
        context = self._contexts.get(host)
        if context is None:
            context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            context.set_alpn_protocols(["http/1.1"])
            self._ca.issue_cert(host).configure_cert(context)
            self._contexts[host] = context
        return context
