"""Secrets planted in every place, form and spelling stand nowhere afterwards: log, dashboard, tape, errors, files."""

from __future__ import annotations

import base64
import signal
import socket
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import msgspec
import pytest
from click.testing import CliRunner

import tokgate
from tokgate.archive import open_archive
from tokgate.cli.exporting import KINDS
from tokgate.cli.main import cli
from tokgate.server.run import find_sample
from tokgate.testing import Server
from tokgate.world.making import write_world
from tokgate.world.sizes import DEMO

CANARY = "CANARY"
FORM = "application/x-www-form-urlencoded"
TOKEN = "/v2/oauth/token/"
PART = 'multipart/form-data; boundary="b"'
NAMES = """
    token access_token accessToken refresh_token refreshToken client_secret clientSecret CLIENT-SECRET secret password
    passwd pwd api_key apiKey APIKEY X-API-KEY x_api_key account_key accountKey user_token client_token adminKey
    admin_key authorization code code_verifier key sid sig x-signature sessionid credential bearer jwt verifyFp X-Bogus
    msToken
""".split()  # noqa: SIM905 - as a list, it would be forty lines


class Plant(NamedTuple):
    """A request with a canary in it."""

    method: str
    path: str
    headers: dict[str, str] = {}
    body: bytes | str = b""


def plants() -> Iterator[tuple[str, Plant]]:
    """All of them, each with a canary of its own, by what they are."""
    for name in NAMES:
        yield f"query {name}", Plant("GET", f"/public/check?username=a&{name}={CANARY}-{name}-q1")
        body = msgspec.json.encode({"a": [{"b": {name: f"{CANARY}-{name}-q2"}}]})
        yield f"nested {name}", Plant("POST", TOKEN, {"content-type": "application/json"}, body)
        yield f"form {name}", Plant("POST", TOKEN, {"content-type": FORM}, f"{name}={CANARY}-{name}-q3&b=1")
        yield f"header {name}", Plant("GET", "/key/info", {name: f"{CANARY}-{name}-q4"})
    bodies = {
        "comma": '{"client_secret": "CANARY-comma", }',
        "newline": "client_secret=CANARY-newline\n&grant_type=x",
        "xml": "<a><client_secret>CANARY-xml-1</client_secret></a>",
        "list": '{"secret_token":["CANARY-list"]}',
        "object": '{"apiKey":{"v":"CANARY-object"}}',
        "text": '{"a":"{\\"client_secret\\":\\"CANARY-text\\"}"}',
        "text in a list": '{"a":["token=CANARY-in-list", "b"]}',
        "broken": '{"apiKey":{"v":"CANARY-broken"}, "secret": ["CANARY-broken-2"',
        "escaped": '{"client_secret":"\\u0043\\u0041NARY-escaped"}',
        "short code": '{"code":"CANARY"}',
        "url": '{"next":"https://x.example/?a=1&access_token=CANARY-url"}',
        "nested url": '{"next":"https://x.example/?to=https%3A%2F%2Fy%3Ftoken%3DCANARY-nested"}',
        "form in form": "redirect=https%3A%2F%2Fy.example%2F%3Ftoken%3DCANARY-in-form&a=b",
    }
    for name, text in bodies.items():
        yield f"{name} as JSON", Plant("POST", TOKEN, {"content-type": "application/json"}, text)
        yield f"{name} as a form", Plant("POST", TOKEN, {"content-type": FORM}, text)
        yield f"{name} at no route", Plant("POST", "/v2/nothing/", {"content-type": "text/plain"}, text)
    part = '--b\r\nContent-Disposition: form-data; name="client_secret"\r\n\r\nCANARY-part\r\n--b--\r\n'
    yield "multipart", Plant("POST", TOKEN, {"content-type": PART}, part)
    yield "multipart unsaid", Plant("POST", TOKEN, {"content-type": "text/plain"}, part)
    yield "bearer", Plant("POST", "/v2/video/list/?fields=id", {"authorization": "Bearer CANARY-bearer"}, "{}")
    basic = base64.b64encode(b"ana:CANARY-basic").decode()
    yield "basic", Plant("POST", TOKEN, {"authorization": f"Basic {basic}"}, "note=CANARY-basic")
    yield "cookie", Plant("GET", "/key/info?a=CANARY-cookie-1234", {"cookie": "sid=CANARY-cookie-1234; theme=dark"})
    yield "path by name", Plant("GET", "/v2/token/CANARY-path-by-name")
    yield "path by prefix", Plant("GET", "/v2/clt.CANARY-path-by-prefix/x")
    yield "path by look", Plant("GET", "/public/CANARY0123456789abcdefgh")
    yield "path by value", Plant("GET", "/public/CANARY-shown", {"x-api-key": "CANARY-shown"})
    yield "path parameter", Plant("GET", "/public/x;token=CANARY-matrix")
    yield "another place", Plant("GET", "/public/check?username=CANARY-twice", {"x-api-key": "CANARY-twice"})
    yield "reflected", Plant("GET", "/_tokgate/nothing?token=CANARY-own")
    yield "upload", Plant("POST", "/v2/video/query/?fields=id&token=CANARY-up", {"content-type": PART}, part)


@contextmanager
def running(*arguments: str) -> Iterator[tuple[dict[str, Any], list[str]]]:
    """The ready line of a verb, and what it said on stderr once it has ended."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tokgate.cli.main", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    said: list[str] = []
    try:
        yield msgspec.json.decode(process.stdout.readline()), said
    finally:
        process.send_signal(signal.SIGTERM)
        said.append(process.communicate(timeout=20)[1])


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """All that is left of the plants, by where."""
    folder: Path = tmp_path_factory.mktemp("canaries")
    database, tape = folder / "served.db", folder / "tape.jsonl"
    archive = open_archive(str(database))
    write_world(archive, 7, msgspec.structs.replace(DEMO, creators=5, posts=20))
    archive.close()
    kept: dict[str, bytes] = {}
    with (
        running("serve", "--dev", "--archive", str(database), "--port", "0", "--json") as (line, gateway_said),
        running("record", str(tape), "--upstream", line["url"], "--port", "0", "--json") as (recorder, recorder_said),
    ):
        url = line["url"]
        with httpx.Client(timeout=30) as http:
            for name, plant in plants():
                for base in (url, recorder["url"]):
                    answer = http.request(plant.method, base + plant.path, headers=plant.headers, content=plant.body)
                    assert answer.status_code < 500 or base != url, name
                    kept[f"answer to {name}"] = answer.content
            assert http.post(f"{url}/_tokgate/snapshots", json={"save": "after"}).status_code == 200
            kept["log"] = http.get(f"{url}/_tokgate/requests").content
            kept["state"] = http.get(f"{url}/_tokgate/state").content
            for page in ("", "/requests"):
                kept[f"dashboard{page}"] = http.get(f"{url}/dashboard{page}").content
    kept["stderr of the gateway"], kept["stderr of the recorder"] = gateway_said[0].encode(), recorder_said[0].encode()
    for what in KINDS:
        done = CliRunner().invoke(cli, ["export", "--what", what, "--archive", str(database), "--json"])
        assert done.exit_code == 0, done.output
        kept[f"export of {what}"] = done.output.encode()
    kept["stderr over a damaged archive"] = said_when_damaged(database)
    for file in folder.rglob("*"):
        if file.is_file():
            kept[f"file {file.relative_to(folder)}"] = file.read_bytes()
    return kept


def said_when_damaged(database: Path) -> bytes:
    """What a gateway says of calls that fail for no fault of theirs, their tracebacks too."""
    archive = open_archive(str(database))
    sample = find_sample(archive)
    archive.close()
    assert sample is not None
    damaged = database.with_name("damaged.db")
    content = bytearray(database.read_bytes())
    content[len(content) // 8 :] = b"\xa5" * (len(content) - len(content) // 8)
    damaged.write_bytes(content)
    with running("serve", "--log", "--archive", str(damaged), "--port", "0", "--json") as (line, said):
        headers = {"x-api-key": f"{CANARY}-damaged-1", "cookie": f"sessionid={CANARY}-damaged-2"}
        query = {"secUid": sample.creator.sec_uid, "token": f"{CANARY}-damaged-3"}
        answer = httpx.get(f"{line['url']}/public/posts", headers=headers, params=query)
        assert answer.status_code == 500, answer.text
    assert "Traceback" in said[0]
    return said[0].encode() + answer.content


def test_no_error_of_the_sdk_tells_a_secret() -> None:
    secret = f"{CANARY}-0123456789"
    # Nobody listens where a socket is bound and does not listen.
    with Server() as server, socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        for url in (server.url, f"http://127.0.0.1:{taken.getsockname()[1]}"):
            official = tokgate.Official(
                client_key=f"{CANARY}-key", client_secret=secret, user_token=secret, base_url=url, retries=0
            )
            tikapi = tokgate.TikAPI(secret, account_key=secret, base_url=url, retries=0)
            justone = tokgate.JustOne(secret, base_url=url, retries=0)
            calls: list[Callable[[], object]] = [
                partial(official.video.list, fields=["id"]),
                partial(official.research.user.reposted_videos, username="ana", fields=["id"]),
                partial(tikapi.public.check, username="ana"),
                tikapi.user.posts.feed,
                partial(justone.tiktok.user_posts, secUid="MS4wLjABAAAA"),
            ]
            for call in calls:
                with pytest.raises(tokgate.TokgateError) as caught:
                    call()
                told = [*traceback.format_exception(caught.value), repr(caught.value), repr(vars(caught.value))]
                assert CANARY not in "".join(told)


def test_no_canary_is_left_anywhere(left: dict[str, bytes]) -> None:
    found = {place: around(content) for place, content in left.items() if CANARY.encode() in content}
    assert not found, found
    assert b"secret-1" in left["file tape.jsonl"]
    assert b"***" in left["log"]


def test_no_canary_is_left_in_base64(left: dict[str, bytes]) -> None:
    for before in range(3):
        coded = base64.b64encode(b"x" * before + CANARY.encode())
        core = coded[(before * 8 + 5) // 6 : (before + len(CANARY)) * 8 // 6]
        assert not [place for place, content in left.items() if core in content]


def around(content: bytes) -> list[str]:
    """The beginnings of what stands around each canary."""
    text = content.decode("utf-8", "replace")
    places = [place for place in range(len(text)) if text.startswith(CANARY, place)]
    return [text[max(0, place - 60) : place + 30] for place in places[:8]]
