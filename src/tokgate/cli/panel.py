"""What a person sees when the server is up: where it is, and commands to paste."""

from __future__ import annotations

import shlex
from typing import Any

from rich.console import Console
from rich.panel import Panel
from rich.text import Text

from tokgate.contract.drafts import Draft, draft
from tokgate.contract.operation import Operation
from tokgate.dialects.justone.resources import TOKEN, TikTok
from tokgate.dialects.official.credentials import CLIENT_TOKEN, USER_TOKEN
from tokgate.dialects.official.resources import ResearchUser, VideoResource
from tokgate.dialects.tikapi.credentials import API_KEY
from tokgate.dialects.tikapi.resources import Public


def show_panel(line: dict[str, Any]) -> None:
    """The ready line for reading."""
    text = Text()
    text.append(f"tokgate answers at {line['url']}\n", style="bold")
    text.append(f"dashboard {line['dashboard']}\n")
    text.append(f"archive {line['archive']}")
    console = Console()
    console.print(Panel(text, expand=False))
    if "sample" in line and "tikapi" in line:
        console.print("A page of one creator's posts, in each dialect:", style="bold")
        for command in sample_commands(line):
            console.print(command, soft_wrap=True, highlight=False, markup=False)
    elif "tikapi" not in line:
        console.print("Callers need keys: tokgate keys create --help")
    console.print("Ctrl-C stops it.")


def sample_commands(line: dict[str, Any]) -> list[str]:
    """A curl command for a list of each dialect, ready to be pasted; made from the declarations."""
    sample, official = line["sample"], line["official"]
    secrets = {
        API_KEY.kind: line["tikapi"]["api_key"],
        TOKEN.kind: line["justone"]["token"],
        USER_TOKEN.kind: official["user_token"],
        CLIENT_TOKEN.kind: official["client_token"],
    }
    calls: list[tuple[Operation[..., Any], dict[str, Any]]] = [
        (Public.posts, {"secUid": sample["sec_uid"], "count": 2}),
        (TikTok.user_posts, {"secUid": sample["sec_uid"]}),
        (VideoResource.list, {"fields": ["id", "title", "create_time", "view_count"], "max_count": 2}),
        (
            ResearchUser.reposted_videos,
            {"fields": ["id", "create_time", "username", "view_count"], "username": sample["username"], "max_count": 2},
        ),
    ]
    return [_curl(line["url"], draft(operation, arguments, secrets)) for operation, arguments in calls]


def _curl(url: str, call: Draft) -> str:
    words = ["curl", f"{url}{call.path}?{call.query}"]
    for name, value in call.headers.items():
        if name != "accept":
            words += ["-H", f"{name}: {value}"]
    if call.body:
        words += ["-d", call.body.decode()]
    return shlex.join(words)
