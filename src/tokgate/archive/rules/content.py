"""How an observation changes what is held of a post."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from tokgate.archive.errors import UnkeepableError
from tokgate.archive.rows.posts import PostRow, read_details, write_details
from tokgate.archive.rules.positions import SLOTS
from tokgate.domain.counts import Counts
from tokgate.domain.posts import CUT_TEXT, Hashtag, Post, PostDetails, Sound, is_plausible_second, second_of

CONTENT = (
    "kind", "title", "language", "region", "duration_ms", "width", "height", "cover_url", "play_url", "is_ad",
    "private",
)  # fmt: skip
#: No list cuts captions shorter than this; a short one that ends in dots has them of its own.
CUT_FROM = 50
COUNTS = ("plays", "likes", "comments", "shares", "saves", "reposts", "downloads")
_PLAIN_DETAILS = ("image_urls", "mentions", "spans", "pinned", "duet_of", "stitch_of", "voice_to_text")
_MOST_ID = 2**63 - 1


def new_row(post: Post, creator: int, observed_ms: int) -> PostRow:
    """A row for a post not seen before, with what the observation says. Its slot is still to be found.

    Raises UnkeepableError where neither the source nor the id tells when the post was made.
    """
    second = post.created_s if post.created_s is not None else _second_of_id(post.id)
    if not 0 < post.id <= _MOST_ID:
        raise UnkeepableError(f"post {post.id}: an id is a positive number of at most 63 bits")
    if not is_plausible_second(second):
        raise UnkeepableError(f"post {post.id}: created_s {second} is no Unix second from 2014 to 2099")
    return PostRow(
        creator=creator,
        ms=second * SLOTS,
        id=post.id,
        created_told=int(post.created_s is not None),
        first_seen_ms=observed_ms,
        last_seen_ms=observed_ms,
    )


def _second_of_id(post_id: int) -> int:
    second = second_of(post_id)
    if not is_plausible_second(second):
        raise UnkeepableError(f"post {post_id}: has no created_s, and its id holds no plausible time ({second})")
    return second


def merge_into(row: PostRow, post: Post, creator: int, observed_ms: int) -> bool:
    """Put an observation into a row; whether what the row says of the post has changed.

    What is as new as the row's newest overwrites, what is older only fills what is unknown; None does neither.
    """
    row.first_seen_ms = min(row.first_seen_ms, observed_ms)
    row.last_seen_ms = max(row.last_seen_ms, observed_ms)
    if creator and not row.creator:
        row.creator = creator
    if post.is_stub:
        return _merge_second(row, post.created_s, newer=False)
    newer = row.content_ms is None or observed_ms >= row.content_ms
    if creator and newer:
        row.creator = creator
    changed = _merge_second(row, post.created_s, newer=newer)
    changed |= _merge_text(row, post.text, newer=newer)
    changed |= _merge_fields(row, post, CONTENT, newer=newer)
    changed |= _merge_details(row, post, newer=newer)
    changed |= _merge_counts(row, post.counts, observed_ms)
    if newer:
        row.content_ms = observed_ms
    if row.gone_ms is not None and observed_ms > row.gone_ms:
        row.gone_ms = row.gone_reason = None
    return changed


def _merge_second(row: PostRow, created_s: int | None, *, newer: bool) -> bool:
    if created_s is None or created_s == row.ms // SLOTS:
        row.created_told |= created_s is not None
        return False
    if row.created_told and not newer:
        return False
    if not is_plausible_second(created_s):
        raise UnkeepableError(f"post {row.id}: created_s {created_s} is no Unix second from 2014 to 2099")
    row.ms = created_s * SLOTS
    row.created_told = 1
    return True


def _merge_text(row: PostRow, said: str | None, *, newer: bool) -> bool:
    """As any field, but of a text and its own beginning the whole one is kept, whichever is newer."""
    if said is None or said == row.text:
        return False
    if row.text is None or is_beginning_of(row.text, said) or (newer and not is_beginning_of(said, row.text)):
        row.text = said
        return True
    return False


def is_beginning_of(shown: str, text: str) -> bool:
    """Whether a text that ends in dots, or is as long as the Display API's longest, is another one that was cut."""
    if len(shown) == CUT_TEXT < len(text) and text.startswith(shown):
        return True
    beginning = shown.removesuffix("...").removesuffix("…")
    is_cut = len(beginning) >= CUT_FROM and beginning != shown
    return is_cut and len(text.rstrip(".…")) > len(beginning) and text.startswith(beginning.rstrip())


def _merge_fields(held: Any, said: Any, names: Iterable[str], *, newer: bool) -> bool:
    changed = False
    for name in names:
        value = getattr(said, name)
        if value is None:
            continue
        known = getattr(held, name)
        if known is None or (newer and known != value):
            setattr(held, name, value)
            changed = True
    return changed


def _merge_counts(row: PostRow, counts: Counts | None, observed_ms: int) -> bool:
    if counts is None:
        return False
    newer = row.counts_ms is None or observed_ms >= row.counts_ms
    changed = _merge_fields(row, counts, COUNTS, newer=newer)
    if newer:
        row.counts_ms = observed_ms
        row.precision = counts.precision
    return changed


def _merge_details(row: PostRow, post: Post, *, newer: bool) -> bool:
    details = read_details(row)
    changed = _merge_fields(details, post, _PLAIN_DETAILS, newer=newer)
    changed |= _merge_sound(details, post.sound, newer=newer)
    changed |= _merge_hashtags(details, post.hashtags, newer=newer)
    if post.details:
        known = details.details or {}
        merged = {**known, **post.details} if newer else {**post.details, **known}
        changed |= merged != known
        details.details = merged
    if changed:
        write_details(row, details)
    return changed


def _merge_sound(details: PostDetails, said: Sound | None, *, newer: bool) -> bool:
    held = details.sound
    if said is None or said == held:
        return False
    if held is None:
        details.sound = said
        return True
    same = said.id is None or held.id is None or said.id == held.id
    if not same and not newer:
        return False
    details.sound = _overlaid(held, said, newer=newer) if same else said
    return details.sound != held


def _overlaid(held: Sound, said: Sound, *, newer: bool) -> Sound:
    over, under = (said, held) if newer else (held, said)
    told = {name: value for name, value in msgspec.structs.asdict(over).items() if value is not None}
    return msgspec.structs.replace(under, **told)


def _merge_hashtags(details: PostDetails, said: list[Hashtag] | None, *, newer: bool) -> bool:
    held = details.hashtags
    if said is None or said == held or (held is not None and not newer):
        return False
    # A source that tells only names must not take away the ids that another told.
    known = {hashtag.name.lower(): hashtag for hashtag in held or []}
    details.hashtags = [
        msgspec.structs.replace(
            hashtag,
            id=hashtag.id or known[hashtag.name.lower()].id,
            description=hashtag.description or known[hashtag.name.lower()].description,
        )
        if hashtag.name.lower() in known
        else hashtag
        for hashtag in said
    ]
    return details.hashtags != held


def is_partial(item: bytes) -> bool:
    """Whether a web item lacks its author or its counts, so that an answer needs more than the item."""
    return b'"author"' not in item or (b'"stats"' not in item and b'"statsV2"' not in item)
