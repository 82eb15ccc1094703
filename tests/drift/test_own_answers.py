"""What the server answers is what its declarations say: a tape of its own answers does not differ from them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import msgspec
import pytest

from tokgate.contract.dialect import served_by
from tokgate.contract.drafts import draft
from tokgate.contract.operation import Operation
from tokgate.dialects.official.research_conditions import QueryField, QueryOperation
from tokgate.dialects.official.research_query import VideoCondition, VideoQuery
from tokgate.dialects.registry import installed
from tokgate.dialects.tikapi.parameters.profile import ProfileField
from tokgate.drift.tapes import TapeComparison, Taped, TapedAnswer, TapedRequest
from tokgate.testing import Server

#: Grants need what a browser brings, and these what other calls answer: shops, playlists, tasks.
NOT_CALLED = (
    "official.oauth.",
    "official.earlier.access_token",
    "official.earlier.refresh_token",
    "official.earlier.revoke",
    "official.research.tts.",
    "official.research.playlist.",
    "official.research.validation",
)
OPERATIONS = [
    operation
    for dialect in installed()
    for operation in served_by(dialect)
    if not operation.name.startswith(NOT_CALLED) or operation.name == "official.oauth.token"
]


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with Server() as server:
        yield server


@pytest.fixture(scope="module")
def there(server: Server) -> dict[str, Any]:
    """What TikAPI's calls name: things that the demo's world has."""

    def ask(path: str, **params: object) -> Any:
        headers = {"X-API-KEY": server.credentials["tikapi"]["api_key"]}
        shown = {name: str(value) for name, value in params.items()}
        return httpx.get(f"{server.url}{path}", params=shown, headers=headers).json()

    sec_uid = server.sample["sec_uid"]
    posts = ask("/public/posts", secUid=sec_uid)["itemList"]
    post = max(posts, key=lambda each: int(ask("/public/comment/list", media_id=each["id"])["total"]))
    comments = ask("/public/comment/list", media_id=post["id"])["comments"]
    other = ask("/public/following", secUid=sec_uid)["userList"][0]["user"]["uniqueId"]
    return {
        "media_id": post["id"],
        "comment_id": comments[0]["cid"],
        "playlist_id": ask("/public/playlists", secUid=sec_uid)["playList"][0]["id"],
        "category": "general",
        "category_id": "5",
        "query": server.sample["username"],
        "keyword": post["challenges"][0]["title"],
        "text": f"see @{server.sample['username']}",
        "has_tags": True,
        "tikapi.public.music": {"id": post["music"]["id"]},
        "tikapi.public.musicInfo": {"id": post["music"]["id"]},
        "tikapi.public.hashtag": {"name": post["challenges"][0]["title"]},
        "tikapi.user.follow": {"username": other},
        "tikapi.user.unfollow": {"username": other},
        "tikapi.user.posts.comments.delete": {"comment_id": comments[1]["cid"]},
        "tikapi.user.edit": {"field": ProfileField.BIO, "value": "seldom the same"},
        "tikapi.earlier.user.edit": {"bio": "seldom the same"},
    }


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_an_answer_of_the_server_is_as_declared(
    operation: Operation[Any, ...], server: Server, there: dict[str, Any]
) -> None:
    dialect = next(each for each in installed() if each.name == operation.name.partition(".")[0])
    known = server.credentials[dialect.name]
    secrets = {kind.kind: known[kind.demo] for kind in dialect.credentials if kind.demo}
    call = draft(operation, arguments(operation, server, there), secrets)
    answer = httpx.request(
        call.method, f"{server.url}{call.path}?{call.query}", headers=call.headers, content=call.body
    )
    assert answer.status_code == 200, answer.text

    request = TapedRequest(call.method, f"{dialect.base_url}{call.path}?{call.query}", dict(answer.request.headers))
    request.body = call.body.decode() or None
    tape = Taped(request, TapedAnswer(200, dict(answer.headers), answer.text))
    found = TapeComparison([dialect], "own.jsonl").compare([tape])

    assert [str(each) for each in found] == []


def arguments(operation: Operation[Any, ...], server: Server, there: dict[str, Any]) -> dict[str, Any]:
    """All members, about the sample creator and a post of theirs; what else is needed, as the declaration shows it."""
    if operation.name in there:
        only: dict[str, Any] = there[operation.name]
        return only
    sample, official = server.sample, server.credentials["official"]
    values: dict[str, Any] = {
        "secUid": sample["sec_uid"],
        "username": sample["username"],
        "id": sample["video_id"],
        "video_id": int(sample["video_id"]),
        "query": VideoQuery(and_=[VideoCondition(QueryOperation.EQ, QueryField.USERNAME, [sample["username"]])]),
        "start_date": "20261002",
        "end_date": "20261031",
        "filters": msgspec.json.decode(f'{{"video_ids": ["{sample["video_id"]}"]}}'),
        "client_key": official["client_key"],
        "client_secret": official["client_secret"],
    }
    if operation.name.startswith("official.earlier."):
        values |= {"access_token": official["user_token"], "open_id": sample["open_id"]}
    if operation.name.startswith("tikapi."):
        values |= there
    given = {field.argument: values[field.argument] for field in operation.fields if field.argument in values}
    for field in operation.fields:
        if field.argument == "fields":
            given["fields"] = [choice.value for choice in field.choices]
        elif field.required and field.parameter.example is not None:
            given.setdefault(field.argument, field.parameter.example)
    return given
