"""Shops, with what they sell and what was said of it."""

from __future__ import annotations

from collections.abc import Iterator

from tokgate.domain.instants import DAY_S
from tokgate.domain.shops import Product, Review, Shop
from tokgate.world.draws import below, draws, pick, power_law
from tokgate.world.people import END_S
from tokgate.world.words import PRODUCTS, REVIEWS

NAMES = ("Hearth & Crumb", "Iron Yard", "Quiet Shelf")


def shops() -> Iterator[Shop | Product | Review]:
    """The shops of every world, each before its products and their reviews."""
    for number, name in enumerate(NAMES):
        yield from _shop(number, name)


def _shop(number: int, name: str) -> Iterator[Shop | Product | Review]:
    shop = 7_495_000_000_000_000_000 + 100_000 * number
    products = [shop + 1000 * (each + 1) for each in range(12)]
    yield Shop(
        id=shop, name=name, rating_percent=430 + 20 * number,
        reviews=len(products) * 14, sold=900 * (number + 1), performance=f"{4 + number % 2}.{number}",
    )  # fmt: skip
    for place, product in enumerate(products):
        chance = draws("product", product)
        stars = [below(each, 3 * (place + 1)) for each in chance[:5]]
        yield Product(
            id=product,
            shop=shop,
            name=PRODUCTS[(place + number) % len(PRODUCTS)] + ("", " (set of two)")[place // 6],
            description="Ships within two days.",
            prices=[f"{4 + chance[5] % 60}.{chance[6] % 10}9GBP"],
            rating_percent=100 * sum((n + 1) * each for n, each in enumerate(stars)) // max(sum(stars), 1),
            reviews=sum(stars),
            sold=power_law(chance[7], 20, 64),
            stars=stars,
        )
        for rank in range(14):
            words = draws("review", product, rank)
            yield Review(
                id=product + rank + 1,
                product=product,
                text=pick(words[0], REVIEWS),
                likes=below(words[1], 30),
                stars=5 - below(words[2], 5) * below(words[3], 5) // 4,
                at_ms=(END_S - below(words[4], 300 * DAY_S)) * 1000,
            )
