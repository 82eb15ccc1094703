"""Shops, products and reviews in the Research API's spelling."""

from __future__ import annotations

from tokgate.dialects.official.research_shops import ResearchProduct, ResearchReview, ResearchShop
from tokgate.dialects.official.shop_reading import STARS
from tokgate.domain.shops import Product, Review, Shop


def research_shop(shop: Shop) -> ResearchShop:
    """A shop; what is not known of it is None."""
    return ResearchShop(
        shop_id=shop.id,
        shop_name=shop.name,
        shop_rating=_rating(shop.rating_percent),
        shop_review_count=shop.reviews,
        item_sold_count=shop.sold,
        shop_performance_value=shop.performance,
    )


def research_product(product: Product, shop: Shop | None) -> ResearchProduct:
    """A product of a shop."""
    one, two, three, four, five = product.stars if product.stars and len(product.stars) == 5 else [None] * 5
    return ResearchProduct(
        product_id=product.id,
        product_name=product.name,
        product_description=product.description,
        product_price=product.prices,
        product_rating=_rating(product.rating_percent),
        product_review_count=product.reviews,
        product_rating_1_count=one,
        product_rating_2_count=two,
        product_rating_3_count=three,
        product_rating_4_count=four,
        product_rating_5_count=five,
        product_sold_count=product.sold,
        shop_name=shop.name if shop else None,
    )


def research_review(review: Review, product: Product | None) -> ResearchReview:
    """A review of a product."""
    return ResearchReview(
        product_name=product.name if product else None,
        display_name=review.author,
        review_text=review.text,
        review_like_count=review.likes,
        create_time=review.at_ms,
        review_rating=STARS[review.stars - 1] if review.stars and 0 < review.stars <= len(STARS) else None,
    )


def _rating(percent: int | None) -> str | None:
    return None if percent is None else f"{percent / 100:.2f}".removesuffix("0")
