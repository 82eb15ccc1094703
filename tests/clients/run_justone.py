"""Run by the tests in a process of its own: the vendor's `justoneapi`, unmodified, pages through creators' posts.

Arguments: base URL, token, then secUids. Prints JSON: secUid -> the ids in the order they came.
"""

import json
import sys

from justoneapi import JustOneAPIClient


def main() -> None:
    base, token, *sec_uids = sys.argv[1:]
    client = JustOneAPIClient(token, base_url=base)
    pages = {}
    for sec_uid in sec_uids:
        ids = []
        cursor = "0"
        while True:
            answer = client.tiktok.get_user_post_v1(sec_uid=sec_uid, cursor=cursor)
            assert answer.success, answer.message
            ids += [item["id"] for item in answer.data["itemList"]]
            if not answer.data["hasMore"]:
                break
            cursor = answer.data["cursor"]
        pages[sec_uid] = ids
    print(json.dumps(pages))


main()
