"""Creators and how they are found."""

from __future__ import annotations

import base64
import hashlib

import msgspec

from tokgate.domain.counts import Audience


class Creator(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An account that posts, as one source describes it. None: the source does not say.

    Sources know different names of the same account: `user_id` (digits), `sec_uid`, `username` (the handle, which an
    account may change and another may take over). `key` is the archive's own number, None outside of it.
    """

    user_id: str | None = None
    sec_uid: str | None = None
    username: str | None = None
    name: str | None = None
    bio: str | None = None
    bio_url: str | None = None
    avatar_url: str | None = None
    verified: bool | None = None
    private: bool | None = None
    likes_public: bool | None = None
    region: str | None = None
    language: str | None = None
    audience: Audience | None = None
    key: int | None = None

    @property
    def is_known(self) -> bool:
        """Whether there is any name to find the account by."""
        return bool(self.user_id or self.sec_uid or self.username)

    @property
    def named(self) -> Creator:
        """The account by its names alone."""
        return Creator(user_id=self.user_id, sec_uid=self.sec_uid, username=self.username)

    @property
    def served_sec_uid(self) -> str:
        """The secUid that answers carry: the real one, else a stand-in made from another name, always the same."""
        return self.sec_uid or stand_in_sec_uid(self)

    @property
    def served_user_id(self) -> str:
        """The user id that answers carry: the real one, else a stand-in of 19 digits, always the same."""
        return self.user_id or str(6_000_000_000_000_000_000 + _number_of(self, "user id") % 10**18)


def stand_in_sec_uid(creator: Creator) -> str:
    """A secUid, in TikTok's form, for a creator whose own is not known: every dialect can reach every creator."""
    seed = f"sec_uid of {creator.user_id or creator.username or creator.key}".lower().encode()
    digest = hashlib.blake2b(seed, digest_size=48).digest()
    return "MS4wLjABAAAA" + base64.urlsafe_b64encode(digest).decode()


def open_id_of(creator: Creator, client_key: str) -> str:
    """The creator's open_id for one app: the same at each grant, another for another app."""
    return "-000" + _token(creator, f"open_id {client_key}")


def union_id_of(creator: Creator) -> str:
    """The creator's union_id: one for all apps of a developer, and this server has one developer."""
    return _token(creator, "union_id")


def _token(creator: Creator, purpose: str) -> str:
    return hashlib.blake2b(f"{purpose} {_strongest_name(creator)}".encode(), digest_size=16).hexdigest()


def _number_of(creator: Creator, purpose: str) -> int:
    return int.from_bytes(hashlib.blake2b(f"{purpose} {_strongest_name(creator)}".encode(), digest_size=8).digest())


def _strongest_name(creator: Creator) -> str:
    return creator.sec_uid or creator.user_id or creator.username or str(creator.key)
