"""What must not show, and what must not change elsewhere in the process."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import traceback
from pathlib import Path

import pytest
from tests.client.scripted import SEC_UID, ManualTiming, Script, official_refusal, reply, tikapi_page, token_answer

import tokgate
from tokgate.contract.errors import TransportError

KEY = "sk-THE-SECRET"


def test_no_secret_shows_in_reprs_logs_errors_or_saved_positions(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    shown: list[object] = []
    tikapi = tokgate.TikAPI(KEY, account_key=KEY, transport=Script([tikapi_page([1], 1)]))
    walk = tikapi.public.posts.all(secUid=SEC_UID)
    next(walk)
    shown += [tikapi, vars(tikapi), tikapi.public, tikapi.public.posts, walk, walk.save()]
    script = Script([official_refusal(500, "internal_error")])
    official = tokgate.Official(
        client_key=KEY,
        client_secret=KEY,
        user_token=KEY,
        transport=script,
        timing=ManualTiming(),
        deadline=3,
        retries=9,
    )
    justone = tokgate.JustOne(KEY, base_url="http://127.0.0.1:1", retries=0)
    shown += [official, vars(official), justone, vars(justone)]
    for call in (
        lambda: official.video.list(fields=["id"]),
        lambda: official.research.user.reposted_videos(fields=["id"], username="u"),
        lambda: justone.tiktok.user_posts(secUid=SEC_UID),
        lambda: justone.tiktok.user_posts(secUid=SEC_UID, cursor="x"),
    ):
        with pytest.raises(tokgate.TokgateError) as caught:
            call()
        shown += ["".join(traceback.format_exception(caught.value)), vars(caught.value)]
    shown += [*script.attempts, *(record.getMessage() for record in caplog.records), *caplog.records]

    assert KEY not in " ".join(f"{thing!r} {thing}" for thing in shown)


def test_the_log_names_operation_status_and_time_only(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "tokgate")
    client = tokgate.TikAPI("k", transport=Script([TransportError("cut"), tikapi_page([1])]), timing=ManualTiming())
    client.public.posts(secUid=SEC_UID)

    assert [record.getMessage() for record in caplog.records if record.name == "tokgate"] == [
        "GET tikapi.public.posts: TransportError in 0.000 s",
        "tikapi.public.posts: TransportError; try 2 follows in 0.50 s",
        "GET tikapi.public.posts: 200 in 0.000 s",
    ]


def test_secrets_come_from_the_environment_and_from_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "account"
    file.write_text("from-a-file\n")
    monkeypatch.setenv("TOKGATE_TIKAPI_KEY", "from-the-environment")
    monkeypatch.setenv("TOKGATE_TIKAPI_ACCOUNT_KEY_FILE", str(file))
    monkeypatch.setenv("TOKGATE_TIKAPI_BASE_URL", "http://127.0.0.1:8700")
    script = Script([tikapi_page([])])
    tokgate.TikAPI(transport=script).user.posts.feed()
    tokgate.TikAPI("given", transport=script).user.posts.feed()
    first, second = (attempt.headers for attempt in script.attempts)

    assert (first["x-api-key"], first["x-account-key"]) == ("from-the-environment", "from-a-file")
    assert second["x-api-key"] == "given"
    assert script.attempts[0].url.startswith("http://127.0.0.1:8700/user/feed")


def test_a_secret_that_would_break_out_of_its_header_is_refused_unseen() -> None:
    with pytest.raises(ValueError, match="TOKGATE_TIKAPI_KEY") as caught:
        tokgate.TikAPI("abc\r\nx-evil: 1")

    assert "evil" not in str(caught.value)


def test_a_token_answer_does_not_reach_the_error_text() -> None:
    script = Script([token_answer(KEY), reply({"error": {"code": "internal_error"}}, 500)])
    client = tokgate.Official(client_key="a", client_secret="b", transport=script, timing=ManualTiming(), retries=0)
    with pytest.raises(tokgate.ServerFault) as caught:
        client.research.user.reposted_videos(fields=["id"], username="u")

    assert KEY not in str(caught.value)


SIDE_EFFECTS = """
import logging, signal, socket, ssl, sys, threading, warnings
def state():
    return (sys.excepthook, threading.excepthook, list(warnings.filters), logging.root.level,
            list(logging.root.handlers), logging.getLogger("tokgate").handlers, socket.getdefaulttimeout(),
            ssl._create_default_https_context, signal.getsignal(signal.SIGINT))
before = state()
import tokgate
assert not {"pyreqwest", "msgspec", "asyncio"} & set(sys.modules), "import tokgate is not light"
for name in tokgate.__all__:
    getattr(tokgate, name)
with tokgate.TikAPI("k", base_url="http://127.0.0.1:1", retries=0) as client:
    try:
        client.public.posts(secUid="MS4wLjABAAAA" + "x" * 60)
    except tokgate.TransportError:
        pass
assert state() == before
"""


def test_importing_and_calling_changes_nothing_else_in_the_process() -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    subprocess.run([sys.executable, "-c", SIDE_EFFECTS], env=environment, check=True, timeout=60)


def test_the_public_surface_is_the_list() -> None:
    assert sorted(tokgate.__all__) == list(tokgate.__all__)
    assert set(tokgate.__all__) <= set(dir(tokgate))
    for name in tokgate.__all__:
        assert getattr(tokgate, name) is not None
    with pytest.raises(AttributeError, match="nonsense"):
        getattr(tokgate, "nonsense")  # noqa: B009 - a type checker would refuse the plain form


def test_the_version_is_the_package_s() -> None:
    from importlib.metadata import version

    assert tokgate.__version__ == version("tokgate")
