"""The Research API's shops, products and reviews. Facts: TikTok's documentation of 2024 to 2026."""

from __future__ import annotations

from typing import Literal, TypeAlias

from tokgate.contract.wire import Wire
from tokgate.dialects.official.display import Error


class ResearchShop(Wire):
    """A shop."""

    shop_id: int | None = None
    """The shop's id."""
    shop_name: str | None = None
    """Its name."""
    shop_rating: str | None = None
    """How buyers rate it, as text such as "4.5"."""
    shop_review_count: int | None = None
    """How many reviews."""
    item_sold_count: int | None = None
    """How many items it has sold."""
    shop_performance_value: str | None = None
    """TikTok does not say what it is; kept as it comes."""


#: What can be asked for of a ResearchShop.
ResearchShopField: TypeAlias = Literal[
    "shop_id",
    "shop_name",
    "shop_rating",
    "shop_review_count",
    "item_sold_count",
    "shop_performance_value",
]


class ResearchProduct(Wire):
    """A product."""

    product_id: int | None = None
    """The product's id."""
    product_name: str | None = None
    """Its name."""
    product_description: str | None = None
    """Its description."""
    product_price: list[str] | None = None
    """Its prices as they are shown, such as "20.79GBP"."""
    product_rating: str | None = None
    """How buyers rate it, as text."""
    product_review_count: int | None = None
    """How many reviews."""
    product_rating_1_count: int | None = None
    """How many ratings of 1."""
    product_rating_2_count: int | None = None
    """How many ratings of 2."""
    product_rating_3_count: int | None = None
    """How many ratings of 3."""
    product_rating_4_count: int | None = None
    """How many ratings of 4."""
    product_rating_5_count: int | None = None
    """How many ratings of 5."""
    product_sold_count: int | None = None
    """How many were sold."""
    shop_name: str | None = None
    """The name of the shop that sells it."""


#: What can be asked for of a ResearchProduct.
ResearchProductField: TypeAlias = Literal[
    "product_id",
    "product_name",
    "product_description",
    "product_price",
    "product_rating",
    "product_review_count",
    "product_rating_1_count",
    "product_rating_2_count",
    "product_rating_3_count",
    "product_rating_4_count",
    "product_rating_5_count",
    "product_sold_count",
    "shop_name",
]


class ResearchReview(Wire):
    """A review, without an id."""

    product_name: str | None = None
    """The name of the product."""
    display_name: str | None = None
    """The name of its author, as it is shown."""
    review_text: str | None = None
    """What it says."""
    review_like_count: int | None = None
    """How many likes."""
    create_time: int | None = None
    """When it was written, Unix milliseconds UTC."""
    review_rating: str | None = None
    """The rating as a word, from ONE to FIVE."""


#: What can be asked for of a ResearchReview.
ResearchReviewField: TypeAlias = Literal[
    "product_name",
    "display_name",
    "review_text",
    "review_like_count",
    "create_time",
    "review_rating",
]


class ShopData(Wire):
    """The data of tts/shop."""

    shop_data: list[ResearchShop] | None = None
    """The shops."""


class ShopAnswer(Wire):
    """The answer of tts/shop. The documentation's example has no `error`."""

    data: ShopData | None = None
    """The shops; empty where the call was refused."""
    error: Error | None = None
    """How the call went."""


class ProductData(Wire):
    """The data of tts/product."""

    product_data: list[ResearchProduct] | None = None
    """The products of this page."""


class ProductAnswer(Wire):
    """The answer of tts/product; nothing in it tells whether there is a next page."""

    data: ProductData | None = None
    """The products; empty where the call was refused."""
    error: Error | None = None
    """How the call went."""


class ReviewData(Wire):
    """The data of tts/review."""

    review_data: list[ResearchReview] | None = None
    """The reviews of this page."""


class ReviewAnswer(Wire):
    """The answer of tts/review; nothing in it tells whether there is a next page."""

    data: ReviewData | None = None
    """The reviews; empty where the call was refused."""
    error: Error | None = None
    """How the call went."""
