"""What a seed file may say. The one declaration of it: reading, checking and the published JSON Schema follow it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from tokgate.domain.credentials import MOST_REDIRECTS, REDIRECT_LENGTH
from tokgate.domain.live import LiveEventKind
from tokgate.domain.posts import Kind

SCHEMA_ID = "https://tokgate.example/schemas/seed.json"
Count = Annotated[
    Annotated[int, Meta(ge=0, le=2**63 - 1)] | Annotated[str, Meta(pattern=r"^[0-9]{1,18}(\.[0-9]{1,9})?[kKmMbB]?$")],
    Meta(description="a whole number, or one in short form such as 12k or 1.5M"),
]
Time = Annotated[
    str,
    Meta(
        max_length=60,
        description="an ISO time (2026-10-31T18:00:00Z; UTC unless it says otherwise), or one counted from the file's "
        "`now`: 3d ago, 1w 2h ago, in 2h",
    ),
]
PostId = Annotated[
    Annotated[int, Meta(ge=1, le=2**63 - 1)] | Annotated[str, Meta(pattern=r"^[0-9]{1,19}$")],
    Meta(description="a post's id: up to 19 digits"),
]
PostName = Annotated[
    Annotated[int, Meta(ge=1, le=2**63 - 1)] | Annotated[str, Meta(min_length=1, max_length=200)],
    Meta(description="a post: its label in this file, or its id"),
]
Username = Annotated[
    str, Meta(pattern=r"^[a-zA-Z0-9_.]{1,64}$", description="a username: letters, digits, _ and ., without @")
]
Text = Annotated[str, Meta(max_length=20_000, description="text")]
Link = Annotated[str, Meta(max_length=4000, description="a URL")]
Digits = Annotated[str, Meta(pattern=r"^[0-9]{1,19}$", description="digits, in quotes")]
Milliseconds = Annotated[int, Meta(ge=0, le=2**53, description="milliseconds, a whole number")]
Pixels = Annotated[int, Meta(ge=0, le=100_000, description="pixels, a whole number")]
Rating = Annotated[float, Meta(ge=0, le=5, description="a number from 0 to 5")]
Stars = Annotated[int, Meta(ge=1, le=5, description="1, 2, 3, 4 or 5")]
Secret = Annotated[str, Meta(min_length=8, max_length=300, description="text of 8 to 300 characters")]
Name = Annotated[str, Meta(min_length=1, max_length=200, description="a name of up to 200 characters")]
Redirects = Annotated[
    list[Annotated[str, Meta(min_length=1, max_length=REDIRECT_LENGTH, description="a URL")]],
    Meta(max_length=MOST_REDIRECTS, description=f"a list of up to {MOST_REDIRECTS} URLs"),
]
Scopes = list[Annotated[str, Meta(min_length=1, max_length=100, description="the name of a scope")]]


class Declaration(msgspec.Struct, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """The base of what a seed file is made of: a key that is not declared is an error."""


class CountsSeed(Declaration):
    """Events of a post so far. What is left out is unknown, which is not 0."""

    plays: Count | None = None
    likes: Count | None = None
    comments: Count | None = None
    shares: Count | None = None
    saves: Count | None = None
    reposts: Count | None = None
    downloads: Count | None = None


class AudienceSeed(Declaration):
    """A creator's counters. `likes` are those received, `liked` those given."""

    followers: Count | None = None
    following: Count | None = None
    likes: Count | None = None
    posts: Count | None = None
    liked: Count | None = None
    friends: Count | None = None


class SoundSeed(Declaration):
    """The music of a post; its id follows from title and author unless it is given."""

    title: Text
    author: Text | None = None
    album: Text | None = None
    id: PostId | None = None
    original: bool | None = None
    duration_ms: Milliseconds | None = None
    play_url: Link | None = None
    cover_url: Link | None = None


class CommentSeed(Declaration):
    """A comment; its id follows from its time unless it is given."""

    by: Username
    text: Text
    at: Time
    id: PostId | None = None
    likes: Count | None = None
    language: Text | None = None
    pinned: bool | None = None
    liked_by_author: bool | None = None
    replies: list[CommentSeed] = []


class PostSeed(Declaration):
    """A post. `label` is what the rest of the file calls it. Without `id` one is made from `at`, the same every time.

    Hashtags and mentions are taken from the text. `gone` is why a post is no longer shown.
    """

    at: Time | None = None
    id: PostId | None = None
    label: Name | None = None
    text: Text = ""
    title: Text | None = None
    kind: Literal["video", "photo"] = Kind.VIDEO.value
    language: Text | None = None
    region: Text | None = None
    duration_ms: Milliseconds | None = None
    width: Pixels | None = None
    height: Pixels | None = None
    cover_url: Link | None = None
    play_url: Link | None = None
    image_urls: list[Link] | None = None
    counts: CountsSeed | None = None
    sound: SoundSeed | None = None
    is_ad: bool | None = None
    private: bool = False
    duet_of: PostName | None = None
    stitch_of: PostName | None = None
    voice_to_text: Text | None = None
    gone: Text | None = None
    comments: list[CommentSeed] = []


class ReactionSeed(Declaration):
    """A like, repost or save whose time is told."""

    post: PostName
    at: Time | None = None


class FollowSeed(Declaration):
    """A follow whose time is told."""

    creator: Username
    at: Time | None = None


class PlaylistSeed(Declaration):
    """A playlist of the creator's own posts, in its order; its id follows from its name unless it is given."""

    name: Name
    posts: list[PostName] = []
    id: PostId | None = None
    at: Time | None = None


class CreatorSeed(Declaration):
    """A creator, with posts and what they did. Likes, reposts, saves, follows: latest first; pins: from the top."""

    username: Username
    user_id: Digits | None = None
    sec_uid: Annotated[str, Meta(min_length=10, max_length=300, description="a secUid")] | None = None
    name: Text | None = None
    bio: Text | None = None
    bio_url: Link | None = None
    avatar_url: Link | None = None
    verified: bool | None = None
    private: bool = False
    likes_public: bool | None = None
    region: Text | None = None
    language: Text | None = None
    audience: AudienceSeed | None = None
    posts: list[PostSeed] = []
    likes: list[PostName | ReactionSeed] = []
    reposts: list[PostName | ReactionSeed] = []
    saves: list[PostName | ReactionSeed] = []
    pins: list[PostName] = []
    follows: list[Username | FollowSeed] = []
    playlists: list[PlaylistSeed] = []


class MessageSeed(Declaration):
    """What somebody says in a conversation: a text, or a post that is shared."""

    by: Username
    at: Time
    text: Text | None = None
    post: PostName | None = None
    id: PostId | None = None


class ConversationSeed(Declaration):
    """A conversation, which the first of those named began; its id follows from their names unless it is given.

    A `request` waits until the others accept it.
    """

    between: Annotated[list[Username], Meta(min_length=2, max_length=100, description="two usernames or more")]
    request: bool = False
    id: PostId | None = None
    ticket: Text | None = None
    messages: list[MessageSeed] = []


class LiveEventSeed(Declaration):
    """What happened in a live room. `text` is what was said or given, `amount` likes or a gift's worth."""

    by: Username
    at: Time
    kind: Literal["chat", "join", "like", "gift", "share", "follow"] = LiveEventKind.CHAT.value
    text: Text | None = None
    amount: Count | None = None


class LiveSeed(Declaration):
    """A live room, which runs still unless `ended` is given; its id follows from its time unless it is given."""

    by: Username
    title: Name
    at: Time
    ended: Time | None = None
    id: PostId | None = None
    topic: Text | None = None
    cover_url: Link | None = None
    viewers: Count | None = None
    events: list[LiveEventSeed] = []


class ReviewSeed(Declaration):
    """What a buyer says of a product; `stars` are those given."""

    text: Text
    at: Time
    by: Text | None = None
    stars: Stars | None = None
    likes: Count | None = None


class ProductSeed(Declaration):
    """A product of a shop; its id follows from its name and the shop's unless it is given.

    `stars` are how many buyers gave 1, 2, 3, 4 and 5; `review_count` is how many reviews there are, more than here.
    """

    name: Name
    id: PostId | None = None
    description: Text | None = None
    prices: list[Text] | None = None
    rating: Rating | None = None
    review_count: Count | None = None
    sold: Count | None = None
    stars: Annotated[list[Count], Meta(min_length=5, max_length=5, description="five counts")] | None = None
    reviews: list[ReviewSeed] = []


class ShopSeed(Declaration):
    """A shop and what it sells; its id follows from its name unless it is given."""

    name: Name
    id: PostId | None = None
    rating: Rating | None = None
    review_count: Count | None = None
    sold: Count | None = None
    performance: Text | None = None
    products: list[ProductSeed] = []


class AppSeed(Declaration):
    """An app, such as those of Login Kit and the Research API. Scopes: all that there are, unless they are given.

    `dialect` is needed only where a secret, or that there is none, does not tell it. `redirect_uris` are where creators
    may be sent back to who sign in.
    """

    name: Name
    client_key: Annotated[str, Meta(pattern=r"^[a-zA-Z0-9_-]{1,64}$", description="letters, digits, _ and -")]
    client_secret: Secret | None = None
    dialect: Name | None = None
    redirect_uris: Redirects = []
    scopes: Scopes | None = None


class KeySeed(Declaration):
    """A key or token. `for` is the creator whom a user token or account key acts for; `app` a token's app by name."""

    kind: Name
    name: Name
    secret: Secret
    acts_for: Username | None = msgspec.field(default=None, name="for")
    app: Name | None = None
    scopes: Scopes | None = None
    expires: Time | None = None


class WorldSeed(Declaration):
    """The generated world that the file comes on top of: the demo's, or one of so many creators and posts."""

    seed: Annotated[int, Meta(ge=0, le=2**63 - 1, description="a whole number")] = 7
    creators: Annotated[int, Meta(ge=1, le=1_000_000, description="a whole number up to a million")] | None = None
    posts: Annotated[int, Meta(ge=1, le=100_000_000, description="a whole number up to 100 million")] | None = None


class Seed(Declaration):
    """A seed file. `now` is what relative times count from, and the instant at which all of this was seen."""

    schema: Text | None = msgspec.field(default=None, name="$schema")
    now: Time | None = None
    world: WorldSeed | None = None
    creators: list[CreatorSeed] = []
    conversations: list[ConversationSeed] = []
    live: list[LiveSeed] = []
    shops: list[ShopSeed] = []
    apps: list[AppSeed] = []
    keys: list[KeySeed] = []


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a seed file, for editors and other programs."""
    schema = msgspec.json.schema(Seed)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "tokgate seed file",
        **schema,
    }
