"""The small vocabulary that the generated world speaks: niches with their phrases, tags and sounds."""

from __future__ import annotations

import msgspec


class Niche(msgspec.Struct, frozen=True):
    """What a creator posts about."""

    name: str
    region: str
    language: str
    phrases: tuple[str, ...]
    tags: tuple[str, ...]
    sounds: tuple[str, ...]


NICHES = (
    Niche(
        "baking",
        "GB",
        "en",
        (
            "Sourdough, day {n}",
            "The crumb on this one 😍",
            "Three mistakes everyone makes with buttercream",
            "Part {n}",
        ),
        ("baking", "sourdough", "cakedecorating", "FoodTok"),
        ("Sunday Kitchen", "Flour Power"),
    ),
    Niche(
        "fitness",
        "US",
        "en",
        ("Leg day, week {n} 💪", "Stop doing this on the bench", "What I eat in a day", "5 minutes, no equipment"),
        ("fitness", "gymtok", "homeworkout", "fyp"),
        ("Run It Back", "Heavy Lift"),
    ),
    Niche(
        "kottbullar",
        "SE",
        "sv",
        ("Så gör du världens bästa köttbullar", "Del {n} av sommarstugan", "Fråga mig vad som helst"),
        ("husmanskost", "sverige", "sommarstuga"),
        ("Midsommarvals", "Regn på taket"),
    ),
    Niche(
        "calligraphy",
        "EG",
        "ar",
        ("الخط العربي، الدرس {n}", "كيف تكتب اسمك بخط الثلث", "أدواتي المفضلة ✍️"),
        ("خط_عربي", "فن", "تعلم"),
        ("نسيم الليل", "على ضفاف النيل"),
    ),
    Niche(
        "trains",
        "JP",
        "ja",
        ("山手線の発車メロディ その{n}", "始発に乗ってみた", "駅弁ランキング 🍱"),
        ("電車", "鉄道", "fypシ"),
        ("発車の朝", "各駅停車"),
    ),
    Niche(
        "futbol",
        "MX",
        "es",
        ("El gol de la jornada {n} ⚽", "Así se entrena un portero", "¿Quién gana el domingo?"),
        ("futbol", "ligamx", "parati"),
        ("La Tribuna", "Noventa Minutos"),
    ),
)

FIRST_NAMES = (
    "ana",
    "ben",
    "chika",
    "dario",
    "elif",
    "farah",
    "gus",
    "hana",
    "ines",
    "jon",
    "kemi",
    "lars",
    "mei",
    "nour",
)
LAST_NAMES = ("bakes", "moves", "lab", "daily", "notes", "outside", "club", "works", "school", "world")

COMMENTS = (
    "first!",
    "this is so good 😭",
    "tutorial please",
    "who else is here in {year}?",
    "😂😂😂",
    "مبدع",
    "すごい",
)
LONG_TAIL = " Everything you need to know, step by step, with the reasons why." * 12
