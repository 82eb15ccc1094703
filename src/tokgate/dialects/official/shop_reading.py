"""What the Research API tells of shops, products and reviews."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from tokgate.dialects.numbers import count_of, id_of, known_id_of
from tokgate.dialects.official.research_reading import RESEARCH
from tokgate.dialects.official.research_shops import ResearchProduct, ResearchReview, ResearchShop
from tokgate.dialects.readings import InvalidMember, Part, Received, unreadable
from tokgate.domain.shops import Product, Review, Shop

#: How reviews spell their stars, from one on.
STARS = ("ONE", "TWO", "THREE", "FOUR", "FIVE")


def shop_in(shop: ResearchShop, received: Received) -> Iterator[Part]:
    """The shop, if `shop_id` was among the fields."""
    try:
        yield received.observation(shop_of(shop), RESEARCH, body=shop.exact())
    except InvalidMember as problem:
        yield unreadable(shop, problem)


def product_in(product: ResearchProduct, received: Received) -> Iterator[Part]:
    """The product of the shop that was asked for, if `product_id` was among the fields."""
    try:
        told = product_of(product, id_of(received.text("shop_id")))
        yield received.observation(told, RESEARCH, body=product.exact())
    except InvalidMember as problem:
        yield unreadable(product, problem)


def review_in(review: ResearchReview, received: Received) -> Iterator[Part]:
    """The review of the product that was asked for."""
    try:
        told = review_of(review, id_of(received.text("product_id")))
        yield received.observation(told, RESEARCH, body=review.exact())
    except InvalidMember as problem:
        yield unreadable(review, problem)


def shop_of(shop: ResearchShop) -> Shop:
    """The shop. Raises InvalidMember where its id is none, or its rating."""
    return Shop(
        id=known_id_of(shop.shop_id, "shop_id"),
        name=shop.shop_name or None,
        rating_percent=_percent(shop.shop_rating, "shop_rating"),
        reviews=count_of(shop.shop_review_count),
        sold=count_of(shop.item_sold_count),
        performance=shop.shop_performance_value,
    )


def product_of(product: ResearchProduct, shop: int | None) -> Product:
    """The product; stars are known only where all five counts came. Raises InvalidMember as `shop_of`."""
    counts = [count_of(getattr(product, f"product_rating_{number}_count")) for number in range(1, 6)]
    stars = [count for count in counts if count is not None]
    return Product(
        id=known_id_of(product.product_id, "product_id"),
        shop=shop,
        name=product.product_name or None,
        description=product.product_description,
        prices=product.product_price,
        rating_percent=_percent(product.product_rating, "product_rating"),
        reviews=count_of(product.product_review_count),
        sold=count_of(product.product_sold_count),
        stars=stars if len(stars) == len(counts) else None,
    )


def review_of(review: ResearchReview, product: int | None) -> Review:
    """The review. Answers give it no id: one is made of its product, instant and text, the same each time.

    Raises InvalidMember where neither instant nor text came, which is nothing to tell it from others by.
    """
    if review.create_time is None and not review.review_text:
        raise InvalidMember("create_time", "is missing; right would be create_time and review_text among the fields")
    words = f"review {product} {review.create_time} {review.review_text}"
    number = int.from_bytes(hashlib.blake2b(words.encode("utf-8", "surrogatepass"), digest_size=8).digest())
    stars = review.review_rating
    return Review(
        id=(number >> 1) or 1,
        product=product,
        author=review.display_name or None,
        text=review.review_text,
        likes=count_of(review.review_like_count),
        stars=STARS.index(stars) + 1 if stars in STARS else None,
        at_ms=review.create_time,
    )


def _percent(rating: str | None, field: str) -> int | None:
    """A rating such as "4.5" in hundredths; None where there is none yet."""
    if not rating:
        return None
    try:
        percent = Decimal(rating) * 100
    except InvalidOperation:
        percent = Decimal(-1)
    if not 0 <= percent <= 500:
        raise InvalidMember(field, f"{rating[:40]!r} is no rating: a number from 0 to 5 is right")
    return round(percent)
