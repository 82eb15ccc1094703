"""A checked file as observations, in an order in which everything is known before it is spoken of."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from tokgate.domain.counts import Audience, Counts, Precision
from tokgate.domain.creators import Creator
from tokgate.domain.observations import Observation, Subject
from tokgate.domain.playlists import Playlist
from tokgate.domain.posts import Comment, Kind, Post, Sound, Tombstone
from tokgate.domain.relations import follow, like, pin, repost, save
from tokgate.seeds.captions import hashtags_in, mentions_in, number_of, spans_in
from tokgate.seeds.conversations import ConversationBuilder
from tokgate.seeds.declaration import (
    AudienceSeed,
    CommentSeed,
    CountsSeed,
    CreatorSeed,
    FollowSeed,
    PostSeed,
    ReactionSeed,
    Seed,
    SoundSeed,
)
from tokgate.seeds.issues import Path
from tokgate.seeds.live import LiveBuilder
from tokgate.seeds.references import References, Report, made_id
from tokgate.seeds.shops import ShopBuilder
from tokgate.seeds.words import count_of

SOURCE = "seed"


class Builder:
    """Turns declarations into domain types; what does not fit is reported and left out."""

    def __init__(self, references: References, report: Report) -> None:
        self._references = references
        self._report = report
        self.latest_s: int | None = references.now_s

    def subjects(self, seed: Seed) -> list[Subject]:
        """Creators, then posts, then what was done with them."""
        places: list[tuple[CreatorSeed, Path]] = [
            (creator, ("creators", number)) for number, creator in enumerate(seed.creators)
        ]
        subjects: list[Subject] = [self._creator(creator, path) for creator, path in places]
        for creator, path in places:
            subjects += self._posts(creator, path)
        for creator, path in places:
            subjects += self._comments(creator, path)
            subjects += self._reactions(creator, path)
            subjects += self._follows(creator, path)
            subjects += self._playlists(creator, path)
        conversations = ConversationBuilder(self._references, self._report, self._second)
        for number, conversation in enumerate(seed.conversations):
            subjects += conversations.subjects(conversation, ("conversations", number))
        live = LiveBuilder(self._references, self._report, count=self._count, second=self._second)
        for number, room in enumerate(seed.live):
            subjects += live.subjects(room, ("live", number))
        shops = ShopBuilder(self._count, self._second)
        for number, shop in enumerate(seed.shops):
            subjects += shops.subjects(shop, ("shops", number))
        return subjects

    def _creator(self, seed: CreatorSeed, path: Path) -> Creator:
        return Creator(
            username=seed.username,
            user_id=seed.user_id,
            sec_uid=seed.sec_uid,
            name=seed.name,
            bio=seed.bio,
            bio_url=seed.bio_url,
            avatar_url=seed.avatar_url,
            verified=seed.verified,
            private=seed.private,
            likes_public=seed.likes_public,
            region=seed.region,
            language=seed.language,
            audience=self._audience(seed.audience, (*path, "audience")),
        )

    def _audience(self, seed: AudienceSeed | None, path: Path) -> Audience | None:
        return None if seed is None else Audience(**self._numbers(seed, path), precision=Precision.EXACT)

    def _counts(self, seed: CountsSeed | None, path: Path) -> Counts | None:
        return None if seed is None else Counts(**self._numbers(seed, path), precision=Precision.EXACT)

    def _numbers(self, seed: AudienceSeed | CountsSeed, path: Path) -> dict[str, int]:
        numbers = {}
        for name, value in msgspec.structs.asdict(seed).items():
            number = self._count(value, (*path, name))
            if number is not None:
                numbers[name] = number
        return numbers

    def _count(self, value: int | str | None, path: Path) -> int | None:
        if value is None:
            return None
        try:
            return count_of(value)
        except ValueError as problem:
            self._report(path, str(problem))
            return None

    def _posts(self, creator: CreatorSeed, path: Path) -> Iterator[Subject]:
        for number, seed in enumerate(creator.posts):
            post = self._post(creator, seed, (*path, "posts", number))
            if post is not None:
                yield post
                if seed.gone is not None:
                    yield Tombstone(post=Post(id=post.id), reason=seed.gone)

    def _post(self, creator: CreatorSeed, seed: PostSeed, path: Path) -> Post | None:
        counts = self._counts(seed.counts, (*path, "counts"))
        duet_of = self._references.post(seed.duet_of, (*path, "duet_of"))
        stitch_of = self._references.post(seed.stitch_of, (*path, "stitch_of"))
        post_id = self._references.post_at(path)
        if post_id is None:
            return None
        return Post(
            id=post_id,
            creator=Creator(username=creator.username),
            created_s=self._second(seed.at, (*path, "at")),
            kind=Kind(seed.kind),
            text=seed.text,
            title=seed.title,
            language=seed.language,
            region=seed.region,
            duration_ms=seed.duration_ms,
            width=seed.width,
            height=seed.height,
            cover_url=seed.cover_url,
            play_url=seed.play_url,
            image_urls=seed.image_urls,
            counts=counts,
            sound=_sound(seed.sound),
            hashtags=hashtags_in(seed.text),
            mentions=mentions_in(seed.text),
            spans=spans_in(seed.text),
            is_ad=seed.is_ad,
            private=seed.private,
            duet_of=duet_of,
            stitch_of=stitch_of,
            voice_to_text=seed.voice_to_text,
        )

    def _comments(self, creator: CreatorSeed, path: Path) -> Iterator[Subject]:
        for number, post in enumerate(creator.posts):
            place = (*path, "posts", number)
            post_id = self._references.post_at(place)
            yield from self._thread(post.comments, post_id or 0, None, (*place, "comments"))

    def _thread(self, seeds: list[CommentSeed], post_id: int, parent: int | None, path: Path) -> Iterator[Comment]:
        for number, seed in enumerate(seeds):
            place = (*path, number)
            second = self._second(seed.at, (*place, "at"))
            username = self._references.username(seed.by, (*place, "by"))
            likes = self._count(seed.likes, (*place, "likes"))
            words = f"comment {post_id} {parent or 0} {username.lower()} {number}"
            comment_id = int(seed.id) if seed.id is not None else made_id(second or 0, words)
            if parent is not None and seed.replies:
                self._report((*place, "replies"), "a reply has no replies of its own; put it beside the one it answers")
            yield Comment(
                id=comment_id,
                post_id=post_id,
                parent_id=parent,
                creator=Creator(username=username),
                text=seed.text,
                created_s=second,
                likes=likes,
                replies=len(seed.replies),
                language=seed.language,
                pinned=seed.pinned,
                liked_by_author=seed.liked_by_author,
            )
            yield from self._thread(seed.replies, post_id, comment_id, (*place, "replies"))

    def _reactions(self, creator: CreatorSeed, path: Path) -> Iterator[Subject]:
        who = Creator(username=creator.username)
        for post, second in self._reacted(creator.likes, (*path, "likes")):
            yield like(who, post, at_s=second)
        for post, second in self._reacted(creator.reposts, (*path, "reposts")):
            yield repost(who, post, at_s=second)
        for post, second in self._reacted(creator.saves, (*path, "saves")):
            yield save(who, post, at_s=second)
        for rank, name in enumerate(creator.pins):
            post_id = self._references.post(name, (*path, "pins", rank))
            if post_id is not None:
                yield pin(who, Post(id=post_id), rank=rank)

    def _follows(self, creator: CreatorSeed, path: Path) -> Iterator[Subject]:
        for number, seed in enumerate(creator.follows):
            place = (*path, "follows", number)
            if isinstance(seed, FollowSeed):
                name, second = self._references.username(seed.creator, (*place, "creator")), seed.at
            else:
                name, second = self._references.username(seed, place), None
            yield follow(
                Creator(username=creator.username),
                Creator(username=name),
                at_s=self._second(second, (*place, "at")),
            )

    def _playlists(self, creator: CreatorSeed, path: Path) -> Iterator[Subject]:
        own = {self._references.post_at((*path, "posts", number)) for number in range(len(creator.posts))}
        for number, seed in enumerate(creator.playlists):
            place = (*path, "playlists", number)
            second = self._second(seed.at, (*place, "at"))
            posts = []
            for entry, name in enumerate(seed.posts):
                post_id = self._references.post(name, (*place, "posts", entry))
                if post_id is not None and post_id not in own:
                    self._report((*place, "posts", entry), f"{name!r} is no post of {creator.username}'s in this file")
                elif post_id is not None:
                    posts.append(post_id)
            made = 7_000_000_000_000_000_000 + number_of(f"playlist {creator.username.lower()} {seed.name}") % 10**17
            yield Playlist(
                id=int(seed.id) if seed.id is not None else made,
                creator=Creator(username=creator.username),
                name=seed.name,
                total=len(posts),
                created_s=second,
                posts=posts,
            )

    def _reacted(self, seeds: list[int | str | ReactionSeed], path: Path) -> Iterator[tuple[Post, int | None]]:
        for number, seed in enumerate(seeds):
            place = (*path, number)
            timed = isinstance(seed, ReactionSeed)
            post_id = self._references.post(
                seed.post if isinstance(seed, ReactionSeed) else seed, (*place, "post") if timed else place
            )
            second = self._second(seed.at, (*place, "at")) if isinstance(seed, ReactionSeed) else None
            if post_id is not None:
                yield Post(id=post_id), second

    def _second(self, time: str | None, path: Path) -> int | None:
        second = self._references.second(time, path)
        if second is not None and self._references.now_s is None:
            self.latest_s = max(second, self.latest_s or 0)
        return second


def _sound(seed: SoundSeed | None) -> Sound | None:
    if seed is None:
        return None
    made = 7_000_000_000_000_000_000 + number_of(f"sound {seed.title} {seed.author}") % 10**17
    return Sound(
        id=int(seed.id) if seed.id is not None else made,
        title=seed.title,
        author=seed.author,
        album=seed.album,
        original=seed.original,
        duration_ms=seed.duration_ms,
        play_url=seed.play_url,
        cover_url=seed.cover_url,
    )


def observations_of(subjects: list[Subject], observed_ms: int) -> list[Observation]:
    """The subjects as seen at one instant."""
    return [Observation(subject=subject, source=SOURCE, observed_ms=observed_ms) for subject in subjects]
