"""A vendor's example values: something of the sample creator's stands in for them, with the demo's keys alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.request import Request, urlopen

import httpx
import pytest
from tests.made import creator_named, keep, post_of
from tests.serving import serving

from tokgate.archive import open_archive
from tokgate.dialects.tikapi.credentials import API_KEY, DEMO_ACCOUNT_KEY, DEMO_API_KEY
from tokgate.dialects.tikapi.examples import EXAMPLE_SEC_UID
from tokgate.domain.credentials import CredentialRecord
from tokgate.domain.ports import Archive
from tokgate.domain.secrets import hash_secret
from tokgate.server.demo import demo_credentials
from tokgate.testing import intercept

POST = (1_700_000_000 << 32) + 7
KEYS = {"X-API-KEY": DEMO_API_KEY, "X-ACCOUNT-KEY": DEMO_ACCOUNT_KEY}


@pytest.fixture
def archive() -> Iterator[Archive]:
    """One creator with one post, and nothing else: what `--dev` may be over."""
    opened = open_archive(":memory:")
    keep(opened, creator_named("ana"), [post_of(post_id=POST, created_s=1_700_000_000)])
    own = CredentialRecord(kind=API_KEY.kind, name="mine", hash=hash_secret("mineMineMine"), created_ms=0)
    opened.add_credential(own)
    yield opened
    opened.close()


@pytest.fixture
def http(archive: Archive) -> Iterator[httpx.Client]:
    known = demo_credentials(archive.creator(username="ana"))
    with serving(archive, known) as url, httpx.Client(base_url=url, headers=KEYS) as client:
        yield client


def username(http: httpx.Client, **params: str) -> str:
    answer = http.get("/public/check", params=params).json()
    name: str = answer["userInfo"]["user"]["uniqueId"] if "userInfo" in answer else ""
    return name


def test_the_names_of_the_examples_mean_the_sample_creator(http: httpx.Client) -> None:
    assert username(http, username="lilyachty") == "ana"
    assert username(http, user_id="6569595380449902597") == "ana"
    assert username(http, secUid=EXAMPLE_SEC_UID) == "ana"
    for video in ("7003402629929913605", "7109178205151464746"):
        answer = http.get("/public/video", params={"id": video}).json()
        assert answer["itemInfo"]["itemStruct"]["id"] == str(POST)


def test_who_is_really_there_is_who_is_meant(http: httpx.Client, archive: Archive) -> None:
    keep(archive, creator_named("lilyachty"), [])
    assert username(http, username="lilyachty") == "lilyachty"


def test_another_key_has_no_examples(http: httpx.Client) -> None:
    http.headers["X-API-KEY"] = "mineMineMine"
    assert username(http, username="lilyachty") == ""
    assert username(http, username="ana") == "ana"


def test_where_the_archive_has_nothing_of_a_kind_the_value_stays_as_it_is(http: httpx.Client) -> None:
    refused = http.get(
        "/public/comment/reply/list", params={"media_id": str(POST), "comment_id": "7109185042560680750"}
    )
    assert refused.status_code < 500
    assert http.post("/user/follow", json={"username": "lilyachty"}).json()["statusCode"] == 10202


def test_the_sandboxs_own_host_is_led_here(http: httpx.Client) -> None:
    with intercept(str(http.base_url)):
        request = Request("http://sandbox.tikapi.io/public/check?username=lilyachty", headers=KEYS)
        with urlopen(request) as answer:
            assert json.load(answer)["userInfo"]["user"]["uniqueId"] == "ana"
    assert username(http, username="lilyachty") == "ana"
