"""Secrets as they are kept: by their hash."""

from __future__ import annotations

import hashlib


def hash_secret(secret: str) -> bytes:
    """The hash under which a secret is kept. Secrets are long and random: a plain hash gives nothing away."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()
