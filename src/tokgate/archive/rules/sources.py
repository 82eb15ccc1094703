"""Where a search can take its posts from: by time, and by each condition that must hold and has an index."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import msgspec

from tokgate.archive.rules.conditions import Keys, lowered, numbers, texts
from tokgate.archive.rules.fragments import Fragment, among, joined
from tokgate.archive.rules.positions import SLOTS
from tokgate.archive.rules.words import FAR, ids_near
from tokgate.archive.search_spelling import SearchSpelling
from tokgate.domain.search import AllOf, AnyOf, Clause, Condition, Field, Not, Operator, Search
from tokgate.domain.words import words

LAST = 2**63 - 1


class Window(msgspec.Struct, frozen=True):
    """Positions (see `rules/positions.py`) from `start` on and before `end`."""

    start: int = 0
    end: int = LAST

    @property
    def fragment(self) -> Fragment:
        """That a column `ms` lies in it."""
        return Fragment("ms >= ? AND ms < ?", (self.start, self.end))


class Reading(msgspec.Struct, frozen=True):
    """How posts `p` are read: tables, condition, columns of position and id; `ordered`: in the order of time."""

    tables: str
    condition: Fragment
    ms: str = "p.ms"
    id: str = "p.id"
    ordered: bool = True


class Source(msgspec.Struct, frozen=True):
    """Posts among which those of a search are: their ids, some perhaps twice, and a way to read each once.

    `checked` are the conditions that hold for all of them.
    """

    ids: Fragment
    reading: Reading
    checked: tuple[Condition, ...] = ()


def _by_ids(ids: Fragment, checked: tuple[Condition, ...] = ()) -> Source:
    condition = Fragment(f"p.id IN ({ids.text})", ids.values)
    return Source(ids, Reading("post AS p INDEXED BY post_by_id", condition, ordered=False), checked)


def window_of(search: Search) -> Window:
    """The time in which all posts of a search were made."""
    first = 0 if search.since_ms is None else -(-search.since_ms // 1000)
    end = LAST // SLOTS if search.until_ms is None else -(-search.until_ms // 1000)
    for condition in required(search.where):
        if condition.field is not Field.CREATED:
            continue
        seconds = numbers(condition)
        if condition.operator in (Operator.EQ, Operator.IN, Operator.GTE, Operator.GT):
            first = max(first, min(seconds) + (condition.operator is Operator.GT))
        if condition.operator in (Operator.EQ, Operator.IN, Operator.LTE, Operator.LT):
            end = min(end, max(seconds) + (condition.operator is not Operator.LT))
    start = min(max(first, 0) * SLOTS, LAST)
    return Window(start, max(start, min(max(end, 0) * SLOTS, LAST)))


def simplified(clause: Clause) -> Clause:
    """The same, with conditions on one field, of which any must hold, made one condition."""
    if isinstance(clause, Condition):
        return clause
    if isinstance(clause, Not):
        return Not(simplified(clause.clause))
    clauses = tuple(simplified(each) for each in clause.clauses)
    if isinstance(clause, AllOf):
        return AllOf(clauses)
    equal = [each for each in clauses if isinstance(each, Condition) and each.operator in (Operator.EQ, Operator.IN)]
    fields = {each.field for each in equal}
    if len(fields) != 1 or len(equal) != len(clauses):
        return AnyOf(clauses)
    return Condition(fields.pop(), Operator.IN, tuple(value for each in equal for value in each.values))


def required(clause: Clause) -> Iterator[Condition]:
    """The conditions that must hold."""
    if isinstance(clause, Condition):
        yield clause
    elif isinstance(clause, AllOf):
        for each in clause.clauses:
            yield from required(each)


def by_time(search: Search, spelling: SearchSpelling, window: Window, found: Source | None = None) -> Source:
    """All posts of a time, or those of them that were found otherwise.

    The index alone tells time and id, and which posts are of other regions: only the rest is looked at.
    """
    ids = Fragment("SELECT id FROM post INDEXED BY post_by_time WHERE visible = 1 AND ")
    entry = spelling.entry
    conditions = [Fragment(f"{entry}.visible = 1 AND {entry}.ms >= ? AND {entry}.ms < ?", (window.start, window.end))]
    for condition in required(search.where):
        if condition.field is Field.REGION:
            same = among(f"lower({entry}.region)", lowered(condition))
            unknown = f"{entry}.region IS NULL OR {entry}.region = ''"
            conditions.append(Fragment(f"({unknown} OR {same.text})", same.values))
    if found is not None:
        conditions.append(Fragment(f"{entry}.id IN ({found.ids.text})", found.ids.values))
    reading = Reading(spelling.by_time, joined(" AND ", conditions), f"{entry}.ms", f"{entry}.id")
    return Source(joined("", (ids, window.fragment)), reading, found.checked if found else ())


def by_conditions(search: Search, keys: Keys, window: Window) -> list[Source]:
    """One for each condition that must hold, words apart, and has an index."""
    return [
        _SOURCES[condition.field](condition, keys, window)
        for condition in required(search.where)
        if condition.field in _SOURCES and condition.operator in (Operator.EQ, Operator.IN)
    ]


def _by_creator(condition: Condition, keys: Keys, window: Window) -> Source:
    creators = keys.of(condition)
    having = joined(" AND ", (among("creator", creators), window.fragment))
    ids = Fragment(f"SELECT id FROM post WHERE {having.text}", having.values)
    return Source(ids, Reading("post AS p", among("p.creator", creators), ordered=len(creators) == 1))


def _by_hashtag(condition: Condition, keys: Keys, window: Window) -> Source:
    hashtags = keys.of(condition)
    tagged = joined(" AND ", (among("hashtag", hashtags), window.fragment))
    ids = Fragment(f"SELECT post AS id FROM post_hashtag WHERE {tagged.text}", tagged.values)
    if len(hashtags) != 1:
        return _by_ids(ids)
    one = Fragment("tag.hashtag = ? AND tag.ms >= ? AND tag.ms < ?", tagged.values)
    tables = "post_hashtag AS tag CROSS JOIN post AS p ON p.id = tag.post"
    return Source(ids, Reading(tables, one, "tag.ms", "tag.post"))


def _by_sound(condition: Condition, _: Keys, window: Window) -> Source:
    sounds = numbers(condition)
    having = joined(" AND ", (Fragment("sound IS NOT NULL"), among("sound", sounds), window.fragment))
    ids = Fragment(f"SELECT id FROM post INDEXED BY post_by_sound WHERE {having.text}", having.values)
    known = joined(" AND ", (Fragment("p.sound IS NOT NULL"), among("p.sound", sounds)))
    return Source(ids, Reading("post AS p INDEXED BY post_by_sound", known, ordered=len(sounds) == 1))


def _by_effect(condition: Condition, _: Keys, __: Window) -> Source:
    having = among("effect", texts(condition))
    return _by_ids(Fragment(f"SELECT post AS id FROM post_effect WHERE {having.text}", having.values))


def _by_id(condition: Condition, _: Keys, __: Window) -> Source:
    having = among("id", numbers(condition))
    return _by_ids(Fragment(f"SELECT id FROM post WHERE {having.text}", having.values))


_SOURCES: Mapping[Field, Callable[[Condition, Keys, Window], Source]] = {
    Field.USERNAME: _by_creator,
    Field.HASHTAG: _by_hashtag,
    Field.SOUND: _by_sound,
    Field.EFFECT: _by_effect,
    Field.ID: _by_id,
}


class Wording(msgspec.Struct, frozen=True):
    """The words that every post of a search has: conditions, and one full-text expression for all of them."""

    conditions: tuple[Condition, ...]
    expression: str


def wording_of(search: Search, spelling: SearchSpelling) -> Wording | None:
    """The words that a search asks for; None where it does not."""
    conditions = tuple(each for each in required(search.where) if each.field is Field.KEYWORD)
    if not conditions:
        return None
    return Wording(conditions, spelling.both.join(f"({expression_of(each, spelling)})" for each in conditions))


def expression_of(condition: Condition, spelling: SearchSpelling) -> str:
    """The full-text expression for a condition."""
    return spelling.either.join(spelling.phrase(words(text)) for text in texts(condition))


def by_words(wording: Wording, spelling: SearchSpelling, window: Window) -> Source:
    """The posts that have them."""
    return _by_ids(matching(wording.expression, spelling, window), wording.conditions)


def matching(expression: str, spelling: SearchSpelling, window: Window) -> Fragment:
    """The ids of the posts that match an expression: all of those made in a time, and few others."""
    ids = f"SELECT {spelling.post} AS id FROM post_words WHERE {spelling.matching}"
    if window.start == 0 and window.end >= LAST // SLOTS * SLOTS:
        return Fragment(ids, (expression,))
    near = ids_near(window.start // SLOTS, window.end // SLOTS + 1)
    far = f"({expression}){spelling.both}{spelling.phrase([FAR])}"
    within = f"{ids} AND {spelling.post} BETWEEN ? AND ?"
    return Fragment(f"{within} UNION ALL {ids}", (expression, *near, far))


def boundary(expression: str, spelling: SearchSpelling, window: Window, offset: int) -> Fragment:
    """The id of the match so many before the last that can be of a time, apart from those far from their ids."""
    last = ids_near(0, window.end // SLOTS + 1)[1]
    return Fragment(
        f"SELECT {spelling.post} FROM post_words WHERE {spelling.matching} AND {spelling.post} <= ? "
        f"ORDER BY {spelling.post} DESC LIMIT 1 OFFSET ?",
        (expression, last, offset),
    )
