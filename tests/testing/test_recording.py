"""A tape holds no secret, answers as the host did, and its answers can be imported."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from itertools import cycle
from pathlib import Path
from urllib.parse import quote, quote_plus

import httpx
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.testing.commands import command

from tokgate.archive import open_archive
from tokgate.dialects.secret_names import is_secret_name
from tokgate.domain.relations import RelationKind
from tokgate.testing import Server, intercept, replay
from tokgate.testing.recording.answers import import_answers
from tokgate.testing.recording.secrets import SecretMask
from tokgate.testing.recording.tape import RecordedAnswer, TapeError, read_tape, write_exchange

#: A key with every character that is written differently in a URL, in JSON or in base64.
AWKWARD = 'k+y/w&th="every"%thing ☕ü?>~~'

PROGRAM = """
import base64, json, requests, sys
keys, sample = json.loads(sys.argv[1]), json.loads(sys.argv[2])
awkward = sys.argv[3]
session = requests.Session()
tikapi = "https://api.tikapi.io/public/posts"
key = {"X-API-KEY": keys["tikapi"]["api_key"]}
page = {"secUid": sample["sec_uid"], "count": 5}
answer = session.get(tikapi, params=page, headers=key)
session.get(tikapi, params={**page, "cursor": answer.json()["cursor"]}, headers=key)
session.get("https://api.justoneapi.com/api/tiktok/get-user-post/v1",
            params={"token": keys["justone"]["token"], "secUid": sample["sec_uid"]})
session.get("https://api.justoneapi.com/api/tiktok/get-user-post/v1", params={"token": awkward, "secUid": awkward})
official = "https://open.tiktokapis.com/v2"
app = {key: keys["official"][key] for key in ("client_key", "client_secret")}
issued = session.post(official + "/oauth/token/", data={**app, "grant_type": "client_credentials"})
token = issued.json()["access_token"]
session.post(official + "/research/user/reposted_videos/?fields=id", json={"username": sample["username"]},
             headers={"Authorization": "Bearer " + token, "Cookie": "sid=cookie-content-1"})
session.post(official + "/video/list/?fields=id,title", json={"max_count": 2},
             headers={"Authorization": "Bearer " + keys["official"]["user_token"]})
session.post(official + "/oauth/token/", json={**app, "client_secret": awkward, "grant_type": "client_credentials",
             "note": base64.b64encode(("xx" + awkward + "yyy").encode()).decode()})
print(token)
"""


@pytest.fixture(scope="module")
def tape(session_server: Server, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, list[str]]:
    """A tape of the program's calls, the archive of its answers, and the secrets that it used."""
    folder = tmp_path_factory.mktemp("tape")
    file, archive = folder / "calls.jsonl", folder / "recorded.db"
    keys = session_server.credentials
    verb = ["record", str(file), "--upstream", session_server.url, "--archive", str(archive), "--"]
    program = [sys.executable, "-c", PROGRAM, json.dumps(keys), json.dumps(session_server.sample), AWKWARD]
    done = subprocess.run(
        [sys.executable, "-m", "tokgate.cli.main", *verb, *program], capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    official = keys["official"]
    secrets = [
        keys["tikapi"]["api_key"],
        keys["justone"]["token"],
        official["client_secret"],
        official["user_token"],
        done.stdout.strip(),
        "cookie-content-1",
        AWKWARD,
    ]
    return file, archive, secrets


def test_no_secret_is_on_the_tape(tape: tuple[Path, Path, list[str]]) -> None:
    content = tape[0].read_text()
    for secret in tape[2]:
        for form in (secret, quote(secret, safe=""), quote(secret), quote_plus(secret), json.dumps(secret)[1:-1]):
            assert form not in content
            assert form.lower() not in content.lower()
        for before in range(3):
            coded = base64.b64encode(b"x" * before + secret.encode()).decode()
            # Without the letters that hold bits of a neighbour.
            core = coded[(before * 8 + 5) // 6 : (before + len(secret.encode())) * 8 // 6]
            assert core not in content
            assert core.replace("+", "-").replace("/", "_") not in content


def test_a_tape_says_what_was_asked_and_answered(tape: tuple[Path, Path, list[str]], session_server: Server) -> None:
    exchanges = list(read_tape(tape[0]))
    assert [exchange.operation for exchange in exchanges] == [
        "tikapi.public.posts",
        "tikapi.public.posts",
        "justone.tiktok.user_posts",
        "justone.tiktok.user_posts",
        "official.oauth.token",
        "official.research.user.reposted_videos",
        "official.video.list",
        "official.oauth.token",
    ]
    assert exchanges[0].parameters == {"secUid": session_server.sample["sec_uid"], "count": "5"}
    assert exchanges[0].request.url.startswith("https://api.tikapi.io/public/posts?secUid=")
    # The token that was issued is still the one that was used.
    issued = json.loads(exchanges[4].response.content())["access_token"]
    assert exchanges[5].request.headers["authorization"] == f"Bearer {issued}"
    assert tape[0].stat().st_mode & 0o077 == 0


def test_answers_are_imported(tape: tuple[Path, Path, list[str]], session_server: Server) -> None:
    archive = open_archive(str(tape[1]))
    creator = archive.creator(sec_uid=session_server.sample["sec_uid"])
    assert creator is not None
    posts = sum(1 for _ in archive.all_posts())
    # Nothing in the answer says whose reposts they are: the call does.
    reposts = archive.relations(RelationKind.REPOST, creator.key or 0, after=None, limit=5)
    archive.close()
    assert posts >= 30
    assert len(reposts.rows) == 5


def test_what_is_no_answer_of_its_operation_is_counted_and_costs_no_other(
    tape: tuple[Path, Path, list[str]], tmp_path: Path
) -> None:
    first, *_ = read_tape(tape[0])
    refused = RecordedAnswer(status=200, body='{"status": "error", "message": "no"}')
    answers = [
        RecordedAnswer(status=200, body="<html>"),
        RecordedAnswer(status=200, body="[1]"),
        refused,
        first.response,
    ]
    with (tmp_path / "odd.jsonl").open("wb") as file:
        for answer in answers:
            write_exchange(file, msgspec.structs.replace(first, response=answer))
    with closing(open_archive(str(tmp_path / "odd.db"))) as archive:
        once = import_answers(archive, tmp_path / "odd.jsonl")
        again = import_answers(archive, tmp_path / "odd.jsonl")
    assert (once.new, once.updated, once.duplicate, once.rejected) == (5, 0, 0, 2)
    assert (again.new, again.updated, again.duplicate, again.rejected) == (0, 0, 5, 2)


def test_a_tape_is_replayed(tape: tuple[Path, Path, list[str]], session_server: Server) -> None:
    recorded = list(read_tape(tape[0]))
    params: dict[str, str | int] = {"count": 5, "secUid": session_server.sample["sec_uid"]}
    with replay(tape[0]) as url, intercept(url):
        answer = httpx.get("https://api.tikapi.io/public/posts", params=params, headers={"X-API-KEY": "another"})
        assert answer.content == recorded[0].response.content()
        listed = httpx.post("https://open.tiktokapis.com/v2/video/list/?fields=id,title", json={"max_count": "2"})
        assert listed.content == recorded[6].response.content()
        absent = httpx.get("https://api.tikapi.io/public/posts", params={**params, "count": 6})
        assert absent.status_code == 501
        assert absent.json()["recorded"][0]["count"] == "5"


def test_replay_is_a_verb(tape: tuple[Path, Path, list[str]], tmp_path: Path) -> None:
    with command("replay", str(tape[0]), "--port", "0") as line:
        assert line["answers"] == 8
        assert httpx.get(f"{line['url']}/api/none").status_code == 501
    broken = tmp_path / "broken.jsonl"
    broken.write_text("{}\n")
    with pytest.raises(TapeError, match=r"broken\.jsonl, line 1"):
        list(read_tape(broken))


def units(character: str) -> list[str]:
    """A character as JSON escapes it where every one is escaped."""
    raw = character.encode("utf-16-be")
    return [raw[place : place + 2].hex() for place in range(0, len(raw), 2)]


def escaped(secret: str, characters: str) -> str:
    """As serialisers write JSON that stands in HTML: Gson (=), Go (&, <, >), .NET (+ and others)."""
    return "".join("\\u" + units(each)[0].upper() if each in characters else json.dumps(each)[1:-1] for each in secret)


@given(
    st.text(min_size=6, max_size=40).filter(lambda secret: secret == secret.strip()),
    st.binary(max_size=20),
    st.binary(max_size=20),
)
def test_any_secret_is_found_in_any_spelling(secret: str, before: bytes, after: bytes) -> None:
    secrets = SecretMask()
    secrets.learn(secret)
    stand_in = secrets.stand_in(secret).encode()
    raw = secret.encode()
    for content in (
        raw,
        quote(secret, safe="").encode(),
        quote_plus(secret).encode(),
        quote(secret, safe="").lower().encode(),
        json.dumps(secret).encode(),
        json.dumps(secret, ensure_ascii=False).encode(),
        json.dumps(json.dumps(secret))[3:-3].encode(),
        escaped(secret, "=<>&'").encode(),
        escaped(secret, "+<>&\"'`").encode(),
        "".join("\\u" + unit for each in secret for unit in units(each)).encode(),
        quote(quote(secret, safe=""), safe="").encode(),
        html.escape(secret).encode(),
        html.escape(html.escape(secret)).encode(),
        "".join(f"&#{ord(each)};" for each in secret).encode(),
        "".join(f"&#x{ord(each):x};" for each in secret).encode(),
    ):
        assert secrets.mask(b"<" + content + b">").strip(b'<">') == stand_in
    for encode in (base64.b64encode, base64.urlsafe_b64encode):
        assert stand_in in secrets.mask(b"<" + encode(before + raw + after) + b">")


SPELLINGS: list[Callable[[str], str]] = [
    str,
    str.swapcase,
    lambda each: f"\\u{ord(each):04x}",
    lambda each: f"\\\\u{ord(each):04X}",
    lambda each: f"%{ord(each):02x}",
    lambda each: f"%25{ord(each):02X}",
    lambda each: f"&#{ord(each)};",
    lambda each: f"&amp;#x{ord(each):x};",
]


@given(
    st.text("ABab01efx#~.=-", min_size=6, max_size=40).filter(lambda secret: not secret.isdecimal()),
    st.lists(st.sampled_from(SPELLINGS), min_size=1, max_size=40),
    st.sampled_from(
        ["", "%", "%4", "\\", "\\u", "\\u00", "\\u004", "&#", "&#6", "&#x", "&#x4", "&amp", "&amp;#", "%25", "&lt"]
    ),
)
def test_a_secret_is_found_whatever_half_an_escape_stands_before_it(
    secret: str, spellings: list[Callable[[str], str]], before: str
) -> None:
    secrets = SecretMask()
    secrets.learn(secret)
    content = "".join(spelled(each) for each, spelled in zip(secret, cycle(spellings), strict=False))
    assert secrets.stand_in(secret) in secrets.mask_text(f"text {before}{content}")


def test_a_long_answer_is_searched_for_many_secrets_in_a_moment() -> None:
    secrets = SecretMask()
    for number in range(200):
        secrets.learn(hashlib.sha256(b"%d" % number).hexdigest())
    content = b'{"text": "caf\\u00e9 https:\\/\\/x.example\\/?a=1\\u0026b=2"}, ' * 10_000
    started = time.process_time()
    secrets.mask(content)
    assert time.process_time() - started < 3


def test_names_of_secrets() -> None:
    for name in (
        "Authorization",
        "X-API-KEY",
        "x-account-key",
        "token",
        "client_secret",
        "refresh_token",
        "code",
        "Cookie",
    ):
        assert is_secret_name(name)
    for name in ("cursor", "secUid", "client_key", "fields", "keyword", "status_code", "nextPageToken"):
        assert not is_secret_name(name)


def test_what_stands_beside_a_secret_stays() -> None:
    secrets = SecretMask()
    cookie = "sid=0123456789abcdef; Domain=.tiktok.com; Path=/; theme=lightmode"
    secrets.learn_headers(
        {"set-cookie": cookie, "authorization": "Basic " + base64.b64encode(b"ana:pass-word").decode()}
    )
    secrets.learn_body(b'{"code": "rate_limit", "next": "https://x.example/?cursor=1234567&access_token=in-a-url"}')
    said = b"https://www.tiktok.com/ lightmode rate_limit 1234567 0123456789abcdef pass-word in-a-url"
    assert secrets.mask(said).split()[:4] == said.split()[:4]
    assert all(word.startswith(b"secret-") for word in secrets.mask(said).split()[4:])
    assert secrets.mask_header("Bearer abcdefgh").startswith("Bearer secret-")
    assert secrets.mask_query("code=abc&cursor=5&name=") == f"code={secrets.stand_in('abc')}&cursor=5&name="


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ({"status": 99}, "status 99"),
        ({"status": 101}, "status 101"),
        ({"status": 99999}, "status 99999"),
        ({"status": -1}, "status -1"),
        ({"status": 200, "headers": {"x": "a\r\nset-cookie: b"}}, "control character"),
        ({"status": 200, "headers": {"x\r\ny": "a"}}, "no name of a header"),
        ({"status": 200, "headers": {"": "a"}}, "no name of a header"),
        ({"status": 204, "body": "xx"}, "no body"),
        ({"status": 200, "headers": {"content-encoding": "gzip"}, "body": "plain"}, "content-encoding"),
        ({"status": 200, "headers": {"Content-Length": "7"}}, "content-length"),
        ({"status": 200, "body_base64": "?"}, "no base64"),
    ],
)
def test_an_answer_that_cannot_be_sent_is_refused_with_its_line(
    answer: dict[str, object], said: str, tmp_path: Path
) -> None:
    good = {"at": "", "request": {"method": "GET", "url": "https://api.tikapi.io/key"}, "response": {"status": 200}}
    file = tmp_path / "hostile.jsonl"
    file.write_text("\n".join(json.dumps(line) for line in (good, {**good, "response": answer})))
    with pytest.raises(TapeError, match=f"hostile.jsonl, line 2: .*{said}"):
        list(read_tape(file))


def test_an_empty_answer_is_replayed(tmp_path: Path) -> None:
    line = {"at": "", "request": {"method": "GET", "url": "https://api.tikapi.io/key"}, "response": {"status": 204}}
    (tmp_path / "empty.jsonl").write_text(json.dumps(line))
    with replay(tmp_path / "empty.jsonl") as url:
        answer = httpx.get(f"{url}/key")
    assert answer.status_code == 204
    assert "content-length" not in answer.headers
    assert "server" not in answer.headers
