"""Sounds and hashtags: a creator's own, those of a niche, and those that everybody uses for some weeks."""

from __future__ import annotations

from functools import lru_cache

from tokgate.domain.instants import DAY_S
from tokgate.domain.posts import MADE_UP_PICTURES, MADE_UP_SOUNDS, Hashtag, Sound
from tokgate.world.draws import below, draws, pick, weighted
from tokgate.world.words import ARTISTS, TREND_WORDS

#: A trend begins every so many days; its use by age in such periods.
PERIOD_DAYS = 6
USE = (1, 5, 9, 7, 5, 3, 2, 1, 1)

#: What TikTok calls a creator's own sound; English where it is not listed.
_OWN = {
    "ar": "الصوت الأصلي",
    "de": "Originalton",
    "es": "sonido original",
    "fr": "son original",
    "id": "suara asli",
    "ja": "オリジナル楽曲",
    "pt": "som original",
    "sv": "originalljud",
}


def trend_on(day: int, draw: int) -> int:
    """The number of a trend that is used on a day."""
    return day // PERIOD_DAYS - weighted(draw, USE)


@lru_cache(maxsize=4096)
def trend_sound(seed: int, trend: int) -> Sound:
    """The sound of a trend."""
    chance = draws(seed, "trend", trend)
    sound_id = _id(trend * PERIOD_DAYS * DAY_S, chance[0])
    return Sound(
        id=sound_id,
        title=f"{pick(chance[1], TREND_WORDS[0])} {pick(chance[2], TREND_WORDS[1])}",
        author=pick(chance[3], ARTISTS),
        album=f"{pick(chance[4], TREND_WORDS[1])} EP",
        original=False,
        duration_ms=1000 * (15 + below(chance[5], 45)),
        play_url=f"{MADE_UP_SOUNDS}/{sound_id}.mp3",
        cover_url=f"{MADE_UP_PICTURES}/music/{chance[0]}.jpeg",
    )


@lru_cache(maxsize=4096)
def trend_tag(seed: int, trend: int) -> Hashtag:
    """The hashtag of a trend."""
    chance = draws(seed, "challenge", trend)
    word = pick(chance[1], TREND_WORDS[1]).lower()
    return tag_named(f"{pick(chance[0], TREND_WORDS[0]).lower()}{word}{('challenge', 'check', 'trend')[trend % 3]}")


@lru_cache(maxsize=4096)
def tag_named(name: str) -> Hashtag:
    """A hashtag; its id belongs to its name in lower case."""
    return Hashtag(name=name, id=str(_id(1_500_000_000, draws("hashtag", name.lower())[0])))


@lru_cache(maxsize=512)
def niche_sound(title: str) -> Sound:
    """A sound that people of one niche use."""
    chance = draws("sound", title)
    sound_id = _id(1_600_000_000 + chance[1] % 100_000_000, chance[0])
    return Sound(
        id=sound_id,
        title=title,
        author=pick(chance[2], ARTISTS),
        original=False,
        duration_ms=1000 * (20 + below(chance[3], 40)),
        play_url=f"{MADE_UP_SOUNDS}/{sound_id}.mp3",
        cover_url=f"{MADE_UP_PICTURES}/music/{chance[0]}.jpeg",
    )


def own_sound(user_id: int, nickname: str, language: str) -> Sound:
    """A creator's original sound, titled as TikTok does in their language."""
    title = _OWN.get(language, "original sound")
    sound_id = user_id + (7 << 32)
    return Sound(
        id=sound_id,
        title=f"{title} - {nickname}",
        author=nickname,
        original=True,
        duration_ms=60_000,
        play_url=f"{MADE_UP_SOUNDS}/{sound_id}.mp3",
    )


def _id(second: int, bits: int) -> int:
    return (second << 32) + bits
