"""`tokgate env`: the exact lines that point somebody's client at a gateway."""

from __future__ import annotations

from string import Template
from urllib.parse import urlsplit

import click
import msgspec

from tokgate.cli.options import json_option
from tokgate.dialects.tikapi.credentials import DEMO_ACCOUNT_KEY, DEMO_API_KEY
from tokgate.server.known import CLIENT_KEY, CLIENT_SECRET, JUSTONE_TOKEN


class Client(msgspec.Struct, frozen=True, kw_only=True):
    """A client: what its lines are written in, the lines ($url and keys are filled in), and what is to be known."""

    language: str
    lines: str
    note: str = ""


_HOST_IS_BUILT_IN = "Its host is built in, so that it is led in its process."
_SAVED = "YOUR_SCRIPT"

CLIENTS: dict[str, Client] = {
    "tokgate": Client(
        language="python",
        lines="""
import tokgate
client = tokgate.TikAPI("$api_key", base_url="$url")
justone = tokgate.JustOne("$justone_token", base_url="$url")
official = tokgate.Official(client_key="$client_key", client_secret="$client_secret", base_url="$url")
""",
        note="Or set TOKGATE_TIKAPI_BASE_URL, TOKGATE_JUSTONE_BASE_URL and TOKGATE_OFFICIAL_BASE_URL.",
    ),
    "tikapi": Client(
        language="python",
        lines="""
from tikapi import TikAPI
api = TikAPI("$api_key")
api.set(__options__={"base": "$url"})
user = api.user(accountKey="$account_key")
""",
        note="A category or user made before `set` keeps the vendor's host.",
    ),
    "tikapi-js": Client(
        language="javascript",
        lines="""
import TikAPI from "tikapi";
const api = TikAPI("$api_key");
api.set({ $$options: { base: "$url" } });
const user = new api.user({ accountKey: "$account_key" });
""",
        note="A user made before `set` keeps the vendor's host.",
    ),
    "justoneapi": Client(
        language="python",
        lines="""
from justoneapi import JustOneAPIClient
client = JustOneAPIClient("$justone_token", base_url="$url")
""",
        note="The same for 3.0.30 and 3.0.98.",
    ),
    "tiktokresearchapi": Client(
        language="python",
        lines="""
import tokgate.testing
from tiktok_research_api import TikTokResearchAPI
with tokgate.testing.intercept("$url"):
    api = TikTokResearchAPI("$client_key", "$client_secret")
""",
        note=_HOST_IS_BUILT_IN,
    ),
    "researchtikpy": Client(
        language="python",
        lines="""
import tokgate.testing
import researchtikpy as rtk
with tokgate.testing.intercept("$url"):
    token = rtk.get_access_token("$client_key", "$client_secret")["access_token"]
""",
        note=f"{_HOST_IS_BUILT_IN} It needs cachetools, which it does not ask for.",
    ),
    "tiktok_research_api_helper": Client(
        language="python",
        lines="""
import tokgate.testing
from tiktok_research_api_helper.api_client import TikTokApiRequestClient, TikTokCredentials
with tokgate.testing.intercept("$url"):
    keys = TikTokCredentials(client_key="$client_key", client_secret="$client_secret")
    client = TikTokApiRequestClient(credentials=keys)
""",
        note=_HOST_IS_BUILT_IN,
    ),
    "traktok": Client(
        language="shell",
        lines=f"""
tokgate proxy --url $url -- Rscript {_SAVED}.R
""",
        note='Its host is built in. In the script: traktok::auth_research("$client_key", "$client_secret").',
    ),
    "python-tiktok": Client(
        language="python",
        lines="""
from pytiktok import KitApi
api = KitApi(client_id="$client_key", client_secret="$client_secret", base_url="$url")
""",
        note="It speaks Login Kit v1 and the Business API, whose operations are not served.",
    ),
    "any": Client(
        language="shell",
        lines=f"""
tokgate proxy --url $url -- {_SAVED}
""",
        note="Without a command, `tokgate proxy` prints the variables to set.",
    ),
}

#: Other names of the same client.
_ALSO = {"tikapi-py": "tikapi", "pytiktok": "python-tiktok"}


@click.command()
@click.argument("client", type=click.Choice([*CLIENTS, *_ALSO], case_sensitive=False))
@click.option("--url", default="http://127.0.0.1:8700", show_default=True, help="Where the gateway answers.")
@json_option
def env(client: str, url: str, as_json: bool) -> None:
    """Print the lines that point a CLIENT at a gateway.

    The keys in them are those of `tokgate demo` and `tokgate serve --dev`; `tokgate keys create` makes others.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or any(mark in url for mark in "\"'\\ \n$"):
        raise click.UsageError("--url must be like http://127.0.0.1:8700")
    chosen = CLIENTS[_ALSO.get(client, client)]
    lines, note = _filled(chosen.lines, url), _filled(chosen.note, url)
    if as_json:
        told = {"client": client, "language": chosen.language, "lines": lines.splitlines(), "note": note}
        click.echo(msgspec.json.encode(told).decode())
        return
    click.echo(lines)
    if note:
        click.echo(note, err=True)


def _filled(text: str, url: str) -> str:
    return (
        Template(text)
        .substitute(
            url=url.rstrip("/"),
            client_key=CLIENT_KEY,
            client_secret=CLIENT_SECRET,
            api_key=DEMO_API_KEY,
            account_key=DEMO_ACCOUNT_KEY,
            justone_token=JUSTONE_TOKEN,
        )
        .strip("\n")
    )
