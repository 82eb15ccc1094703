"""What people in the world talk about, and in which words."""

from __future__ import annotations

import msgspec


class Niche(msgspec.Struct, frozen=True):
    """What a creator posts about. In phrases `{n}` is the post's number, `{tag}` one of the tags as a word."""

    name: str
    language: str
    phrases: tuple[str, ...]
    tags: tuple[str, ...]
    sounds: tuple[str, ...]
    bios: tuple[str, ...]


class Homeland(msgspec.Struct, frozen=True):
    """Where creators of a language live: region, time zone, first names and family names as handles have them."""

    language: str
    region: str
    zone: str
    first: tuple[str, ...]
    last: tuple[str, ...]


NICHES = (
    Niche(
        "baking",
        "en",
        (
            "Sourdough, day {n}",
            "The crumb on this one 😍",
            "Three mistakes everyone makes with buttercream",
            "Part {n}: my grandmother's recipe, finally written down",
            "POV: you said you would only have one",
            "I tested five {tag} recipes so that you don't have to",
            "wait for the cut 🔪🍰",
        ),
        ("baking", "sourdough", "cakedecorating", "FoodTok", "recipe"),
        ("Sunday Kitchen", "Flour Power"),
        ("baking every day 🥖\nrecipes below", "home baker, mother of two", "bread first, questions later"),
    ),
    Niche(
        "fitness",
        "en",
        (
            "Leg day, week {n} 💪",
            "Stop doing this on the bench",
            "What I eat in a day",
            "5 minutes, no equipment",
            "Day {n} of 75. Still here.",
            "Reply to everyone asking about my knees",
        ),
        ("fitness", "gymtok", "homeworkout", "fyp", "legday"),
        ("Run It Back", "Heavy Lift"),
        ("coach 📍 online & in person", "former couch potato", "train smart | eat | sleep"),
    ),
    Niche(
        "books",
        "en",
        (
            "Books that I would sell a kidney to read again",
            "Ranking everything I read this month 📚",
            "I was NOT ready for chapter {n}",
            "If you liked that one, you'll hate this one",
            "shelf tour, part {n}",
        ),
        ("BookTok", "reading", "bookrecs", "fantasybooks"),
        ("Page Turner", "Quiet Chapter"),
        ("reads too much | {year} goal: 100 📖", "librarian by day", "books, tea, more books"),
    ),
    Niche(
        "comedy",
        "en",
        (
            "when the meeting could have been an email",
            "my dad finding out about it, take {n} 😂",
            "Nobody: \nMe at 3am:",
            "POV: customer service, part {n}",
            "he didn't see that coming",
        ),
        ("comedy", "funny", "skit", "pov", "fyp"),
        ("Oh No Not Again", "Laugh Track"),
        ("I do voices", "skits daily 🎭", "not a real doctor"),
    ),
    Niche(
        "husmanskost",
        "sv",
        (
            "Så gör du världens bästa köttbullar",
            "Del {n} av sommarstugan 🏡",
            "Fråga mig vad som helst",
            "Fika i skogen, avsnitt {n}",
            "Det här hade mormor aldrig gått med på",
        ),
        ("husmanskost", "sverige", "sommarstuga", "fika"),
        ("Midsommarvals", "Regn på taket"),
        ("mat & stuga i Småland", "kanelbullar är ett livsval", "📍 Stockholm"),
    ),
    Niche(
        "calligraphy",
        "ar",
        (
            "الخط العربي، الدرس {n}",
            "كيف تكتب اسمك بخط الثلث",
            "أدواتي المفضلة ✍️",
            "من الألف إلى الياء، اليوم {n}",
            "شاركوني بأسمائكم في التعليقات 👇",
        ),
        ("خط_عربي", "فن", "تعلم", "اكسبلور"),
        ("نسيم الليل", "على ضفاف النيل"),
        ("خطاط من دبي ✒️", "الفن لغة القلب", "دروس كل يوم جمعة"),
    ),
    Niche(
        "trains",
        "ja",
        (
            "山手線の発車メロディ その{n}",
            "始発に乗ってみた",
            "駅弁ランキング 🍱",
            "終点まで行ってみた【第{n}回】",
            "この音、わかる人いる?",
        ),
        ("電車", "鉄道", "fypシ", "駅弁"),
        ("発車の朝", "各駅停車"),
        ("鉄道と駅弁 🚃", "週末は始発から", "全線制覇まであと少し"),
    ),
    Niche(
        "futbol",
        "es",
        (
            "El gol de la jornada {n} ⚽",
            "Así se entrena un portero",
            "¿Quién gana el domingo?",
            "Reaccionando a sus comentarios, parte {n}",
            "No van a creer lo que pasó al final 😱",
        ),
        ("futbol", "ligamx", "parati", "goles"),
        ("La Tribuna", "Noventa Minutos"),
        ("hablo de fútbol, mucho", "portero retirado 🧤", "📍 CDMX"),
    ),
    Niche(
        "danca",
        "pt",
        (
            "Aprende essa em {n} minutos",
            "Treino de hoje com a galera 🔥",
            "Marca quem dança assim",
            "Versão {n}: agora de verdade",
        ),
        ("dança", "passinho", "foryou", "brasil"),
        ("Baile da Tarde", "Passo a Passo"),
        ("dançarina | aulas no link", "Zona Norte 💃", "só alegria"),
    ),
    Niche(
        "handwerk",
        "de",
        (
            "Altbau sanieren, Tag {n} 🔨",
            "Diesen Fehler macht jeder beim Fliesenlegen",
            "Was kostet eine Wärmepumpe wirklich?",
            "Azubi fragt, Meister antwortet: Folge {n}",
        ),
        ("handwerk", "baustelle", "diy", "renovieren"),
        ("Feierabend", "Werkbank"),
        ("Tischlermeister aus Leipzig", "wir bauen ein Haus", "Ausbildung? Schreib mir!"),
    ),
    Niche(
        "mode",
        "fr",
        (
            "La tenue du jour, numéro {n} 👗",
            "Trois pièces, sept looks",
            "On me demande souvent où je l'ai trouvé",
            "Vide-dressing, épisode {n}",
        ),
        ("mode", "ootd", "friperie", "pourtoi"),
        ("Rue de Minuit", "Café Crème"),
        ("friperies & bonnes adresses", "📍 Paris", "la mode sans se ruiner"),
    ),
    Niche(
        "kuliner",
        "id",
        (
            "Bakso viral, beneran enak? Episode {n}",
            "Makan seharian cuma 20 ribu 🍜",
            "Resep sambal ibu, jangan bilang siapa-siapa",
            "Spill tempatnya di kolom komentar",
        ),
        ("kuliner", "makanenak", "jajanan", "fypindonesia"),
        ("Senja di Warung", "Hujan Sore"),
        ("jajan tiap hari 🍢", "info kuliner Jakarta", "review jujur"),
    ),
    Niche(
        "cricket",
        "en",
        (
            "Gully cricket, match {n} 🏏",
            "That last over 😮‍💨",
            "Fielding drill that changed my game",
            "Rate this yorker out of 10",
        ),
        ("cricket", "gullycricket", "cricketlovers", "trending"),
        ("Last Over", "Sixer"),
        ("cricket is life 🏏", "coach | club player", "DM for collab"),
    ),
    Niche(
        "pets",
        "en",
        (
            "he has no idea what he did",
            "Rating my cat's friends, part {n}",
            "the sound she makes 😭😭",
            "Day {n} of asking the dog for rent",
            "🐶🐶🐶",
        ),
        ("pets", "dogsoftiktok", "catsoftiktok", "fyp"),
        ("Zoomies", "Nap Time"),
        ("two cats, one dog, no peace", "rescue mom 🐾", "he runs this account"),
    ),
)

_ENGLISH = (
    ("ana", "ben", "chloe", "dan", "ella", "finn", "grace", "harry", "isla", "jon", "kemi", "lou", "maya", "noah"),
    ("bakes", "moves", "lab", "daily", "notes", "outside", "club", "works", "school", "world", "smith", "taylor"),
)
HOMELANDS = (
    Homeland("en", "GB", "Europe/London", *_ENGLISH),
    Homeland("en", "US", "America/New_York", *_ENGLISH),
    Homeland("en", "US", "America/Los_Angeles", *_ENGLISH),
    Homeland("en", "AU", "Australia/Sydney", *_ENGLISH),
    Homeland(
        "en",
        "IN",
        "Asia/Kolkata",
        ("aarav", "diya", "ishaan", "kavya", "meera", "rohan", "sai", "tara"),
        ("sharma", "patel", "official", "vlogs", "iyer"),
    ),
    Homeland(
        "sv", "SE", "Europe/Stockholm", ("elsa", "lars", "maja", "nils", "saga"), ("berg", "lind", "i.stugan", "lagar")
    ),
    Homeland(
        "ar", "AE", "Asia/Dubai", ("farah", "nour", "omar", "layla", "yusuf"), ("art", "khat", "official", "diary")
    ),
    Homeland("ja", "JP", "Asia/Tokyo", ("hana", "ken", "mei", "sora", "yuki"), ("densha", "diary", "jp", "tabi")),
    Homeland(
        "es", "MX", "America/Mexico_City", ("diego", "ines", "lupita", "mateo"), ("mx", "futbol", "oficial", "vlogs")
    ),
    Homeland(
        "pt", "BR", "America/Sao_Paulo", ("bia", "caio", "duda", "joao", "lari"), ("dance", "oficial", "rj", "silva")
    ),
    Homeland(
        "de", "DE", "Europe/Berlin", ("anna", "felix", "jana", "lukas"), ("baut", "meister", "zuhause", "official")
    ),
    Homeland("fr", "FR", "Europe/Paris", ("camille", "hugo", "lea", "manon"), ("mode", "paris", "et.cie", "officiel")),
    Homeland("id", "ID", "Asia/Jakarta", ("ayu", "budi", "dewi", "putri"), ("jajan", "makan", "id", "story")),
)

COMMENTS = {
    "en": (
        "first!",
        "this is so good 😭",
        "tutorial please",
        "who else is here at 3am?",
        "😂😂😂",
        "underrated",
        "part 2??",
    ),
    "sv": ("så bra!", "❤️❤️", "receptet tack"),
    "ar": ("مبدع 👏", "ما شاء الله", "الله يعطيك العافية"),
    "ja": ("すごい", "行ってみたい!", "わかりすぎる 😂"),
    "es": ("jajaja", "golazo", "buenísimo 🔥"),
    "pt": ("arrasou", "kkkkk", "perfeita 😍"),
    "de": ("stark!", "wo gibt's das?", "😂"),
    "fr": ("trop beau", "le lien stp", "mdr"),
    "id": ("ngiler 🤤", "spill dong kak", "wkwk"),
}
REPLIES = ("so true", "no way", "same here", "🙏", "@ me next time", "this made my day", "who asked 😂")
ANSWERS = ("thank you! ❤️", "link is in my bio", "part two is coming 👀", "haha yes", "I will, promise")
#: Names of sounds and hashtags that everybody uses for a few weeks.
TREND_WORDS = (
    ("Slow", "Neon", "Golden", "Paper", "Lost", "Sugar", "Midnight", "Glass", "Wild", "Silver", "Blue", "Velvet"),
    ("Summer", "Static", "Hearts", "Highway", "Signal", "Weekend", "Echo", "Tigers", "Mirrors", "Avenue", "Rain"),
)
ARTISTS = ("Mira Vale", "The Lanterns", "DJ Okoro", "Nilo", "Sable & Co", "Kaito", "Luz Marina", "Northbound")
LONG_TAIL = " Everything you need to know, step by step, with the reasons why, and what to do when it fails." * 12
SPOKEN = (
    "okay so today I am going to show you how I do this and you will not believe how easy it is",
    "a lot of you asked for part two so here it is let's go",
    "I was today years old when I found out",
)
EFFECTS = (("Green Screen", 1), ("Time Warp Scan", 2), ("Bold Glamour", 3), ("Retro Camera", 4), ("Big Mouth", 5))
STICKERS = ("Heart Eyes", "Tap Here", "Confetti", "Location")
CHATS = (
    "hi from {region}!",
    "🔥🔥🔥",
    "how long have you been doing this?",
    "love your content",
    "say hi to my mom",
    "❤️",
)
GIFTS = (("Rose", 1), ("Finger Heart", 5), ("Doughnut", 30), ("Confetti", 100), ("Galaxy", 1000))
LETTERS = (
    "hey! loved your last video",
    "thank you so much ❤️",
    "are you up for a collab next week?",
    "sure, send me the details",
    "haha",
    "did you see this one? 😂",
    "what camera do you use?",
    "my phone, honestly",
)
PRODUCTS = ("Stoneware mug", "Resistance band set", "Silicone baking mat", "Phone tripod", "Linen apron", "Ring light")
REVIEWS = (
    "Exactly as described",
    "Arrived late but works well",
    "My daughter loves it",
    "Smaller than I thought",
    "10/10",
)
