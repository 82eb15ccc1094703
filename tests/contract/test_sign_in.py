"""How creators sign in, as dialects declare it; facts are the vendors' own, as the dialects name them."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qsl

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.contract.test_dialect import ours

from tokgate.contract.claims import check_together
from tokgate.contract.dialect import Dialect
from tokgate.contract.sign_in import ChallengeForm, CodeGrant, Granted, Revocation, SignIn
from tokgate.dialects.official.oauth import OAuth
from tokgate.dialects.registry import installed
from tokgate.dialects.tikapi.resources.public import Public

VERIFIER = "gaeCq5mVvbhA8Ce6w5O9XBVIKMkySgv-_9A-rnhm9Ns"
WHO_SIGN_IN = [dialect for dialect in installed() if dialect.sign_in is not None]


def sign_in_of(dialect: Dialect) -> SignIn:
    assert dialect.sign_in is not None
    return dialect.sign_in


def test_a_challenge_is_written_as_the_vendor_reads_it() -> None:
    # TikTok's own SDK for Android tests this pair; the other is of RFC 7636, appendix B.
    assert ChallengeForm.HEX.of(VERIFIER) == "e6a178b120743d08509508f269652b0bdf91e29332921bc9e9744fd3dd41bfef"
    of_the_rfc = ChallengeForm.BASE64URL.of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")
    assert of_the_rfc == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


@pytest.mark.parametrize("verifier", ["a" * 42, "a" * 129, "a" * 42 + "é", "a" * 42 + " ", VERIFIER + "\n"])
def test_a_verifier_that_no_vendor_takes_is_refused(verifier: str) -> None:
    with pytest.raises(ValueError, match="a code verifier is 43 to 128"):
        ChallengeForm.HEX.of(verifier)


@pytest.mark.parametrize("dialect", WHO_SIGN_IN, ids=lambda dialect: dialect.name)
@given(scopes=st.lists(st.from_regex(r"[a-z_.]{1,20}", fullmatch=True), min_size=1), state=st.text(min_size=1))
def test_what_a_page_is_asked_with_is_read_back(dialect: Dialect, scopes: list[str], state: str) -> None:
    page = sign_in_of(dialect)
    asked = page.query(client_id="c", redirect_uri="http://127.0.0.1/?a=b&c", scopes=scopes, state=state)
    members = dict(parse_qsl(asked, strict_parsing=True))

    assert page.scopes_in(members[page.scope]) == tuple(page.spellings.get(scope, scope) for scope in scopes)
    assert members[page.state] == state
    assert members[page.redirect_uri] == "http://127.0.0.1/?a=b&c"


@pytest.mark.parametrize("sent", ["view_profile explore", "view_profile+explore", "view_profile,explore,"])
def test_scopes_are_read_in_each_form_that_clients_send(sent: str) -> None:
    assert sign_in_of(ours("tikapi")).scopes_in(sent) == ("view_profile", "explore")


@pytest.mark.parametrize("dialect", WHO_SIGN_IN, ids=lambda dialect: dialect.name)
@pytest.mark.parametrize("wrong", [{"scopes": ["a,b"]}, {"scopes": [""]}, {"scopes": []}, {"state": ""}])
def test_what_no_page_can_be_asked_is_refused(dialect: Dialect, wrong: dict[str, Any]) -> None:
    right: dict[str, Any] = {"client_id": "c", "redirect_uri": "https://a.example/", "scopes": ["a"], "state": "s"}

    with pytest.raises(ValueError, match=r"is no scope|must not be empty"):
        sign_in_of(dialect).query(**{**right, **wrong})


def test_a_redirect_brings_a_code_or_the_credential_itself() -> None:
    official = sign_in_of(ours("official")).granted({"code": "c*0!1", "scopes": "user.info.basic,video.list"})
    tikapi = sign_in_of(ours("tikapi")).granted({"access_token": "KEY", "scope": "view_profile explore"})

    assert official == Granted(code="c*0!1", scopes=("user.info.basic", "video.list"))
    assert tikapi == Granted(credential="KEY", scopes=("view_profile", "explore"))
    assert "KEY" not in repr(tikapi)
    assert "c*0!1" not in repr(official)


def changed(dialect: Dialect, **members: Any) -> Dialect:
    return msgspec.structs.replace(dialect, sign_in=msgspec.structs.replace(sign_in_of(dialect), **members))


SECRETS = {"client_key": "client_key", "client_secret": "client_secret"}


@pytest.mark.parametrize(
    ("members", "said"),
    [
        ({"page": "http://www.tiktok.com/v2/auth/authorize/"}, "none of official's hosts and paths"),
        ({"page": "https://elsewhere.example/v2/auth/"}, "none of official's hosts and paths"),
        ({"page": "https://www.tiktok.com/v2/elsewhere"}, "none of official's hosts and paths"),
        ({"credential": "client_token"}, "signs in for a client_token, which acts for no creator"),
        ({"code": ""}, "whether the redirect brings a code or the credential itself"),
        ({"token": "access_token"}, "whether the redirect brings a code or the credential itself"),
        ({"scope_separators": ""}, "what stands between scopes"),
        (
            {"grant": CodeGrant(Public.posts, secrets={})},
            r"credentials by tikapi\.public\.posts, which it does not",
        ),
        ({"grant": CodeGrant(OAuth.redeem, secrets=SECRETS, code="kode")}, r"redeem has no parameter kode"),
        ({"revocation": Revocation(OAuth.revoke, secrets=SECRETS, token="it")}, r"revoke has no parameter it"),
    ],
)
def test_a_sign_in_that_cannot_be_is_refused(members: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        check_together([changed(ours("official"), **members)])


def test_a_gateway_has_the_page_under_the_vendors_path() -> None:
    paths = {dialect.name: sign_in_of(dialect).path for dialect in WHO_SIGN_IN}

    assert paths == {"official": "/v2/auth/authorize/", "tikapi": "/account/authorize"}
    assert all(re.fullmatch(r"/[a-z0-9/]+", path) for path in paths.values())


def test_scopes_are_read_by_their_usual_names_and_others_stay_as_they_are() -> None:
    loose = sign_in_of(next(dialect for dialect in WHO_SIGN_IN if dialect.sign_in and dialect.sign_in.any_case))
    strict = sign_in_of(next(dialect for dialect in WHO_SIGN_IN if dialect.sign_in and not dialect.sign_in.any_case))

    assert loose.scopes_in("EDIT+View_Profile") == ("edit_profile", "view_profile")
    assert strict.scopes_in("EDIT,video.list") == ("EDIT", "video.list")
    assert (loose.response_type, strict.response_type) == ("token", "code")
