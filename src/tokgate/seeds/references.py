"""What a file's parts call each other: labels, ids and usernames; and what may be meant outside of the file."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec

from tokgate.domain.ports import Archive
from tokgate.domain.posts import is_plausible_second, second_of
from tokgate.domain.spelling import did_you_mean
from tokgate.seeds.captions import number_of
from tokgate.seeds.declaration import CreatorSeed, PostSeed, Seed
from tokgate.seeds.issues import Path
from tokgate.seeds.words import second_of_time

#: Ids hold their second in 31 bits.
LAST_S = 2**31 - 1
Report = Callable[[Path, str], None]


class Outside(msgspec.Struct):
    """What a file may speak of without declaring it. The default: nothing."""

    has_creator: Callable[[str], bool] = lambda username: False
    has_post: Callable[[int], bool] = lambda post_id: False


def anything() -> Outside:
    """For a file that comes on top of something that is not looked at."""
    return Outside(lambda username: True, lambda post_id: True)


def in_archive(archive: Archive) -> Outside:
    """What an archive holds."""
    return Outside(
        lambda username: archive.creator(username=username) is not None,
        lambda post_id: bool(archive.posts_by_id([post_id])),
    )


class References:
    """Names resolved; what cannot be is reported with its path."""

    def __init__(self, seed: Seed, now_s: int | None, outside: Outside, report: Report) -> None:
        self.now_s = now_s
        self._outside = outside
        self._report = report
        self._creators: dict[str, str] = {}
        self._labels: dict[str, int] = {}
        self._ids: dict[int, Path] = {}
        self._of: dict[Path, int] = {}
        for number, creator in enumerate(seed.creators):
            self._take_creator(creator, ("creators", number))

    def _take_creator(self, creator: CreatorSeed, path: Path) -> None:
        if creator.username.lower() in self._creators:
            self._report((*path, "username"), f"{creator.username!r} is declared twice")
        self._creators[creator.username.lower()] = creator.username
        seen: dict[int, int] = {}
        for number, post in enumerate(creator.posts):
            self._take_post(creator, post, (*path, "posts", number), seen)

    def _take_post(self, creator: CreatorSeed, post: PostSeed, path: Path, seen: dict[int, int]) -> None:
        post_id = self._id(creator, post, path, seen)
        if post_id is None:
            return
        if post_id in self._ids:
            self._report((*path, "id") if post.id else path, f"the post {post_id} is declared twice")
        self._ids[post_id] = path
        self._of[path] = post_id
        if post.label is not None:
            if post.label in self._labels:
                self._report((*path, "label"), f"the label {post.label!r} is given twice")
            self._labels[post.label] = post_id

    def _id(self, creator: CreatorSeed, post: PostSeed, path: Path, seen: dict[int, int]) -> int | None:
        second = self.second(post.at, (*path, "at"))
        if post.id is not None:
            return self._given_id(int(post.id), second, path)
        if post.at is None:
            self._report(path, "needs at or id: a post's id is made from its time")
        if second is None:
            return None
        seen[second] = seen.get(second, 0) + 1
        which = f"label {post.label}" if post.label is not None else f"number {seen[second]}"
        return made_id(second, f"post {creator.username.lower()} {which}")

    def _given_id(self, post_id: int, second: int | None, path: Path) -> int | None:
        upload = second_of(post_id)
        if not is_plausible_second(upload):
            self._report((*path, "id"), f"{post_id} is no post's id: its upload second would be {upload}")
            return None
        if second is not None and upload > second:
            self._report((*path, "at"), f"is before the upload that the id tells of, Unix second {upload}")
        return post_id

    def second(self, time: str | None, path: Path) -> int | None:
        """A time's Unix second; None, and a report, if it is none."""
        if time is None:
            return None
        try:
            second = second_of_time(time, self.now_s)
        except (ValueError, OverflowError) as problem:
            self._report(path, str(problem))
            return None
        if not is_plausible_second(second) or second > LAST_S:
            self._report(path, f"{time!r} is outside 2014 to 2037")
            return None
        return second

    def post_at(self, path: Path) -> int | None:
        """The id of the post that is declared at a path; None if it could not be told."""
        return self._of.get(path)

    def post(self, name: int | str | None, path: Path) -> int | None:
        """The id of the post that is meant; None, and a report, for an unknown one."""
        if name is None:
            return None
        if isinstance(name, str) and name in self._labels:
            return self._labels[name]
        digits = str(name)
        if digits.isascii() and digits.isdigit() and len(digits) <= 19:
            post_id = int(digits)
            if post_id in self._ids or self._outside.has_post(post_id):
                return post_id
            self._report(path, f"there is no post {post_id} in this file or below it")
            return None
        self._report(path, f"there is no post with the label {name!r}{did_you_mean(digits, self._labels)}")
        return None

    def username(self, name: str, path: Path) -> str:
        """The username as it is declared; a report for an unknown one."""
        declared = self._creators.get(name.lower())
        if declared is None and not self._outside.has_creator(name):
            near = did_you_mean(name, self._creators.values())
            self._report(path, f"there is no creator {name!r} in this file or below it{near}")
        return declared or name


def made_id(second: int, words: str) -> int:
    """An id whose upper half is the second of upload and whose lower half follows from words."""
    return (second << 32) + (number_of(words) & 0xFFFFFFFF)


def latest(seconds: Iterable[int | None]) -> int | None:
    """The latest of some seconds."""
    return max((second for second in seconds if second is not None), default=None)
