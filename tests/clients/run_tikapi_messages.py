"""Run by the tests in a process of its own: the vendor's `tikapi`, unmodified, reads, answers and accepts.

Arguments: base URL, API key, account key. Prints JSON: what it found.
"""

import json
import sys
from typing import Any

from tikapi import TikAPI


def every(response: Any, name: str) -> list[Any]:
    """The entries of a list, page after page."""
    found: list[Any] = []
    while response:
        body = response.json()
        assert body["status"] == "success"
        found += body[name]
        response = response.next_items()
    return found


def main() -> None:
    base, key, account_key = sys.argv[1:]
    api = TikAPI(key)
    api.set(__options__={"base": base})
    user = api.user(accountKey=account_key)
    talks = every(user.conversations(), "conversations")
    first = {"conversation_id": talks[0]["id"], "conversation_short_id": talks[0]["short_id"]}
    user.sendMessage(text="from the vendor's client", ticket=talks[0]["ticket"], **first)
    messages = every(user.messages(limit="2", **first), "messages")
    requests = every(user.conversationRequests.conversations(), "conversations")
    kept, refused = ({"conversation_id": each["id"], "conversation_short_id": each["short_id"]} for each in requests)
    asked = user.conversationRequests.messages(**kept).json()["messages"]
    user.conversationRequests.markRead(**kept)
    user.conversationRequests.accept(user_id=requests[0]["ownerUid"], **kept)
    user.conversationRequests.delete(**refused)
    print(
        json.dumps(
            {
                "talks": [talk["short_id"] for talk in talks],
                "messages": [message["text"] for message in messages],
                "asked": [message["text"] for message in asked],
                "requests left": every(user.conversationRequests.conversations(), "conversations"),
                "talks then": sorted(talk["short_id"] for talk in every(user.conversations(), "conversations")),
            }
        )
    )


main()
