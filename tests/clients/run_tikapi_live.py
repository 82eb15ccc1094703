"""Run by the tests in a process of its own: the vendor's `tikapi`, unmodified, in its account's live rooms.

Arguments: base URL, API key, account key, a room that is over, words to search for. Prints JSON: of each call, its
pages to the end, as the client's `next_items` gets them.
"""

import json
import sys
from collections.abc import Callable
from typing import Any

from tikapi import TikAPI

MOST_PAGES = 60


def main() -> None:
    base, key, account_key, past, words = sys.argv[1:]
    api = TikAPI(key)
    api.set(__options__={"base": base})
    live = api.user(accountKey=account_key).live
    begun = live.start(title="Check out my live!").json()
    room = begun["room"]["id"]
    answers = {"start": [begun], "sendChat": [live.sendChat(room_id=room, text="A mí me gusta").json()]}
    calls: dict[str, Callable[[], Any]] = {
        "permissions": live.permissions,
        "topics": live.topics,
        "info": lambda: live.info(room_id=room),
        "recommend": lambda: live.recommend(room_id=room),
        "search": lambda: live.search(query=words),
        "said": lambda: live.chat(room_id=room),
        "stop": live.stop,
        "stats": lambda: live.stats(room_id=room),
        "details": lambda: live.details(room_id=past),
        "analytics": lambda: live.analytics(days=30),
        "transactionHistory": lambda: live.transactionHistory(page=1, count=5),
        "list": lambda: live.list(count=2),
        "oldest": lambda: live.list(count=2, sort=1),
        "chat": lambda: live.chat(room_id=past),
    }
    for name, call in calls.items():
        pages, response = [], call()
        while response:
            pages.append(response.json())
            assert len(pages) < MOST_PAGES, f"{name} has no end"
            # The chat of a room that runs has no end.
            response = response.next_items() if name != "said" else None
        answers[name] = pages
    print(json.dumps(answers))


main()
