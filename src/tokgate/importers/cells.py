"""What a cell of a table or a member of a foreign object says: text, numbers, flags, ids; None for nothing."""

from __future__ import annotations

import re
from typing import Any

from tokgate.domain.posts import is_plausible_second, second_of
from tokgate.importers.format import Rejected

#: Spellings of "no value" in exports, tables written by pandas and TikTok's own archive.
NOTHING = frozenset({"none", "null", "nan", "n/a", "na", "nat", "undefined", "-", "--", "\u2013", "\u2014"})
#: What Excel and CSV writers put around an id so that it stays text: ="7614…", '7614…
_AS_TEXT = re.compile(r"""\A(?:="([^"]*)"|'(.*))\Z""", re.DOTALL)
_SCIENTIFIC = re.compile(r"\A[0-9](?:[.,][0-9]+)?[eE]\+?[0-9]{1,3}\Z")
_GROUPED = re.compile(r"\A[0-9]{1,3}(?:[,\u00a0\u202f '’][0-9]{3})+\Z|\A[0-9]{1,3}(?:\.[0-9]{3}){2,}\Z")
_SHORTENED = re.compile(r"\A([0-9]{1,6}(?:[.,][0-9]{1,3})?) ?([kKmMbB])\Z")
_DECIMAL = re.compile(r"\A-?[0-9]{1,15}\.[0-9]{1,20}\Z")
#: `mm:ss` and `h:mm:ss`.
_CLOCK = re.compile(r"\A(?:([0-9]{1,2}):)?([0-9]{1,2}):([0-5][0-9])(?:\.[0-9]{1,3})?\Z")
#: What separates the written form of a float from the whole number that it was.
_ALMOST = 1e-3
_STEPS = {"k": 10**3, "m": 10**6, "b": 10**9}
#: Above it a float no longer holds every whole number.
EXACT_FLOAT = 1 << 53
#: A longer duration is an error of unit: eleven days.
_LONGEST_S = 1_000_000
_LARGEST = (1 << 63) - 1


class OddCell(ValueError):
    """A cell holds what its column cannot mean: the field is then unknown, and the rest of the record stands."""


def text(value: Any) -> str | None:
    """The text as it stands, "" too; None for what is no text. Lone surrogates, which no UTF-8 can hold, become `?`."""
    if not isinstance(value, str):
        return None
    return value if value.isascii() else value.encode("utf-8", "replace").decode()


def word(value: Any) -> str | None:
    """A short value without the blanks around it; whole numbers as text; None where it is empty."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value) if abs(value) <= _LARGEST else None
    found = text(value)
    return (unquoted(found).strip() or None) if found is not None else None


def filled(value: Any) -> str | None:
    """As `word`, and None too where the cell spells that it is empty. Not for handles and hashtags: #nan is one."""
    found = word(value)
    return None if found is None or found.lower() in NOTHING else found


def unquoted(cell: str) -> str:
    """The cell without the marks that keep spreadsheets from reading a number: `="7614…"` and `'7614…`."""
    found = _AS_TEXT.match(cell) if cell[:1] in ("=", "'") else None
    return cell if found is None else found[1] if found[1] is not None else found[2]


def whole(value: Any) -> int | None:
    """A whole number, also as text or as `17.0`; None for all else, and for what does not fit 64 bits."""
    if isinstance(value, bool):
        return None
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) <= EXACT_FLOAT else None
    if isinstance(value, str):
        value = value.strip()
        if len(value) > 20 or not re.fullmatch(r"-?[0-9]+(?:\.0*)?", value):
            return None
        value = int(value.partition(".")[0])
    return value if isinstance(value, int) and abs(value) <= _LARGEST else None


def tally(value: Any) -> int | None:
    """A counter; None where it is missing or negative (a 32-bit counter that ran over says nothing)."""
    found = whole(value)
    return found if found is not None and found >= 0 else None


def parse_count(value: Any) -> tuple[int, bool] | None:
    """A counter as people write it, and whether it is rounded: `343296.0`, `1,234,567`, `1.2M` (rounded).

    None for nothing, and for a negative one: a 32-bit counter that ran over says nothing. OddCell for no number.
    """
    found = str(value) if isinstance(value, float) else filled(value)
    if found is None or found in ("nan", "inf", "-inf"):
        return None
    if (number := whole(found)) is not None:
        return (number, False) if number >= 0 else None
    if _DECIMAL.match(found) and abs((nearly := float(found)) - round(nearly)) < _ALMOST:
        return (round(nearly), False) if nearly >= 0 else None
    if shortened := _SHORTENED.match(found):
        return round(float(shortened[1].replace(",", ".")) * _STEPS[shortened[2].lower()]), True
    if _GROUPED.match(found) and len(found) < 25:
        number = tally(re.sub("[^0-9]", "", found))
        return None if number is None else (number, False)
    if _SCIENTIFIC.match(found) and (large := float(found.replace(",", "."))) <= EXACT_FLOAT and large.is_integer():
        return int(large), True
    raise OddCell("is no count; right would be 1234, 1234.0, 1,234 or 1.2M")


def parse_seconds(value: Any) -> float | None:
    """A duration in seconds: `12`, `12.5`, `00:31`, `1:02:03`; 0 is that of a photo post. OddCell for none."""
    found = str(value) if isinstance(value, float) else filled(value)
    if found is None:
        return None
    if clock := _CLOCK.match(found):
        return int(clock[1] or 0) * 3600 + int(clock[2]) * 60 + int(clock[3])
    try:
        seconds = float(found)
    except ValueError:
        raise OddCell("is no duration; right would be seconds, as 12 or 12.5, or 00:12") from None
    return seconds if 0 <= seconds < _LONGEST_S else None


def told_id(value: Any) -> int | None:
    """The id of an account or a sound; None for 0 and for nothing. OddCell for what is none, or was rounded."""
    found = filled(value) if not isinstance(value, float) else repr(value)
    number = whole(found)
    if found is None or number == 0:
        return None
    if number is None or number < 0:
        raise OddCell("is no id; right would be digits")
    if "." in found and number > EXACT_FLOAT:
        raise OddCell("is an id that a float has rounded; right would be the source exported again with ids as text")
    return number


def milliseconds(seconds: Any) -> int | None:
    """A duration in milliseconds; None where none is told, where it is 0, and where it is no duration."""
    if isinstance(seconds, float) and seconds == seconds and abs(seconds) < _LONGEST_S:
        found = round(seconds * 1000)
    else:
        found = (whole(seconds) or 0) * 1000
    return found if 0 < found < _LONGEST_S * 1000 else None


def flag(value: Any) -> bool | None:
    """A truth value in its many spellings; None for all else."""
    if isinstance(value, bool):
        return value
    found = str(value).strip().lower() if isinstance(value, (str, int, float)) else ""
    return True if found in ("1", "true", "yes") else False if found in ("0", "false", "no") else None


def exact_id(value: Any, field: str) -> int:
    """A 64-bit id of TikTok (posts, comments, sounds) from an integer or its digits.

    Raises Rejected for what is no id, saying what became of it: Excel keeps 15 digits, a float 16.
    """
    if isinstance(value, float):
        if value.is_integer() and abs(value) <= EXACT_FLOAT:
            return int(value)
        raise _rounded(f"{value:.16g}", field)
    found = filled(value)
    if found is None:
        raise Rejected("is missing; right would be an id of 17 to 19 digits", field=field)
    if _SCIENTIFIC.match(found):
        raise _rounded(found, field)
    number = whole(found)
    if number is None or number <= 0:
        raise Rejected(f"{found[:40]!r} is no id; right would be 17 to 19 digits", field=field)
    return number


def post_id(value: Any, field: str) -> int:
    """As `exact_id`, and the second held in the id must be one at which TikTok existed."""
    number = exact_id(value, field)
    if not is_plausible_second(second_of(number)):
        raise Rejected(
            f"{number} holds no second since 2014, as ids of posts do (id >> 32 = {second_of(number)}), so that it "
            "cannot be told from a number that is none; right would be the 17 to 19 digits in the post's link",
            field=field,
        )
    return number


def sound_id(*values: Any) -> int | None:
    """The first of the values that is an id and not 0; ids that a float has rounded are passed over."""
    for value in values:
        found = None if isinstance(value, float) else whole(value)
        if found and found > 0:
            return found
    return None


def account_id(value: Any) -> str | None:
    """A user id as text; None for 0, for what has no digits only, and for what a float has rounded."""
    found = None if isinstance(value, float) else whole(value)
    return str(found) if found and found > 0 else None


def member(value: Any, *names: str) -> Any:
    """The member at a path of names; None as soon as there is no object or no such member."""
    for name in names:
        if not isinstance(value, dict):
            return None
        value = value.get(name)
    return value


def entries(value: Any) -> list[dict[str, Any]]:
    """The objects in a list; [] for what is no list."""
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def link(value: Any) -> str | None:
    """A link, or the first of a mobile picture's `url_list`; None where there is none."""
    urls = member(value, "url_list")
    if isinstance(urls, list) and urls:
        value = urls[0]
    found = text(value)
    return found if found and found.startswith(("http://", "https://")) else None


def _rounded(text: str, field: str) -> Rejected:
    return Rejected(
        f"{text} is an id rounded by Excel or another program that keeps only 15 to 17 digits, so that its last digits "
        "are lost; right would be the source exported again with ids as text, or a column with the post's link",
        field=field,
    )
