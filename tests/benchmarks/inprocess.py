"""What calls cost inside the server, without HTTP: run as a script, under the sources of any version.

    PYTHONPATH=…/src python tests/benchmarks/inprocess.py ARCHIVE [CALL…]

It makes the archive if there is none, answers each call some hundred times in one process and prints the CPU
microseconds of one as JSON. It may use nothing but what all versions have: `open_archive` and `Gateway`.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).resolve().parents[2]))

from tests.benchmarks.items import Account, items_of

from tokgate.archive import open_archive
from tokgate.domain.clock import SystemClock
from tokgate.domain.ports import CredentialRecord
from tokgate.domain.secrets import hash_secret
from tokgate.server.app import Gateway

CREATORS, POSTS = 60, 400
CALLS, ROUNDS = 300, 5
API_KEY, TOKEN, USER, APP = "k" * 40, "j" * 40, "u" * 40, "t" * 40
ACCOUNTS = [Account(index, POSTS) for index in range(CREATORS)]
#: Whose posts are reposted.
OTHER = Account(CREATORS, POSTS)
DISPLAY = (
    "id,create_time,cover_image_url,share_url,video_description,duration,height,width,title,embed_html,embed_link,"
    "like_count,comment_count,share_count,view_count"
)
RESEARCH = (
    "id,create_time,username,video_description,like_count,comment_count,share_count,view_count,hashtag_names,"
    "video_duration,music_id"
)
SCOPES = ("user.info.basic", "user.info.profile", "user.info.stats", "video.list")
Scope = dict[str, Any]


def build(file: Path) -> None:
    """An archive of items, by way of the importer; the first creator reposts another's posts."""
    lines = file.with_suffix(".jsonl")
    with lines.open("wb") as out:
        for account in [*ACCOUNTS, OTHER]:
            for item in items_of(account):
                out.write(item + b"\n")
    from tokgate.importers.run import import_paths
    from tokgate.importers.selection import Selection

    archive = open_archive(str(file))
    import_paths(archive, [lines])
    reposts = file.with_suffix(".reposts.jsonl")
    _write_reposts(reposts)
    import_paths(archive, [reposts], Selection(creator=ACCOUNTS[0].username))
    for record in _credentials(archive.creator(sec_uid=ACCOUNTS[0].sec_uid)):
        archive.add_credential(record)
    archive.close()
    lines.unlink()


def _write_reposts(file: Path) -> None:
    """A page of the Research API's: each post of another creator, reposted by the first creator."""
    posts = [json.loads(item) for item in items_of(OTHER)]
    page = {
        "data": {
            "reposted_videos": [
                {
                    "id": int(post["id"]),
                    "create_time": post["createTime"],
                    "username": OTHER.username,
                    "video_description": post["desc"],
                    "region_code": "US",
                    "hashtag_names": ["filmtok", "baking"],
                    "video_duration": 30,
                    **{f"{name}_count": 1000 for name in ("like", "comment", "share", "view", "favorites")},
                }
                for post in posts
            ]
        },
        "error": {"code": "ok", "message": "", "log_id": ""},
    }
    file.write_text(json.dumps(page))


def _credentials(creator: Any) -> list[CredentialRecord]:
    def record(kind: str, secret: str, **more: Any) -> CredentialRecord:
        return CredentialRecord(kind=kind, name="benchmark", hash=hash_secret(secret), created_ms=0, **more)

    return [
        record("tikapi_key", API_KEY),
        record("justone_token", TOKEN),
        record("user_token", USER, client_key="app", creator=creator.key, scopes=SCOPES),
        record("client_token", APP, client_key="app", scopes=("research.data.basic",)),
    ]


def _scope(method: str, path: str, query: str, **headers: str) -> Scope:
    sent = {"host": "127.0.0.1:8700", "user-agent": "benchmark", "accept": "*/*", **headers}
    return {
        "type": "http",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in sent.items()],
        "scheme": "http",
    }


def calls() -> dict[str, list[tuple[Scope, bytes]]]:
    """What is called, by name; several calls of a name take turns."""
    pages = [f"secUid={account.sec_uid}&count=30" for account in ACCOUNTS]
    json_type = {"content_type": "application/json"}
    return {
        "TikAPI page": [(_scope("GET", "/public/posts", page, x_api_key=API_KEY), b"") for page in pages],
        "TikAPI page, zstd": [
            (_scope("GET", "/public/posts", page, x_api_key=API_KEY, accept_encoding="zstd"), b"") for page in pages
        ],
        "JustOne page, zstd": [
            (_scope("GET", "/api/tiktok/get-user-post/v1", f"{page}&token={TOKEN}", accept_encoding="zstd"), b"")
            for page in pages
        ],
        "key/info": [(_scope("GET", "/key/info", "", x_api_key=API_KEY), b"")],
        "Display page of 20": [
            (
                _scope("POST", "/v2/video/list/", f"fields={DISPLAY}", authorization=f"Bearer {USER}", **json_type),
                json.dumps({"max_count": 20}).encode(),
            )
        ],
        "Research page of 20": [
            (
                _scope(
                    "POST",
                    "/v2/research/user/reposted_videos/",
                    f"fields={RESEARCH}",
                    authorization=f"Bearer {APP}",
                    **json_type,
                ),
                json.dumps({"max_count": 20, "username": ACCOUNTS[0].username}).encode(),
            )
        ],
    }


async def measure(file: Path, names: Sequence[str]) -> dict[str, float]:
    """CPU microseconds of one call, the best of some rounds, by name; of all calls where no name is given."""
    archive = open_archive(str(file))
    gateway = Gateway(archive, SystemClock())
    wanted = {name: requests for name, requests in calls().items() if not names or name in names}
    found = {name: await _measured(gateway, requests, name) for name, requests in wanted.items()}
    archive.close()
    return found


async def _measured(
    gateway: Callable[..., Coroutine[Any, Any, None]], requests: list[tuple[Scope, bytes]], name: str
) -> float:
    sent: list[dict[str, Any]] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def call(scope: Scope, body: bytes) -> None:
        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        sent.clear()
        await gateway(dict(scope), receive, send)

    for request in requests:
        await call(*request)
        if sent[0]["status"] != 200 or ("page" in name and len(sent[1]["body"]) < 3000):
            raise SystemExit(f"{name}: {sent[0]['status']} {sent[1]['body'][:300]!r}")
    best = float("inf")
    for _ in range(ROUNDS):
        began = time.process_time_ns()
        for number in range(CALLS):
            await call(*requests[number % len(requests)])
        best = min(best, (time.process_time_ns() - began) / 1000 / CALLS)
    return best


if __name__ == "__main__":
    archive_file = Path(sys.argv[1])
    if not archive_file.exists():
        build(archive_file)
    print(json.dumps(asyncio.run(measure(archive_file, sys.argv[2:]))))
