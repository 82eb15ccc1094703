"""Run by the tests in a process of its own: the vendor's `tikapi`, unmodified, calls every call that it has.

Reads JSON: `base`, `api_key`, `account_key`, `calls`, by the name of a call a list of the arguments to call it with,
and `unpaged`, the names of those of which the first page is enough. Prints, by the name of the call, for each of these
the JSON bodies of all pages to the end.
"""

import inspect
import json
import sys
from collections.abc import Iterator
from typing import Any

from tikapi import TikAPI

#: More pages than any list of the tests has: what goes on for ever is told.
MOST_PAGES = 200


def main() -> None:
    told = json.load(sys.stdin)
    api = TikAPI(told["api_key"])
    api.set(__options__={"base": told["base"]})
    user = api.user(accountKey=told["account_key"])
    found = dict([*calls_in(api.public, "public."), *calls_in(user, "user."), ("key", api.key)])
    missing = sorted(found.keys() - told["calls"].keys())
    assert not missing, f"no arguments were given for {missing}"
    answers = {
        name: [bodies(found[name], each, paged=name not in told["unpaged"]) for each in given]
        for name, given in told["calls"].items()
    }
    print(json.dumps(answers))


def calls_in(category: Any, prefix: str) -> Iterator[tuple[str, Any]]:
    """Every call of a category and of those below it."""
    for name in dir(category):
        member = getattr(category, name)
        if name.startswith("_") or name == "set":
            continue
        if inspect.isclass(member):
            yield from calls_in(member, f"{prefix}{name}.")
        else:
            yield prefix + name, member


def bodies(call: Any, arguments: dict[str, Any], *, paged: bool) -> list[Any]:
    """What is answered, page by page."""
    pages = []
    answer = call(**arguments)
    while answer:
        body = answer.json()
        assert body["status"] == "success", body
        pages.append(body)
        assert len(pages) < MOST_PAGES, f"{call} does not end"
        answer = answer.next_items() if paged else None
    return pages


main()
