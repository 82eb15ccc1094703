"""Posts that are popular now, as public and account calls ask for them."""

from __future__ import annotations

from tokgate.contract.handlers import Encoded
from tokgate.dialects.tikapi.wire.posts import ItemPage
from tokgate.domain.instants import DAY_MS
from tokgate.domain.items import StoredItem
from tokgate.domain.search import AllOf, Clause, Condition, Field, Operator, Ranking, Search
from tokgate.server.handlers.tikapi.answers import items
from tokgate.server.request import Request

#: What counts as now, in days before the newest post: the first that has posts enough; else all time.
WINDOWS = (7, 30, 365)
#: The vendor's categories, 9 is none. No source tells which of them a post is in: the hashtags are ours.
CATEGORIES = {
    # Comedy & Drama
    "1": ("comedy", "drama", "funny", "humor", "prank", "skit"),
    # Dance & Music
    "2": ("dance", "dança", "music", "choreography", "dancechallenge", "singing", "song"),
    # Relationships
    "3": ("relationships", "couple", "couples", "dating", "family", "love"),
    # Nature & Pets
    "4": ("nature", "pets", "animals", "cat", "cats", "dog", "dogs", "dogsoftiktok", "garden"),
    # Lifestyle
    "5": ("lifestyle", "baking", "cooking", "food", "foodtok", "recipe", "travel", "vlog"),
    # Society
    "6": ("society", "news", "politics", "community"),
    # Fashion
    "7": ("fashion", "mode", "beauty", "makeup", "ootd", "outfit", "style"),
    # Entertainment
    "8": ("entertainment", "anime", "booktok", "gaming", "movie", "movies", "tv"),
    # Informative
    "10": ("informative", "diy", "education", "history", "howto", "learn", "learnontiktok", "science", "tech"),
    # Sports & Outdoors
    "11": (
        "sports",
        "outdoors",
        "cricket",
        "futbol",
        "fitness",
        "football",
        "gym",
        "gymtok",
        "hiking",
        "running",
        "soccer",
    ),
    # Auto & Vehicle
    "12": ("auto", "vehicle", "car", "cars", "cartok", "motorcycle"),
}


def popular_page(request: Request, *, count: int, where: Clause = AllOf()) -> Encoded[ItemPage]:  # noqa: B008 - frozen
    """The most liked of the latest public posts: the same ones for the same archive. There is no next page."""
    return items(request, _popular(request, count, where), hasMore=False)


def of_category(number: str) -> Clause:
    """That a post has a hashtag of a category."""
    return Condition(Field.HASHTAG, Operator.IN, CATEGORIES[number])


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
