"""Who may do on this server what is not for everybody: whoever has the admin key, or is on this machine."""

from __future__ import annotations

import hmac
from collections.abc import Mapping

from tokgate.domain.secrets import hash_secret
from tokgate.server.admin_bodies import AdminRefusal
from tokgate.server.controls import ControlOptions
from tokgate.server.hosts import host_name, is_loopback


def check_access(options: ControlOptions, headers: Mapping[str, str]) -> None:
    """AdminRefusal unless the admin key is shown, or none is asked for and no other site's page is asking."""
    check_site(options, headers)
    if options.admin_open:
        return
    scheme, _, token = headers.get("authorization", "").partition(" ")
    key = headers.get("x-tokgate-admin") or (token.strip() if scheme.lower() == "bearer" else "")
    if not is_admin_key(options, key):
        raise AdminRefusal(401, "show the admin key, as X-Tokgate-Admin or as a bearer token")


def check_site(options: ControlOptions, headers: Mapping[str, str]) -> None:
    """AdminRefusal for what another site's page asks for, and where nobody could have the admin key."""
    origin = headers.get("origin")
    if origin is not None and origin.partition("://")[2] != headers.get("host"):
        raise AdminRefusal(403, "a page of another site may not do this")
    # A site whose name was made to lead to this machine is its own origin, but shows in the host.
    if options.admin_open and not is_loopback(host_name(headers.get("host", ""))):
        raise AdminRefusal(403, "this is open on 127.0.0.1 and localhost only")
    if not options.admin_open and options.admin_hash is None:
        raise AdminRefusal(403, "no admin key is set: start the server with --admin-key, or with --dev on loopback")


def is_admin_key(options: ControlOptions, key: str) -> bool:
    """Whether it is the admin key; no key is, where none is set."""
    return options.admin_hash is not None and hmac.compare_digest(hash_secret(key), options.admin_hash)
