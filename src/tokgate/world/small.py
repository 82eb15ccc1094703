"""The demo's world: two dozen creators, from empty to a thousand posts, believable enough to develop against.

The first creator is the sample: popular, public, with posts of the last days, likes, reposts and comments.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

import msgspec

from tokgate.dialects.web.convert import item_of
from tokgate.domain.counts import Audience, Counts, Precision
from tokgate.domain.creators import Creator, stand_in_sec_uid
from tokgate.domain.observations import Observation
from tokgate.domain.posts import Comment, Hashtag, Kind, Like, Mention, Pin, Post, Repost, Sound, Span, Subject
from tokgate.world.words import COMMENTS, FIRST_NAMES, LAST_NAMES, LONG_TAIL, NICHES, Niche

#: 2026-11-01 UTC: the world's last second, fixed so that a seed makes the same bytes on any day.
END_S = 1_793_491_200
SOURCE = "world"
#: How many posts each creator has; the sizes at which paging goes wrong are all there.
SIZES = (140, 1000, 0, 1, 29, 30, 31, 60, 61, 90, 12, 7, 45, 3, 22, 75, 18, 5, 33, 10, 9, 25, 14, 40)
PRIVATE = {11}
#: This creator's posts come in bursts that share one second.
BURSTS = 9


def small_world(seed: int) -> Iterator[list[Observation]]:
    """The observations of the world, in batches; the same for the same seed, wherever and whenever."""
    chance = random.Random(seed)  # noqa: S311 - a generator of stories, not of secrets
    creators = [_creator(chance, index) for index in range(len(SIZES))]
    yield [_observed(creator) for creator in creators]
    posts: list[Post] = []
    for index, creator in enumerate(creators):
        own = _posts(chance, creator, index)
        posts += own
        for start in range(0, len(own), 200):
            yield [_observed(post) for post in own[start : start + 200]]
    public = [post for post in posts if post.creator is not None and not post.creator.private]
    yield list(_reactions(chance, creators, public))


def sample_username(seed: int) -> str:
    """The handle of the creator who has something of everything."""
    return _creator(random.Random(seed), 0).username or ""  # noqa: S311


def _creator(chance: random.Random, index: int) -> Creator:
    niche = _niche(index)
    username = f"{FIRST_NAMES[index % len(FIRST_NAMES)]}.{niche.name}.{LAST_NAMES[index % len(LAST_NAMES)]}"
    user_id = str(6_500_000_000_000_000_000 + chance.randrange(10**17))
    followers = int(10 ** chance.uniform(2.5, 6.5)) if index else 1_240_300
    return Creator(
        user_id=user_id,
        sec_uid=stand_in_sec_uid(Creator(user_id=user_id)),
        username=username,
        name=username.split(".")[0].title() + " ✨" * (index % 5 == 0),
        bio=f"{niche.name} every day\n📍 {niche.region}",
        avatar_url=f"https://p16-sign.tiktokcdn.example/avatar/{user_id}.jpeg",
        verified=followers > 1_000_000,
        private=index in PRIVATE,
        likes_public=index % 4 == 0,
        region=niche.region,
        language=niche.language,
        audience=Audience(
            followers=followers,
            following=chance.randrange(5, 900),
            likes=followers * chance.randrange(3, 40),
            posts=SIZES[index],
            liked=chance.randrange(0, 5000),
            friends=chance.randrange(0, 50),
            precision=Precision.EXACT,
        ),
    )


def _niche(index: int) -> Niche:
    return NICHES[index % len(NICHES)]


def _posts(chance: random.Random, creator: Creator, index: int) -> list[Post]:
    """A creator's posts, oldest first, a few a week until the world's end."""
    moment = END_S - chance.randrange(3600, 40 * 3600)
    posts = []
    for number in range(SIZES[index]):
        posts.append(_post(chance, creator, _niche(index), moment, number))
        if index != BURSTS or number % 20 == 19:
            moment -= chance.randrange(4 * 3600, 60 * 3600)
    return posts[::-1]


def _post(chance: random.Random, creator: Creator, niche: Niche, moment: int, number: int) -> Post:
    post_id = (moment - chance.randrange(5, 600) << 32) + chance.randrange(1 << 32)
    text, tags, mentions, spans = _caption(chance, niche, number)
    is_photo = number % 11 == 5
    sound = chance.randrange(len(niche.sounds))
    audience = creator.audience or Audience()
    plays = int((audience.followers or 100) * 10 ** chance.uniform(-1.2, 0.9))
    return Post(
        id=post_id,
        creator=creator,
        created_s=moment,
        kind=Kind.PHOTO if is_photo else Kind.VIDEO,
        text=text,
        language=niche.language,
        region=niche.region,
        duration_ms=0 if is_photo else chance.randrange(7, 180) * 1000,
        width=0 if is_photo else 576,
        height=0 if is_photo else 1024,
        cover_url=f"https://p16-sign.tiktokcdn.example/cover/{post_id}.jpeg",
        play_url=None if is_photo else f"https://v16-web.tiktok.example/video/{post_id}.mp4",
        image_urls=[f"https://p16-sign.tiktokcdn.example/photo/{post_id}-{n}.jpeg" for n in (1, 2)]
        if is_photo
        else None,
        counts=_counts(chance, plays),
        sound=Sound(
            id=7_000_000_000_000_000_000 + hash_of(niche.sounds[sound]),
            title=niche.sounds[sound],
            author=creator.name if sound == 0 else "Various Artists",
            original=sound == 0,
            duration_ms=60_000,
        ),
        hashtags=tags,
        mentions=mentions,
        spans=spans,
        is_ad=number % 37 == 36,
        private=False,
    )


def hash_of(text: str) -> int:
    """A number for a name, the same everywhere (Python's own hash is not)."""
    return int.from_bytes(text.encode()[-7:])


def _caption(chance: random.Random, niche: Niche, number: int) -> tuple[str, list[Hashtag], list[Mention], list[Span]]:
    text = chance.choice(niche.phrases).format(n=number + 1)
    if number % 23 == 22:
        text = ""
    elif number % 41 == 40:
        text += LONG_TAIL
    names = chance.sample(niche.tags, k=min(len(niche.tags), 1 + number % 3)) if text else []
    spans = []
    tags = []
    for name in names:
        start = _utf16_length(text) + 1
        text += f" #{name}"
        tags.append(Hashtag(name=name, id=str(hash_of(name))))
        spans.append(Span(start=start, end=_utf16_length(text), hashtag=name, hashtag_id=str(hash_of(name))))
    return text, tags, [], spans


def _utf16_length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _counts(chance: random.Random, plays: int) -> Counts:
    return Counts(
        plays=plays,
        likes=int(plays * chance.uniform(0.02, 0.15)),
        comments=int(plays * chance.uniform(0.0005, 0.006)),
        shares=int(plays * chance.uniform(0.0005, 0.01)),
        saves=int(plays * chance.uniform(0.001, 0.02)),
        reposts=int(plays * chance.uniform(0, 0.001)),
        precision=Precision.EXACT,
    )


def _reactions(chance: random.Random, creators: list[Creator], posts: list[Post]) -> Iterator[Observation]:
    for index, creator in enumerate(creators):
        others = [post for post in posts if post.creator is not creator]
        for kind, share in ((Like, 70), (Repost, 35)):
            chosen = chance.sample(others, k=share if index == 0 else share // 5)
            for number, post in enumerate(chosen):
                yield _observed(kind(creator=creator, post=post, at_s=END_S - 7200 * (number + 1)))
    sample = [post for post in posts if post.creator is creators[0]]
    for rank, post in enumerate(chance.sample(sample, k=3)):
        yield _observed(Pin(creator=creators[0], post=post, rank=rank))
    for post in sample:
        yield from _comments(chance, creators, post)


def _comments(chance: random.Random, creators: list[Creator], post: Post) -> Iterator[Observation]:
    first = None
    for number in range(chance.randrange(2, 9)):
        created_s = (post.created_s or END_S) + 60 * (number + 1)
        comment = Comment(
            id=(created_s << 32) + chance.randrange(1 << 32),
            post_id=post.id,
            parent_id=first if first and number % 3 == 2 else None,
            creator=chance.choice(creators[1:]),
            text=chance.choice(COMMENTS).format(year=2026),
            created_s=created_s,
            likes=chance.randrange(0, 400),
            replies=0,
        )
        first = first or comment.id
        yield _observed(comment)


def _observed(subject: Subject) -> Observation:
    item = msgspec.json.encode(item_of(subject)) if isinstance(subject, Post) else None
    return Observation(subject=subject, source=SOURCE, observed_ms=END_S * 1000, body=item, web_item=item)
