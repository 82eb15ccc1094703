"""A search's conditions as SQL over a post `p`. Each is true or false, never unknown: NOT means the opposite."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import msgspec

from tokgate.archive.rules.fragments import Fragment, among, joined
from tokgate.archive.rules.positions import SLOTS
from tokgate.domain.search import LENGTHS, AllOf, AnyOf, Clause, Condition, Field, Length, Not, Operator

_NUMBERS: Mapping[Field, str] = {
    Field.ID: "p.id",
    Field.CREATED: f"p.ms / {SLOTS}",
    Field.SOUND: "p.sound",
    Field.DURATION: "p.duration_ms",
    Field.PLAYS: "p.plays",
    Field.LIKES: "p.likes",
    Field.COMMENTS: "p.comments",
    Field.SHARES: "p.shares",
    Field.SAVES: "p.saves",
    Field.REPOSTS: "p.reposts",
    Field.DOWNLOADS: "p.downloads",
}
_TEXTS: Mapping[Field, str] = {
    Field.REGION: "lower(coalesce(nullif(p.region, ''), "
    "(SELECT creator.region FROM creator WHERE creator.key = p.creator)))",
    Field.LANGUAGE: "lower(p.language)",
    Field.KIND: "p.kind",
}
_SIGNS = {Operator.GT: ">", Operator.GTE: ">=", Operator.LT: "<", Operator.LTE: "<="}
#: Databases lower A to Z alone where a text's language is not known.
_LOWER = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}


class Keys(msgspec.Struct, frozen=True):
    """The archive's numbers of the creators and hashtags that a search names, by what it calls them."""

    creators: Mapping[str, int]
    hashtags: Mapping[str, int]

    def of(self, condition: Condition) -> list[int]:
        """The numbers of those of a condition that are known."""
        known = self.creators if condition.field is Field.USERNAME else self.hashtags
        return sorted({known[name] for name in texts(condition) if name in known})


def numbers(condition: Condition) -> list[int]:
    """A condition's values, for a field of numbers."""
    return [int(value) for value in condition.values]


def texts(condition: Condition) -> list[str]:
    """A condition's values, for a field of texts."""
    return [str(value) for value in condition.values]


def lowered(condition: Condition) -> list[str]:
    """A condition's texts as a database lowers them."""
    return [text.translate(_LOWER) for text in texts(condition)]


def compiled(clause: Clause, keys: Keys, keyword: Callable[[Condition], Fragment]) -> Fragment:
    """A clause in SQL; `keyword` says how a post's words are looked at."""
    if isinstance(clause, Condition):
        return _condition(clause, keys, keyword)
    if isinstance(clause, Not):
        inner = compiled(clause.clause, keys, keyword)
        return Fragment(f"NOT ({inner.text})", inner.values)
    if not clause.clauses:
        return Fragment("1 = 1" if isinstance(clause, AllOf) else "1 = 0")
    inner = joined(
        " OR " if isinstance(clause, AnyOf) else " AND ", (compiled(each, keys, keyword) for each in clause.clauses)
    )
    return Fragment(f"({inner.text})", inner.values)


def _condition(condition: Condition, keys: Keys, keyword: Callable[[Condition], Fragment]) -> Fragment:
    field = condition.field
    if field is Field.KEYWORD:
        return keyword(condition)
    if field is Field.USERNAME:
        return among("p.creator", keys.of(condition))
    if field is Field.HASHTAG:
        tagged = among("post_hashtag.hashtag", keys.of(condition))
        return _exists("post_hashtag", "post_hashtag.ms = p.ms AND post_hashtag.post = p.id", tagged)
    if field is Field.EFFECT:
        return _exists("post_effect", "post_effect.post = p.id", among("post_effect.effect", texts(condition)))
    if field is Field.LENGTH:
        return _lengths([Length(value) for value in texts(condition)])
    if field in _TEXTS:
        return among(f"coalesce({_TEXTS[field]}, '')", lowered(condition))
    return _number(_NUMBERS[field], condition)


def _exists(table: str, same_post: str, condition: Fragment) -> Fragment:
    return Fragment(f"EXISTS (SELECT 1 FROM {table} WHERE {condition.text} AND {same_post})", condition.values)


def _number(column: str, condition: Condition) -> Fragment:
    sign = _SIGNS.get(condition.operator)
    values = numbers(condition)
    compared = among(column, values) if sign is None else Fragment(f"{column} {sign} ?", (values[0],))
    return _known(column, compared)


def _lengths(lengths: Sequence[Length]) -> Fragment:
    spans = [LENGTHS[length] for length in lengths]
    column = _NUMBERS[Field.DURATION]
    within = joined(
        " OR ",
        (
            Fragment(f"{column} >= ?", (least,)) if below is None
            else Fragment(f"({column} >= ? AND {column} < ?)", (least, below))
            for least, below in spans
        ),
    )  # fmt: skip
    return _known(column, Fragment(f"({within.text})", within.values))


def _known(column: str, compared: Fragment) -> Fragment:
    return Fragment(f"({column} IS NOT NULL AND {compared.text})", compared.values)
