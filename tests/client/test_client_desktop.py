"""Signing in on one's own machine: the listener that a browser comes back to, and either kind of redirect."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from tests.client.scripted import NOON, ManualTiming, Script, reply

import tokgate
from tokgate.client.desktop import KeptGrant, sign_in_here, sign_out, takes
from tokgate.client.loopback import Loopback
from tokgate.dialects.registry import installed

TOKENS = {"access_token": "act.1", "expires_in": 7200, "refresh_token": "rft.1", "scope": "a,b", "open_id": "o"}


def comes_back(url: str, **members: str) -> None:
    """A browser that is sent back at once, with these members and the page's state."""
    asked = parse_qs(urlsplit(url).query)
    httpx.get(asked["redirect_uri"][0], params={"state": asked["state"][0], **members}).raise_for_status()


def test_a_code_is_redeemed_by_the_verifier_of_the_page() -> None:
    script, timing = Script([reply(TOKENS)]), ManualTiming()
    client = tokgate.Official(client_key="ck", client_secret="cs", transport=script, timing=timing)
    got = sign_in_here(client, scopes=["video.list"], show=lambda url: comes_back(url, code="c*1"), timing=timing)
    sent = {name: values[0] for name, values in parse_qs(script.attempts[0].body.decode()).items()}

    assert (got.creator, got.scopes, got.kept.secret) == ("o", ("a", "b"), "act.1")
    assert (got.kept.good_until, got.kept.rotated) == (NOON + 7140, {"refresh_token": "rft.1"})
    assert (sent["code"], sent["client_secret"], len(sent["code_verifier"])) == ("c*1", "cs", 64)
    assert sent["redirect_uri"].startswith("http://127.0.0.1:")


def test_a_redirect_that_brings_the_credential_itself_is_all_there_is() -> None:
    client = tokgate.TikAPI("KEY", client_id="c")
    got = sign_in_here(client, scopes=["explore"], show=lambda url: comes_back(url, access_token="AK", scope="explore"))

    assert got == KeptGrant(kept=tokgate.Kept(secret="AK"), creator="", scopes=("explore",))
    assert sign_out(client) is False


def test_what_signing_in_takes_is_read_from_the_declarations() -> None:
    found = {each.name: takes(each, each.sign_in) for each in installed() if each.sign_in is not None}

    assert found == {"official": ["client_key", "client_secret"], "tikapi": ["client_id"]}


@pytest.mark.parametrize("registered", ["http://127.0.0.1:*/callback/", "http://localhost:*/auth/callback/tiktok"])
def test_one_redirect_is_taken_and_all_else_is_told_why_not(registered: str) -> None:
    with Loopback(registered, lambda url: url.endswith("state=s")) as loopback:
        here = loopback.uri
        assert here == registered.replace("*", str(urlsplit(here).port))
        answers = [httpx.get(f"{here}{rest}") for rest in ("?state=x", "x", "?state=s", "?state=s", "?state=x")]

        assert [answer.status_code for answer in answers] == [400, 404, 200, 409, 409]
        assert httpx.post(f"{here}?state=s").status_code == 501
        assert httpx.get(urlsplit(here)._replace(path="/").geturl()).status_code == 404
        assert all(answer.headers["cache-control"] == "no-store" for answer in answers)
        assert loopback.wait(5) == f"{here}?state=s"
        assert loopback.wait(0.01) is None
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"{here}?state=s")


def test_of_many_redirects_at_once_one_is_taken() -> None:
    with Loopback("http://127.0.0.1:*/", lambda url: True) as loopback, ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda n: httpx.get(f"{loopback.uri}?code={n}").status_code, range(8)))

        assert sorted(answers) == [200] + [409] * 7
        assert loopback.wait(5) is not None
        assert loopback.wait(0.01) is None


def test_older_pages_are_told_apart_from_nobody() -> None:
    client = tokgate.Official(client_key="ck", client_secret="cs")

    def older(url: str) -> None:
        back = parse_qs(urlsplit(url).query)["redirect_uri"][0]
        assert httpx.get(back, params={"code": "c", "state": "older"}).status_code == 400

    with pytest.raises(tokgate.TokgateError, match=r"within 0\.05 s; 1 came with another state, from an older page"):
        sign_in_here(client, scopes=["video.list"], show=older, within_s=0.05)


def test_justone_has_nobody_sign_in() -> None:
    with pytest.raises(TypeError, match="nobody signs in to justone"):
        sign_in_here(tokgate.JustOne("T"), scopes=["a"], show=print)
