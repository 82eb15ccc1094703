"""What of a post the full-text index is given, and which range of ids posts of a time have in it."""

from __future__ import annotations

from collections.abc import Iterable

from tokgate.domain.posts import second_of
from tokgate.domain.words import words

#: Stands between texts, so that no search for several words finds the end of one and the beginning of the next. No
#: word holds this character.
BETWEEN = "·"
#: The word of posts that were made further from their id's second than ids are near.
FAR = "·far"
#: How many seconds lie, for nearly all posts, at most between the upload, which the id tells, and the publication.
NEAR_S = 3600
_MOST = 2**63 - 1


def document(text: str | None, hashtags: Iterable[str], post_id: int, created_s: int) -> str:
    """A post's words, told apart by blanks. Hashtags that stand in the text are not repeated."""
    found = f" {' '.join(words(text or ''))} "
    for hashtag in hashtags:
        tag = " ".join(words(hashtag))
        if tag and f" {tag} " not in found:
            found += f"{BETWEEN} {tag} "
    found = found.strip()
    if found and abs(second_of(post_id) - created_s) > NEAR_S:
        found += f" {FAR}"
    return found


def ids_near(from_s: int, to_s: int) -> tuple[int, int]:
    """Within which ids, both included, all posts of some seconds (`to_s` excluded) lie that are not far."""
    return max(from_s - NEAR_S, 0) << 32, min((to_s + NEAR_S) << 32, _MOST)
