"""What a CREATOR or POST on the command line names: handles, ids and links are all taken."""

from __future__ import annotations

import click
from click.shell_completion import CompletionItem

from tokgate.archive import open_archive
from tokgate.archive.errors import ArchiveError
from tokgate.cli.exits import Failure
from tokgate.domain.creators import Creator
from tokgate.domain.links import handle_in_link, id_in_link
from tokgate.domain.ports import Archive
from tokgate.domain.spelling import did_you_mean

#: Handles that a shell offers, and that an error looks through for one that was meant.
MOST_OFFERED = 50
#: A wrong handle begins like the right one for so many letters, most often.
_ALIKE = 2


class CreatorName(click.ParamType[str]):
    """A creator's username, secUid, user id or profile link; shells complete usernames."""

    name = "creator"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """The handles that begin so in the archive that the line names; none where it cannot be read."""
        mark = "@" if incomplete.startswith("@") else ""
        try:
            archive = open_archive(ctx.params.get("archive_url") or "tokgate.db", read_only=True)
        except ArchiveError:
            return []
        try:
            found = archive.usernames(incomplete.removeprefix("@"), limit=MOST_OFFERED)
        finally:
            archive.close()
        return [CompletionItem(mark + each) for each in found]


def find_creator(archive: Archive, name: str) -> Creator:
    """The creator of a username, secUid, user id or link. Exit 1 if there is none, with the handle that is nearest."""
    handle = handle_in_link(name) or name.removeprefix("@")
    found = archive.creator(username=handle) or archive.creator(sec_uid=name)
    if found is None and name.isdecimal():
        found = archive.creator(user_id=name)
    if found is None:
        raise Failure(f"the archive has no creator {handle!r}{_meant(archive, handle)}")
    return found


def post_id_of(name: str) -> int:
    """The id in a post's link, or the id itself. UsageError for what is neither."""
    linked = id_in_link(name)
    if linked is not None:
        return linked
    if name.isdecimal() and int(name) < 1 << 63:
        return int(name)
    raise click.UsageError(f"{name!r} names no post: give its id or https://www.tiktok.com/@handle/video/ID")


def no_such_post(post_id: int) -> Failure:
    """What to raise for a post of which nothing is known."""
    return Failure(f"the archive has no post {post_id}; `tokgate posts CREATOR` lists those it has")


def _meant(archive: Archive, handle: str) -> str:
    longer = archive.usernames(handle, limit=1)
    if longer:
        return f"; did you mean {longer[0]!r}?"
    alike = archive.usernames(handle[:_ALIKE], limit=1000)
    meant = did_you_mean(handle, alike) if alike else ""
    return meant if "did you mean" in meant else "; `tokgate creators` lists those it has"
