"""Comments as web and mobile API give them (one shape for both), and as flattened by tools."""

from __future__ import annotations

from typing import Any

from tokgate.domain.creators import Creator
from tokgate.domain.observations import Observation
from tokgate.domain.posts import Comment
from tokgate.importers.cells import account_id, entries, exact_id, flag, link, member, post_id, tally, text, word
from tokgate.importers.envelopes import body_of, observation
from tokgate.importers.format import Context, Record, Rejected
from tokgate.importers.instants import exact_second

NAME = "comments"


class Comments:
    """Comments with their authors and first replies."""

    name = NAME

    def matches(self, value: object) -> bool:
        """An object with `cid` and a text, which is empty where the comment is a picture."""
        return isinstance(value, dict) and "cid" in value and ("text" in value or "image_list" in value)

    def read(self, record: Record, context: Context) -> list[Observation]:
        """The comment, then the replies that came inside it; a broken reply does not cost the others."""
        comment = comment_of(record.value)
        found = [observation(comment, NAME, record, context, body=body_of(record))]
        for entry in entries(record.value.get("reply_comment")):
            try:
                reply = comment_of(entry, parent=comment)
            except Rejected:
                continue
            found.append(observation(reply, NAME, record, context, body=body_of(record, entry)))
        return found


def comment_of(comment: dict[str, Any], parent: Comment | None = None) -> Comment:
    """The comment, or the reply that stands inside `parent`. Raises Rejected where its id or its post's is none."""
    number = exact_id(comment.get("cid"), "cid")
    if parent and not word(comment.get("aweme_id")):
        post = parent.post_id
    else:
        post = post_id(comment.get("aweme_id"), "aweme_id")
    reply_id = word(comment.get("reply_id")) or "0"
    parent_id = exact_id(reply_id, "reply_id") if reply_id != "0" else parent.id if parent else None
    return Comment(
        id=number,
        post_id=post,
        parent_id=None if parent_id == post else parent_id,
        creator=_creator(comment),
        text=text(comment.get("text")),
        created_s=exact_second(comment.get("create_time")),
        likes=tally(comment.get("digg_count")),
        replies=tally(comment.get("reply_comment_total")),
        language=_language(comment.get("comment_language")),
        image_urls=_image_urls(comment),
        pinned=flag(comment.get("author_pin")),
        liked_by_author=flag(comment.get("is_author_digged")),
    )


def _creator(comment: dict[str, Any]) -> Creator | None:
    """The commenter; flattened comments have their names at the top."""
    user = comment["user"] if isinstance(comment.get("user"), dict) else comment
    creator = Creator(
        user_id=account_id(user.get("uid")),
        sec_uid=word(user.get("sec_uid")),
        username=word(user.get("unique_id")),
        name=text(user.get("nickname")),
        avatar_url=link(user.get("avatar_thumb")),
    )
    return creator if creator.is_known else None


def _image_urls(comment: dict[str, Any]) -> list[str] | None:
    if "image_list" not in comment:
        return None
    pictures = entries(comment["image_list"])
    urls = (link(member(each, "origin_url")) or link(member(each, "crop_url")) for each in pictures)
    return [url for url in urls if url]


def _language(value: Any) -> str | None:
    found = word(value)
    return None if found == "un" else found
