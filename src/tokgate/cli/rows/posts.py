"""Posts as rows."""

from __future__ import annotations

from tokgate.cli.columns import Column, Row
from tokgate.cli.instants import instant_text, second_text
from tokgate.cli.rows.counts import counts_cells
from tokgate.cli.rows.creators import names_of
from tokgate.domain.counts import Counts
from tokgate.domain.walks import SeenPost

POST_COLUMNS = (
    Column("id", is_id=True, in_table=True),
    Column("username", in_table=True),
    Column("created_at", in_table=True),
    Column("kind"),
    Column("text", in_table=True, instead="title"),
    Column("title"),
    Column("language"),
    Column("region"),
    Column("duration_ms", kind=int),
    Column("width", kind=int),
    Column("height", kind=int),
    Column("plays", kind=int, in_table=True),
    Column("likes", kind=int, in_table=True),
    Column("comments", kind=int),
    Column("shares", kind=int),
    Column("saves", kind=int),
    Column("reposts", kind=int),
    Column("downloads", kind=int),
    Column("counts_precision"),
    Column("hashtags", kind=list),
    Column("mentions", kind=list),
    Column("sound_id", is_id=True),
    Column("sound_title"),
    Column("is_ad", kind=bool),
    Column("private", kind=bool, in_table=True),
    Column("gone_at", in_table=True),
    Column("gone_reason"),
    Column("user_id", is_id=True),
    Column("sec_uid"),
    Column("display_name"),
    Column("url"),
    Column("observed_at"),
)


def post_row(seen: SeenPost) -> Row:
    """A post as a row."""
    post, creator = seen.post, seen.post.creator
    return {
        "id": str(post.id),
        **names_of(creator),
        "display_name": creator.name if creator else None,
        "created_at": second_text(post.created_s),
        "kind": post.kind.value if post.kind else None,
        "text": post.text,
        "title": post.title,
        "language": post.language,
        "region": post.region,
        "duration_ms": post.duration_ms,
        "width": post.width,
        "height": post.height,
        **counts_cells(post.counts or Counts()),
        "hashtags": [tag.name for tag in post.hashtags] if post.hashtags is not None else None,
        "mentions": [mention.username or mention.text for mention in post.mentions]
        if post.mentions is not None
        else None,
        "sound_id": str(post.sound.id) if post.sound and post.sound.id is not None else None,
        "sound_title": post.sound.title if post.sound else None,
        "is_ad": post.is_ad,
        "private": post.private,
        "gone_at": instant_text(post.gone.at_ms) if post.gone else None,
        "gone_reason": post.gone.reason if post.gone else None,
        "url": post.url(),
        "observed_at": instant_text(seen.seen_ms),
    }
