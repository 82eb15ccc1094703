"""Which column of a table holds which field: as the user maps them, else as their names tell."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import NamedTuple

import msgspec

from tokgate.importers.column_names import normal, spelled, steps_of
from tokgate.importers.fields import AUDIENCE, FIELD_NAMES, HEADS, IGNORE, OF_COMMENTS, About
from tokgate.importers.known_tables import NOT_READ, KnownTable, known_table

#: Members that group counters, whoever's they are: `author.stats.heartCount` is the author's.
_GROUPS = frozenset({"stats", "statistics", "statsv2", "counts", "metrics"})
#: Fields of which each column adds its own, and fields of which any column may be the one that is right.
_ADDED_UP = frozenset({"hashtags", "mentions"})
_ANY_COLUMN = frozenset({"id", "url", "username"})
#: How sure a column is of its field; two of the same rank are equals.
_MAPPED, _OF_ITS_OWN, _SURE, _WEAK_OF_ITS_OWN, _WEAK = range(5)


class Meaning(NamedTuple):
    """What a column's name means: the field, how sure that is, and what the name says the column is about."""

    field: str
    rank: int
    about: About | None = None


class Layout(msgspec.Struct, frozen=True):
    """What is read of a table: the columns of each field, the surest first, and the columns that are not read.

    Rows of a table `of_accounts` may name posts, by links; where one does not, it is about the account. `tool` is the
    public tool whose table it is, if it is one of `known_tables`.
    """

    columns: Mapping[str, tuple[str, ...]]
    unread: tuple[str, ...]
    sure_handles: frozenset[str]
    of_comments: bool
    of_accounts: bool = False
    tool: str | None = None

    def __contains__(self, field: str) -> bool:
        return field in self.columns


def _by_name(about: About | None, *tiers: str) -> dict[str, str]:
    """The field of every name in some tiers of names, of fields about one thing or of all."""
    return {
        spelled(name): field
        for field, names in FIELD_NAMES.items()
        if about in (None, names.about)
        for tier in tiers
        for name in getattr(names, tier).split()
    }


_SURE_NAMES, _WEAK_NAMES = _by_name(None, "sure"), _by_name(None, "weak")
#: What is understood behind a word for what it is about, by that.
_INSIDE = {about: _by_name(about, "inside", "sure") for about in About}
_WEAK_INSIDE = {about: _by_name(about, "weak") for about in About}


@functools.lru_cache(maxsize=4096)
def meaning_of(column: str) -> Meaning | None:
    """What a column's name means; None where that is not sure."""
    steps = steps_of(column)
    if len(steps) > 1 and (listed := _in_list(steps)):
        return Meaning(listed, _SURE)
    name = ".".join(steps)
    if name in _SURE_NAMES:
        return Meaning(_SURE_NAMES[name], _SURE)
    if name in _WEAK_NAMES:
        return Meaning(_WEAK_NAMES[name], _WEAK)
    if len(steps) > 1:
        about = _about(steps[:-1])
        return _meaning_inside(about, steps[-1]) if about else None
    return next(filter(None, (_meaning_inside(HEADS[head], name[len(head) :]) for head in _heads_of(name))), None)


def _in_list(steps: list[str]) -> str | None:
    """The field of one entry of a list that was laid out in columns: `hashtags/0/name`."""
    field = _SURE_NAMES.get(steps[0])
    return field if field in _ADDED_UP and steps[1].isdecimal() and steps[2:] in ([], ["name"]) else None


def _about(holders: list[str]) -> About | None:
    """What the innermost holder that is about anything is about; None where one is of no known kind."""
    for holder in reversed(holders):
        if holder not in _GROUPS:
            return next((HEADS[head] for head in _heads_of(holder)), None)
    return About.POST


def _heads_of(name: str) -> list[str]:
    """The words for what a name is about that it begins with, the longest first."""
    return sorted((head for head in HEADS if name.startswith(head)), key=len, reverse=True)


def _meaning_inside(about: About, name: str) -> Meaning | None:
    if field := _INSIDE[about].get(name):
        return Meaning(field, _OF_ITS_OWN, about)
    if field := _WEAK_INSIDE[about].get(name):
        return Meaning(field, _WEAK_OF_ITS_OWN, about)
    found = meaning_of(name)
    if found is None or not (_is_about(found.field, about) or _hangs_on_post(found.field, about)):
        return None
    return Meaning(found.field, _WEAK_OF_ITS_OWN if found.rank >= _WEAK_OF_ITS_OWN else _OF_ITS_OWN, about)


def _hangs_on_post(field: str, about: About) -> bool:
    """Whether a field behind a word for the post is its author's or its sound's: `video_author`, `post_music_id`."""
    return about is About.POST and FIELD_NAMES[field].about in (About.CREATOR, About.SOUND)


def _is_about(field: str, about: About) -> bool:
    return FIELD_NAMES[field].about is about


@functools.lru_cache(maxsize=1024)
def layout_of(columns: tuple[str, ...], mapping: tuple[tuple[str, str], ...] = ()) -> Layout:
    """How the columns of a table are read. A mapped field is read from its mapped columns alone."""
    table = known_table(columns)
    meanings = _meanings_of(columns, table, dict(mapping))
    of_comments = any(meaning.field in OF_COMMENTS for meaning in meanings.values())
    meanings = _of_comments(meanings) if of_comments else _of_posts(meanings)
    of_accounts = not of_comments and _is_of_accounts(meanings)
    fields = _ranked(meanings)
    read = {column for names in fields.values() for column in names}
    ignored = {column for column, meaning in meanings.items() if meaning.field == IGNORE}
    fields.pop(IGNORE, None)
    handles = frozenset(c for c in fields.get("username", ()) if meanings[c].rank < _WEAK_OF_ITS_OWN)
    unread = tuple(column for column in columns if column not in read | ignored)
    return Layout(fields, unread, handles, of_comments, of_accounts, table.tool if table else None)


def _meanings_of(columns: tuple[str, ...], table: KnownTable | None, told: dict[str, str]) -> dict[str, Meaning]:
    """What each column means: as the user says, else as its tool is known to mean it, else as its name tells."""
    special = {c: table.columns[spelled(c)] for c in columns if spelled(c) in table.columns} if table else {}
    mapped = {column: field for column, field in special.items() if field not in told.values()} | told
    meanings: dict[str, Meaning] = {}
    for column in columns:
        if column in mapped:
            meanings[column] = Meaning(mapped[column], _MAPPED)
        elif (found := meaning_of(column)) and found.field not in mapped.values():
            meanings[column] = found
    return {column: meaning for column, meaning in meanings.items() if meaning.field != NOT_READ}


def _of_posts(meanings: dict[str, Meaning]) -> dict[str, Meaning]:
    """In a table of posts, or of accounts, nothing is a comment's; a bare counter of likes may be the account's."""
    kept = {
        c: m for c, m in meanings.items() if FIELD_NAMES.get(m.field) is None or not _is_about(m.field, About.COMMENT)
    }
    fields = {meaning.field for meaning in kept.values()}
    if _is_of_accounts(kept):
        kept = {c: m for c, m in kept.items() if m.field != "id"}
    if "text" not in fields:
        kept |= {c: m._replace(field="text") for c, m in kept.items() if m.field == "title" and m.rank != _MAPPED}
    surer = {m.field for m in kept.values() if m.rank <= _OF_ITS_OWN}
    if "likes" in surer and "likes_received" not in fields and _has_bare_audience(kept):
        kept |= {c: Meaning("likes_received", _SURE) for c, m in kept.items() if m.field == "likes" and m.rank == _SURE}
    if not {"id", "url"} & fields and "likes_received" not in fields:
        kept |= {c: m._replace(field="likes_received") for c, m in kept.items() if m.field == "likes"}
    return kept


def _is_of_accounts(meanings: Mapping[str, Meaning]) -> bool:
    """Whether the columns are an account's: a handle and its counters, and of a post at most a link and a bare `id`.

    That `id` may be the account's, or the number of the row.
    """
    of_posts = {c for c, m in meanings.items() if m.field in FIELD_NAMES and _is_about(m.field, About.POST)}
    fields = {meaning.field for meaning in meanings.values()}
    is_bare = all(normal(c) == "id" and meanings[c].rank != _MAPPED for c in of_posts if meanings[c].field == "id")
    others = {meanings[c].field for c in of_posts} - {"id", "url", "observed_at", "region", "language", "private"}
    return is_bare and not others and "username" in fields and not fields.isdisjoint(AUDIENCE)


def _has_bare_audience(meanings: Mapping[str, Meaning]) -> bool:
    return any(m.field in AUDIENCE and m.rank == _SURE for m in meanings.values())


def _of_comments(meanings: dict[str, Meaning]) -> dict[str, Meaning]:
    """In a table of comments, what is not said to be the post's is the comment's; of the post only its name is read."""
    kept = {}
    # A bare `id` beside the post's, and without a comment_id, is the comment's.
    named = [meaning.field for meaning in meanings.values() if meaning.field in ("comment_id", "id", "url")]
    is_bare_own = "comment_id" not in named and len(named) > 1
    for column, meaning in meanings.items():
        field, rank, about = meaning
        if is_bare_own and field == "id" and normal(column) == "id" and rank != _MAPPED:
            kept[column] = Meaning("comment_id", _SURE)
        elif about is not About.POST or rank == _MAPPED or field in ("id", "url"):
            kept[column] = Meaning({"comment_text": "text", "comment_likes": "likes"}.get(field, field), rank, about)
    return kept


def _ranked(meanings: Mapping[str, Meaning]) -> dict[str, tuple[str, ...]]:
    """The columns of each field; of most only those that are surest, as a weaker one may be of something else."""
    by_field: dict[str, list[str]] = {}
    for column, meaning in meanings.items():
        by_field.setdefault(meaning.field, []).append(column)
    found = {}
    for field, names in by_field.items():
        names.sort(key=lambda column: meanings[column].rank)
        best = meanings[names[0]].rank
        is_any = field in _ANY_COLUMN or field in _ADDED_UP
        found[field] = tuple(c for c in names if is_any or meanings[c].rank == best)
    return found
