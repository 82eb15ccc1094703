"""What is searched for."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from tokgate.contract.parameters import path, query
from tokgate.dialects.tikapi.examples import EXAMPLE_USERNAME
from tokgate.dialects.tikapi.parameters.forms import KEPT

#: What is searched for.
SearchCategory: TypeAlias = Literal["general", "users", "videos", "autocomplete"]
Category = Annotated[SearchCategory, path(help="The search category", example="general")]
SearchText = Annotated[str, query(help="The search keyword", example=EXAMPLE_USERNAME, max_length=200, **KEPT)]
Keyword = Annotated[
    str, query(help="What it is about.", vendor_help="", example=EXAMPLE_USERNAME, max_length=200, **KEPT)
]
