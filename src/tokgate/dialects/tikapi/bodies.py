"""What the calls that write carry in their bodies and paths, by the names, texts and examples of TikAPI's schema."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any

from tokgate.contract.parameters import Choice, Choices, body, path
from tokgate.dialects.tikapi.parameters import EXAMPLE_SEC_UID, LINK_FORM, USERNAME_FORM

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


EditedField = Annotated[ProfileField, path(help="The profile field you want to edit", example="nickname")]
NewValue = Annotated[str, body(help="The new value", example="tikapi", min_length=1, max_length=LONGEST_BIO)]
Nickname = Annotated[
    str, body(help="The new name that is shown.", example="tikapi", min_length=1, max_length=LONGEST_NICKNAME)
]
NewUsername = Annotated[str, body(help="The new handle.", example="tikapi", pattern=NEW_USERNAME_FORM)]
Bio = Annotated[str, body(help="The new text about the account.", example="My new bio", max_length=LONGEST_BIO)]
Privacy = Annotated[str, body(help="1 for a private account, 0 for a public one.", example="0", pattern=r"[01]")]

FollowedUsername = Annotated[
    str, body(name="username", help="The TikTok username", example="lilyachty", pattern=USERNAME_FORM, max_length=200)
]
FollowedSecUid = Annotated[
    str,
    body(
        name="secUid",
        help="The TikTok user secUid",
        example=EXAMPLE_SEC_UID,
        pattern=r"[^\r\n]+",
        vendor_pattern="^(.*?){30,}$",
        max_length=300,
        since="3.0.0",
    ),
]
FollowedId = Annotated[
    str,
    body(
        name="user_id",
        help="The TikTok user ID",
        example="6569595380449902597",
        pattern=r"[0-9]+",
        max_length=20,
    ),
]
MediaId = Annotated[
    str,
    body(name="media_id", help="The video ID", example="7109178205151464746", pattern=LINK_FORM, max_length=100),
]
CommentId = Annotated[
    str,
    body(name="comment_id", help="The comment ID", example=_EXAMPLE_COMMENT, pattern=r"[0-9]+", max_length=20),
]
ReplyTo = Annotated[
    str,
    body(
        name="reply_comment_id",
        help="You can reply to a comment by including a comment ID",
        example=_EXAMPLE_COMMENT,
        pattern=r"[0-9]+",
        max_length=20,
    ),
]
CommentText = Annotated[
    str, body(help="The comment text", example="Italian food is the best", min_length=1, max_length=LONGEST_COMMENT)
]
HasTags = Annotated[
    bool, body(name="has_tags", help="You should set this to true if you are mentioning someone.", example=False)
]

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
