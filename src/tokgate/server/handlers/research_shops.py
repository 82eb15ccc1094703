"""The Research API's shops, answered from the archive."""

from __future__ import annotations

from tokgate.contract.handlers import Encoded
from tokgate.dialects.official.research_parameters import (
    PageNumber,
    PageSize,
    ProductFields,
    ProductId,
    ReviewFields,
    ShopFields,
    ShopId,
    ShopLimit,
    ShopName,
)
from tokgate.dialects.official.research_resources import ResearchShops
from tokgate.dialects.official.research_shops import ProductAnswer, ReviewAnswer, ShopAnswer
from tokgate.dialects.official.shop_writing import research_product, research_review, research_shop
from tokgate.dialects.official.writing import chosen
from tokgate.server.handlers.display import answer
from tokgate.server.request import Request, implements


@implements(ResearchShops.shop)
def shops(
    request: Request, /, *, fields: ShopFields, shop_name: ShopName, limit: ShopLimit = 10, **_: object
) -> Encoded[ShopAnswer]:
    found = request.archive.shops(shop_name.strip(), limit=limit)
    return answer(request, {"shop_data": chosen(map(research_shop, found), fields)}, rows=len(found))


@implements(ResearchShops.product)
def products(
    request: Request,
    /,
    *,
    fields: ProductFields,
    shop_id: ShopId,
    page_start: PageNumber = 1,
    page_size: PageSize = 10,
    **_: object,
) -> Encoded[ProductAnswer]:
    shop = request.archive.shop(shop_id)
    page = request.archive.products(shop_id, offset=(page_start - 1) * page_size, limit=page_size)
    found = [research_product(product, shop) for product in page.rows]
    return answer(request, {"product_data": chosen(found, fields)}, rows=len(found))


@implements(ResearchShops.review)
def reviews(
    request: Request,
    /,
    *,
    fields: ReviewFields,
    product_id: ProductId,
    page_start: PageNumber = 1,
    page_size: PageSize = 10,
    **_: object,
) -> Encoded[ReviewAnswer]:
    product = request.archive.product(product_id)
    page = request.archive.reviews(product_id, offset=(page_start - 1) * page_size, limit=page_size)
    found = [research_review(review, product) for review in page.rows]
    return answer(request, {"review_data": chosen(found, fields)}, rows=len(found))
