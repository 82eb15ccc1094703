"""The forms that many parameters have, and what the vendor's SDK says below them."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from tokgate.contract.parameters import Location, Parameter, query

USERNAME_FORM = r"@?[a-zA-Z0-9_.]+|https?://vm\.tiktok\.com/[a-zA-Z0-9]+/?"
LINK_FORM = r"[0-9]+|https?://vm\.tiktok\.com/[a-zA-Z0-9]+/?"
VENDOR_USERNAME = "^([a-zA-Z0-9_.]+|https?://vm.tiktok.com/[a-zA-Z0-9]+/?)$"
VENDOR_LINK = "^([0-9]+|https?://vm.tiktok.com/[a-zA-Z0-9]+/?)$"
#: What the vendor's SDK says below most cursors, and below those that it calls an offset.
VENDOR_CURSOR_HELP = (
    "The starting point of the items list. Returned in every response, should be included in the next request for "
    "iteration.<br><br> *(A simple iteration method is already implemented in the Javascript & Python libraries as "
    "seen in the request samples)*"
)
VENDOR_OFFSET_HELP = VENDOR_CURSOR_HELP.replace("starting point of the", "starting offset of")
VENDOR_NEXT_CURSOR_HELP = (
    "A iteration parameter returned in each response, should be included in the next requests to get the next items."
)
VENDOR_SEC_UID_HELP = (
    "The TikTok user secUid. You can get this from the <a href='#tag/Public/operation/public.check'>"
    "Get profile information</a> endpoint using the username."
)
#: What is kept of a text, and so can be found: all but NUL, with which databases end one.
KEPT: dict[str, Any] = {"pattern": r"[^\x00]*", "vendor_pattern": ""}
NEXT_HELP = "Where to go on: the nextCursor of the previous answer."


def username(help: str, example: str | None, vendor_help: str | None = None) -> Parameter:
    """A username, with a leading @ or not, or a short link."""
    return query(
        help=help,
        example=example,
        pattern=USERNAME_FORM,
        vendor_pattern=VENDOR_USERNAME,
        vendor_help=vendor_help,
        max_length=200,
    )


def sec_uid(example: str | None, vendor_help: str = VENDOR_SEC_UID_HELP, **details: Any) -> Parameter:
    """A creator's secUid."""
    return query(
        name="secUid",
        help="The TikTok user secUid, as public.check gives it.",
        vendor_help=vendor_help,
        example=example,
        pattern=r"[^\r\n]+",
        vendor_pattern="^(.*?){30,}$",
        max_length=300,
        **details,
    )


def digits(help: str, example: str | None = None, vendor_help: str | None = None, **details: Any) -> Parameter:
    """An id in digits."""
    return query(help=help, example=example, vendor_help=vendor_help, pattern="[0-9]+", **{"max_length": 20, **details})


def linked(help: str, example: str | None = None, vendor_help: str | None = None, **details: Any) -> Parameter:
    """An id in digits, or a short link to what it is the id of."""
    return query(
        help=help,
        example=example,
        vendor_help=vendor_help,
        pattern=LINK_FORM,
        vendor_pattern=VENDOR_LINK,
        **{"max_length": 100, **details},
    )


def in_body(parameter: Parameter, name: str) -> Parameter:
    """A parameter as it is elsewhere, as a member of the body."""
    return replace(parameter, location=Location.BODY, name=name)
