"""Posts as yt-dlp lists them: its own info.json, entries of a playlist, and flat listings that tools make of these."""

from __future__ import annotations

from typing import Any

from tokgate.domain.counts import Counts
from tokgate.domain.creators import Creator
from tokgate.domain.links import handle_in_link, id_in_link
from tokgate.domain.observations import Observation
from tokgate.domain.posts import Post, Sound
from tokgate.importers.cells import account_id, link, milliseconds, post_id, tally, text, whole, word
from tokgate.importers.envelopes import attributed, body_of, observation
from tokgate.importers.format import FileContext, ForeignRecord
from tokgate.importers.instants import created_second, exact_second, parse_instant

NAME = "ytdlp_flat"

#: yt-dlp cuts titles at about 72 characters and ends them with this.
CUT = "..."
CUT_FROM = 70

_FLAT = frozenset({"video_id", "title", "upload_date"})
_FLAT_ANY = _FLAT | frozenset(
    [
        "url",
        "webpage_url",
        "view_count",
        "like_count",
        "comment_count",
        "repost_count",
        "save_count",
        "description",
        "duration",
        "thumbnail",
        "timestamp",
        "uploader",
        "uploader_id",
        "channel",
        "channel_id",
    ]
)


class Ytdlp:
    """yt-dlp's infos of TikTok posts."""

    name = NAME

    def matches(self, value: object) -> bool:
        """An info of yt-dlp's TikTok extractor, or a flat entry with `upload_date`; no playlist, but its entries."""
        if not isinstance(value, dict) or "entries" in value or value.get("_type") == "playlist":
            return False
        if any(_is_tiktok(value.get(name)) for name in ("extractor_key", "ie_key", "extractor")):
            return "id" in value or "url" in value
        return value.keys() >= _FLAT and value.keys() <= _FLAT_ANY

    def read(self, record: ForeignRecord, context: FileContext) -> list[Observation]:
        """The post, observed at the info's `epoch`, else when its listing was made (`last_updated`, UTC)."""
        epoch = parse_instant(record.value.get("epoch"))
        post = attributed(post_of(record.value), context)
        observed_ms = epoch.ms if epoch else None
        return [observation(post, NAME, record, context, observed_ms=observed_ms, body=body_of(record))]


def post_of(info: dict[str, Any]) -> Post:
    """The post of an info or flat entry. Raises Rejected where neither id nor link name one.

    A title that was cut is no text, so that it never replaces the whole caption. `upload_date` is only a day (UTC): the
    id tells the second.
    """
    found = id_in_link(info.get("webpage_url")) or id_in_link(info.get("url"))
    number = post_id(found or info.get("id") or info.get("video_id"), "id" if "id" in info else "video_id")
    title, description = text(info.get("title")), text(info.get("description"))
    is_cut = is_cut_text(title)
    created_s = exact_second(info.get("timestamp"))
    return Post(
        id=number,
        creator=_creator(info, number),
        created_s=created_second(number, info.get("upload_date")) if created_s is None else created_s,
        text=description if description is not None else None if is_cut else title,
        title=title if is_cut and description is None else None,
        duration_ms=milliseconds(info.get("duration")),
        width=whole(info.get("width")),
        height=whole(info.get("height")),
        cover_url=link(info.get("thumbnail")),
        counts=_counts(info),
        sound=_sound(info),
    )


def is_cut_text(title: str | None) -> bool:
    """Whether a caption was cut to fit a listing; a short one may end in dots of its own."""
    return title is not None and len(title) >= CUT_FROM and title.endswith((CUT, "…"))


def _is_tiktok(value: Any) -> bool:
    return isinstance(value, str) and value.lower() in ("tiktok", "tiktok:user")


def _creator(info: dict[str, Any], number: int) -> Creator | None:
    """In infos `uploader` is the handle, `channel` the name, `channel_id` the secUid, `uploader_id` the user id."""
    names = [name for name in (word(info.get("channel_id")), word(info.get("uploader_id"))) if name]
    creator = Creator(
        user_id=next((found for name in names if (found := account_id(name))), None),
        sec_uid=next((name for name in names if name.startswith("MS4w")), None),
        username=word(info.get("uploader"))
        or handle_in_link(info.get("webpage_url"), number)
        or handle_in_link(info.get("url"), number),
        name=text(info.get("channel")),
    )
    return creator if creator.is_known else None


def _counts(info: dict[str, Any]) -> Counts | None:
    """The counters; what yt-dlp calls `repost_count` is TikTok's share count (see its extractor)."""
    counts = Counts(
        plays=tally(info.get("view_count")),
        likes=tally(info.get("like_count")),
        comments=tally(info.get("comment_count")),
        shares=tally(info.get("repost_count")),
        saves=tally(info.get("save_count")),
    )
    return None if counts == Counts() else counts


def _sound(info: dict[str, Any]) -> Sound | None:
    artists = info.get("artists")
    author = ", ".join(filter(None, map(word, artists))) if isinstance(artists, list) else word(info.get("artist"))
    title = text(info.get("track"))
    return Sound(title=title, author=author or None, album=text(info.get("album")) or None) if title else None
