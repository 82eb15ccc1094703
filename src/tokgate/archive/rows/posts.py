"""A post as a row."""

from __future__ import annotations

import msgspec

from tokgate.domain.counts import Counts, Precision
from tokgate.domain.creators import Creator
from tokgate.domain.posts import NO_DETAILS, Gone, Kind, Post, PostDetails


class PostRow(msgspec.Struct):
    """The columns of the table but the item; truths are 0 and 1."""

    creator: int
    ms: int
    id: int
    visible: int = 0
    created_told: int = 0
    kind: str | None = None
    text: str | None = None
    title: str | None = None
    language: str | None = None
    region: str | None = None
    duration_ms: int | None = None
    width: int | None = None
    height: int | None = None
    cover_url: str | None = None
    play_url: str | None = None
    plays: int | None = None
    likes: int | None = None
    comments: int | None = None
    shares: int | None = None
    saves: int | None = None
    reposts: int | None = None
    downloads: int | None = None
    precision: str | None = None
    counts_ms: int | None = None
    sound: int | None = None
    is_ad: int | None = None
    private: int | None = None
    first_seen_ms: int = 0
    last_seen_ms: int = 0
    content_ms: int | None = None
    gone_ms: int | None = None
    gone_reason: str | None = None
    item_ms: int | None = None
    item_source: str | None = None
    renewed: int = 0
    details: str | None = None
    changed: int = 0
    added: int = 0


#: Looked up rather than called: a page of posts asks for them often.
_KINDS = {kind.value: kind for kind in Kind}
_PRECISIONS = {precision.value: precision for precision in Precision}
_DETAILS = msgspec.json.Decoder(PostDetails)
_ENCODER = msgspec.json.Encoder()


def read_details(row: PostRow) -> PostDetails:
    """The part of a row that is kept as JSON."""
    return _DETAILS.decode(row.details) if row.details else PostDetails()


def write_details(row: PostRow, details: PostDetails) -> None:
    """Put that part back."""
    row.sound = details.sound.id if details.sound else None
    encoded = _ENCODER.encode(details).decode()
    row.details = None if encoded == "{}" else encoded


def to_post(row: PostRow, creator: Creator | None) -> Post:
    """The post in its current state."""
    details = _DETAILS.decode(row.details) if row.details else NO_DETAILS
    return Post(
        id=row.id,
        creator=creator,
        created_s=row.ms // 1000,
        kind=_KINDS[row.kind] if row.kind else None,
        text=row.text,
        title=row.title,
        language=row.language,
        region=row.region,
        duration_ms=row.duration_ms,
        width=row.width,
        height=row.height,
        cover_url=row.cover_url,
        play_url=row.play_url,
        image_urls=details.image_urls,
        counts=_counts(row),
        sound=details.sound,
        hashtags=details.hashtags,
        mentions=details.mentions,
        spans=details.spans,
        is_ad=_truth(row.is_ad),
        private=_truth(row.private),
        pinned=details.pinned,
        duet_of=details.duet_of,
        stitch_of=details.stitch_of,
        voice_to_text=details.voice_to_text,
        details=details.details,
        gone=None if row.gone_ms is None else Gone(row.gone_ms, row.gone_reason or ""),
    )


def _counts(row: PostRow) -> Counts | None:
    if row.counts_ms is None:
        return None
    return Counts(
        plays=row.plays,
        likes=row.likes,
        comments=row.comments,
        shares=row.shares,
        saves=row.saves,
        reposts=row.reposts,
        downloads=row.downloads,
        precision=_PRECISIONS[row.precision or Precision.UNKNOWN],
    )


def _truth(value: int | None) -> bool | None:
    return None if value is None else bool(value)
