"""Quotas: each vendor's, with its own refusal, reset by the clock."""

from __future__ import annotations

import httpx
from tests.server.controls.conftest import Caller, StandingClock
from tests.serving import serving

from tokgate.archive.sqlite.archive import SqliteArchive
from tokgate.dialects.official.quotas import FOLLOWS, QUOTAS
from tokgate.domain.creators import Creator
from tokgate.domain.ports import CredentialRecord
from tokgate.domain.secrets import hash_secret
from tokgate.server.controls import ControlOptions
from tokgate.server.demo import demo_credentials
from tokgate.server.quotas import Quotas


def test_they_are_off_until_switched_on(call: Caller) -> None:
    call.posts()
    assert call.show("quotas")["on"] is False
    assert call.show("quotas")["quotas"] == []
    call.control("quotas", on=True)
    call.posts()
    assert [(row["bucket"], row["used"], row["left"]) for row in call.show("quotas")["quotas"]] == [
        ("tikapi.day", 1, 4999)
    ]


def test_display_counts_600_in_a_sliding_minute_for_each_endpoint(call: Caller) -> None:
    call.control("quotas", on=True)
    answers = [call.user_info().status_code for _ in range(300)]
    call.control("clock", advance="30s")
    answers += [call.user_info().status_code for _ in range(300)]
    refused = call.user_info()

    assert answers == [200] * 600
    assert refused.status_code == 429
    assert refused.json()["error"]["code"] == "rate_limit_exceeded"
    assert "retry-after" not in refused.headers
    assert call.videos().status_code == 200
    call.control("clock", advance="30s")
    assert [call.user_info().status_code for _ in range(301)] == [200] * 300 + [429]


def test_research_ends_at_midnight_utc_and_failed_calls_count(call: Caller) -> None:
    call.control("quotas", limit=3, bucket="official.research", credential="demo")
    assert call.reposted().status_code == 200
    assert call.reposted(username="nobody").status_code == 400
    assert call.reposted(max_count=1000).status_code == 400
    refused = call.reposted()
    row = call.show("quotas")["quotas"][0]

    assert refused.status_code == 429
    assert refused.json()["error"]["code"] == "daily_quota_limit_exceeded"
    assert (row["used"], row["left"], row["resets_at"]) == (3, 0, "2026-11-03T00:00:00.000Z")
    call.control("clock", set="2026-11-02T23:59:59.999Z")
    assert call.reposted().status_code == 429
    call.control("clock", advance="1ms")
    assert call.reposted().status_code == 200


def test_followers_and_following_have_a_bucket_of_their_own() -> None:
    holding = {name: [b.name for b in QUOTAS if b.holds(name)] for name in (*FOLLOWS, "official.research.video.query")}

    assert holding == {
        FOLLOWS[0]: ["official.research.follows"],
        FOLLOWS[1]: ["official.research.follows"],
        "official.research.video.query": ["official.research"],
    }
    assert [(b.calls, b.window) for b in QUOTAS[1:3]] == [(1000, "day"), (20_000, "day")]


def test_tikapi_says_when_its_day_ends(call: Caller) -> None:
    call.control("quotas", limit=2, bucket="tikapi.day")
    assert [call.posts().status_code, call.feed().status_code] == [200, 200]
    refused = call.posts()

    assert refused.status_code == 429
    assert refused.json() == {"status": "error", "message": "API Key Rate-Limit reached."}
    assert refused.headers["retry-after"] == str(12 * 3600)
    call.control("clock", advance="12h")
    assert call.posts().status_code == 200


def test_justone_counts_days_and_takes_answers_alone_from_the_balance(call: Caller) -> None:
    call.control("quotas", limit=2, bucket="justone.balance")
    assert call.user_posts(secUid="nobody").json()["code"] == 404
    assert [call.user_posts().json()["code"] for _ in range(3)] == [0, 0, 601]
    call.control("clock", advance="3d")
    assert call.user_posts().json()["code"] == 601
    call.control("quotas", limit=3, bucket="justone.balance")
    assert call.user_posts().json()["code"] == 0
    call.control("quotas", limit=1, bucket="justone.day")
    refused = call.user_posts()

    assert refused.status_code == 200
    assert refused.json()["code"] == 303
    assert refused.json()["message"] == "Daily quota exceeded"


def test_a_bad_key_uses_nothing_up(call: Caller) -> None:
    call.control("quotas", on=True)
    assert call.http.get("/public/posts", headers={"X-API-KEY": "x" * 48}).status_code == 401
    assert call.show("quotas")["quotas"] == []


def test_a_limit_can_be_lifted_and_quotas_switched_off(call: Caller) -> None:
    call.control("quotas", limit=0)
    assert call.posts().status_code == 429
    call.control("quotas", limit=None)
    assert call.posts().status_code == 200
    call.control("quotas", limit=0, on=False)
    assert call.posts().status_code == 200


def test_a_credential_or_bucket_that_there_is_not_is_refused_with_the_nearest(call: Caller) -> None:
    for order, field, said in (
        ({"credential": "demos", "limit": 1}, "credential", "did you mean 'demo'?"),
        ({"bucket": "tikapi.days", "limit": 1}, "bucket", "did you mean 'tikapi.day'?"),
        ({"limit": -1}, "limit", "from 0"),
        ({"limit": "many"}, "limit", "Expected"),
        ({"credential": "demo"}, "limit", "is missing"),
    ):
        answer = call.http.post("/_tokgate/quotas", json=order)
        assert (answer.status_code, answer.json()["field"]) == (400, field)
        assert said in answer.json()["error"]


def test_a_limit_on_an_app_holds_for_all_its_tokens(own: SqliteArchive, sample: Creator) -> None:
    def record(kind: str, name: str, secret: str) -> CredentialRecord:
        scopes = ("research.data.basic",)
        return CredentialRecord(
            kind=kind, name=name, hash=hash_secret(secret), client_key="awmine", scopes=scopes, created_ms=0
        )

    known = [
        record("app", "mine", "app"),
        record("client_token", "one", "clt.1"),
        record("client_token", "two", "clt.2"),
    ]
    options = ControlOptions(quotas=True, admin_open=True)
    with serving(own, known, StandingClock(), options) as url, httpx.Client(base_url=url) as http:
        call = Caller(http, sample)
        call.control("quotas", credential="mine", bucket="official.research", limit=2)
        assert [call.reposted(token).status_code for token in ("clt.1", "clt.2", "clt.1")] == [200, 200, 429]


def test_a_clock_set_back_forgets_what_has_not_happened_yet(sample: Creator) -> None:
    quotas = Quotas(QUOTAS, on=True)
    credentials = {record.kind: record for record in demo_credentials(sample)}
    for second in range(10):
        quotas.take("official.user.info", credentials, 1_000_000 + second * 1000)

    assert quotas.rows(1_004_000)[0]["used"] == 5
