"""What the Research API's objects mean.

Counters are exact. Answers carry no instant and no author ids, comments no author at all, and user/info not even the
handle that was asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from tokgate.dialects.numbers import count_of, created_of, id_of, known_id_of, post_id_of
from tokgate.dialects.official.research import ResearchAccount, ResearchComment, ResearchVideo
from tokgate.dialects.official.research_playlists import ResearchPlaylist
from tokgate.dialects.readings import InvalidMember, Part, Received, require_valid, unreadable
from tokgate.domain.counts import Audience, Counts, Precision
from tokgate.domain.creators import Creator
from tokgate.domain.playlists import Playlist
from tokgate.domain.posts import Comment, Hashtag, Kind, Mention, Post, Sound

#: What archives call this source.
RESEARCH = "research_api"
ESSENTIAL_IN_VIDEO = frozenset(["id", "create_time"])
ESSENTIAL_IN_COMMENT = frozenset(["id", "video_id", "parent_comment_id", "create_time"])

#: What only this API tells of a post; kept under its names.
DETAILS = (
    "hashtag_names",
    "hashtag_info_list",
    "video_mention_list",
    "effect_ids",
    "effect_info_list",
    "sticker_info_list",
    "video_label",
    "video_tag",
)


def video_in(video: ResearchVideo, received: Received) -> Iterator[Part]:
    """The post of a video."""
    try:
        require_valid(video, ESSENTIAL_IN_VIDEO)
        yield received.observation(post_of(video), RESEARCH, body=video.exact())
    except InvalidMember as problem:
        yield unreadable(video, problem)


def comment_in(comment: ResearchComment, received: Received) -> Iterator[Part]:
    """The comment; what it hangs on is known by the call too, where `fields` left it out."""
    try:
        require_valid(comment, ESSENTIAL_IN_COMMENT)
        told = comment_of(comment)
        if told.post_id is None:
            told = msgspec.structs.replace(told, post_id=id_of(received.text("video_id")))
        if told.parent_id is None:
            told = msgspec.structs.replace(told, parent_id=id_of(received.text("comment_id")))
        yield received.observation(told, RESEARCH, body=comment.exact())
    except InvalidMember as problem:
        yield unreadable(comment, problem)


def account_in(account: ResearchAccount, received: Received, username: str | None = None) -> Iterator[Part]:
    """The account; `username` is the handle that was asked for, which the answer leaves out."""
    creator = creator_of(account, username)
    if creator.is_known:
        yield received.observation(creator, RESEARCH, body=account.exact())
    else:
        yield unreadable(account, InvalidMember("username", "is missing: the answer does not say whose it is"))


def post_of(video: ResearchVideo) -> Post:
    """The post. Raises InvalidMember where its id is none."""
    music_id = id_of(video.music_id)
    return Post(
        id=post_id_of(video.id, "id"),
        creator=Creator(username=video.username) if video.username else None,
        created_s=created_of(video.create_time, "create_time"),
        kind=Kind.PHOTO if video.video_duration == 0 else Kind.VIDEO if video.video_duration else None,
        text=video.video_description,
        region=video.region_code or None,
        duration_ms=(count_of(video.video_duration) or 0) * 1000 or None,
        counts=_counts_of(video),
        sound=Sound(id=music_id) if music_id else None,
        hashtags=tags_in(video.hashtag_names, video.hashtag_info_list),
        mentions=None if video.video_mention_list is None else _mentions_of(video.video_mention_list),
        voice_to_text=video.voice_to_text or None,
        details=_details_of(video),
    )


def comment_of(comment: ResearchComment) -> Comment:
    """The comment; some exports name the post only in their first rows. Raises InvalidMember where an id is none."""
    post_id = post_id_of(comment.video_id, "video_id") if comment.video_id else None
    return Comment(
        id=known_id_of(comment.id, "id"),
        post_id=post_id,
        parent_id=comment.parent_comment_id if comment.parent_comment_id not in (0, post_id) else None,
        text=comment.text,
        created_s=created_of(comment.create_time, "create_time"),
        likes=count_of(comment.like_count),
        replies=count_of(comment.reply_count),
    )


def creator_of(account: ResearchAccount, username: str | None = None) -> Creator:
    """The creator of an account; `username` is the handle where the account has none."""
    audience = Audience(
        followers=count_of(account.follower_count),
        following=count_of(account.following_count),
        likes=count_of(account.likes_count),
        posts=count_of(account.video_count),
        precision=Precision.EXACT,
    )
    return Creator(
        username=account.username or username or None,
        name=account.display_name,
        bio=account.bio_description,
        bio_url=account.bio_url or None,
        avatar_url=account.avatar_url or None,
        verified=account.is_verified,
        audience=audience if audience != Audience(precision=Precision.EXACT) else None,
    )


def playlist_of(playlist: ResearchPlaylist, *, is_first: bool) -> Playlist:
    """The playlist, with its posts where the page is the first and the last. Raises InvalidMember for a wrong id."""
    ids = playlist.playlist_video_ids
    is_whole = is_first and playlist.has_more is False and ids is not None
    return Playlist(
        id=known_id_of(playlist.playlist_id, "playlist_id"),
        name=playlist.playlist_name,
        total=count_of(playlist.playlist_item_total),
        updated_s=created_of(playlist.playlist_last_updated, "playlist_last_updated"),
        posts=[post_id_of(each, "playlist_video_ids") for each in ids or ()] if is_whole else None,
    )


def _counts_of(video: ResearchVideo) -> Counts | None:
    saves = video.favorites_count if video.favorites_count is not None else video.favourites_count
    counts = Counts(
        plays=count_of(video.view_count),
        likes=count_of(video.like_count),
        comments=count_of(video.comment_count),
        shares=count_of(video.share_count),
        saves=count_of(saves),
        precision=Precision.EXACT,
    )
    return counts if counts != Counts(precision=Precision.EXACT) else None


def tags_in(names: list[str] | None, infos: list[dict[str, Any]] | None) -> list[Hashtag] | None:
    """The tags of both lists, each once: `hashtag_info_list` has the case and the id, and can hold other tags."""
    if names is None and infos is None:
        return None
    found: dict[str, Hashtag] = {}
    for info in infos or ():
        if name := _word(info.get("hashtag_name")):
            tag_id, description = _word(info.get("hashtag_id")), _word(info.get("hashtag_description"))
            found.setdefault(name.casefold(), Hashtag(name=name, id=tag_id, description=description))
    for each in names or ():
        if name := each.strip():
            found.setdefault(name.casefold(), Hashtag(name=name))
    return list(found.values())


def words_of_tags(names: list[str] | None, infos: list[dict[str, Any]] | None) -> set[str]:
    """What `tags_in` tells apart tags by."""
    words = {each.strip().casefold() for each in names or ()}
    words.update((_word(info.get("hashtag_name")) or "").casefold() for info in infos or ())
    words.discard("")
    return words


def _mentions_of(names: list[str]) -> list[Mention]:
    return [Mention(text=name) for each in names if (name := each.strip())]


def _details_of(video: ResearchVideo) -> dict[str, Any] | None:
    """What came of DETAILS, whether TikTok or a third party deems the sound its own, and the playlist."""
    details = {name: getattr(video, name) for name in DETAILS if isinstance(getattr(video, name), (list, dict))}
    if video.is_stem_verified is not None:
        details["is_stem_verified"] = video.is_stem_verified
    if (playlist := id_of(video.playlist_id)) is not None:
        details["playlist_id"] = playlist
    return details or None


def _word(value: object) -> str | None:
    """A short text without the blanks around it, also from a number; None where it is empty."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return (value.strip() or None) if isinstance(value, str) else None
