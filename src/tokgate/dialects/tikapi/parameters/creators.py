"""Which creator is meant."""

from __future__ import annotations

from typing import Annotated

from msgspec.structs import replace

from tokgate.dialects.tikapi.examples import (
    EXAMPLE_CURATOR,
    EXAMPLE_LIKER,
    EXAMPLE_SEC_UID,
    EXAMPLE_USER_ID,
    EXAMPLE_USERNAME,
)
from tokgate.dialects.tikapi.parameters.forms import (
    digits,
    in_body,
    sec_uid,
    username,
)

Username = Annotated[str, username("The TikTok user username", EXAMPLE_USERNAME)]
UserId = Annotated[str, digits("The TikTok user ID")]
SecUid = Annotated[str, sec_uid(EXAMPLE_SEC_UID)]
AuthorName = Annotated[str, username("The username of the video author.", None)]
#: The same, where the vendor's example is another creator.
LikerSecUid = Annotated[str, sec_uid(EXAMPLE_LIKER)]
CuratorSecUid = Annotated[str, sec_uid(EXAMPLE_CURATOR)]
#: As `public.check` takes them.
CheckedUserId = Annotated[str, digits("Optionally you can get the profile information using the user_id parameter.")]
CheckedSecUid = Annotated[
    str, sec_uid(EXAMPLE_SEC_UID, "Optionally you can get the profile information using the secUid parameter.")
]
EarlierSecUid = Annotated[str, sec_uid(EXAMPLE_SEC_UID, until="3.0.1")]
ProfileName = Annotated[str, username("The TikTok user username", None)]
#: Of likes, as the SDKs until 2.0.11 name a creator.
LikerId = Annotated[str, digits("The TikTok user ID", until="2.0.11")]
#: The vendor's SDKs ask for all names of the creator since 3.0.0, for the first and the last until then.
FollowedUsername = Annotated[
    str, replace(in_body(username("The TikTok user username", EXAMPLE_USERNAME), "username"), vendor_required=True)
]
FollowedSecUid = Annotated[
    str, replace(in_body(sec_uid(EXAMPLE_SEC_UID), "secUid"), vendor_required=True, since="3.0.0")
]
FollowedId = Annotated[
    str, replace(in_body(digits("The TikTok user ID", EXAMPLE_USER_ID), "user_id"), vendor_required=True)
]
