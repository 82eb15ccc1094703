"""What web items and profiles mean: posts, creators and sounds, and the observations of a whole list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from tokgate.dialects.numbers import created_of, id_of, post_id_of
from tokgate.dialects.readings import InvalidMember, Part, Readers, Received, related, require_valid, unreadable
from tokgate.dialects.web.counts import audience_of, counts_of
from tokgate.dialects.web.item import Author, AuthorStats, AuthorStatsV2, ImagePost, Item, Music, UserInfo, Video
from tokgate.dialects.web.tags import extras_of, hashtags_of, mentions_of, spans_of
from tokgate.domain.creators import Creator
from tokgate.domain.posts import Kind, Post, Sound
from tokgate.domain.relations import follow, like

#: What archives call these sources, whether an answer or a file brought them.
ITEM = "web_item"
PROFILE = "web_profile"

#: Without these, or with another meaning, an object would say something else; the rest may be as odd as it likes.
ESSENTIAL_IN_ITEM = frozenset(["id", "desc", "createTime", "stats", "statsV2"])
ESSENTIAL_IN_PROFILE = frozenset(["user", "stats", "statsV2"])


def posts_in(items: Iterable[Item], received: Received, creator: Creator | None = None) -> Iterator[Part]:
    """The posts of a list, each with its item's very bytes; an item that names no author is by `creator`."""
    for item in items:
        try:
            require_valid(item, ESSENTIAL_IN_ITEM)
            post = post_of(item)
        except InvalidMember as problem:
            yield unreadable(item, problem)
            continue
        exact = item.exact()
        by = post if post.creator else msgspec.structs.replace(post, creator=creator)
        yield received.observation(by, ITEM, body=exact, web_item=exact)


def likes_in(items: Iterable[Item], received: Received, creator: Creator) -> Iterator[Part]:
    """The posts of a list of likes, latest like first, and that the creator likes each."""
    return related(posts_in(items, received), Post, lambda post: like(creator, Post(id=post.id)), received)


def profile_in(profile: UserInfo, received: Received) -> Iterator[Part]:
    """The creator of a profile, then the posts that it may hold."""
    try:
        require_valid(profile, ESSENTIAL_IN_PROFILE)
        creator = profile_of(profile)
    except InvalidMember as problem:
        yield unreadable(profile, problem)
        return
    yield received.observation(creator, PROFILE, body=profile.exact())
    if profile.itemList:
        yield from posts_in(profile.itemList, received, creator.named)


def followers_in(entries: Iterable[UserInfo], received: Received, followed: Creator) -> Iterator[Part]:
    """The creators of a list of followers, latest first, and that each follows `followed`."""
    for entry in entries:
        creators = profile_in(entry, received)
        yield from related(creators, Creator, lambda creator: follow(creator.named, followed), received)


def following_in(entries: Iterable[UserInfo], received: Received, follower: Creator) -> Iterator[Part]:
    """The creators of a list of followed accounts, latest first, and that `follower` follows each."""
    for entry in entries:
        creators = profile_in(entry, received)
        yield from related(creators, Creator, lambda creator: follow(follower, creator.named), received)


def profile_of(profile: UserInfo) -> Creator:
    """The creator of a profile. Raises InvalidMember where it names nobody."""
    creator = creator_of(profile.user, profile.stats, profile.statsV2)
    if creator is None:
        raise InvalidMember("user", "names no account; right would be an id, a secUid or a uniqueId")
    return creator


def account_of(author: Author) -> Creator:
    """The creator that an author object names. Raises InvalidMember where it names nobody."""
    creator = creator_of(author)
    if creator is None:
        raise InvalidMember("uniqueId", "is missing; right would be an id, a secUid or a uniqueId")
    return creator


def tell_web_objects(readers: Readers) -> None:
    """Say what the objects are that all who speak the web's spelling pass on."""
    readers.means(Item, post_of, ESSENTIAL_IN_ITEM)
    readers.means(UserInfo, profile_of, ESSENTIAL_IN_PROFILE)
    readers.means(Author, account_of)


def post_of(item: Item) -> Post:
    """The post of an item. Raises InvalidMember where its id, time or counts cannot be right."""
    extras = extras_of(item)
    video = item.video or Video()
    return Post(
        id=post_id_of(item.id, "id"),
        creator=_creator_in(item),
        created_s=created_of(item.createTime, "createTime"),
        kind=_kind_of(item),
        text=item.desc,
        title=(item.imagePost.title or None) if item.imagePost else None,
        language=item.textLanguage if item.textLanguage not in ("", "un") else None,
        region=item.locationCreated or None,
        duration_ms=video.duration * 1000 if video.duration and video.duration > 0 else None,
        width=video.width or None,
        height=video.height or None,
        cover_url=video.cover or video.originCover or None,
        play_url=video.playAddr or video.downloadAddr or None,
        image_urls=_image_urls_of(item.imagePost) if item.imagePost else None,
        counts=counts_of(item.stats, item.statsV2),
        sound=sound_of(item.music),
        hashtags=hashtags_of(item.challenges, extras),
        mentions=mentions_of(extras, item.desc),
        spans=spans_of(extras),
        is_ad=item.isAd,
        private=item.privateItem if item.privateItem is not None else item.secret,
        pinned=item.isPinnedItem,
        duet_of=id_of(item.duetInfo.duetFromId) if item.duetInfo else None,
    )


def creator_of(
    author: Author | None, stats: AuthorStats | None = None, exact: AuthorStatsV2 | None = None
) -> Creator | None:
    """The creator that an author object names; None where it names nobody."""
    if author is None or not (author.id or author.secUid or author.uniqueId):
        return None
    return Creator(
        user_id=author.id or None,
        sec_uid=author.secUid or None,
        username=author.uniqueId or None,
        name=author.nickname or None,
        bio=author.signature,
        bio_url=(author.bioLink.link or None) if author.bioLink else None,
        avatar_url=author.avatarLarger or author.avatarMedium or author.avatarThumb or None,
        verified=author.verified,
        private=author.privateAccount if author.privateAccount is not None else author.secret,
        likes_public=author.openFavorite,
        region=author.region or None,
        language=author.language or None,
        audience=audience_of(stats, exact),
    )


def sound_of(music: Music | None) -> Sound | None:
    """The sound that a music object describes; None where it describes none."""
    if music is None or not (music.id or music.title or music.playUrl):
        return None
    return Sound(
        id=id_of(music.id),
        title=music.title or None,
        author=music.authorName or None,
        album=music.album or None,
        original=music.original,
        duration_ms=music.duration * 1000 if music.duration and music.duration > 0 else None,
        play_url=music.playUrl or None,
        cover_url=music.coverLarge or music.coverMedium or music.coverThumb or None,
    )


def _creator_in(item: Item) -> Creator | None:
    return creator_of(item.author, item.authorStats, item.authorStatsV2)


def _kind_of(item: Item) -> Kind | None:
    if item.imagePost is not None:
        return Kind.PHOTO
    film = item.video
    if film is not None and (film.duration or film.playAddr or film.downloadAddr or film.format):
        return Kind.VIDEO
    return None


def _image_urls_of(pictures: ImagePost) -> list[str]:
    addresses = [image.imageURL.urlList for image in pictures.images or () if image.imageURL]
    return [urls[0] for urls in addresses if urls]
