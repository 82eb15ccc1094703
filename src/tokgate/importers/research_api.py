"""What the Research API answers with: videos, comments, accounts, as JSON and as the tables that pandas makes of them.

Ids are JSON integers, counters exact. Answers carry no instant and no author ids, comments no author at all, and
user/info not even the handle that was asked for.
"""

from __future__ import annotations

from typing import Any

from tokgate.domain.counts import Audience, Counts, Precision
from tokgate.domain.creators import Creator
from tokgate.domain.observations import Observation
from tokgate.domain.posts import Comment, Hashtag, Kind, Mention, Post, Sound
from tokgate.domain.relations import like, pin, repost
from tokgate.importers.cells import (
    entries,
    exact_id,
    filled,
    flag,
    link,
    member,
    milliseconds,
    post_id,
    sound_id,
    tally,
    text,
    whole,
    word,
)
from tokgate.importers.envelopes import attributed, body_of, observation
from tokgate.importers.format import Context, Record, Rejected
from tokgate.importers.instants import exact_second
from tokgate.importers.nested import opened

NAME = "research_api"

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
#: Members that hold lists or objects: text in a table.
_NESTED = (
    "hashtag_names",
    "hashtag_info_list",
    "video_mention_list",
    "effect_ids",
    "effect_info_list",
    "sticker_info_list",
    "video_label",
    "video_tag",
)
#: Members of a video that stay text even if they are digits.
_WORDS = frozenset({"video_description", "username", "region_code", "voice_to_text"})
#: What only this API tells; kept under its names.
_DETAILS = ("hashtag_names", "hashtag_info_list", "video_mention_list", *_NESTED[3:])


class ResearchApi:
    """The Research API's objects."""

    name = NAME

    def matches(self, value: object) -> bool:
        """A video, comment, account or follower by its members, or an answer that is nothing but an error."""
        if not isinstance(value, dict):
            return False
        return _is_video(value) or _is_comment(value) or _is_user(value) or _is_follower(value) or _is_error(value)

    def read(self, record: Record, context: Context) -> list[Observation]:
        """The subject; in lists of liked, pinned and reposted videos also whose they are, if the context tells."""
        value = record.value
        if _is_error(value):
            error = value["error"]
            raise Rejected(f"the answer is an error: {error.get('code')}: {error.get('message')}", field="error")
        if _is_comment(value):
            return [observation(comment_of(value), NAME, record, context, body=body_of(record))]
        if _is_video(value):
            video = _unfolded(value) if record.raw is None else value
            body = body_of(record, video if record.raw is None else None)
            found = observation(attributed(video_of(video), context), NAME, record, context, body=body)
            return [found, *_list_owner(record, context, found)]
        return [observation(account_of(value, context.creator), NAME, record, context, body=body_of(record))]


def video_of(video: dict[str, Any]) -> Post:
    """The post of a video object; the documentation's example names its id `video_id`. Raises Rejected without one."""
    name = "id" if "id" in video else "video_id"
    seconds = whole(video.get("video_duration"))
    username = word(video.get("username"))
    music_id = sound_id(video.get("music_id"))
    return Post(
        id=post_id(video.get(name), name),
        creator=Creator(username=username) if username else None,
        created_s=exact_second(video.get("create_time")),
        kind=Kind.PHOTO if seconds == 0 else Kind.VIDEO if seconds else None,
        text=text(video.get("video_description")),
        region=word(video.get("region_code")),
        duration_ms=milliseconds(seconds),
        counts=_counts(video),
        sound=Sound(id=music_id) if music_id else None,
        hashtags=_hashtags(video),
        mentions=_mentions(video.get("video_mention_list")),
        voice_to_text=text(video.get("voice_to_text")) or None,
        details=_details(video),
    )


def comment_of(comment: dict[str, Any]) -> Comment:
    """The comment; for one on the post itself `parent_comment_id` is the post's id. It has no author.

    Some exports name the post only in their first rows; the others' comments are kept without it.
    """
    number = exact_id(comment.get("id"), "id")
    told_video = filled(comment.get("video_id")) or isinstance(comment.get("video_id"), float)
    video_id = post_id(comment["video_id"], "video_id") if told_video else None
    parent = filled(comment.get("parent_comment_id")) or "0"
    parent_id = exact_id(comment["parent_comment_id"], "parent_comment_id") if parent != "0" else 0
    return Comment(
        id=number,
        post_id=video_id,
        parent_id=None if parent_id in (0, video_id) else parent_id,
        text=text(comment.get("text")),
        created_s=exact_second(comment.get("create_time")),
        likes=tally(comment.get("like_count")),
        replies=tally(comment.get("reply_count")),
    )


def account_of(user: dict[str, Any], creator: str | None) -> Creator:
    """The account; user/info leaves out the handle, so it is the one given. Raises Rejected without any."""
    username = word(user.get("username")) or creator
    if not username:
        raise Rejected(
            "an answer of user/info does not say whose it is; right would be --creator USERNAME, or a member username",
            field="username",
        )
    return Creator(
        username=username,
        name=text(user.get("display_name")),
        bio=text(user.get("bio_description")),
        bio_url=word(user.get("bio_url")),
        avatar_url=link(user.get("avatar_url")),
        verified=flag(user.get("is_verified")),
        audience=None if _is_follower(user) else _audience(user),
    )


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


def _unfolded(row: dict[str, Any]) -> dict[str, Any]:
    """A row of a table as the object it was made from, as far as that can be told: empty cells are missing members.

    An empty description stays: its column is there because it was asked for. Cells that cannot be read stay text.
    """
    unfolded: dict[str, Any] = {}
    for name, cell in row.items():
        if name in _NESTED:
            found = opened(cell)
            if found is not None or word(cell) is not None:
                unfolded[name] = cell if found is None else found
        elif name == "video_description" or cell not in (None, ""):
            number = whole(cell) if name not in _WORDS else None
            unfolded[name] = cell if number is None else number
    return unfolded


def _counts(video: dict[str, Any]) -> Counts | None:
    counts = Counts(
        plays=tally(video.get("view_count")),
        likes=tally(video.get("like_count")),
        comments=tally(video.get("comment_count")),
        shares=tally(video.get("share_count")),
        saves=tally(video.get("favorites_count")),
        precision=Precision.EXACT,
    )
    return None if counts == Counts(precision=Precision.EXACT) else counts


def _audience(user: dict[str, Any]) -> Audience | None:
    audience = Audience(
        followers=tally(user.get("follower_count")),
        following=tally(user.get("following_count")),
        likes=tally(user.get("likes_count")),
        posts=tally(user.get("video_count")),
        precision=Precision.EXACT,
    )
    return None if audience == Audience(precision=Precision.EXACT) else audience


def _hashtags(video: dict[str, Any]) -> list[Hashtag] | None:
    """The tags of both lists, each once: `hashtag_info_list` has the case and the id, and can hold other tags."""
    names, infos = video.get("hashtag_names"), video.get("hashtag_info_list")
    if not isinstance(names, list) and not isinstance(infos, list):
        return None
    found: dict[str, Hashtag] = {}
    for info in entries(infos):
        if name := word(info.get("hashtag_name")):
            tag_id, description = word(info.get("hashtag_id")), text(info.get("hashtag_description"))
            found.setdefault(name.casefold(), Hashtag(name=name, id=tag_id, description=description or None))
    for each in names if isinstance(names, list) else []:
        if name := word(each):
            found.setdefault(name.casefold(), Hashtag(name=name))
    return list(found.values())


def _mentions(names: Any) -> list[Mention] | None:
    return [Mention(text=name) for each in names if (name := word(each))] if isinstance(names, list) else None


def _details(video: dict[str, Any]) -> dict[str, Any] | None:
    details = {name: video[name] for name in _DETAILS if isinstance(video.get(name), (list, dict))}
    if (stem := flag(video.get("is_stem_verified"))) is not None:
        details["is_stem_verified"] = stem
    if (playlist := sound_id(video.get("playlist_id"))) is not None:
        details["playlist_id"] = playlist
    return details or None


def _list_owner(record: Record, context: Context, found: Observation) -> list[Observation]:
    """The like, pin or repost by the account whose list the video stands in; only `--creator` can tell whose it is."""
    list_name = record.path[-1] if record.path else ""
    if not context.creator or not isinstance(found.subject, Post):
        return []
    owner, stub = Creator(username=context.creator), Post(id=found.subject.id)
    if list_name == "user_liked_videos":
        subject = like(owner, stub)
    elif list_name in ("reposted_videos", "user_reposted_videos"):
        subject = repost(owner, stub)
    elif list_name in ("pinned_videos_list", "user_pinned_videos"):
        subject = pin(owner, stub)
    else:
        return []
    return [observation(subject, NAME, record, context)]
