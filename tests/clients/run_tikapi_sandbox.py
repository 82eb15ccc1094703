"""Run by the tests in a process of its own: the vendor's `tikapi`, unmodified, in sandbox mode.

Arguments: base URL, then operations as the SDK's tree names them. Each is called with nothing, so that the SDK fills in
its examples and its demo keys. Prints JSON: operation -> [HTTP status, message], or null for one that it has not.
"""

import json
import sys
from functools import reduce

from tikapi import ResponseException, TikAPI


def main() -> None:
    base, *operations = sys.argv[1:]
    api = TikAPI("nobodysKeyAtAll")
    api.set(__sandbox__=True, apiKey=None, __options__={"sandboxBase": base})
    roots = {"user": api.user()}
    print(json.dumps({name: called(api, roots, name) for name in operations}))


def called(api, roots, name):
    root, *rest = name.split(".")
    try:
        operation = reduce(getattr, rest, roots.get(root) or getattr(api, root))
    except AttributeError:
        return None
    try:
        answer = operation()
    except ResponseException as refused:
        answer = refused.response
    return [answer.status_code, answer.json().get("message")]


main()
