"""Shops, what they sell, and what buyers say, as the Research API knows them."""

from __future__ import annotations

import msgspec


class Shop(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A shop; `rating_percent` is hundredths of a star, `performance` TikTok's own grade, as it is shown."""

    id: int
    name: str | None = None
    rating_percent: int | None = None
    reviews: int | None = None
    sold: int | None = None
    performance: str | None = None


class Product(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A product of a shop. `prices` are as shown, such as `20.79GBP`; `stars` are how many gave 1, 2, 3, 4 and 5."""

    id: int
    shop: int | None = None
    name: str | None = None
    description: str | None = None
    prices: list[str] | None = None
    rating_percent: int | None = None
    reviews: int | None = None
    sold: int | None = None
    stars: list[int] | None = None


class Review(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A buyer's review of a product; `author` is a name as shown, `stars` from 1 to 5, `at_ms` in Unix ms UTC."""

    id: int
    product: int | None = None
    author: str | None = None
    text: str | None = None
    likes: int | None = None
    stars: int | None = None
    at_ms: int | None = None
