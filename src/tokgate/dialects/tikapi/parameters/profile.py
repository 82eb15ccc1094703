"""How a profile is changed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any

from tokgate.contract.parameters import Choice, Choices, body, path
from tokgate.dialects.tikapi.parameters.forms import KEPT

#: TikTok's own rule; a dot at the end is refused there too.
NEW_USERNAME_FORM = r"[a-zA-Z0-9_.]{1,23}[a-zA-Z0-9_]"
#: Characters that TikTok takes.
LONGEST_NICKNAME = 30
LONGEST_BIO = 80
#: The spellings of a yes and a no.
TRUTHS = {"1": True, "true": True, "0": False, "false": False}


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
