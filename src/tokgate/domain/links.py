"""Post ids and handles in the links that sources write."""

from __future__ import annotations

import re
from typing import Any

from tokgate.domain.posts import is_plausible_second, second_of

# /@handle/video/ID, /@handle/photo/ID, m.tiktok.com/v/ID.html, tiktokv.com/share/video/ID/, /embed/v2/ID, /player/v1/ID
_POST = re.compile(r"/(?:video|photo|v|embed|embed/v2|player/v1)/([0-9]{15,20})(?![0-9])")
_SHARED = re.compile(r"[?&](?:share_item_id|item_id|aweme_id)=([0-9]{15,20})(?![0-9])")
_HANDLE = re.compile(r"tiktok\.com/@([\w.\-]{1,64})(?=[/?#]|$)")
#: Longer text is no link.
_LONGEST = 4096


def id_in_link(link: Any) -> int | None:
    """The post's id, None where the link names none (a short link vm.tiktok.com/… does not) or no plausible one."""
    if not isinstance(link, str) or len(link) > _LONGEST:
        return None
    found = _POST.search(link) or _SHARED.search(link)
    post_id = int(found[1]) if found else 0
    return post_id if post_id < 1 << 63 and is_plausible_second(second_of(post_id)) else None


def handle_in_link(link: Any, post_id: int | None = None) -> str | None:
    """The handle, without `@`. With `post_id`: only of a link to this post, as some tools fill in a stranger's link."""
    if not isinstance(link, str) or len(link) > _LONGEST:
        return None
    if post_id is not None and id_in_link(link) != post_id:
        return None
    found = _HANDLE.search(link)
    return found[1] if found else None


def is_photo_link(link: Any) -> bool:
    """Whether the link is that of a photo post."""
    return isinstance(link, str) and "/photo/" in link[:_LONGEST]
