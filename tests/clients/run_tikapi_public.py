"""Run by the tests in a process of its own: the vendor's `tikapi`, unmodified, calls everything that is public.

Arguments: base URL, API key, then JSON: the arguments of each call, by the name that it has in the vendor's client.
Prints JSON: of each call, its pages to the end, as the client's `next_items` gets them.
"""

import json
import sys

from tikapi import TikAPI

MOST_PAGES = 60


def main() -> None:
    base, key, calls = sys.argv[1:]
    api = TikAPI(key)
    api.set(__options__={"base": base})
    answers = {}
    for label, [name, arguments] in json.loads(calls).items():
        pages = []
        response = getattr(api.public, name)(**arguments)
        while response:
            pages.append(response.json())
            assert len(pages) < MOST_PAGES, f"{label} has no end"
            response = response.next_items()
        answers[label] = pages
    print(json.dumps(answers))


main()
