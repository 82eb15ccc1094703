"""A peer: Flask over dicts, the way that mocks are usually written. Run in an environment of its own, on its own."""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path
from typing import Any


def make_app(items: Path) -> Any:
    """The app over a file of items, one a line."""
    flask = import_module("flask")
    app = flask.Flask("posts")
    posts: dict[str, list[dict[str, Any]]] = {}
    for line in items.read_text().splitlines():
        item = json.loads(line)
        posts.setdefault(item["author"]["secUid"], []).append(item)

    def page() -> Any:
        own = posts[flask.request.args["secUid"]]
        newest = sorted(own, key=lambda item: item["createTime"], reverse=True)
        return flask.jsonify({"status": "success", "hasMore": len(newest) > 30, "itemList": newest[:30]})

    app.add_url_rule("/public/posts", view_func=page)
    return app


if __name__ == "__main__":
    waitress = import_module("waitress")
    waitress.serve(make_app(Path(sys.argv[1])), host="127.0.0.1", port=int(sys.argv[2]), threads=4)
