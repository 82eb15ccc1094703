"""tokgate as its users run it: `tokgate serve` over an archive, with keys made by `tokgate keys create`."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path

import msgspec
from tests.benchmarks.dataset import Dataset
from tests.benchmarks.items import END_S, Account
from tests.benchmarks.load import Request
from tests.benchmarks.processes import Server, free_port, running

TOKGATE = str(Path(sys.executable).with_name("tokgate"))
DISPLAY_FIELDS = (
    "id,create_time,cover_image_url,share_url,video_description,duration,height,width,title,embed_html,embed_link,"
    "like_count,comment_count,share_count,view_count"
)
DISPLAY_BODY = '{"max_count":20}'


class Keys(msgspec.Struct):
    """Keys stored in the archive; the user's token is that of the creator with most posts."""

    tikapi: str
    justone: str
    user: str


def keys_of(dataset: Dataset) -> Keys:
    """The archive's keys, made the first time."""
    file = dataset.folder / "keys.json"
    if file.exists():
        return msgspec.json.decode(file.read_bytes(), type=Keys)
    keys = new_keys(str(dataset.archive))
    file.write_bytes(msgspec.json.encode(keys))
    return keys


def new_keys(archive: str) -> Keys:
    """Keys made in the archive at an address."""
    return Keys(
        tikapi=_create(archive, "tikapi"),
        justone=_create(archive, "justone"),
        user=_create(archive, "official-user", "--for", Account(0, 0).username),
    )


def _create(archive: str, kind: str, *more: str) -> str:
    command = [TOKGATE, "keys", "create", kind, f"benchmark {kind}", *more, "--archive", archive, "--json"]
    said = subprocess.run(command, capture_output=True, check=True, timeout=60).stdout
    return str(msgspec.json.decode(said)["key"])


def serving(archive: Path | str, *, program: Sequence[str] = (TOKGATE,)) -> AbstractContextManager[Server]:
    """`tokgate serve` of an archive, by its file or address: one worker, no known credentials."""
    port = free_port()
    return running([*program, "serve", "--archive", str(archive), "--port", str(port)], "/_tokgate/ready", port=port)


def tikapi_pages(accounts: Sequence[Account], keys: Keys, *, zstd: bool = False) -> Request:
    """The newest 30 posts of random creators through TikAPI."""
    paths = [f"/public/posts?secUid={account.sec_uid}&count=30" for account in accounts]
    return Request(paths, {"X-API-KEY": keys.tikapi, **_accepting(zstd)})


def justone_pages(accounts: Sequence[Account], keys: Keys, *, zstd: bool = False) -> Request:
    """The newest 30 posts of random creators through JustOne."""
    path = f"/api/tiktok/get-user-post/v1?token={keys.justone}&secUid="
    return Request([path + account.sec_uid for account in accounts], _accepting(zstd))


def display_pages(keys: Keys) -> Request:
    """Pages of 20 at random places in the biggest creator's posts, through Display with all fields.

    The place is in the query, where a list of paths can hold it; the server takes it there too.
    """
    chance = random.Random(20)
    places = [(END_S - chance.randrange(60, 3 * 365 * 86_400)) * 1000 for _ in range(2000)]
    headers = {"Authorization": f"Bearer {keys.user}", "Content-Type": "application/json"}
    paths = [f"/v2/video/list/?fields={DISPLAY_FIELDS}&cursor={place}" for place in places]
    return Request(paths, headers, "POST", DISPLAY_BODY)


def _accepting(zstd: bool) -> dict[str, str]:
    return {"Accept-Encoding": "zstd"} if zstd else {}
