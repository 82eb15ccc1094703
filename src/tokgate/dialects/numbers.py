"""The numbers in answers, checked: ids, whose upper half tells a second, seconds themselves, and counters."""

from __future__ import annotations

from tokgate.dialects.readings import InvalidMember
from tokgate.domain.posts import is_plausible_second, second_of

LARGEST = 2**63 - 1


def id_of(value: str | int | None) -> int | None:
    """An id of 64 bits from its digits or its number; None for 0 and for what is none."""
    if isinstance(value, str):
        value = int(value) if value.isascii() and value.isdigit() and len(value) <= 19 else None
    return value if value is not None and 0 < value <= LARGEST else None


def known_id_of(value: str | int | None, field: str) -> int:
    """As `id_of`, of a thing that cannot be without. Raises InvalidMember, naming the field."""
    number = id_of(value)
    if number is None:
        raise InvalidMember(field, f"{str(value or '')[:40]!r} is no id: 17 to 19 digits are right")
    return number


def post_id_of(value: str | int | None, field: str) -> int:
    """As `known_id_of`, of a post: the second in its id must be one of TikTok's."""
    number = known_id_of(value, field)
    if not is_plausible_second(second_of(number)):
        raise InvalidMember(field, f"{number} is no post's id: the second of upload in it is out of range")
    return number


def created_of(second: int | None, field: str) -> int | None:
    """The second of publication. Raises InvalidMember for one that is out of range, such as milliseconds."""
    if second is None or is_plausible_second(second):
        return second
    if is_plausible_second(second // 1000):
        raise InvalidMember(field, f"{second} is in milliseconds; Unix seconds are right")
    raise InvalidMember(field, f"{str(second)[:40]} is no Unix second of TikTok's time")


def count_of(number: int | None) -> int | None:
    """A counter; None where it is negative, as a 32-bit counter that ran over says nothing."""
    return number if number is not None and 0 <= number <= LARGEST else None


def account_id_of(text: str | None) -> str | None:
    """An account's id, which stays text; None for "0" and for what has other than digits."""
    return text if id_of(text) is not None else None
