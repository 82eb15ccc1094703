"""What a person sees when the server is up: where it is, and commands to paste."""

from __future__ import annotations

import shlex
from typing import Any

import msgspec
from rich.console import Console
from rich.panel import Panel
from rich.text import Text


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
    """A curl command for each dialect, ready to be pasted."""
    url, sample, official = line["url"], line["sample"], line["official"]
    sec_uid = sample["sec_uid"]
    return [
        _curl(f"{url}/public/posts?secUid={sec_uid}&count=2", {"X-API-KEY": line["tikapi"]["api_key"]}),
        _curl(f"{url}/api/tiktok/get-user-post/v1?token={line['justone']['token']}&secUid={sec_uid}"),
        _curl(
            f"{url}/v2/video/list/?fields=id,title,create_time,view_count",
            {"Authorization": f"Bearer {official['user_token']}", "Content-Type": "application/json"},
            {"max_count": 2},
        ),
        _curl(
            f"{url}/v2/research/user/reposted_videos/?fields=id,create_time,username,view_count",
            {"Authorization": f"Bearer {official['client_token']}", "Content-Type": "application/json"},
            {"username": sample["username"], "max_count": 2},
        ),
    ]


def _curl(url: str, headers: dict[str, str] | None = None, body: dict[str, Any] | None = None) -> str:
    words = ["curl", url]
    for name, value in (headers or {}).items():
        words += ["-H", f"{name}: {value}"]
    if body is not None:
        words += ["-d", msgspec.json.encode(body).decode()]
    return shlex.join(words)
