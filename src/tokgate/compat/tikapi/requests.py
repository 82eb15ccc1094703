"""A call's request, written from its endpoint's parameters."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode

from tokgate.client.exchange import Attempt
from tokgate.compat.tikapi.checks import checked
from tokgate.compat.tikapi.options import Options, RequestInfo
from tokgate.compat.tikapi.schema import Endpoint, Param
from tokgate.contract.parameters import Location
from tokgate.version import USER_AGENT

#: Values, by wire name, by where they travel.
Placed = dict[Location, dict[str, Any]]


def prepared(endpoint: Endpoint, options: Options, arguments: Mapping[str, Any]) -> RequestInfo:
    """What is to be sent, as hooks are told it. Raises ValidationException."""
    is_sandbox = bool(arguments.get("__sandbox__") or options.values.get("__sandbox__"))
    placed = _placed(endpoint, options, arguments, is_sandbox)
    path = endpoint.path
    for wire, value in placed[Location.PATH].items():
        path = path.replace(f"{{{wire}}}", quote(str(value), safe=""))
    headers = {**options.headers, **{wire: str(value) for wire, value in placed[Location.HEADER].items()}}
    return {
        "url": f"{options.sandbox_base if is_sandbox else options.base}{path}",
        "options": {
            "method": endpoint.method.lower(),
            "headers": headers,
            "proxies": options.proxies,
            "body": placed[Location.BODY],
            "query": placed[Location.QUERY],
            "encoding": "json",
        },
        "params": dict(arguments),
        "key": endpoint.key,
    }


def _placed(endpoint: Endpoint, options: Options, arguments: Mapping[str, Any], is_sandbox: bool) -> Placed:
    params = {**options.params, **{param.argument: param for param in endpoint.params}}
    usual = Location.QUERY if endpoint.method == "GET" else Location.BODY
    placed: Placed = {place: {} for place in (Location.PATH, Location.HEADER, Location.QUERY, Location.BODY)}
    for param in params.values():
        value = checked(param, _given(param, options.values, arguments, is_sandbox))
        if value is not None:
            placed[param.location or usual][param.wire] = value
    return placed


def _given(param: Param, values: Mapping[str, Any], arguments: Mapping[str, Any], is_sandbox: bool) -> Any:
    """The argument of the call, else the value that was set, else, in the sandbox, the example, else the default."""
    choices = (
        arguments.get(param.argument),
        values.get(param.argument),
        param.example if is_sandbox else None,
        param.default,
    )
    return next((value for value in choices if value is not None), None)


def attempt(request: RequestInfo, timeout: float | None) -> Attempt:
    """The HTTP request. TypeError for a body that JSON has no word for."""
    options = request["options"]
    headers = {"user-agent": USER_AGENT, "accept": "*/*"}
    headers.update({name.lower(): str(value) for name, value in options["headers"].items() if value is not None})
    body = b""
    if options["body"]:
        body = json.dumps(options["body"], allow_nan=False).encode()
        headers.setdefault("content-type", "application/json")
    query = urlencode(_pairs(options["query"]))
    return Attempt(
        method=options["method"].upper(),
        url=f"{request['url']}?{query}" if query else request["url"],
        headers=headers,
        body=body,
        timeout=timeout,
        operation=request["key"],
    )


def _pairs(query: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """The members of a query, of what holds several one for each."""
    return [
        (name, entry)
        for name, value in query.items()
        for entry in (value if isinstance(value, (list, tuple, dict)) else (value,))
        if entry is not None
    ]
