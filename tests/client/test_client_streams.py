"""Answers that are no JSON, of a server that gives them as they are declared: bytes, parts, nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Unpack

import pytest
from tests.client.notes import NotesClient
from tests.client.scripted import ManualTiming, Script, reply
from tests.contract.dialect import SAMPLE, Files
from tests.contract.handlers import KEPT, LEFT
from tests.serving import serving

import tokgate
from tokgate.archive import open_archive
from tokgate.client.base import AsyncClient, SyncClient
from tokgate.client.options import AsyncOptions, SyncOptions
from tokgate.contract.answers import Binary
from tokgate.contract.errors import TransportError
from tokgate.contract.multipart import Upload
from tokgate.contract.operation import Async, M, Resource, Sync

PNG = Binary(b"\x89PNG picture", "image/png")


class Api(Resource[M], name="sample"):
    """All of the small dialect."""

    files: Files[M]


class SampleClient(SyncClient, Api[Sync]):
    """Its client."""

    def __init__(self, **options: Unpack[SyncOptions]) -> None:
        super().__init__(SAMPLE, {}, options)


class AsyncSampleClient(AsyncClient, Api[Async]):
    """As SampleClient, for asyncio."""

    def __init__(self, **options: Unpack[AsyncOptions]) -> None:
        super().__init__(SAMPLE, {}, options)


@pytest.fixture
def url(tmp_path: Path) -> Iterator[str]:
    KEPT.clear()
    LEFT.clear()
    archive = open_archive(str(tmp_path / "sample.db"))
    with serving(archive, [], dialects=(SAMPLE,)) as url:
        yield url
    archive.close()


def test_a_picture_goes_there_and_back(url: str) -> None:
    with SampleClient(base_url=url) as client:
        kept = client.files.keep(name="a.png", picture=PNG, note="mine")
        picture = client.files.content(name="a.png")
        sent = client.files.upload(title="Tea", picture=Upload("b.png", b"\x89PNG other", "image/png"))

    assert (kept.bytes, kept.title) == (len(PNG.content), "mine")
    assert (picture.content, picture.content_type, picture.answer.status) == (PNG.content, "image/png", 200)
    assert (sent.name, sent.title) == ("b.png", "Tea")


def test_nothing_is_none_and_a_head_has_no_body(url: str) -> None:
    with SampleClient(base_url=url) as client:
        client.files.keep(name="a.png", picture=PNG)
        described = client.files.describe(name="a.png")
        assert described.content == b""
        assert described.answer.headers["content-length"] == str(len(PNG.content))
        assert client.files.rename(name="a.png", to="b.png").name == "b.png"
        removed: object = client.files.remove.with_options(retries=0)(name="b.png")
        assert removed is None
        with pytest.raises(tokgate.NotFound):
            client.files.content(name="b.png")


def test_a_part_is_asked_for_by_its_range(url: str) -> None:
    KEPT["film.mp4"] = Binary(b"0123456789", "video/mp4")
    with SampleClient(base_url=url) as client:
        part = client.files.stream.with_options(headers={"Range": "bytes=4-"})(name="film.mp4")
        assert (part.answer.status, part.answer.headers["content-range"]) == (206, "bytes 4-9/10")
        assert (part.length, b"".join(part)) == (6, b"456789")


def test_a_stream_without_an_end_is_left_when_it_is_closed(url: str) -> None:
    with SampleClient(base_url=url) as client, client.files.ticks(count=10_000_000) as stream:
        first = next(iter(stream))

    assert stream.length is None
    assert first.startswith(b"0\n")
    assert LEFT.wait(20)


def test_the_async_client_takes_them_alike(url: str) -> None:
    KEPT["film.mp4"] = Binary(b"0123456789" * 100, "video/mp4")

    async def calls() -> tuple[bytes, Binary, bytes]:
        async with AsyncSampleClient(base_url=url) as client:
            async with await client.files.stream(name="film.mp4") as stream:
                film = b"".join([part async for part in stream])
            async with await client.files.ticks(count=10_000_000) as ticks:
                first = await anext(aiter(ticks))
            return film, await client.files.content(name="film.mp4"), first

    film, whole, first = asyncio.run(calls())
    assert film == whole.content == b"0123456789" * 100
    assert first.startswith(b"0\n")
    assert LEFT.wait(20)


def test_a_stream_of_one_world_is_not_walked_in_the_other(url: str) -> None:
    KEPT["film.mp4"] = PNG
    with (
        SampleClient(base_url=url) as client,
        client.files.stream(name="film.mp4") as stream,
        pytest.raises(TypeError, match="for"),
    ):
        aiter(stream)


def test_a_transport_that_is_a_plain_function_gives_a_single_part() -> None:
    script = Script([reply(b"abc")])
    assert list(SampleClient(transport=script).files.stream(name="a")) == [b"abc"]

    async def walk() -> list[bytes]:
        return [part async for part in await AsyncSampleClient(transport=script.later).files.stream(name="a")]

    assert asyncio.run(walk()) == [b"abc"]


def test_what_is_declared_as_nothing_takes_any_body_and_no_lost_one() -> None:
    script = Script([TransportError("cut"), reply(b"", 204), reply(b"removed")])
    client = SampleClient(transport=script, timing=ManualTiming())
    for _ in range(2):
        client.files.remove(name="a")

    assert len(script.attempts) == 3


def test_a_declared_json_answer_is_not_empty() -> None:
    with pytest.raises(tokgate.ContractError, match="empty"):
        NotesClient(transport=Script([reply(b"", 204)]), timing=ManualTiming()).notes.add(text="tea")
