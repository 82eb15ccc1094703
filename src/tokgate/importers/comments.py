"""Comments as web and app give them (one shape for both), and as flattened by tools."""

from __future__ import annotations

from typing import Any

from tokgate.dialects.web.comments import COMMENTS, CommentItem, comment_in
from tokgate.domain.observations import Observation
from tokgate.importers.envelopes import body_of, observations_in, received, wire_of
from tokgate.importers.format import FileContext, ForeignRecord

#: The members of a comment's author.
_ACCOUNT = ("uid", "sec_uid", "unique_id", "nickname", "avatar_thumb")


class Comments:
    """Comments with their authors and first replies."""

    name = COMMENTS

    def matches(self, value: object) -> bool:
        """An object with `cid`, the post's id and a text, which is empty where the comment is a picture."""
        return (
            isinstance(value, dict)
            and "cid" in value
            and "aweme_id" in value
            and ("text" in value or "image_list" in value)
        )

    def read(self, record: ForeignRecord, context: FileContext) -> list[Observation]:
        """The comment, then the replies that came inside it; a broken reply does not cost the others."""
        whole = record.value if isinstance(record.value.get("user"), dict) else unflattened(record.value)
        item = wire_of(record, CommentItem, None if whole is record.value else whole)
        return observations_in(comment_in(item, received(record, context)), body=body_of(record))


def unflattened(comment: dict[str, Any]) -> dict[str, Any]:
    """A comment with its author in an object of its own, where a tool has put their names at the top."""
    account = {name: comment[name] for name in _ACCOUNT if name in comment}
    if isinstance(avatar := account.get("avatar_thumb"), str):
        account["avatar_thumb"] = {"url_list": [avatar]}
    return {**comment, "user": account}
