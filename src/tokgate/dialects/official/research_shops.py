"""The Research API's shops, products and reviews. Facts: TikTok's documentation of 2024 to 2026."""

from __future__ import annotations

from tokgate.contract.wire import Wire
from tokgate.dialects.official.display import Error


class ResearchShop(Wire):
    """A shop. `shop_rating` is text such as "4.5"; `shop_performance_value` is not explained, and kept as it comes."""

    shop_id: int | None = None
    shop_name: str | None = None
    shop_rating: str | None = None
    shop_review_count: int | None = None
    item_sold_count: int | None = None
    shop_performance_value: str | None = None


class ResearchProduct(Wire):
    """A product. `product_price` are prices as they are shown, such as "20.79GBP"."""

    product_id: int | None = None
    product_name: str | None = None
    product_description: str | None = None
    product_price: list[str] | None = None
    product_rating: str | None = None
    product_review_count: int | None = None
    product_rating_1_count: int | None = None
    product_rating_2_count: int | None = None
    product_rating_3_count: int | None = None
    product_rating_4_count: int | None = None
    product_rating_5_count: int | None = None
    product_sold_count: int | None = None
    shop_name: str | None = None


class ResearchReview(Wire):
    """A review, without an id; `display_name` is its author's.

    `create_time` is in milliseconds, `review_rating` a word from ONE to FIVE.
    """

    product_name: str | None = None
    display_name: str | None = None
    review_text: str | None = None
    review_like_count: int | None = None
    create_time: int | None = None
    review_rating: str | None = None


class ShopData(Wire):
    """The data of tts/shop."""

    shop_data: list[ResearchShop] | None = None


class ShopAnswer(Wire):
    """The answer of tts/shop. The documentation's example has no `error`."""

    data: ShopData | None = None
    error: Error | None = None


class ProductData(Wire):
    """The data of tts/product."""

    product_data: list[ResearchProduct] | None = None


class ProductAnswer(Wire):
    """The answer of tts/product; nothing in it tells whether there is a next page."""

    data: ProductData | None = None
    error: Error | None = None


class ReviewData(Wire):
    """The data of tts/review."""

    review_data: list[ResearchReview] | None = None


class ReviewAnswer(Wire):
    """The answer of tts/review; nothing in it tells whether there is a next page."""

    data: ReviewData | None = None
    error: Error | None = None
