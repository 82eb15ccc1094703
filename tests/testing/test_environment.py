"""The lines of `tokgate env`, run as they are printed."""

from __future__ import annotations

import subprocess
import sys

import pytest
from click.testing import CliRunner

from tokgate.cli.environment import CLIENTS, env
from tokgate.testing import Server

#: What is asked of each client that comes from PyPI, once its lines have run; in the lines' own block.
QUESTIONS = {
    "tokgate": 'print(client.public.posts(secUid="$sec_uid").status)',
    "tikapi": 'print(api.public.posts(secUid="$sec_uid").json()["status"], user.posts.feed().json()["status"])',
    "justoneapi": 'print("success" * client.tiktok.get_user_post_v1(sec_uid="$sec_uid", cursor="0").success)',
    "tiktokresearchapi": """
    from tiktok_research_api import QueryUserRepostedVideosRequest
    print("success" if api.query_user_reposted_videos(QueryUserRepostedVideosRequest("$username"))[0] else "nothing")
""",
    "researchtikpy": '    print("success" if token.startswith("clt.") else token)',
    "tiktok_research_api_helper": '    print("success" if client._get_client_access_token() else "no token")',
    "python-tiktok": 'print("success" if api.base_url == "$url" else api.base_url)',
}


def lines_of(client: str, url: str) -> str:
    done = CliRunner().invoke(env, [client, "--url", url], catch_exceptions=False)
    assert done.exit_code == 0
    return done.stdout


@pytest.mark.clients
@pytest.mark.parametrize("client", QUESTIONS)
def test_the_printed_lines_work(client: str, session_server: Server) -> None:
    question = QUESTIONS[client].strip("\n")
    for name, value in {**session_server.sample, "url": session_server.url}.items():
        question = question.replace(f"${name}", value)
    program = lines_of(client, session_server.url) + question
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert set(done.stdout.split()) == {"success"}


@pytest.mark.parametrize("client", sorted(CLIENTS.keys() - QUESTIONS.keys()))
def test_the_others_name_the_gateway(client: str) -> None:
    assert "http://127.0.0.1:8799" in lines_of(client, "http://127.0.0.1:8799/")


def test_names_are_taken_in_any_case() -> None:
    assert "TikTokResearchAPI(" in lines_of("TikTokResearchApi", "http://127.0.0.1:8700")
    assert "KitApi(" in lines_of("pytiktok", "http://127.0.0.1:8700")


def test_a_wrong_url_is_a_usage_error() -> None:
    for url in ("127.0.0.1:8700", 'http://x"); evil("'):
        done = CliRunner().invoke(env, ["tikapi", "--url", url])
        assert done.exit_code == 2
