"""TikTok's own "Download your data" JSON: what one account watched, liked, saved, shared and posted.

Its lists are the same in every layout (`Your Activity` was `Activity`, `Watch History` was `Video Browsing History`);
members are `Date` and `Link`, in the list of likes `date` and `link`. A link holds a post's id and nothing else. Times
are UTC without a zone. Searches, settings, messages and purchases name no post and are no records.
"""

from __future__ import annotations

import re
from typing import Any

from tokgate.domain.counts import Counts, Precision
from tokgate.domain.creators import Creator
from tokgate.domain.links import id_in_link
from tokgate.domain.observations import Observation
from tokgate.domain.posts import Post, Sound, Tombstone
from tokgate.domain.relations import Relation, like
from tokgate.importers.cells import filled, link, member, tally, text
from tokgate.importers.envelopes import body_of, observation
from tokgate.importers.format import FileContext, ForeignRecord, Rejected
from tokgate.importers.instants import created_second, parse_instant

NAME = "data_export"

#: The name under which a document's exporter is given to its records, in their envelope.
EXPORTER = "exporter"
#: Links of entries that are no posts: favourite sounds, hashtags and effects, profiles, live rooms.
_NO_POST = re.compile(
    r"/(?:music|tag|sticker|effect|live)/|/share/(?:user|live|music|tag)|/@[^/]{1,64}/?(?:live)?/?(?:\?|$)"
)
#: Links of own posts, which lead to their files and name no post.
_FILE = re.compile(r"\Ahttps://[^/]*\.tiktok(?:cdn|v)[^/]*/(?!share/)")
_ENTRY = frozenset({"Date", "Link"})
#: All members that entries have, those of the exporter's own posts included.
MEMBERS = _ENTRY | {
    "date",
    "link",
    "Likes",
    "Title",
    "Sound",
    "Location",
    "CoverImage",
    "WhoCanView",
    "AllowComments",
    "AllowDuets",
    "AllowStitches",
    "AllowSharingToStory",
    "AddYoursText",
    "AlternateText",
    "AIGeneratedContent",
    "ContentDisclosure",
    "SharedContent",
    "Method",
}
_COMMENT = frozenset({"date", "comment"})
_COMMENT_MEMBERS = _COMMENT | {"photo", "url"}
_LIKED = ("like list",)
_POSTED = ("posts", "videos")
_OWN_FILES = (*_POSTED, "recently deleted posts")
_BLANKED = frozenset({"user", "username", "redacted", "anonymous"})
_HIDDEN = frozenset({"only me", "only you", "private", "myself", "friends"})


class DataExport:
    """Entries of the lists that name posts."""

    name = NAME

    def matches(self, value: object) -> bool:
        """An entry with a date and a link, if the link can be a post's. A table's row with more than that is none."""
        if not isinstance(value, dict) or not isinstance(value.get("Date", value.get("date")), str):
            return False
        found = value.get("Link", value.get("link"))
        if isinstance(found, str) and "/share/video/" in found:
            return value.keys() <= MEMBERS
        if not _is_entry(value) or names_no_post(value):
            return False
        return filled(found) is None or value.keys() == _ENTRY or "WhoCanView" in value or _is_file(found)

    def read(self, record: ForeignRecord, context: FileContext) -> list[Observation]:
        """A like where the exporter is known, the exporter's own post with its likes, else a post yet to be hydrated.

        Watching the same video again is the same observation. The exporter is `context.creator`, else the envelope's.
        """
        entry = {name.casefold(): value for name, value in record.value.items()}
        lists = [step.casefold() for step in record.path]
        number = _post_id(entry)
        when = parse_instant(entry.get("date"))
        exporter = context.creator or record.envelope.get(EXPORTER)
        owner = Creator(username=exporter) if exporter else None
        if _is_own(lists):
            return _own(entry, number, owner, record, context)
        subject: Relation | Post = Post(id=number)
        if owner and any(step in _LIKED for step in lists):
            subject = like(owner, Post(id=number), at_s=when.second if when else None)
        return [
            Observation(
                subject=subject,
                source=NAME,
                observed_ms=when.ms if when else context.observed_ms,
                instant_known=context.instant_told and when is None,
            )
        ]


def _is_own(lists: list[str]) -> bool:
    """Whether the lists that lead to an entry, or the name of its file in the export as text, are of own posts."""
    in_lists = "post" in lists[:1] or (lists[:1] == ["video"] and any(each in _POSTED for each in lists[1:2]))
    return in_lists or any(each in _OWN_FILES for each in lists[-1:])


def names_no_post(value: dict[Any, Any]) -> bool:
    """Whether an object of an export names no post: the account, a comment, a live room, a link to a sound or tag."""
    if "userName" in value and ("likesReceived" in value or "emailAddress" in value):  # the exporter's own account
        return True
    if _COMMENT <= value.keys() <= _COMMENT_MEMBERS or {"WatchTime", "Link"} <= value.keys():
        return True
    found = value.get("Link")
    return _is_entry(value) and isinstance(found, str) and _NO_POST.search(found[:4096]) is not None


def _is_file(found: object) -> bool:
    """Whether a link is one to a file, as the export has of the exporter's own posts: it names no post."""
    return isinstance(found, str) and _FILE.match(found) is not None


def _is_entry(value: dict[Any, Any]) -> bool:
    return _ENTRY <= value.keys() <= MEMBERS


def exporter_of(document: Any) -> str | None:
    """The handle of the account whose data it is, in either layout; None where it was blanked for publishing."""
    profile = member(document, "Profile", "Profile Info", "ProfileMap") or member(
        document, "Profile", "Profile Information", "ProfileMap"
    )
    handle = filled(member(profile, "userName"))
    return None if handle and handle.casefold() in _BLANKED else handle


def _post_id(entry: dict[str, Any]) -> int:
    number = id_in_link(entry.get("link"))
    if number is None:
        link = filled(entry.get("link"))
        reason = f"{link[:80]!r} names no post" if link else "is empty: the post was gone when the data was exported"
        raise Rejected(f"{reason}; right would be https://www.tiktokv.com/share/video/<id>/", field="Link")
    return number


def _own(
    entry: dict[str, Any], number: int, owner: Creator | None, record: ForeignRecord, context: FileContext
) -> list[Observation]:
    """A post of the exporter; a Tombstone too, if it is in the list of those recently deleted."""
    found = [observation(_own_post(entry, number, owner), NAME, record, context, body=body_of(record))]
    if any("deleted" in step.casefold() for step in record.path):
        stone = Tombstone(post=Post(id=number), reason="deleted by its creator")
        found.append(observation(stone, NAME, record, context))
    return found


def _own_post(entry: dict[str, Any], number: int, owner: Creator | None) -> Post:
    """A post of the exporter. `Likes` is exact; who can view it is Public, Friends or Only me."""
    likes = tally(entry.get("likes"))
    title, sound = filled(entry.get("title")), filled(entry.get("sound"))
    viewers = filled(entry.get("whocanview"))
    return Post(
        id=number,
        creator=owner,
        created_s=created_second(number, entry.get("date")),
        text=text(entry.get("title")) if title else None,
        cover_url=link(entry.get("coverimage")),
        counts=Counts(likes=likes, precision=Precision.EXACT) if likes is not None else None,
        sound=Sound(title=sound) if sound else None,
        private=viewers.casefold() in _HIDDEN if viewers else None,
    )
