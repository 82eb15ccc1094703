"""Operations of one method and path that a member of the body, or of a GET the query, tells apart."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import httpx
import msgspec
import pytest
from tests.contract.dialect import KEY, SAMPLE, Cards, Keys, KeyState
from tests.contract.test_shapes import send
from tests.serving import serving

from tokgate.archive import open_archive
from tokgate.contract.claims import check_together
from tokgate.contract.drafts import draft
from tokgate.contract.effects import Effect
from tokgate.contract.methods import post
from tokgate.contract.operation import Declared, M, Resource
from tokgate.contract.parameters import body, form
from tokgate.domain.ports import CredentialRecord
from tokgate.domain.secrets import hash_secret
from tokgate.publish.openapi import openapi
from tokgate.server.controls import ControlOptions

KEYS = "/sample/keys"
SHOWN = {"x-sample-key": "K1"}
Text = Annotated[str, form()]


@pytest.fixture(scope="module")
def http(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    folder: Path = tmp_path_factory.mktemp("alternatives")
    archive = open_archive(str(folder / "sample.db"))
    known = CredentialRecord(kind=KEY.kind, name="k", hash=hash_secret("K1"), created_ms=0)
    options = ControlOptions(log=True, admin_open=True)
    with (
        serving(archive, [known], options=options, dialects=(SAMPLE,)) as url,
        httpx.Client(base_url=url, timeout=10) as client,
    ):
        yield client
    archive.close()


def test_the_value_is_written_by_itself() -> None:
    assert draft(Keys.make, {"owner": "ann"}, {KEY.kind: "K1"}).body == b"owner=ann&do=make"
    assert draft(Keys.check, {"key": "k"}).body == b"key=k&do=check"


def test_each_value_has_its_own_parameters_credentials_and_answer(http: httpx.Client) -> None:
    made = http.post(KEYS, data={"do": "make", "owner": "ann"}, headers=SHOWN)
    checked = send(http, Keys.check, key="k", strict=True)

    assert made.json()["owner"] == "ann"
    assert checked.json()["valid"] is False
    assert http.post(KEYS, data={"do": "make", "owner": "ann"}).json()["cause"] == "bad_key"
    assert http.post(KEYS, data={"do": "check", "owner": "ann"}).json()["fields"].keys() == {"key"}


def test_what_writes_runs_in_a_thread_and_what_reads_in_the_loop(http: httpx.Client) -> None:
    made = http.post(KEYS, json={"do": "make", "owner": "ann"}, headers=SHOWN)
    checked = http.post(KEYS, json={"do": "check", "key": "k"})

    assert made.json()["key"].startswith("tokgate-writer")
    assert not checked.json()["thread"].startswith("tokgate-")


@pytest.mark.parametrize(
    ("sent", "cause"),
    [
        ({}, "missing_parameter"),
        ({"do": ""}, "missing_parameter"),
        ({"do": None}, "missing_parameter"),
        ({"do": "Make"}, "invalid_parameter"),
        ({"do": 7}, "invalid_parameter"),
        ({"do": ["make"]}, "invalid_parameter"),
    ],
)
def test_a_missing_or_unknown_value_is_refused_by_its_name(http: httpx.Client, sent: Any, cause: str) -> None:
    answer = http.post(KEYS, json=sent).json()

    assert (answer["cause"], list(answer["fields"])) == (cause, ["do"])


def test_the_value_is_found_in_the_query_too(http: httpx.Client) -> None:
    assert http.post(f"{KEYS}?do=check", json={"key": "k"}).json()["valid"] is True


def test_the_log_and_faults_know_which_was_meant(http: httpx.Client) -> None:
    send(http, Keys.check, key="k")
    (last,) = http.get("/_tokgate/requests?limit=1").json()["requests"]
    http.post("/_tokgate/faults", json={"operation": "sample.keys.check", "fault": "server_error", "first": 1})
    made = http.post(KEYS, data={"do": "make", "owner": "ann"}, headers=SHOWN)

    assert (last["operation"], last["parameters"]["do"]) == ("sample.keys.check", "check")
    assert made.status_code == 200
    assert send(http, Keys.check, key="k").status_code >= 400
    http.delete("/_tokgate/faults")


@pytest.mark.parametrize("turned", [False, True])
def test_a_get_is_told_by_its_query_and_without_it_means_the_one_that_needs_no_value(
    tmp_path: Path, turned: bool
) -> None:
    class Turned(Resource[M], name="sample.turned"):
        """The same two, in one order or the other."""

    for name in ("read", "picture") if turned else ("picture", "read"):
        setattr(Turned, name, getattr(Cards, name))
    dialect = msgspec.structs.replace(SAMPLE, resources=(Turned,), handlers=())
    archive = open_archive(str(tmp_path / "sample.db"))
    with serving(archive, [], dialects=(dialect,)) as url, httpx.Client(base_url=url, timeout=10) as client:
        sent = draft(Cards.picture, {"name": "ann"})
        picture = client.get(f"{sent.path}?{sent.query}")
        assert (picture.headers["content-type"], picture.content) == ("image/png", b"ann")
        for value in ("", "?as=", "?as=text", "?other=picture"):
            assert client.get(f"/sample/cards/ann{value}").json()["thread"] == "ann"
        assert client.head("/sample/cards/ann?as=picture").headers["content-type"] == "image/png"
    archive.close()


def test_the_document_has_both_of_a_path() -> None:
    described = openapi(SAMPLE)["paths"]["/sample/cards/{name}"]["get"]
    told = next(each for each in described["parameters"] if each["name"] == "as")

    assert (told["required"], told["schema"]["enum"]) == (False, ["picture"])
    assert described["responses"]["200"]["content"].keys() == {"image/png", "application/json"}
    assert set(described["x-tokgate-operations"]) == {"", "picture"}
    assert "requestBody" not in described


class Twice(Resource[M], name="sample.twice"):
    """Two operations, of which a request can mean both."""

    @post("/sample/twice/{name}", effect=Effect.READS, when=("do", "one"))
    def one(self, *, a: Text) -> KeyState:
        """One."""
        raise Declared

    @post("/sample/twice/{other}", effect=Effect.READS, when=("do", "one"))
    def same(self, *, a: Text) -> KeyState:
        """The same value."""
        raise Declared

    @post("/sample/twice/{other}", effect=Effect.READS, when=("act", "two"))
    def other_member(self, *, a: Text) -> KeyState:
        """Another member."""
        raise Declared

    @post("/sample/twice/{other}", effect=Effect.READS)
    def always(self, *, a: Text) -> KeyState:
        """Without any."""
        raise Declared


@pytest.mark.parametrize("second", [Twice.same, Twice.other_member, Twice.always], ids=lambda each: str(each.name))
@pytest.mark.parametrize("turned", [False, True])
def test_operations_that_nothing_tells_apart_are_refused(second: Any, turned: bool) -> None:
    class Both(Resource[M], name="sample.both"):
        """Two of them."""

    pair = {"first": second, "second": Twice.one} if turned else {"first": Twice.one, "second": second}
    for name, operation in pair.items():
        setattr(Both, name, operation)
    dialect = msgspec.structs.replace(SAMPLE, resources=(Both,))

    with pytest.raises(ValueError, match=r"^nothing tells .* and .* apart: both are at POST /sample/twice/\{\}"):
        check_together([dialect])


class Told(Resource[M], name="sample.told"):
    """What cannot be told by a member."""

    @post("/sample/told", effect=Effect.READS, when=("do", "a"))
    def bare(self) -> KeyState:
        """No members."""
        raise Declared


class ToldTwice(Resource[M], name="sample.told_twice"):
    """What says its value and lets it be chosen."""

    @post("/sample/told", effect=Effect.READS, when=("do", "a"))
    def both(self, *, do: Annotated[str, body()]) -> KeyState:
        """A parameter of that name."""
        raise Declared


@pytest.mark.parametrize(
    ("resource", "said"),
    [(Told, r"sample\.told\.bare is told by do, and has no body"), (ToldTwice, "by do, which is a parameter too")],
)
def test_a_value_that_no_body_can_hold_is_refused(resource: type[Resource[Any]], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        check_together([msgspec.structs.replace(SAMPLE, resources=(resource,))])
