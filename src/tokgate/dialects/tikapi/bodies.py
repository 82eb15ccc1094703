"""What the calls that write carry in their bodies and paths, by the names, texts and examples of TikAPI's schema."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any

from msgspec.structs import replace

from tokgate.contract.parameters import Choice, Choices, Location, Parameter, body, path
from tokgate.dialects.tikapi.parameters import (
    EXAMPLE_SEC_UID,
    EXAMPLE_VIDEO,
    KEPT,
    VIDEO_HELP,
    digits,
    linked,
    sec_uid,
    username,
)

#: TikTok's own rule; a dot at the end is refused there too.
NEW_USERNAME_FORM = r"[a-zA-Z0-9_.]{1,23}[a-zA-Z0-9_]"
#: Characters that TikTok takes.
LONGEST_NICKNAME = 30
LONGEST_BIO = 80
LONGEST_COMMENT = 2200
_EXAMPLE_COMMENT = "7109185042560680750"


class ProfileField(Choices):
    """What of a profile can be changed."""

    NICKNAME = Choice("nickname", "the name that is shown, at most 30 characters")
    USERNAME = Choice("username", "the handle, 2 to 24 letters, digits, dots and underscores")
    BIO = Choice("bio", "the text about the account, at most 80 characters")
    PRIVATE = Choice("private", "whether only followers see the posts: 1 or 0")


EditedField = Annotated[ProfileField, path(help="The profile field.", example="bio")]
NewValue = Annotated[
    str, body(help="The new field value", example="My new bio", min_length=1, max_length=LONGEST_BIO, **KEPT)
]
Nickname = Annotated[
    str, body(help="The new name that is shown.", example="tikapi", min_length=1, max_length=LONGEST_NICKNAME, **KEPT)
]
NewUsername = Annotated[str, body(help="The new handle.", example="tikapi", pattern=NEW_USERNAME_FORM)]
Bio = Annotated[str, body(help="The new text about the account.", example="My new bio", max_length=LONGEST_BIO, **KEPT)]
Privacy = Annotated[str, body(help="1 for a private account, 0 for a public one.", example="0", pattern=r"[01]")]


def in_body(parameter: Parameter, name: str) -> Parameter:
    """A parameter as it is elsewhere, as a member of the body."""
    return replace(parameter, location=Location.BODY, name=name)


#: The vendor's SDKs ask for all names of the creator since 3.0.0, for the first and the last until then.
FollowedUsername = Annotated[
    str, replace(in_body(username("The TikTok user username", "lilyachty"), "username"), vendor_required=True)
]
FollowedSecUid = Annotated[
    str, replace(in_body(sec_uid(EXAMPLE_SEC_UID), "secUid"), vendor_required=True, since="3.0.0")
]
FollowedId = Annotated[
    str, replace(in_body(digits("The TikTok user ID", "6569595380449902597"), "user_id"), vendor_required=True)
]
MediaId = Annotated[str, in_body(linked(VIDEO_HELP, EXAMPLE_VIDEO), "media_id")]
CommentId = Annotated[str, in_body(digits("The comment ID", _EXAMPLE_COMMENT), "comment_id")]
ReplyTo = Annotated[str, in_body(digits("You can reply to a comment by including a comment ID"), "reply_comment_id")]
CommentText = Annotated[
    str,
    body(
        help="The comment text",
        example="Italian food is the best",
        min_length=1,
        max_length=LONGEST_COMMENT,
        **KEPT,
    ),
]
HasTags = Annotated[bool, body(name="has_tags", help="You should set this to True if you are mentioning someone.")]

#: The spellings of a yes and a no.
TRUTHS = {"1": True, "true": True, "0": False, "false": False}


def check_edit(arguments: Mapping[str, Any]) -> Mapping[str, str]:
    """What is wrong with the new value of a profile's field."""
    value = str(arguments.get("value"))
    match arguments.get("field"):
        case ProfileField.NICKNAME if len(value) > LONGEST_NICKNAME:
            return {"value": f"a nickname has at most {LONGEST_NICKNAME} characters"}
        case ProfileField.USERNAME if re.fullmatch(NEW_USERNAME_FORM, value) is None:
            return {"value": "a username is 2 to 24 letters, digits, dots and underscores, and does not end with a dot"}
        case ProfileField.PRIVATE if value.lower() not in TRUTHS:
            return {"value": "must be 1 or 0"}
    return {}
