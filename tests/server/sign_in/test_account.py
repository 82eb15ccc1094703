"""TikAPI's page: an account key in the redirect, what it opens, and how it ends."""

from __future__ import annotations

import json
from html import unescape
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest
from msgspec.structs import replace
from tests.evidence import shows
from tests.server.sign_in.account import CALLBACK, PAGE, SESSION, allowed, asked, call, consent_page, in_popup
from tests.server.sign_in.browser import brought, decide

from tokgate import TikAPI
from tokgate.contract.errors import Cause, Forbidden, SessionExpired
from tokgate.dialects.tikapi.credentials import ACCOUNT_KEY, API_KEY, DEMO_ACCOUNT_KEY, DEMO_API_KEY, DEMO_CLIENT_ID
from tokgate.dialects.tikapi.resources.user import User
from tokgate.dialects.tikapi.resources.user_posts import UserPosts
from tokgate.dialects.tikapi.scopes import SCOPES
from tokgate.domain.credentials import CredentialRecord
from tokgate.domain.ports import Archive
from tokgate.domain.secrets import hash_secret
from tokgate.server.clock import MovableClock

DAY_MS = 86_400_000


@shows(User.verify, fields=True)
def test_a_creator_allows_an_app_and_the_key_opens_their_account(http: httpx.Client, archive: Archive) -> None:
    back = allowed(http, "ben")

    assert back.keys() == {"access_token", "scope", "state"}
    assert (back["scope"], back["state"]) == ("view_profile explore", "s1")
    assert back["access_token"].isalnum()
    ben = archive.creator(username="ben")
    assert ben is not None
    assert call(http, back["access_token"]).json()["data"] == {
        "username": "ben",
        "id": ben.served_user_id,
        "secUid": ben.served_sec_uid,
        "nickname": ben.name,
    }


def test_the_key_is_kept_by_its_hash_alone(http: httpx.Client, archive: Archive) -> None:
    key = allowed(http, "ben")["access_token"]
    record = archive.credential(ACCOUNT_KEY.kind, hash_secret(key))

    assert record is not None
    assert (record.client_key, record.scopes) == (DEMO_CLIENT_ID, ("view_profile", "explore"))
    assert key not in repr(archive.credentials())


@pytest.mark.parametrize("sent", ["VIEW_PROFILE+EXPLORE", "view_profile,explore", "View_Profile explore"])
def test_scopes_are_taken_however_clients_write_them(http: httpx.Client, sent: str) -> None:
    assert allowed(http, "ana", scope=sent)["scope"] == "view_profile explore"


@pytest.mark.parametrize("sent", ["edit", "EDIT_PROFILE", "edit_profile"])
def test_both_spellings_of_edit_are_one_scope(http: httpx.Client, sent: str) -> None:
    assert allowed(http, "ana", scope=sent)["scope"] == "edit_profile"


def test_the_page_knows_all_fourteen_scopes(http: httpx.Client) -> None:
    assert len(SCOPES) == 14
    assert allowed(http, "ana", scope=" ".join(SCOPES))["scope"].split() == list(SCOPES)


@shows(UserPosts.feed, causes=[Cause.SCOPE_MISSING])
def test_what_was_unticked_is_refused_by_its_name(http: httpx.Client) -> None:
    page = consent_page(http, "ana", asked())
    back = brought(decide(http, page, untick=("scope:explore",)))
    refused = call(http, back["access_token"], "/user/feed")

    assert back["scope"] == "view_profile"
    assert refused.status_code == 403
    assert refused.json()["message"] == "The account did not authorize the scope: explore."
    assert call(http, back["access_token"]).status_code == 200


@pytest.mark.parametrize("path", [PAGE, PAGE + "/"])
def test_the_page_shows_the_app_and_what_each_scope_means(http: httpx.Client, path: str) -> None:
    page = http.get(path, params={**asked(), "creator": "ana"})
    assert "tokgate demo asks for access" in page.text
    assert "See your profile" in page.text


def test_country_email_and_a_response_type_mean_nothing(http: httpx.Client) -> None:
    back = allowed(http, "ana", country="us", email="a@b.example", response_type="code")
    assert "access_token" in back


def test_without_a_state_there_is_none_in_the_redirect(http: httpx.Client) -> None:
    assert allowed(http, "ana", state=None).keys() == {"access_token", "scope"}


def test_canceling_brings_an_error_in_the_query_and_no_key(http: httpx.Client, archive: Archive) -> None:
    answer = decide(http, consent_page(http, "ana", asked()), allow=False)
    assert brought(answer)["error"] == "access_denied"
    assert brought(answer)["state"] == "s1"
    assert "#" not in answer.headers["location"]
    assert not [record for record in archive.credentials() if record.kind == ACCOUNT_KEY.kind]


def test_a_scope_that_there_is_not_is_told_to_the_app(http: httpx.Client) -> None:
    answer = http.get(PAGE, params=asked(scope="view_profile everything"))
    assert answer.headers["location"].startswith(CALLBACK + "?")
    assert brought(answer)["error"] == "invalid_scope"


# The session's end


@shows(User.verify, causes=[Cause.SESSION_EXPIRED])
def test_the_session_dies_after_three_months(http: httpx.Client, clock: MovableClock) -> None:
    key = allowed(http, "ben")["access_token"]
    clock.advance(89 * DAY_MS)
    assert call(http, key).status_code == 200
    clock.advance(2 * DAY_MS)
    refused = call(http, key)

    assert (refused.status_code, refused.json()["statusCode"]) == (428, 8)
    assert call(http, allowed(http, "ben")["access_token"]).status_code == 200


def test_the_demos_own_account_key_dies_when_the_clock_is_moved(http: httpx.Client, clock: MovableClock) -> None:
    assert call(http, DEMO_ACCOUNT_KEY).json()["data"]["username"] == "ana"
    clock.advance(91 * DAY_MS)
    assert call(http, DEMO_ACCOUNT_KEY).status_code == 428


def test_a_creator_takes_back_what_the_app_may(http: httpx.Client) -> None:
    first, second = (allowed(http, "ben")["access_token"] for _ in range(2))
    others = allowed(http, "ana")["access_token"]
    page = consent_page(http, "ben", asked())
    assert "Take that back" in page.text
    done = decide(http, page, decision="take back")

    assert "can do nothing for you any more" in done.text
    assert [call(http, key).status_code for key in (first, second, others)] == [428, 428, 200]
    assert "Take that back" not in consent_page(http, "ben", asked()).text


def test_a_rotated_api_key_is_dead_at_once_and_account_keys_stay(http: httpx.Client, archive: Archive) -> None:
    account_key = allowed(http, "ben")["access_token"]
    old = CredentialRecord(kind=API_KEY.kind, name="mine", hash=hash_secret("oldOldOldOld"), created_ms=1)
    archive.add_credential(old)

    def with_key(key: str) -> int:
        return http.get(SESSION, headers={"X-API-KEY": key, "X-ACCOUNT-KEY": account_key}).status_code

    assert with_key("oldOldOldOld") == 200
    assert archive.exchange(old, 2, [replace(old, hash=hash_secret("newNewNewNew"))])
    assert (with_key("oldOldOldOld"), with_key("newNewNewNew")) == (401, 200)


def test_keys_that_are_wrong_or_missing_are_told_apart(http: httpx.Client) -> None:
    assert call(http, "nobodysKey").status_code == 428
    assert call(http, "").status_code == 401
    other = http.get("/user/session/check", headers={"X-API-KEY": "wrongwrong", "X-ACCOUNT-KEY": DEMO_ACCOUNT_KEY})
    assert other.status_code == 401


def test_a_key_with_the_other_spelling_of_a_scope_is_not_narrower(http: httpx.Client, archive: Archive) -> None:
    """What the schema of 3.2.2 calls `edit`, operations ask for under the same name as the page."""
    from tokgate.dialects.tikapi.credentials import account

    assert account("edit") == account("edit_profile")


# The SDK


def test_the_sdk_sends_a_creator_there_and_reads_what_comes_back(http: httpx.Client) -> None:
    client = TikAPI(DEMO_API_KEY, client_id=DEMO_CLIENT_ID, base_url=str(http.base_url))
    url = client.authorize_url(scopes=["view_profile", "edit"], redirect_uri=CALLBACK, state="s9")
    page = http.get(url, params={**dict(parse_qsl(urlsplit(url).query)), "creator": "ben"})
    granted = client.granted(decide(http, page).headers["location"], state="s9")

    assert granted.scopes == ("view_profile", "edit_profile")
    signed_in = TikAPI(DEMO_API_KEY, account_key=granted.credential, base_url=str(http.base_url))
    answer = signed_in.user.verify()
    assert answer.data is not None
    assert answer.data.username == "ben"
    page = http.get(url, params={**dict(parse_qsl(urlsplit(url).query)), "creator": "ben"})
    decide(http, page, decision="take back")
    with pytest.raises(SessionExpired):
        signed_in.user.verify()
    with pytest.raises(Forbidden, match="denied"):
        client.granted(decide(http, page, allow=False).headers["location"], state="s9")


# The popup


def told(page: httpx.Response) -> tuple[dict[str, object], list[str]]:
    """The message of the popup's last page, and whom it is posted to."""
    message = page.text.partition('data-message="')[2].partition('"')[0]
    origins = page.text.partition('data-origins="')[2].partition('"')[0]
    return json.loads(unescape(message)), json.loads(unescape(origins))


def test_a_popup_tells_the_page_that_opened_it(http: httpx.Client, archive: Archive) -> None:
    page = decide(http, consent_page(http, "ben", in_popup(state="<s>&'\"")), untick=("scope:explore",))
    message, origins = told(page)
    key = str(message.pop("access_token"))
    ben = archive.creator(username="ben")
    assert ben is not None

    assert origins == ["http://localhost:3000"]
    assert message == {
        "_tikapi": True,
        "type": "success",
        "message": "Authorization has been completed successfully.",
        "client_id": DEMO_CLIENT_ID,
        "scope": ["view_profile"],
        "state": "<s>&'\"",
        "userInfo": {
            "id": ben.served_user_id,
            "username": "ben",
            "nickname": ben.name or "",
            "avatar": ben.avatar_url or "",
            "sec_user_id": ben.served_sec_uid,
            "followers_count": None,
            "followings_count": None,
            "user_verified": ben.verified,
        },
    }
    assert call(http, key).status_code == 200
    assert page.headers["cache-control"] == "no-store"


def test_a_popup_that_is_canceled_says_so(http: httpx.Client) -> None:
    message, origins = told(decide(http, consent_page(http, "ben", in_popup()), allow=False))
    assert origins == ["http://localhost:3000"]
    assert message == {
        "_tikapi": True,
        "type": "error",
        "client_id": DEMO_CLIENT_ID,
        "message": "Authorization has been canceled by user.",
    }


def test_a_popup_that_asks_wrongly_says_so_too(http: httpx.Client) -> None:
    message, _ = told(http.get(PAGE, params=in_popup(scope="everything")))
    assert message["type"] == "error"


def test_the_vendors_own_script_is_known_by_the_browsers_referer(http: httpx.Client) -> None:
    query = in_popup(origin=None)
    page = http.get(PAGE, params={**query, "creator": "ben"}, headers={"Referer": "http://127.0.0.1:5000/login?x=1"})
    assert told(decide(http, page))[1] == ["http://127.0.0.1:5000"]


def test_the_script_is_served_for_pages_to_include(http: httpx.Client) -> None:
    script = http.get("/assets/js/popup.js")
    assert (script.status_code, script.headers["content-type"]) == (200, "text/javascript; charset=utf-8")
    assert "event.origin" in script.text
    assert http.head("/assets/js/popup.js").content == b""


def test_a_record_of_a_consent_names_whom_and_what(archive: Archive) -> None:
    ana = archive.creator(username="ana")
    assert ana is not None
    assert ana.key is not None
    record = CredentialRecord(
        kind=ACCOUNT_KEY.kind, name="n", hash=b"h" * 32, client_key="c_1", creator=ana.key, created_ms=1, grant="g",
        expires_ms=10,
    )  # fmt: skip
    archive.add_credential(record)

    assert archive.consents("c_1", ana.key, 5) == [record]
    assert archive.consents("c_1", ana.key, 10) == archive.consents("c_2", ana.key, 5) == []
