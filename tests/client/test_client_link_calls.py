"""Declared operations on what is behind a link: typed as all others, and without anything that is the client's."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any

import msgspec
import pytest
from tests.client.loopback import Answer, Seen, serving
from tests.client.scripted import ManualTiming, Script, reply
from tests.contract.dialect import KEY, SAMPLE, Api, FileAnswer, Films

from tokgate.client.base import AsyncClient, SyncClient
from tokgate.client.exchange import Reply
from tokgate.contract.answers import Binary, Stream
from tokgate.contract.claims import check_together
from tokgate.contract.errors import BadRequest, ContractError, Forbidden
from tokgate.contract.methods import get
from tokgate.contract.operation import Async, Declared, M, Resource, Sync
from tokgate.contract.parameters import link, query

SECRET = "sample-secret"
FILM = b"0123456789"
LINK = "https://cdn.example/film?sig=a%2Fb%3D"


class Sample(SyncClient, Api[Sync]):
    """A client of the small dialect."""


class AsyncSample(AsyncClient, Api[Async]):
    """As Sample, for asyncio."""


def client(script: Script) -> Sample:
    made = Sample(SAMPLE, {KEY.kind: SECRET}, {"transport": script, "timing": ManualTiming()})
    return made.with_options(headers={"x-team": SECRET}, query={"token": SECRET})


def film(seen: list[Seen], elsewhere: str = "") -> Any:
    """A server of a film in ranges, which leads elsewhere if it is to."""

    def behave(request: Seen) -> Answer:
        seen.append(request)
        if elsewhere:
            return Answer(status=302, headers={"Location": f"{elsewhere}/real?sig=1"})
        if request.headers.get("range") == "bytes=2-4":
            return Answer(FILM[2:5], 206, {"Content-Type": "video/mp4", "Content-Range": "bytes 2-4/10"})
        return Answer(FILM, 200, {"Content-Type": "video/mp4"})

    return behave


def shown(requests: list[Seen]) -> str:
    """All that requests carried, as one text."""
    return "".join(repr((each.path, each.query, each.headers, each.body)) for each in requests)


def test_the_credential_goes_to_the_dialect_alone() -> None:
    script = Script([reply({}), reply(FILM)])
    with client(script) as sample:
        sample.keys.make(owner="ann")
        sample.films.read(url=LINK)
    ours, theirs = script.attempts

    assert (ours.headers["x-sample-key"], "token=" in ours.url) == (SECRET, True)
    assert theirs.url == LINK
    assert theirs.headers == {"accept": "*/*"}


def test_nothing_of_the_client_reaches_a_link_or_where_it_leads() -> None:
    there: list[Seen] = []
    here: list[Seen] = []
    with serving(film(there)) as target, serving(film(here, target.replace("127.0.0.1", "localhost"))) as url:
        sample = Sample(SAMPLE, {KEY.kind: SECRET}, {"headers": {"x-team": SECRET}, "query": {"token": SECRET}})
        with sample:
            part = sample.films.read(url=f"{url}/film?sig=a%2Fb", part="bytes=2-4")
            with sample.films.play(url=f"{url}/film?sig=1", referer="https://www.tiktok.com/") as stream:
                whole = b"".join(stream)
            sample.films.put.with_options(headers={"x-part": "1"})(url=f"{target}/up", film=Binary(FILM, "video/mp4"))

    assert (part.content, part.content_type, part.answer.status) == (FILM[2:5], "video/mp4", 206)
    assert part.answer.headers["content-range"] == "bytes 2-4/10"
    assert whole == FILM
    assert SECRET not in shown([*here, *there])
    assert [each.headers.get("range") for each in (here[0], there[0])] == ["bytes=2-4"] * 2
    assert [each.headers.get("referer") for each in (here[1], there[1])] == ["https://www.tiktok.com/", None]
    assert (there[2].method, there[2].body, there[2].headers["x-part"]) == ("PUT", FILM, "1")
    assert here[0].query == {"sig": "a/b"}


def test_the_async_client_calls_alike() -> None:
    there: list[Seen] = []
    here: list[Seen] = []

    async def calls(url: str) -> tuple[Binary, bytes]:
        async with AsyncSample(SAMPLE, {KEY.kind: SECRET}, {"headers": {"x-team": SECRET}}) as sample:
            part = await sample.films.read(url=f"{url}/film", part="bytes=2-4")
            async with await sample.films.play(url=f"{url}/film") as stream:
                return part, b"".join([each async for each in stream])

    with serving(film(there)) as target, serving(film(here, target)) as url:
        part, whole = asyncio.run(calls(url))

    assert (part.content, part.answer.status, whole) == (FILM[2:5], 206, FILM)
    assert len(here) == len(there) == 2
    assert SECRET not in shown([*here, *there])


def test_json_behind_a_link_is_typed() -> None:
    script = Script([reply({"name": "a.mp4", "bytes": 10})])

    assert client(script).films.facts(url=LINK).name == "a.mp4"


def test_a_refusal_behind_a_link_names_neither_its_query_nor_a_secret() -> None:
    with pytest.raises(Forbidden) as caught:
        client(Script([reply(b"expired", 403)])).films.read(url=LINK)

    assert "sig" not in str(caught.value)
    assert (caught.value.operation, caught.value.status) == ("sample.films.read", 403)


def test_what_is_wrong_is_never_sent() -> None:
    script = Script([reply(FILM)])
    films = client(script).films

    with pytest.raises(ValueError, match="this link cannot be followed: it does not begin with https://"):
        films.read(url="http://cdn.example/film")
    with pytest.raises(BadRequest, match="film"):
        films.put(url=LINK, film=Binary(FILM, "image/png"))
    with pytest.raises(TypeError, match="there is no option 'query' here"):
        films.read.with_options(query={"a": "b"})(url=LINK)
    assert script.attempts == []


def test_what_is_put_is_not_taken_elsewhere() -> None:
    moved = Reply(status=307, headers={"location": "https://elsewhere.example/"})

    with pytest.raises(ContractError, match=r"sample\.films\.put: redirected; not followed"):
        client(Script([moved])).films.put(url=LINK, film=Binary(FILM, "video/mp4"))


def test_a_link_that_does_not_answer_is_tried_again() -> None:
    script = Script([reply(b"", 503), reply(FILM)])

    assert client(script).films.read(url=LINK).content == FILM
    assert [attempt.url for attempt in script.attempts] == [LINK, LINK]


Where = Annotated[str, link()]


class Wrong(Resource[M], name="sample.wrong"):
    """Declarations of which none can be."""

    @get("")
    def nowhere(self) -> Stream:
        """Neither a path nor a link."""
        raise Declared

    @get("/sample/both")
    def both(self, *, url: Where) -> Stream:
        """A path and a link."""
        raise Declared

    @get("")
    def maybe(self, *, url: Where | None = None) -> Stream:
        """A link that may be absent."""
        raise Declared

    @get("")
    def signed(self, *, url: Where, more: Annotated[str, query()]) -> Stream:
        """A query beside the one that is signed."""
        raise Declared

    @get("", credentials=(KEY,))
    def shown(self, *, url: Where) -> Stream:
        """A credential for others."""
        raise Declared


@pytest.mark.parametrize("name", ["nowhere", "both", "maybe", "signed", "shown"])
def test_a_declaration_that_cannot_be_is_refused(name: str) -> None:
    class One(Resource[M], name="sample.one"):
        """Of them."""

    setattr(One, name, vars(Wrong)[name])
    with pytest.raises(ValueError, match=rf"sample\.wrong\.{name} (has to have|goes to a link)"):
        check_together([msgspec.structs.replace(SAMPLE, resources=(One,))])


def test_a_link_operation_has_a_type_and_no_path() -> None:
    assert (Films.facts.result, Films.facts.path) == (FileAnswer, "")
