"""The clock: what it can be told, and what goes by it."""

from __future__ import annotations

from typing import Any

import pytest
from tests.server.controls.conftest import START, Caller

from tokgate.dialects.official.credentials import DEMO_CLIENT_KEY, DEMO_CLIENT_SECRET
from tokgate.server.clock import MovableClock


class Ticking:
    """A machine's clock that a test moves."""

    def __init__(self) -> None:
        self.ms = 1_000_000

    def now_ms(self) -> int:
        return self.ms


def test_it_goes_with_its_base_stands_still_and_runs_faster() -> None:
    base = Ticking()
    clock = MovableClock(base)
    base.ms += 5
    assert clock.now_ms() == 1_000_005
    clock.advance(1000)
    base.ms += 10
    assert clock.now_ms() == 1_001_015
    clock.freeze()
    base.ms += 10
    assert clock.now_ms() == 1_001_015
    clock.advance(1)
    clock.run(60)
    assert clock.now_ms() == 1_001_016
    clock.unfreeze()
    base.ms += 10
    assert clock.now_ms() == 1_001_616


def test_who_asked_for_it_is_told_of_moves_but_not_of_a_return_to_a_saved_state() -> None:
    clock = MovableClock(Ticking())
    told: list[int] = []
    clock.on_move.append(told.append)
    saved = clock.state()
    clock.advance(500)
    clock.set(7)
    clock.freeze()
    clock.restore(saved)

    assert told == [1_000_500, 7]
    assert clock.now_ms() == 1_000_000
    assert not clock.frozen


def test_time_that_goes_by_of_itself_is_told_by_the_hour() -> None:
    base = Ticking()
    clock = MovableClock(base)
    told: list[int] = []
    clock.on_move.append(told.append)
    clock.run(60)
    for _ in range(3):
        base.ms += 30_000
        clock.keep_up()
    base.ms += 30_000
    clock.keep_up()

    assert told == [1_000_000 + 3_600_000, 1_000_000 + 7_200_000]


def test_the_clock_is_moved_and_shown(call: Caller) -> None:
    assert call.show("clock") == {"now": START, "now_ms": 1_793_620_800_000, "frozen": False, "speed": 1.0}
    assert call.control("clock", advance="25h")["now"] == "2026-11-03T13:00:00.000Z"
    assert call.control("clock", set="2027-01-01", freeze=True)["now"] == "2027-01-01T00:00:00.000Z"
    assert call.control("clock", advance="1d12h")["frozen"] is True
    assert call.control("clock", freeze=False, speed=60) == {
        "now": "2027-01-02T12:00:00.000Z", "now_ms": 1_798_891_200_000, "frozen": False, "speed": 60.0,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("order", "field", "said"),
    [
        ({"advanced": "1h"}, "advanced", "did you mean 'advance'?"),
        ({"advance": 5}, "advance", "Expected `str | null`, got `int`"),
        ({"advance": "soon"}, "advance", "write 90s, 15m, 25h"),
        ({"set": "tomorrow"}, "set", "write it as 2026-11-01T12:00:00Z"),
        ({"set": "1950-01-01"}, "set", "1970 to 9999"),
        ({"advance": "9999999d"}, "advance", "1970 to 9999"),
        ({"speed": 0}, "speed", "above 0"),
        ({}, None, "say what to do"),
    ],
)
def test_a_wrong_order_names_its_member_and_moves_nothing(
    call: Caller, order: dict[str, Any], field: str | None, said: str
) -> None:
    answer = call.http.post("/_tokgate/clock", json=order)

    assert answer.status_code == 400
    assert answer.json().get("field") == field
    assert said in answer.json()["error"]
    assert call.show("clock")["now"] == START


def test_tokens_expire_by_it(call: Caller) -> None:
    form = {"client_key": DEMO_CLIENT_KEY, "client_secret": DEMO_CLIENT_SECRET, "grant_type": "client_credentials"}
    token = call.http.post("/v2/oauth/token/", data=form).json()["access_token"]
    assert call.reposted(token).status_code == 200
    call.control("clock", advance="1h59m59s")
    assert call.reposted(token).status_code == 200
    call.control("clock", advance="1s")
    refused = call.reposted(token)

    assert refused.status_code == 401
    assert refused.json()["error"]["code"] == "access_token_invalid"


def test_answers_carry_its_instant(call: Caller) -> None:
    call.control("clock", set="2030-05-06T07:08:09Z")

    assert call.user_posts().json()["recordTime"] == "2030-05-06T07:08:09Z"
    assert call.videos().json()["error"]["log_id"].startswith("20300506070809")
