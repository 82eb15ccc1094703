"""docs/clients.md: what `tokgate env` prints, for every client.

python -m tokgate.cli.clients_page > docs/clients.md
"""

from __future__ import annotations

import sys
from string import Template

from tokgate.cli.environment import CLIENTS, Client

INTRODUCTION = """\
# Clients, one by one

The lines that point each client at a gateway on its usual port, with the keys of `tokgate demo` and `serve --dev`.
`tokgate env CLIENT` prints them for another address. Made by `make docs`; tests run them.
"""
URL = "http://127.0.0.1:8700"


def clients_page() -> str:
    """The page. A client with several names has one section."""
    names: dict[int, list[str]] = {}
    for name, client in CLIENTS.items():
        names.setdefault(id(client), []).append(name)
    by_id = {id(client): client for client in CLIENTS.values()}
    return "\n".join([INTRODUCTION, *(_section(several, by_id[number]) for number, several in names.items())])


def _section(names: list[str], client: Client) -> str:
    lines = "\n".join(client.lines)
    note = " ".join(client.notes)
    code = f"<!-- not run: another test runs it -->\n```{client.language}\n{lines}\n```\n"
    told = Template(f"## {', '.join(names)}\n\n{code}" + (f"\n{note}\n" if note else ""))
    return told.safe_substitute(url=URL)


if __name__ == "__main__":
    sys.stdout.write(clients_page())
