"""Run by the tests in a process of its own: the vendor's `tikapi`, unmodified, pages through creators' posts.

Arguments: base URL, API key, account key, then secUids. Prints JSON: secUid -> the ids in the order they came.
"""

import json
import sys

from tikapi import TikAPI


def main() -> None:
    base, key, account_key, *sec_uids = sys.argv[1:]
    api = TikAPI(key)
    api.set(__options__={"base": base})
    pages = {}
    for sec_uid in sec_uids:
        ids = []
        response = api.public.posts(secUid=sec_uid)
        while response:
            body = response.json()
            assert body["status"] == "success"
            ids += [item["id"] for item in body["itemList"]]
            response = response.next_items()
        pages[sec_uid] = ids
    user = api.user(accountKey=account_key)
    profile = api.public.check(username=user.posts.feed().json()["itemList"][0]["author"]["uniqueId"])
    assert profile.json()["userInfo"]["user"]["secUid"] in sec_uids
    print(json.dumps(pages))


main()
