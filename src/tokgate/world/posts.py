"""Posts made of their moments, with the counts that they have at an instant."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tokgate.domain.instants import DAY_S
from tokgate.domain.posts import MADE_UP_FILMS, MADE_UP_PICTURES, Kind, Post, Sound
from tokgate.world.captions import caption_of
from tokgate.world.draws import below, draws, pick
from tokgate.world.growth import counts_at
from tokgate.world.people import END_S, Author
from tokgate.world.rhythm import Moment, moments_before_end, moments_on
from tokgate.world.trends import niche_sound, trend_on, trend_sound
from tokgate.world.words import EFFECTS, SPOKEN, STICKERS


class Studio:
    """Makes posts of the creators of one world."""

    def __init__(self, people: Sequence[Author]) -> None:
        self._people = people
        self._firsts: dict[int, int] = {}

    def post_at(self, author: Author, moment: Moment, instant_s: int, *, whole: bool = True) -> Post:
        """The post with its counts at an instant; `whole`: with all that is known of its creator, not only the name."""
        chance, post_id = moment.chance, moment.post_id
        photo, ad = chance[9] % 9 == 4, chance[10] % 40 == 3
        text, hashtags, mentions, spans = caption_of(
            author, moment.created_s, chance[6], self._mentioned(author, chance[11]), ad=ad
        )
        duet_of, stitch_of = self._origin(author, moment) if chance[12] % 16 == 0 and not photo else (None, None)
        return Post(
            id=post_id,
            creator=author.creator if whole else author.name,
            created_s=moment.created_s,
            kind=Kind.PHOTO if photo else Kind.VIDEO,
            text=text,
            title=text.split("\n")[0][:40] if photo and text else None,
            language=author.creator.language,
            region=author.creator.region,
            duration_ms=0 if photo else _duration_ms(chance[10]),
            width=0 if photo else 576,
            height=0 if photo else 1024,
            cover_url=f"{MADE_UP_PICTURES}/cover/{post_id}.jpeg",
            play_url=None if photo else f"{MADE_UP_FILMS}/{post_id}.mp4",
            image_urls=[f"{MADE_UP_PICTURES}/photo/{post_id}-{n}.jpeg" for n in range(1, 2 + chance[9] % 8)]
            if photo
            else None,
            counts=counts_at(post_id, author.followers, moment.created_s, instant_s),
            sound=_sound(author, moment),
            hashtags=hashtags,
            mentions=mentions,
            spans=spans,
            is_ad=ad,
            private=moment.private,
            duet_of=duet_of,
            stitch_of=stitch_of,
            voice_to_text=pick(chance[13], SPOKEN) if author.creator.language == "en" and chance[13] % 6 == 0 else None,
            details=_details(chance[14], ad=ad) if chance[14] % 5 == 0 or ad else None,
        )

    def _mentioned(self, author: Author, draw: int) -> Author | None:
        """Somebody with a name, in one post of twelve."""
        if draw % 12:
            return None
        other = self._people[below(draw * 7 & 0xFFFFFFFF, min(len(self._people), 400))]
        return None if other.index == author.index or other.creator.private else other

    def _origin(self, author: Author, moment: Moment) -> tuple[int | None, int | None]:
        """A post of the weeks before that this one answers: in a duet or a stitch."""
        other = self._people[below(moment.chance[13], min(len(self._people), 40))]
        if other.index == author.index or other.creator.private or not other.posts:
            return None, None
        last_s, first_s = min(moment.created_s, END_S) - DAY_S, self._first_s(other)
        for day in range(last_s // DAY_S, max(last_s - 40 * DAY_S, first_s) // DAY_S, -1):
            for earlier in moments_on(other, day):
                if first_s <= earlier.created_s <= last_s and earlier.gone_s is None and not earlier.private:
                    return (earlier.post_id, None) if moment.chance[12] % 48 else (None, earlier.post_id)
        return None, None

    def _first_s(self, author: Author) -> int:
        """When the oldest of a creator's posts was published."""
        if author.index not in self._firsts:
            self._firsts[author.index] = moments_before_end(author)[-1].created_s
        return self._firsts[author.index]


def _duration_ms(draw: int) -> int:
    """Most are short; one in nine is longer than a minute."""
    return 1000 * (61 + draw // 9 % 240 if draw % 9 == 0 else 6 + draw // 9 % 50)


def _sound(author: Author, moment: Moment) -> Sound:
    draw = moment.chance[8]
    share = draw % 100
    if share < 40:
        return trend_sound(author.seed, trend_on(moment.created_s // DAY_S, draw * 29 & 0xFFFFFFFF))
    if share < 65:
        return niche_sound(author.niche.sounds[draw // 100 % len(author.niche.sounds)])
    return author.sound


def _details(draw: int, *, ad: bool) -> dict[str, Any]:
    """What only the Research API tells, by its member names."""
    details: dict[str, Any] = {}
    if draw % 5 == 0:
        name, number = pick(draw, EFFECTS)
        details["effect_ids"] = [str(number)]
        details["effect_info_list"] = [
            {
                "effect_id": str(number),
                "effect_name": name,
                "effect_photo_url": f"{MADE_UP_PICTURES}/effect/{number}.png",
            }
        ]
    if draw % 15 == 0:
        sticker = pick(draws("sticker", draw)[0], STICKERS)
        details["sticker_info_list"] = [{"sticker_id": str(9_000 + STICKERS.index(sticker)), "sticker_name": sticker}]
    if draw % 25 == 0:
        details["is_stem_verified"] = True
    if ad:
        details["video_tag"] = {"type": 1, "number": 1}
    return details
