"""`tokgate creators`, `posts`, `comments` and `history`: the archive on the screen, or in a file."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

import click

from tokgate.cli.columns import Row
from tokgate.cli.exits import Failure
from tokgate.cli.joins import JOIN_COLUMNS, join_rows, split_join
from tokgate.cli.options import archive_option, opened, opened_to_read
from tokgate.cli.output import Output, first, output_options, selection_options
from tokgate.cli.rows.comments import COMMENT_COLUMNS, comment_row
from tokgate.cli.rows.counts import COUNTS_COLUMNS, counts_row
from tokgate.cli.rows.creators import AUDIENCE_COLUMNS, CREATOR_COLUMNS, audience_row, creator_row
from tokgate.cli.rows.posts import POST_COLUMNS, post_row
from tokgate.cli.subjects import CreatorName, find_creator, no_such_post, post_id_of
from tokgate.domain.creators import Creator
from tokgate.domain.links import id_in_link
from tokgate.domain.ports import Archive
from tokgate.domain.posts import Comment
from tokgate.domain.walks import Window


@click.command()
@archive_option
@output_options
@click.option("--joins", is_flag=True, help="List the creators that turned out to be one, and why.")
@click.option("--split", "join_id", type=int, metavar="ID", help="Undo a join, by its id in --joins.")
def creators(archive_url: str, output: Output, joins: bool, join_id: int | None) -> None:
    """List the creators of an archive, those with most posts first."""
    if joins and join_id is not None:
        raise click.UsageError("--joins lists, --split undoes: give one of them")
    if join_id is not None:
        with opened(archive_url, must_exist=True) as archive:
            split_join(archive, join_id, as_json=output.form == "jsonl")
        return
    with opened_to_read(archive_url) as archive:
        if joins:
            output.write(join_rows(archive), JOIN_COLUMNS, on_screen=True)
        else:
            output.write(map(creator_row, archive.creators()), CREATOR_COLUMNS, on_screen=True)


@click.command()
@click.argument("creator", type=CreatorName())
@archive_option
@selection_options
@output_options
def posts(creator: str, archive_url: str, output: Output, within: Window, limit: int | None) -> None:
    """List the posts of CREATOR (username, secUid, user id or link), newest first."""
    with opened_to_read(archive_url) as archive:
        found = archive.seen_posts(find_creator(archive, creator).key, within=within)
        output.write(map(post_row, first(found, limit)), POST_COLUMNS, on_screen=True)


@click.command()
@click.argument("post", required=False)
@click.option("--creator", type=CreatorName(), help="Comments on all posts of a creator.")
@click.option("--by", "author", type=CreatorName(), help="Comments that a creator wrote, on anybody's posts.")
@archive_option
@selection_options
@output_options
def comments(
    post: str | None,
    creator: str | None,
    author: str | None,
    archive_url: str,
    output: Output,
    within: Window,
    limit: int | None,
) -> None:
    """List the comments on POST (id or link), or on a creator's posts, or by somebody.

    On a post: those of the first level, then the replies to each, oldest first. A reply has a parent_id. All comments
    of an archive: tokgate export --what comments.
    """
    if sum(each is not None for each in (post, creator, author)) != 1:
        raise click.UsageError("give one of POST, --creator and --by")
    with opened_to_read(archive_url) as archive:
        if post is not None:
            found = _comments_on(archive, post_id_of(post))
        elif creator is not None:
            found = archive.all_comments(find_creator(archive, creator).key)
        else:
            found = archive.comments_by(_key(find_creator(archive, author or "")))
        rows = (comment_row(each) for each in found if within.holds_second(each.created_s))
        output.write(first(rows, limit), COMMENT_COLUMNS, on_screen=True)


def _comments_on(archive: Archive, post_id: int) -> Iterator[Comment]:
    found = archive.comments_on(post_id)
    one = next(found, None)
    if one is not None:
        return chain([one], found)
    if not _is_known(archive, post_id):
        raise no_such_post(post_id)
    return found


@click.command()
@click.argument("subject", metavar="POST|CREATOR", type=CreatorName())
@archive_option
@selection_options
@output_options
def history(subject: str, archive_url: str, output: Output, within: Window, limit: int | None) -> None:
    """List the counts of a post (id or link), or of a creator, over time.

    One row for each time that a source told them, oldest first, with the source and how exact its counts are.
    """
    with opened_to_read(archive_url) as archive:
        post_id = _post_named(archive, subject)
        if post_id is not None:
            told = (each for each in archive.history(post_id) if within.holds(each.observed_ms))
            output.write((counts_row(post_id, each) for each in first(told, limit)), COUNTS_COLUMNS, on_screen=True)
        else:
            creator = find_creator(archive, subject)
            rows = _audience_rows(archive, creator, within)
            output.write(first(rows, limit), AUDIENCE_COLUMNS, on_screen=True)


def _post_named(archive: Archive, subject: str) -> int | None:
    """The post that a link or number names; None where it is a creator's. Failure for a link to an unknown post."""
    linked = id_in_link(subject)
    if linked is None and not subject.isdecimal():
        return None
    post_id = linked or post_id_of(subject)
    if _is_known(archive, post_id):
        return post_id
    if linked is None and archive.creator(user_id=subject):
        return None
    raise no_such_post(post_id)


def _is_known(archive: Archive, post_id: int) -> bool:
    return bool(archive.posts_by_id([post_id]) or archive.history(post_id))


def _audience_rows(archive: Archive, creator: Creator, within: Window) -> Iterator[Row]:
    for each in archive.audience(_key(creator)):
        if within.holds(each.observed_ms):
            yield audience_row(creator, each)


def _key(creator: Creator) -> int:
    if creator.key is None:
        raise Failure("the archive gave no number to this creator")
    return creator.key
