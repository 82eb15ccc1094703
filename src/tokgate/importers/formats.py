"""Every foreign format, the more specific shapes first: a record is of the first format that it matches."""

from __future__ import annotations

from tokgate.importers.aweme import Aweme
from tokgate.importers.comments import Comments
from tokgate.importers.data_export import DataExport
from tokgate.importers.format import Format
from tokgate.importers.id_list import IdList
from tokgate.importers.live import Live
from tokgate.importers.relations import Relations
from tokgate.importers.research_api import ResearchApi
from tokgate.importers.scraper_jsonl import ScraperJsonl
from tokgate.importers.tabular import Tabular
from tokgate.importers.tiktok_scraper import TiktokScraper
from tokgate.importers.web_item import WEB_ITEM, WebProfile, WebUserCard
from tokgate.importers.web_item_legacy import WebItemLegacy
from tokgate.importers.ytdlp import Ytdlp
from tokgate.importers.zeeschuimer import Zeeschuimer

#: Posts and comments with a shape of their own: an object that holds one of them is no row of a table.
_POSTS: tuple[Format, ...] = (
    Zeeschuimer(),
    ScraperJsonl(),
    WebItemLegacy(),
    WEB_ITEM,
    TiktokScraper(),
    Aweme(),
    Comments(),
    Ytdlp(),
)
#: The most specific shapes first; then what is told by a few common members, the loosest last.
FORMATS: tuple[Format, ...] = (
    *_POSTS,
    WebProfile(),
    WebUserCard(),
    Live(),
    ResearchApi(),
    DataExport(),
    Relations(),
    IdList(),
    Tabular(richer=_POSTS),
)


def format_named(name: str) -> Format:
    """The format of a name as `--format` takes it. ValueError lists the names there are."""
    for candidate in FORMATS:
        if candidate.name == name:
            return candidate
    raise ValueError(f"no format is called {name!r}; there are: {', '.join(each.name for each in FORMATS)}")


def format_of(value: object, formats: tuple[Format, ...] | None = None) -> Format | None:
    """The format whose shape a decoded record has."""
    for candidate in FORMATS if formats is None else formats:
        if candidate.matches(value):
            return candidate
    return None
