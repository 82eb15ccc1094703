"""What is behind links: fetched without any credential, and never where a link should not lead."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from tests.client.loopback import Answer, Seen, serving
from tests.client.scripted import ManualTiming, Script, reply

import tokgate
from tokgate.client.links import MOST_REDIRECTS
from tokgate.client.plan import REDIRECTS
from tokgate.contract.errors import TransportError

PNG = b"\x89PNG..."
COVER = "https://cdn.example/cover?x-expires=1&x-signature=a%2Fb%3D"


def _client(script: Script) -> tokgate.TikAPI:
    client = tokgate.TikAPI("KEY", account_key="ACCOUNT", transport=script, timing=ManualTiming())
    return client.with_options(headers={"x-team": "blue"}, query={"beta": "1"})


def test_no_credential_header_or_query_of_the_client_goes_along() -> None:
    script = Script([reply(PNG, headers={"content-type": "image/png"})])
    picture = _client(script).fetch(COVER, headers={"Referer": "https://www.tiktok.com/"})
    (attempt,) = script.attempts

    assert (picture.content, picture.content_type, picture.answer.status) == (PNG, "image/png", 200)
    assert attempt.url == COVER
    assert attempt.headers == {"accept": "*/*", "referer": "https://www.tiktok.com/"}


def test_the_async_client_fetches_alike() -> None:
    script = Script([reply(PNG)])
    client = tokgate.AsyncOfficial(client_key="k", client_secret="s", user_token="u", transport=script.later)

    async def fetch() -> list[bytes]:
        return [(await client.fetch(COVER)).content, *[part async for part in await client.stream(COVER)]]

    assert asyncio.run(fetch()) == [PNG, PNG]
    assert [attempt.headers for attempt in script.attempts] == [{"accept": "*/*"}] * 2


def test_a_redirect_is_followed_without_what_was_given_for_the_link() -> None:
    def behave(request: Seen) -> Answer:
        seen.append(request)
        if request.path == "/cover":
            return Answer(status=302, headers={"Location": "/real?sig=a%2Fb", "Set-Cookie": "session=1"})
        return Answer(PNG, 206, {"Content-Type": "image/png", "Content-Range": "bytes 2-8/9"})

    seen: list[Seen] = []
    with serving(behave) as url, tokgate.TikAPI("KEY") as client:
        given = {"Cookie": "a=b", "Authorization": "Bearer x", "Range": "bytes=2-"}
        picture = client.fetch(f"{url}/cover", headers=given)
    first, second = ({name for name in each.headers if name != "host"} for each in seen)

    assert (picture.content, picture.answer.headers["content-range"]) == (PNG, "bytes 2-8/9")
    assert {"cookie", "authorization", "range"} <= first
    assert second & {"cookie", "authorization", "x-api-key", "referer"} == set()
    assert seen[1].headers["range"] == "bytes=2-"
    assert seen[1].query == {"sig": "a/b"}


@pytest.mark.parametrize("asynchronous", [False, True])
def test_bytes_are_put_to_a_link_without_any_credential(asynchronous: bool) -> None:
    part, headers = tokgate.Binary(b"film", "video/mp4"), {"Content-Range": "bytes 0-3/9"}
    if asynchronous:
        script = Script([TransportError("cut"), reply(b"", 206, {"content-range": "bytes 0-3/9"})])
        client = tokgate.AsyncTikAPI("KEY", account_key="ACCOUNT", transport=script.later, timing=ManualTiming())
        answer = asyncio.run(client.upload(COVER, part, headers=headers))
    else:
        script = Script([TransportError("cut"), reply(b"", 206, {"content-range": "bytes 0-3/9"})])
        answer = _client(script).upload(COVER, part, headers=headers)

    assert (answer.answer.status, answer.answer.headers["content-range"]) == (206, "bytes 0-3/9")
    assert [(attempt.method, attempt.url, attempt.body) for attempt in script.attempts] == [("PUT", COVER, b"film")] * 2
    for attempt in script.attempts:
        assert attempt.headers == {"accept": "*/*", "content-type": "video/mp4", "content-range": "bytes 0-3/9"}


def test_what_is_put_arrives_as_it_is() -> None:
    def behave(request: Seen) -> Answer:
        seen.append(request)
        return Answer(b"", 201)

    seen: list[Seen] = []
    film = bytes(range(256)) * 5_000
    with serving(behave) as url, tokgate.TikAPI("KEY") as client:
        assert client.upload(f"{url}/film?sig=a%2Fb", tokgate.Binary(film, "video/mp4")).answer.status == 201

    (put,) = seen
    assert (put.method, put.body, put.query) == ("PUT", film, {"sig": "a/b"})
    assert put.headers.keys() & {"x-api-key", "authorization"} == set()


@pytest.mark.parametrize("status", sorted(REDIRECTS))
def test_what_is_put_is_never_redirected(status: int) -> None:
    script = Script([reply(b"", status, {"location": "https://elsewhere.example/"})])
    with pytest.raises(tokgate.ContractError, match="would go along"):
        _client(script).upload(COVER, tokgate.Binary(b"film", "video/mp4"))

    assert len(script.attempts) == 1


def test_redirects_are_bounded() -> None:
    script = Script([reply(b"", 302, {"location": "https://cdn.example/again"})])
    with pytest.raises(tokgate.ContractError, match="redirected more than"):
        _client(script).fetch(COVER)

    assert len(script.attempts) == MOST_REDIRECTS + 1


@pytest.mark.parametrize(
    "location",
    ["http://cdn.example/plain", "https://127.0.0.1/admin", "https://localhost:8700/", "file:///etc/passwd", "//[", ""],
)
def test_a_redirect_never_leads_astray(location: str) -> None:
    script = Script([reply(b"", 302, {"location": location})])
    with pytest.raises(tokgate.ContractError, match="redirected"):
        _client(script).fetch(COVER)

    assert [attempt.url for attempt in script.attempts] == [COVER]


@pytest.mark.parametrize(
    "url",
    [
        "http://cdn.example/a",
        "ftp://cdn.example/a",
        "//cdn.example/a",
        "/a",
        "",
        "https://u:p@cdn.example/",
        "http://[",
    ],
)
def test_a_link_that_is_not_to_be_followed_is_refused_before_anything_is_sent(url: str) -> None:
    script = Script([reply(PNG)])
    with pytest.raises(ValueError, match="cannot be followed"):
        _client(script).fetch(url)

    assert script.attempts == []


def test_a_link_to_the_host_that_the_client_is_pointed_at_needs_no_tls() -> None:
    script = Script([reply(PNG)])
    client = _client(script).with_options(base_url="http://gateway.internal:8700")
    assert client.fetch("http://gateway.internal:8700/media/1?sig=2").content == PNG
    with pytest.raises(ValueError, match="https"):
        client.fetch("http://gateway.internal:8701/media/1")


def test_a_link_is_tried_again_and_its_refusals_are_errors(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    script = Script([TransportError("cut"), reply(b"", 503), reply(PNG)])
    assert _client(script).fetch(COVER).content == PNG

    for status, kind in ((403, tokgate.Forbidden), (404, tokgate.NotFound), (400, tokgate.BadRequest)):
        script = Script([reply(b"no", status)])
        with pytest.raises(kind) as caught:
            _client(script).fetch(COVER, retries=2)
        assert len(script.attempts) == 1
        assert caught.value.body == b"no"
        assert "signature" not in str(caught.value)
    assert "signature" not in caplog.text


def test_a_query_is_no_option_of_a_link_as_it_would_break_its_signature() -> None:
    unknown: Any = {"query": {"a": "b"}}
    with pytest.raises(TypeError, match="'query'"):
        _client(Script([reply(PNG)])).fetch(COVER, **unknown)


@pytest.fixture
def film() -> Iterator[str]:
    content = bytes(range(256)) * 20_000
    with serving(lambda _: Answer(content, headers={"Content-Type": "video/mp4"})) as url:
        yield url


def test_a_stream_comes_in_parts_with_its_length(film: str) -> None:
    with tokgate.TikAPI("KEY") as client, client.stream(f"{film}/film") as stream:
        parts = list(stream)

    assert (stream.content_type, stream.length, stream.answer.status) == ("video/mp4", 256 * 20_000, 200)
    assert len(parts) > 1
    assert b"".join(parts) == bytes(range(256)) * 20_000


def test_json_in_place_of_a_stream_is_a_single_part_as_it_may_be_a_refusal() -> None:
    tree = b'{"code": 1}'
    with serving(lambda _: Answer(tree, headers={"Content-Type": "application/json"})) as url:
        assert list(tokgate.TikAPI("KEY").stream(url)) == [tree]


def test_a_stream_that_is_cut_short_is_an_error_in_the_middle() -> None:
    with serving(lambda _: Answer(bytes(3_000_000), cut=2_000_000)) as url, tokgate.TikAPI("KEY") as client:
        stream = client.stream(url)
        got = next(iter(stream))
        with pytest.raises(tokgate.TransportError):
            list(stream)
    assert got


def test_the_refusal_of_a_stream_is_read_whole() -> None:
    with (
        serving(lambda _: Answer(b"over", 403)) as url,
        tokgate.TikAPI("KEY") as client,
        pytest.raises(tokgate.Forbidden) as caught,
    ):
        client.stream(url)

    assert caught.value.body == b"over"
