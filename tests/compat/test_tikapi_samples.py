"""The vendor's documented samples run on both clients against the demo, unchanged but for the name of the module."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from types import ModuleType
from typing import Any

import pytest
from tests.compat.clients import both, vendors
from tests.compat.test_tikapi_same import path_of
from tests.compat.test_tikapi_schema import endpoints_of

from tokgate.compat.tikapi.schema import Endpoint, schema
from tokgate.testing.server import Server

DROP_IN = "tokgate.compat.tikapi"

CHECK = """
from tikapi import TikAPI, ValidationException, ResponseException

api = TikAPI("$api_key")
api.set(__options__={"base": "$url"})

try:
    response = api.public.check(
        username="$username"
    )

    print(response.json()["userInfo"]["user"]["secUid"])

except ValidationException as e:
    print(e, e.field)

except ResponseException as e:
    print(e, e.response.status_code)
"""

POSTS = """
from tikapi import TikAPI, ValidationException, ResponseException

api = TikAPI("$api_key")
api.set(__options__={"base": "$url"})

try:
    response = api.public.posts(
        secUid="$sec_uid"
    )

    while(response):
        cursor = response.json().get('cursor')
        print("Getting next items ", cursor, len(response.json()["itemList"]))
        response = response.next_items()

except ValidationException as e:
    print(e, e.field)

except ResponseException as e:
    print(e, e.response.status_code)
"""

USER = """
from tikapi import TikAPI, ValidationException, ResponseException

api = TikAPI("$api_key")
api.set(__options__={"base": "$url"})

User = api.user(
    accountKey="$account_key"
)

try:
    response = User.posts.feed()
    print(len(response.json()["itemList"]), response.status_code)
    response = User.posts.feed(count=5)
    print([item["id"] for item in response.json()["itemList"]])

except ValidationException as e:
    print(e, e.field)

except ResponseException as e:
    print(e, e.response.status_code)
"""

SANDBOX = """
from tikapi import TikAPI

api = TikAPI("$api_key")
api.set(__options__={"sandboxBase": "$url"})
api.set(__sandbox__=True)
print(api.key().json()["status"])
"""

WRONG = """
from tikapi import TikAPI, ValidationException, ResponseException

api = TikAPI("$api_key")
api.set(__options__={"base": "$url"})

for arguments in ({"username": "@lilyachty"}, {"username": "nobody.has.this.name"}, {"username": 5}):
    try:
        api.public.check(**arguments)
    except ValidationException as e:
        print(e, e.field)
    except ResponseException as e:
        print(e, e.response.status_code, e.response.json()["status"])

try:
    TikAPI("NotAKeyOfThisServer").set(__options__={"base": "$url"}).public.check(username="$username")
except ResponseException as e:
    print(e, e.response.status_code)
"""


@pytest.mark.parametrize("sample", [CHECK, POSTS, USER, SANDBOX, WRONG])
def test_a_documented_sample_prints_the_same(
    tokgate_server: Server, sample: str, capsys: pytest.CaptureFixture[str]
) -> None:
    vendors()

    printed = [
        run(sample.replace("from tikapi", f"from {name}"), tokgate_server, capsys) for name in ("tikapi", DROP_IN)
    ]

    assert printed[0] == printed[1]
    assert printed[0].strip()


def run(program: str, server: Server, capsys: pytest.CaptureFixture[str]) -> str:
    words = {"url": server.url, **server.sample, **server.credentials["tikapi"]}
    for name in sorted(words, key=len, reverse=True):
        program = program.replace(f"${name}", words[name])
    exec(compile(program, "sample", "exec"), {})
    return capsys.readouterr().out


@pytest.mark.parametrize("endpoint", list(endpoints_of(schema())), ids=lambda endpoint: endpoint.key)
def test_every_call_is_answered_alike(tokgate_server: Server, endpoint: Endpoint) -> None:
    answers = []
    for module in both():
        tokgate_server.reset()
        answers.append(answer(module, tokgate_server, endpoint))

    assert answers[0] == answers[1]


def answer(module: ModuleType, server: Server, endpoint: Endpoint) -> object:
    """What came of a call with the demo's own creator and post, else with the vendor's examples."""
    sample = server.sample
    known = {"secUid": sample["sec_uid"], "username": sample["username"], "user_id": sample["user_id"]}
    known |= dict.fromkeys(("id", "media_id", "video_id"), sample["video_id"])
    given = {param.argument: known.get(param.argument, param.example) for param in endpoint.params if param.required}
    keys = server.credentials["tikapi"]
    api = module.TikAPI(keys["api_key"]).set(__options__={"base": server.url}, accountKey=keys["account_key"])
    arguments = {name: value for name, value in given.items() if name not in ("apiKey", "accountKey")}
    try:
        response = reduce(getattr, path_of(schema(), endpoint.key), api)(**arguments)
    except Exception as problem:
        return type(problem).__name__, str(problem)
    return response.status_code, sorted(members(response.json()))


def members(value: Any, place: str = "") -> Iterator[str]:
    """The places of an answer that hold something; what stands there may be another instant or signature."""
    if isinstance(value, dict):
        for name, held in value.items():
            yield from members(held, f"{place}.{name}")
    elif isinstance(value, list):
        for number, held in enumerate(value):
            yield from members(held, f"{place}.{number}")
    else:
        yield place
