"""How long the tokens that everybody knows live: as long as the vendor's, of a clock that was moved."""

from __future__ import annotations

import httpx
import pytest
from tests.made import creator_named, keep, post_of
from tests.server.sign_in.browser import redeem, refresh, signed_in, status
from tests.serving import serving

from tokgate.archive import open_archive
from tokgate.dialects.official.credentials import DEMO_CLIENT_TOKEN, DEMO_REFRESH_TOKEN, DEMO_USER_TOKEN
from tokgate.domain.ports import Archive
from tokgate.server.app import Gateway
from tokgate.server.clock import MovableClock
from tokgate.server.controls import ControlOptions
from tokgate.server.demo import demo_credentials, renew_demo
from tokgate.testing import Server

HOUR_MS = 3_600_000


class Watch:
    """A clock that goes on when it is told to."""

    def __init__(self) -> None:
        self.at_ms = 1_760_000_000_000

    def now_ms(self) -> int:
        return self.at_ms


@pytest.mark.parametrize(
    ("profile", "token_h", "refresh_days", "expires_in"), [("", 24, 365, 86_400), ("2h", 2, 180, 7_200)]
)
def test_a_profile_says_how_long(
    archive: Archive, profile: str, token_h: int, refresh_days: int, expires_in: int
) -> None:
    watch = Watch()
    clock = MovableClock(watch)
    options = ControlOptions(admin_open=True, token_life=profile)
    known = demo_credentials(archive.creator(username="ana"))
    with serving(archive, known, clock, options) as url, httpx.Client(base_url=url) as http:
        got = redeem(http, signed_in(http, "ana")).json()
        assert (got["expires_in"], got["refresh_expires_in"]) == (expires_in, refresh_days * 86_400)

        watch.at_ms += 1000 * 24 * HOUR_MS
        assert status(http, DEMO_USER_TOKEN) == 200, "time that merely passes renews it"
        assert status(http, got["access_token"]) == 401
        clock.advance(token_h * HOUR_MS - 1)
        assert status(http, DEMO_USER_TOKEN) == 200
        clock.advance(1)
        assert status(http, DEMO_USER_TOKEN) == 401
        clock.advance((refresh_days * 24 - token_h) * HOUR_MS - 1)
        assert refresh(http, DEMO_REFRESH_TOKEN).status_code == 200


def test_the_refresh_token_that_everybody_knows_dies_too(http: httpx.Client, clock: MovableClock) -> None:
    clock.advance(365 * 24 * HOUR_MS)

    assert refresh(http, DEMO_REFRESH_TOKEN).json()["error"] == "invalid_grant"


def test_a_profile_that_nobody_has_is_refused() -> None:
    with pytest.raises(ValueError, match="profile '3h'"):
        Gateway(open_archive(":memory:"), Watch(), options=ControlOptions(token_life="3h"))


def test_a_new_server_of_the_archive_has_them_again(archive: Archive) -> None:
    known = demo_credentials(archive.creator(username="ana"))
    for _ in range(2):
        renew_demo(archive, known)
        with serving(archive, known) as url, httpx.Client(base_url=url) as http:
            assert refresh(http, DEMO_REFRESH_TOKEN).status_code == 200
            assert refresh(http, DEMO_REFRESH_TOKEN).status_code == 400


def test_a_display_developers_first_test_can_be_written() -> None:
    with Server() as server, httpx.Client(base_url=server.url) as http:
        official = server.credentials["official"]
        assert official["refresh_token"] == DEMO_REFRESH_TOKEN
        server.clock.advance("25h")
        assert status(http, official["user_token"]) == 401
        renewed = refresh(http, official["refresh_token"]).json()
        assert status(http, renewed["access_token"]) == 200

        server.reset()
        assert status(http, official["user_token"]) == 200
        assert refresh(http, official["refresh_token"]).status_code == 200
        assert official["client_token"] == DEMO_CLIENT_TOKEN


def test_a_server_over_an_archive_without_creators_starts() -> None:
    archive = open_archive(":memory:")
    keep(archive, creator_named("ana"), [post_of(post_id=(1 << 32) + 7, created_s=1_700_000_000)])
    with serving(archive, demo_credentials(None)) as url, httpx.Client(base_url=url) as http:
        assert refresh(http, DEMO_REFRESH_TOKEN).status_code == 400
    archive.close()
