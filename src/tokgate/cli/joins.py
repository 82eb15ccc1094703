"""Creators that turned out to be one, told and taken apart again."""

from __future__ import annotations

from collections.abc import Iterator

import click
import msgspec

from tokgate.archive.errors import NoSuchJoinError
from tokgate.cli.columns import Column, Row
from tokgate.cli.exits import Failure
from tokgate.cli.instants import instant_text
from tokgate.cli.terminal import note
from tokgate.domain.creators import Creator
from tokgate.domain.joins import Join, Split
from tokgate.domain.ports import Archive

JOIN_COLUMNS = (
    Column("id", kind=int, in_table=True),
    Column("kept", in_table=True),
    Column("kept_user_id", is_id=True),
    Column("kept_sec_uid"),
    Column("kept_username"),
    Column("gone", in_table=True),
    Column("gone_user_id", is_id=True),
    Column("gone_sec_uid"),
    Column("gone_username"),
    Column("because", in_table=True),
    Column("source", in_table=True),
    Column("observed_at", in_table=True),
    Column("joined_at"),
    Column("posts", kind=int, in_table=True),
    Column("undone_at", in_table=True),
)


def join_rows(archive: Archive) -> Iterator[Row]:
    """Every join as a row, both creators as they were before."""
    return map(_join_row, archive.joins())


def _join_row(join: Join) -> Row:
    return {
        "id": join.id,
        **_names("kept", join.kept),
        **_names("gone", join.gone),
        "because": join.because.value,
        "source": join.source,
        "observed_at": instant_text(join.observed_ms),
        "joined_at": instant_text(join.at_ms),
        "posts": join.posts,
        "undone_at": instant_text(join.undone_ms),
    }


def _names(side: str, creator: Creator) -> dict[str, str | None]:
    return {
        side: _name(creator),
        f"{side}_user_id": creator.user_id,
        f"{side}_sec_uid": creator.sec_uid,
        f"{side}_username": creator.username,
    }


def _name(creator: Creator) -> str:
    return creator.username or creator.user_id or creator.sec_uid or f"(creator {creator.key})"


def split_join(archive: Archive, join_id: int, *, as_json: bool) -> None:
    """Undo a join, and say what went back and what stays. Exit 1 if there is nothing to undo."""
    try:
        split = archive.split(join_id)
    except NoSuchJoinError as problem:
        raise Failure(f"{problem}; `tokgate creators --joins` lists them") from problem
    _tell(split, as_json=as_json)


def _tell(split: Split, *, as_json: bool) -> None:
    if as_json:
        result = {
            "join": split.join.id,
            **_names("kept", split.kept),
            **_names("gone", split.gone),
            "returned": split.returned,
            "staying": split.staying,
        }
        click.echo(msgspec.json.encode(result).decode())
        return
    kept, gone = _name(split.join.kept), _name(split.join.gone)
    if kept == gone:
        kept = _name(split.kept)
    click.echo(f"{kept} and {gone} are two again: {split.returned} posts went back to {gone}")
    if split.staying:
        note(f"{split.staying} posts came after the join and stay with {kept}")
