"""Run by the tests in a process of its own: the vendor's `tikapi`, unmodified, in sandbox mode.

Arguments: base URL, demo key, then operations as the SDK's tree names them. Each is called with nothing, so that the
SDK fills in its examples and its demo account key. Prints JSON: operation -> [HTTP status or null, message], or null
for one that it has not.
"""

import json
import sys
from functools import reduce
from typing import Any

from tikapi import ResponseException, TikAPI, ValidationException


def main() -> None:
    base, key, *operations = sys.argv[1:]
    api = TikAPI(key)
    api.set(__sandbox__=True, __options__={"sandboxBase": base})
    roots = {"user": api.user()}
    print(json.dumps({name: called(api, roots, name) for name in operations}))


def called(api: Any, roots: dict[str, Any], name: str) -> list[Any] | None:
    root, *rest = name.split(".")
    try:
        operation = reduce(getattr, rest, roots.get(root) or getattr(api, root))
    except AttributeError:
        return None
    try:
        answer = operation()
    except ValidationException as lacking:
        return [None, f"the schema has no example of {lacking.field}"]
    except ResponseException as refused:
        answer = refused.response
    return [answer.status_code, answer.json().get("message")]


main()
