"""Parameters that several of the Research API's operations have."""

from __future__ import annotations

from typing import Annotated

from tokgate.contract.parameters import body, query
from tokgate.dialects.official.research import ResearchVideoField

RESEARCH_DOCS = "developers.tiktok.com, Research API v2"

ResearchVideoFields = Annotated[
    list[ResearchVideoField],
    query(
        help="Which members to give, comma separated; both spellings of favorites_count are accepted.",
        example="id,create_time,view_count",
        min_items=1,
    ),
]
ResearchCount = Annotated[int, body(help="Posts per page; fewer may come.", example=20, at_least=1, at_most=100)]
