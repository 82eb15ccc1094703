"""`tokgate export`: everything of a kind, in a file that imports again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

import click
import msgspec

from tokgate.cli.columns import Column, Row
from tokgate.cli.options import archive_option, opened_to_read
from tokgate.cli.output import Output, first, output_options, selection_options
from tokgate.cli.rows.comments import COMMENT_COLUMNS, comment_row
from tokgate.cli.rows.counts import COUNTS_COLUMNS, counts_row
from tokgate.cli.rows.creators import AUDIENCE_COLUMNS, CREATOR_COLUMNS, audience_row, creator_row
from tokgate.cli.rows.posts import POST_COLUMNS, post_row
from tokgate.cli.rows.relations import FOLLOW_COLUMNS, LIKE_COLUMNS, follow_row, like_row
from tokgate.cli.subjects import CreatorName, find_creator
from tokgate.domain.ports import Archive
from tokgate.domain.relations import Relation, RelationKind
from tokgate.domain.walks import EVER, Window


class Kind(msgspec.Struct, frozen=True):
    """A kind of thing to export: its columns, and its rows of one creator (by key) or of everybody (None)."""

    columns: Sequence[Column]
    rows: Callable[[Archive, int | None, Window], Iterator[Row]]


def _posts(archive: Archive, creator: int | None, within: Window) -> Iterator[Row]:
    return map(post_row, archive.seen_posts(creator, within=within))


def _comments(archive: Archive, creator: int | None, within: Window) -> Iterator[Row]:
    return (comment_row(each) for each in archive.all_comments(creator) if within.holds_second(each.created_s))


def _counts(archive: Archive, creator: int | None, within: Window) -> Iterator[Row]:
    return (counts_row(each.post_id, each.observation) for each in archive.all_counts(creator, within=within))


def _creators(archive: Archive, creator: int | None, within: Window) -> Iterator[Row]:
    if within != EVER:
        raise click.UsageError(
            "--since and --until are of things with an instant; --what audiences has creators' counts"
        )
    return (creator_row(each) for each in archive.creators() if creator in (None, each.creator.key))


def _audiences(archive: Archive, creator: int | None, within: Window) -> Iterator[Row]:
    if creator is None:
        return (audience_row(each.creator, each.observation) for each in archive.all_audiences(within=within))
    found = archive.creator(key=creator)
    told = archive.audience(creator)
    return (audience_row(found, each) for each in told if found is not None and within.holds(each.observed_ms))


def _relations(
    kind: RelationKind, row: Callable[[Relation], Row]
) -> Callable[[Archive, int | None, Window], Iterator[Row]]:
    def rows(archive: Archive, creator: int | None, within: Window) -> Iterator[Row]:
        return (row(each) for each in archive.all_relations(kind, creator) if within.holds_second(each.at_s))

    return rows


KINDS = {
    "posts": Kind(POST_COLUMNS, _posts),
    "comments": Kind(COMMENT_COLUMNS, _comments),
    "counts": Kind(COUNTS_COLUMNS, _counts),
    "creators": Kind(CREATOR_COLUMNS, _creators),
    "audiences": Kind(AUDIENCE_COLUMNS, _audiences),
    "follows": Kind(FOLLOW_COLUMNS, _relations(RelationKind.FOLLOW, follow_row)),
    "likes": Kind(LIKE_COLUMNS, _relations(RelationKind.LIKE, like_row)),
}


@click.command()
@click.argument("creators", nargs=-1, type=CreatorName())
@click.option("--what", type=click.Choice(list(KINDS)), default="posts", show_default=True, help="What to write.")
@archive_option
@selection_options
@output_options
def export(
    creators: tuple[str, ...], what: str, archive_url: str, output: Output, within: Window, limit: int | None
) -> None:
    """Write the posts of CREATORS, or of everybody, with all that is known of each; or another kind of thing.

    \b
    posts      everything that is known of each, as it stands now
    comments   on the creators' posts
    counts     posts' counts over time: who said them, when, how exactly
    creators   profiles, as they stand now
    audiences  creators' counts over time
    follows    whom the creators follow
    likes      what the creators liked

    --since and --until are of the publication of posts and comments, of the observation of counts and audiences, of
    the beginning of follows and likes; what has no such instant is then left out. Without --format the ending of -o
    decides; on stdout it is jsonl. Ids are text in every format; the mode of the file is as the umask says.
    """
    with opened_to_read(archive_url) as archive:
        output.write(first(_rows(archive, KINDS[what], creators, within), limit), KINDS[what].columns)


def _rows(archive: Archive, kind: Kind, names: tuple[str, ...], within: Window) -> Iterable[Row]:
    keys = dict.fromkeys([find_creator(archive, name).key for name in names] or [None])
    for key in keys:
        yield from kind.rows(archive, key, within)
