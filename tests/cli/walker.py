"""A browser without a screen, for $BROWSER: the first creator of the page it is sent to does as $WALK says.

allow, cancel; `stray` asks for other things first, as other pages and other programs on the machine would.
"""

from __future__ import annotations

import os
import re
import sys
from urllib.parse import parse_qs, urlsplit

import httpx
from tests.server.sign_in.browser import decide


def walk(url: str, how: str) -> None:
    parts = urlsplit(url)
    with httpx.Client(base_url=f"{parts.scheme}://{parts.netloc}") as http:
        redirect_uri = parse_qs(parts.query)["redirect_uri"][0]
        if how == "stray":
            assert http.get(redirect_uri, params={"code": "c", "state": "other"}).status_code == 400
            assert http.get(redirect_uri.removesuffix("callback/") + "favicon.ico").status_code == 404
        found = re.search(r'creator=([^"&]+)', http.get(url).text)
        assert found is not None
        answer = decide(http, http.get(f"{url}&creator={found[1]}"), allow=how != "cancel")
        assert "close this page" in http.get(answer.headers["location"]).text


if __name__ == "__main__":
    walk(sys.argv[1], os.environ.get("WALK", "allow"))
