"""What the Research API's operations are asked with."""

from __future__ import annotations

from typing import Annotated

from tokgate.contract.multipart import Upload
from tokgate.contract.parameters import body, file, form, query
from tokgate.dialects.official.fields import fields_of
from tokgate.dialects.official.research import (
    ResearchAccount,
    ResearchAccountField,
    ResearchComment,
    ResearchCommentField,
    ResearchVideo,
    ResearchVideoField,
)
from tokgate.dialects.official.research_shops import (
    ResearchProduct,
    ResearchProductField,
    ResearchReview,
    ResearchReviewField,
    ResearchShop,
    ResearchShopField,
)
from tokgate.dialects.official.research_validations import ValidationCategory

RESEARCH_DOCS = "developers.tiktok.com, Research API v2"

ResearchVideoFields = Annotated[
    list[ResearchVideoField],
    fields_of(
        ResearchVideo, example="id,create_time,view_count", note="; both spellings of favorites_count are accepted"
    ),
]
# The handle is what the call is asked with; that one example of the documentation echoes it makes it no field.
AccountFields = Annotated[
    list[ResearchAccountField], fields_of(ResearchAccount, example="display_name,follower_count", but=("username",))
]
CommentFields = Annotated[list[ResearchCommentField], fields_of(ResearchComment, example="id,text,create_time")]
ShopFields = Annotated[list[ResearchShopField], fields_of(ResearchShop, example="shop_id,shop_name")]
ProductFields = Annotated[list[ResearchProductField], fields_of(ResearchProduct, example="product_id,product_name")]
ReviewFields = Annotated[list[ResearchReviewField], fields_of(ResearchReview, example="review_text,review_rating")]

Handle = Annotated[str, body(help="The creator's username.", example="test_username", min_length=1, max_length=200)]
ResearchCount = Annotated[int, body(help="Entries per page; fewer may come.", example=20, at_least=1, at_most=100)]
ListCursor = Annotated[int, body(help="Where the page before ended.", example=1706684522015, at_least=0)]
SecondCursor = Annotated[
    int, body(help="Unix seconds: give what began before; 0 or none is now.", example=1706684522, at_least=0)
]
IndexCursor = Annotated[int, body(help="The index of the first entry to give.", example=20, at_least=0)]
CommentedId = Annotated[
    int, body(help="The post whose comments to give; never with comment_id.", example=7168790105218354433, at_least=1)
]
AnsweredId = Annotated[
    int, body(help="The comment whose replies to give; never with video_id.", example=7168790105218354434, at_least=1)
]
PlaylistId = Annotated[int, body(help="The playlist's id.", example=7168790105218354435, at_least=1)]
ShopName = Annotated[str, query(help="The shop's name.", example="Hearth & Crumb", min_length=1, max_length=200)]
ShopLimit = Annotated[int, query(help="The most shops to give.", example=10, at_least=1, at_most=10)]
ShopId = Annotated[int, query(help="The shop's id.", example=7495000000000000000, at_least=1)]
ProductId = Annotated[int, query(help="The product's id.", example=7495000000000001000, at_least=1)]
PageNumber = Annotated[int, query(help="Which page to give, from 1.", example=1, at_least=1, at_most=1_000_000)]
PageSize = Annotated[int, query(help="Entries per page.", example=10, at_least=1, at_most=10)]
IdFile = Annotated[Upload, file(help="A text file with one id per line, at most 10,000.")]
Category = Annotated[ValidationCategory, form(help="What the ids are those of.", example="video")]
TaskId = Annotated[str, body(help="The task's id.", example="7495000000000000000", pattern="[0-9]{1,19}")]
