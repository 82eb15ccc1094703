"""Posts that are popular now, as public and account calls ask for them."""

from __future__ import annotations

from tokgate.contract.errors import Cause, Refusal
from tokgate.contract.handlers import Encoded
from tokgate.dialects.tikapi.parameters import CATEGORIES
from tokgate.dialects.tikapi.wire.posts import ItemPage
from tokgate.domain.items import StoredItem
from tokgate.domain.search import AllOf, Clause, Condition, Field, Operator, Ranking, Search
from tokgate.domain.words import words
from tokgate.server.handlers.tikapi.answers import items
from tokgate.server.request import Request

DAY_MS = 24 * 3600 * 1000
#: What counts as now, in days before the newest post: the first that has posts enough; else all time.
WINDOWS = (7, 30, 365)


def popular_page(request: Request, *, count: int, where: Clause = AllOf()) -> Encoded[ItemPage]:  # noqa: B008 - frozen
    """The most liked of the latest public posts: the same ones for the same archive. There is no next page."""
    return items(request, _popular(request, count, where), hasMore=False)


def of_category(number: str) -> Clause:
    """That a post has a word of a category's name as a hashtag. Refusal for a number that no category has."""
    name = CATEGORIES.get(number)
    if name is None:
        raise Refusal(Cause.INVALID_PARAMETER, fields={"category_id": f"must be one of {', '.join(CATEGORIES)}"})
    return Condition(Field.HASHTAG, Operator.IN, tuple(words(name)))


def _popular(request: Request, count: int, where: Clause) -> list[StoredItem]:
    newest = request.archive.search_items(Search(where), after=None, limit=1).rows
    if not newest:
        return []
    for days in WINDOWS:
        recent = Search(where, since_ms=newest[0].rank - days * DAY_MS, ranking=Ranking.MOST_LIKED)
        found = request.archive.search_items(recent, after=None, limit=count).rows
        if len(found) == count:
            return found
    return request.archive.search_items(Search(where, ranking=Ranking.MOST_LIKED), after=None, limit=count).rows
