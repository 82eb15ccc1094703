"""What somebody who wrote a wrong name may have meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

#: A longer list would bury the message.
MOST_LISTED = 30


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`; did you mean 'posts'?`, else the list of what there is, if that is short."""
    words = list(known)
    lowered = {each.lower(): each for each in words}
    near = difflib.get_close_matches(word.lower(), lowered, n=1, cutoff=0.6)
    if near:
        return f"; did you mean {lowered[near[0]]!r}?"
    return f"; there are {', '.join(words)}" if 0 < len(words) <= MOST_LISTED else ""
