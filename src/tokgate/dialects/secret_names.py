"""Which names of members, headers, cookies and elements hold a secret: one decision for all that shows calls."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from tokgate.contract.dialect import operations_of
from tokgate.dialects.registry import installed

#: Longer ones are no names.
LONGEST_NAME = 64
#: Lower case, without "-", "_" and "."; a prefix of XML is left out.
_NAMES = re.compile(
    r"(?:.*(?:token|secret|passwd|password|passphrase|pwd|apikey|accountkey|adminkey|accesskey|privatekey|authorization"
    r"|cookie|session|sessionid|jwt|codeverifier)"
    r"|xsignature|verifyfp|xbogus|auth|bearer|code|credential|key|sid|sig)s?"
)
#: Names under which answers and sentences have other things as well: an error's code, an entry's key.
_AMBIGUOUS = re.compile(r"(?:auth|bearer|code|credential|key|session|sid|sig)s?")
#: Under such a name, a shorter value is a word or a number; a secret is longer.
_SHORTEST_AMBIGUOUS = 16
#: Names that look so and hold none.
_HARMLESS = {"pagetoken", "nextpagetoken", "continuationtoken", "statuscode", "errorcode"}
#: TikAPI's number of a session, beside TikTok's cookie `sessionid`.
_HARMLESS_AS_SPELLED = {"session_id"}


def is_secret_name(name: str) -> bool:
    """Whether what travels under this name is a secret: a declared credential, or what is called like one."""
    # Asked first, so that none of a stranger's long names is remembered.
    return len(name) <= LONGEST_NAME and _is_secret_name(name)


@lru_cache(maxsize=4096)
def _is_secret_name(name: str) -> bool:
    if name.lower() in _HARMLESS_AS_SPELLED:
        return False
    bare = _bare(name)
    return bare in _declared() or (bare not in _HARMLESS and _NAMES.fullmatch(bare) is not None)


def is_secret(name: str, value: str, *, asked: bool) -> bool:
    """Whether a value under this name is a secret. `asked`: a caller sent both, so that no other meaning is likely."""
    if not value or not is_secret_name(name):
        return False
    return asked or len(value) >= _SHORTEST_AMBIGUOUS or not is_ambiguous(name)


def is_ambiguous(name: str) -> bool:
    """Whether other things than secrets travel under this name, too."""
    return _AMBIGUOUS.fullmatch(_bare(name)) is not None


def _bare(name: str) -> str:
    return name.rpartition(":")[2].lower().replace("-", "").replace("_", "").replace(".", "")


@cache
def _declared() -> frozenset[str]:
    """The names that the credentials of all installed dialects travel under."""
    operations = (operation for dialect in installed() for operation in operations_of(dialect))
    return frozenset(_bare(shown.wire) for operation in operations for shown in operation.credentials)
