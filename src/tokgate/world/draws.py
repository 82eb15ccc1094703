"""Chance that is the same everywhere: whole numbers from a hash, without floats, order of sets or Python's own hash.

Every thing in a world is drawn from its own name (seed, kind, numbers), so each can be made again alone, in any order.
"""

from __future__ import annotations

import hashlib
import struct
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from math import isqrt
from typing import TypeVar

T = TypeVar("T")

_WORDS = struct.Struct("<16I")
#: 2 to the power of 1/64, with 60 bits behind the point.
_ROOT_BITS = 60


def draws(*name: int | str) -> tuple[int, ...]:
    """Sixteen numbers below 2**32 that belong to a name."""
    return _WORDS.unpack(hashlib.blake2b(repr(name).encode()).digest())


def below(draw: int, limit: int) -> int:
    """A number from 0 to `limit` - 1, from one below 2**32."""
    return draw * limit >> 32


def pick(draw: int, choices: Sequence[T]) -> T:
    """One of the choices."""
    return choices[draw * len(choices) >> 32]


def weighted(draw: int, weights: tuple[int, ...]) -> int:
    """An index, each as often as its weight says."""
    bounds = _bounds(weights)
    return bisect_right(bounds, draw * bounds[-1] >> 32)


@lru_cache(maxsize=64)
def _bounds(weights: tuple[int, ...]) -> list[int]:
    return list(accumulate(weights))


def _roots() -> tuple[int, ...]:
    root = 2 << _ROOT_BITS
    for _ in range(6):
        root = isqrt(root << _ROOT_BITS)
    powers = [1 << _ROOT_BITS]
    for _ in range(63):
        powers.append(powers[-1] * root >> _ROOT_BITS)
    return tuple(powers)


_POWERS = _roots()


def grown(base: int, sixty_fourths: int) -> int:
    """`base` times 2 to the power of a number of 64ths, rounded down."""
    whole, rest = divmod(sixty_fourths, 64)
    value = base * _POWERS[rest]
    return value >> _ROOT_BITS - whole if whole <= _ROOT_BITS else value << whole - _ROOT_BITS


def power_law(draw: int, least: int, steps: int) -> int:
    """A number from `least` on: half of all draws end within one octave step, half of the rest within the next, ….

    A step is `steps` 64ths of an octave; 64 is a Pareto tail of exponent 1.
    """
    zeros = 32 - (draw | 1).bit_length()
    rest = (draw << zeros + 1 & 0xFFFFFFFF) >> 26
    return grown(least, zeros * steps + (63 - rest) * steps // 64)
