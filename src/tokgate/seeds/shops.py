"""The shops of a seed file as domain types."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tokgate.domain.shops import Product, Review, Shop
from tokgate.seeds.captions import number_of
from tokgate.seeds.declaration import ProductSeed, ReviewSeed, ShopSeed
from tokgate.seeds.issues import Path

FIRST_ID = 7_000_000_000_000_000_000


class ShopBuilder:
    """Turns shops into domain types; `count` and `second` read what a file says of numbers and times."""

    def __init__(
        self,
        count: Callable[[int | str | None, Path], int | None],
        second: Callable[[str | None, Path], int | None],
    ) -> None:
        self._count = count
        self._second = second

    def subjects(self, seed: ShopSeed, path: Path) -> Iterator[Shop | Product | Review]:
        """The shop, then each product with its reviews."""
        shop = Shop(
            id=_id(seed.id, f"shop {seed.name.lower()}"),
            name=seed.name,
            rating_percent=_percent(seed.rating),
            reviews=self._count(seed.review_count, (*path, "review_count")),
            sold=self._count(seed.sold, (*path, "sold")),
            performance=seed.performance,
        )
        yield shop
        for number, product in enumerate(seed.products):
            yield from self._product(shop, product, (*path, "products", number))

    def _product(self, shop: Shop, seed: ProductSeed, path: Path) -> Iterator[Product | Review]:
        product_id = _id(seed.id, f"product {shop.id} {seed.name.lower()}")
        counts = [self._count(count, (*path, "stars", number)) for number, count in enumerate(seed.stars or ())]
        reviews = self._count(seed.review_count, (*path, "review_count"))
        yield Product(
            id=product_id,
            shop=shop.id,
            name=seed.name,
            description=seed.description,
            prices=seed.prices,
            rating_percent=_percent(seed.rating),
            reviews=reviews if reviews is not None else len(seed.reviews),
            sold=self._count(seed.sold, (*path, "sold")),
            stars=[count or 0 for count in counts] if seed.stars is not None else None,
        )
        for number, review in enumerate(seed.reviews):
            yield self._review(product_id, number, review, (*path, "reviews", number))

    def _review(self, product_id: int, number: int, seed: ReviewSeed, path: Path) -> Review:
        second = self._second(seed.at, (*path, "at"))
        return Review(
            id=_id(None, f"review {product_id} {number}"),
            product=product_id,
            author=seed.by,
            text=seed.text,
            likes=self._count(seed.likes, (*path, "likes")),
            stars=seed.stars,
            at_ms=second * 1000 if second is not None else None,
        )


def _id(given: int | str | None, words: str) -> int:
    return int(given) if given is not None else FIRST_ID + number_of(words) % 10**17


def _percent(rating: float | None) -> int | None:
    return None if rating is None else round(rating * 100)
