"""What the Research API answers with: videos, comments, accounts, as JSON and as tables that pandas made of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import msgspec

from tokgate.dialects.official.research import ResearchAccount, ResearchComment, ResearchVideo
from tokgate.dialects.official.research_reading import DETAILS, RESEARCH, account_in, comment_in, video_in
from tokgate.dialects.readings import Part, Received, related
from tokgate.domain.creators import Creator
from tokgate.domain.observations import Observation
from tokgate.domain.posts import Post
from tokgate.domain.relations import Relation, like, pin, repost
from tokgate.importers.cells import exact_id, filled, member, post_id, text, whole, word
from tokgate.importers.envelopes import attributed, body_of, observations_in, received, wire_of
from tokgate.importers.format import FileContext, ForeignRecord, Rejected
from tokgate.importers.instants import exact_second
from tokgate.importers.nested import opened

_VIDEO = frozenset(
    [
        "video_description",
        "region_code",
        "view_count",
        "hashtag_names",
        "hashtag_info_list",
        "favorites_count",
        "effect_ids",
        "music_id",
        "effect_info_list",
        "sticker_info_list",
        "video_mention_list",
        "video_label",
        "video_tag",
        "is_stem_verified",
        "voice_to_text",
    ]
)
_USER = frozenset(
    ["bio_description", "avatar_url", "is_verified", "follower_count", "following_count", "likes_count", "video_count"]
)
_COMMENT = frozenset({"id", "text"})
_FOLLOWER = frozenset({"username", "display_name"})
#: Members that stay text even if they are digits.
_WORDS = frozenset(
    ["video_description", "text", "username", "region_code", "voice_to_text", "display_name", "bio_description"]
)
#: The lists of an account that videos stand in, under each of their names, and what standing there means.
_LISTS: Mapping[str, Callable[[Creator, Post], Relation]] = {
    "user_liked_videos": like,
    "reposted_videos": repost,
    "user_reposted_videos": repost,
    "pinned_videos_list": pin,
    "user_pinned_videos": pin,
}


class ResearchApi:
    """The Research API's objects."""

    name = RESEARCH

    def matches(self, value: object) -> bool:
        """A video, comment, account or follower by its members, or an answer that is nothing but an error."""
        if not isinstance(value, dict):
            return False
        return _is_video(value) or _is_comment(value) or _is_user(value) or _is_follower(value) or _is_error(value)

    def read(self, record: ForeignRecord, context: FileContext) -> list[Observation]:
        """The subject; in lists of liked, pinned and reposted videos also whose they are, if the context tells."""
        value = record.value
        if _is_error(value):
            error = value["error"]
            raise Rejected(f"the answer is an error: {error.get('code')}: {error.get('message')}", field="error")
        if _is_comment(value):
            return _comment(record, context)
        if _is_video(value):
            return _video(record, context)
        account = wire_of(record, ResearchAccount, _object_in(record))
        if not (account.username or context.creator):
            raise Rejected(
                "the answer does not say whose it is; right would be --creator USERNAME, or a member username",
                field="username",
            )
        return observations_in(account_in(account, received(record, context), context.creator), body=record.raw)


def _video(record: ForeignRecord, context: FileContext) -> list[Observation]:
    """The post; the documentation's example names its id `video_id`."""
    name = "id" if "id" in record.value else "video_id"
    respelled = _object_in(record) | {"id": post_id(record.value.get(name), name)}
    when = received(record, context)
    parts = video_in(wire_of(record, ResearchVideo, respelled), when)
    first, *others = observations_in(_in_list(parts, record, context, when), body=record.raw)
    if isinstance(first.subject, Post):
        first = msgspec.structs.replace(first, subject=attributed(first.subject, context))
    return [first, *others]


def _in_list(parts: Iterable[Part], record: ForeignRecord, context: FileContext, when: Received) -> Iterable[Part]:
    """The parts, and the like, pin or repost by the account whose list it is; only `--creator` can tell whose."""
    relation = _LISTS.get(record.path[-1]) if record.path else None
    if relation is None or not context.creator:
        return parts
    owner = Creator(username=context.creator)
    return related(parts, Post, lambda post: relation(owner, Post(id=post.id)), when)


def _comment(record: ForeignRecord, context: FileContext) -> list[Observation]:
    """The comment. Some exports name the post only in their first rows; the others' comments are kept without it."""
    respelled = _object_in(record) | {"id": exact_id(record.value.get("id"), "id")}
    for name in ("video_id", "parent_comment_id"):
        value = record.value.get(name)
        is_given = filled(value) not in (None, "0") or isinstance(value, float)
        respelled[name] = exact_id(value, name) if is_given else None
    comment = wire_of(record, ResearchComment, respelled)
    return observations_in(comment_in(comment, received(record, context)), body=body_of(record))


def _is_video(value: dict[Any, Any]) -> bool:
    return ("id" in value or "video_id" in value) and len(_VIDEO & value.keys()) >= 2


def _is_comment(value: dict[Any, Any]) -> bool:
    return value.keys() >= _COMMENT and ("parent_comment_id" in value or value.keys() >= {"video_id", "reply_count"})


def _is_user(value: dict[Any, Any]) -> bool:
    return "display_name" in value and len(_USER & value.keys()) >= 2 and "id" not in value


def _is_follower(value: dict[Any, Any]) -> bool:
    return value.keys() == _FOLLOWER


def _is_error(value: dict[Any, Any]) -> bool:
    code = member(value, "error", "code")
    return isinstance(code, str) and code not in ("", "ok") and not any(_lists(value.get("data")))


def _lists(data: Any) -> list[list[Any]]:
    return [each for each in data.values() if isinstance(each, list) and each] if isinstance(data, dict) else []


def _object_in(record: ForeignRecord) -> dict[str, Any]:
    """A row of a table as the object it was made from, as far as that can be told: empty cells are missing members.

    What came as JSON is that object. An empty description stays: its column is there because it was asked for. Cells
    that cannot be read stay text.
    """
    value: dict[str, Any] = record.value
    if record.raw is not None:
        return value
    found: dict[str, Any] = {}
    for name, cell in value.items():
        if name in DETAILS:
            nested = opened(cell)
            if nested is not None or word(cell) is not None:
                found[name] = cell if nested is None else nested
        elif name in ("video_description", "text") or cell not in (None, ""):
            found[name] = _member_in(name, cell)
    return found


def _member_in(name: str, cell: Any) -> Any:
    if name in _WORDS:
        return text(cell) if isinstance(cell, str) else cell
    number = exact_second(cell) if name == "create_time" else whole(cell)
    return cell if number is None else number
