"""Posts and what hangs on them."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import msgspec

from tokgate.domain.counts import Counts
from tokgate.domain.creators import Creator

#: TikTok began in 2014 (as musical.ly); an id whose time part is older is not one of its ids.
OLDEST_S = 1_388_534_400
#: 2100-01-01: a later time is a unit error, most often milliseconds.
NEWEST_S = 4_102_444_800


#: Where generated posts say that their media are. No host ever has a name under `.example` (RFC 2606): the server makes
#: these files itself, and says where in their place. One host has them all, so that it is quickly found in an answer.
MADE_UP_MEDIA = "https://media.tiktok.example"
MADE_UP_PICTURES = f"{MADE_UP_MEDIA}/picture"
MADE_UP_FILMS = f"{MADE_UP_MEDIA}/film"
MADE_UP_SOUNDS = f"{MADE_UP_MEDIA}/sound"


#: How many characters of a caption the Display API gives: a longer one is cut there.
CUT_TEXT = 150


def picture_sized(url: str, pixels: int) -> str:
    """The link to a square picture of the generated world in another size; any other link as it is."""
    start, dot, ending = url.rpartition(".")
    return f"{start}~{pixels}x{pixels}{dot}{ending}" if url.startswith(MADE_UP_PICTURES) else url


class Kind(StrEnum):
    """What a post shows."""

    VIDEO = "video"
    PHOTO = "photo"


class Sound(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The music or original sound of a post. The title of an original sound is localised by the source."""

    id: int | None = None
    title: str | None = None
    author: str | None = None
    album: str | None = None
    original: bool | None = None
    duration_ms: int | None = None
    play_url: str | None = None
    cover_url: str | None = None


class Hashtag(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A hashtag, without `#`, in the case that the source gives."""

    name: str
    id: str | None = None
    description: str | None = None


class Mention(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Another account named in a caption. `text` is what the source shows, a handle or a display name."""

    text: str
    username: str | None = None
    user_id: str | None = None
    sec_uid: str | None = None


class Span(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where in a caption a hashtag or mention stands, in UTF-16 code units as every source counts them."""

    start: int
    end: int
    hashtag: str | None = None
    hashtag_id: str | None = None
    username: str | None = None
    user_id: str | None = None
    sec_uid: str | None = None


class Gone(msgspec.Struct, frozen=True):
    """That a source no longer showed a post or comment: when it was found so (Unix ms UTC), and why as far as told."""

    at_ms: int
    reason: str


class Post(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One post, as one source describes it. None: the source does not say; an empty list: it says there are none.

    `id >> 32` is the second at which the upload began, at most `created_s` (Unix seconds, UTC). `created_s` is None
    when the source gives no time; the archive then takes the id's.
    `details` keeps, by the Research API's member names, what only that source tells (effects, stickers, labels).
    `gone` is the archive's word, not a source's: set where a Tombstone is the last that was heard of the post.
    """

    id: int
    creator: Creator | None = None
    created_s: int | None = None
    kind: Kind | None = None
    text: str | None = None
    title: str | None = None
    language: str | None = None
    region: str | None = None
    duration_ms: int | None = None
    width: int | None = None
    height: int | None = None
    cover_url: str | None = None
    play_url: str | None = None
    image_urls: list[str] | None = None
    counts: Counts | None = None
    sound: Sound | None = None
    hashtags: list[Hashtag] | None = None
    mentions: list[Mention] | None = None
    spans: list[Span] | None = None
    is_ad: bool | None = None
    private: bool | None = None
    pinned: bool | None = None
    duet_of: int | None = None
    stitch_of: int | None = None
    voice_to_text: str | None = None
    details: dict[str, Any] | None = None
    gone: Gone | None = None

    @property
    def is_stub(self) -> bool:
        """Whether nothing but the id, and perhaps the creator, is known: an id still to be hydrated."""
        return self.text is None and self.counts is None and self.kind is None and self.duration_ms is None

    def url(self) -> str:
        """The post's page. Without a known handle, the form that TikTok redirects to the right one."""
        return page_of(self.id, self.kind, self.creator.username if self.creator else None)


class PostDetails(msgspec.Struct, kw_only=True, omit_defaults=True):
    """What of a post is kept together as JSON, since few ask for it; the fields are those of Post."""

    image_urls: list[str] | None = None
    sound: Sound | None = None
    hashtags: list[Hashtag] | None = None
    mentions: list[Mention] | None = None
    spans: list[Span] | None = None
    pinned: bool | None = None
    duet_of: int | None = None
    stitch_of: int | None = None
    voice_to_text: str | None = None
    details: dict[str, Any] | None = None


NO_DETAILS = PostDetails()
_DETAILS = msgspec.json.Decoder(PostDetails)


def page_of(post_id: int, kind: str | None, username: str | None) -> str:
    """The address of a post's page; "" for the handle is redirected to the right one."""
    return f"https://www.tiktok.com/@{username or ''}/{kind or Kind.VIDEO}/{post_id}"


class PostSummary(msgspec.Struct, frozen=True):
    """What a list shows of a post, in its current state: a page of these costs a fraction of one of whole posts.

    `ms` is the post's position among its creator's (see `Position`); its part below a second is the archive's.
    `creator` is the archive's key (0: unknown), `kind` a `Kind`'s value, `json` what `details` decodes.
    """

    ms: int
    id: int
    creator: int
    kind: str | None
    text: str | None
    title: str | None
    region: str | None
    duration_ms: int | None
    width: int | None
    height: int | None
    cover_url: str | None
    plays: int | None
    likes: int | None
    comments: int | None
    shares: int | None
    saves: int | None
    json: str | None

    @property
    def created_s(self) -> int:
        """The second of publication."""
        return self.ms // 1000

    def details(self) -> PostDetails:
        """The rest of what is known of the post."""
        return _DETAILS.decode(self.json) if self.json else NO_DETAILS


def second_of(post_id: int) -> int:
    """The Unix second held in a post's id: when its upload began."""
    return post_id >> 32


def is_plausible_second(second: int) -> bool:
    """Whether a Unix second can be that of a post."""
    return OLDEST_S <= second < NEWEST_S


class Comment(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A comment, or, with `parent_id`, a reply to one.

    `gone` is the archive's word: set where a CommentTombstone is the last that was heard of it.
    """

    id: int
    post_id: int | None = None
    parent_id: int | None = None
    creator: Creator | None = None
    text: str | None = None
    created_s: int | None = None
    likes: int | None = None
    replies: int | None = None
    language: str | None = None
    image_urls: list[str] | None = None
    pinned: bool | None = None
    liked_by_author: bool | None = None
    gone: Gone | None = None


class Tombstone(msgspec.Struct, frozen=True, kw_only=True):
    """A post that a source no longer shows."""

    post: Post
    reason: str


class CommentTombstone(msgspec.Struct, frozen=True, kw_only=True):
    """A comment, by its id, that a source no longer shows."""

    id: int
    reason: str
