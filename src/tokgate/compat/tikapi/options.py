"""Options and values, of the root and of categories made from it, and what holds for a call.

Both are inherited when a call is made, not when a category is: what is set on the root later holds in every category
that does not say otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import msgspec

from tokgate.client.exchange import Transport
from tokgate.compat.tikapi.exceptions import APIException
from tokgate.compat.tikapi.schema import Param, declared

#: What a hook is told of a request: url, options, params, key, instance, self.
RequestInfo: TypeAlias = dict[str, Any]


class Options(msgspec.Struct, kw_only=True, rename={"sandbox_base": "sandboxBase"}):
    """What `__options__` can hold.

    - `base`, `sandboxBase`: the hosts of calls, and of calls in the sandbox.
    - `headers`, `params`, `values`: sent with every call; further parameters, in the vendor's notation; arguments.
    - `on_request(request)`: told before a request is sent. False ends the call with False; a dict with `url` or
      `options` changes the request; any other true value is the call's result.
    - `on_success(response, request)`, `on_error(error, request)`: what they return, if not None, is the call's result.
    - `proxies`: by scheme ("http", "https", "all"), as for `requests`.
    - `timeout`: seconds for connecting and for each wait for bytes (ours, as is `transport`: see `tokgate.Transport`).
    """

    base: str = "https://api.tikapi.io"
    sandbox_base: str = "https://sandbox.tikapi.io"
    headers: dict[str, str] = {}
    params: dict[str, Param] = {}
    values: dict[str, Any] = {}
    on_request: Callable[[RequestInfo], object] | None = None
    on_success: Callable[[Any, RequestInfo], object] | None = None
    on_error: Callable[[Exception, RequestInfo], object] | None = None
    proxies: Mapping[str, str] | None = None
    timeout: float | None = 30.0
    transport: Transport | None = None


#: The members of which each level adds some; of the others, the lowest level that has one decides.
MERGED = ("headers", "params", "values")
NAMES = tuple(field.encode_name for field in msgspec.structs.fields(Options))


class Level:
    """What was said to one instance, above what its parent has."""

    def __init__(self, parent: Level | None = None) -> None:
        self.parent = parent
        self._said: dict[str, Any] = {}

    def update(self, values: Mapping[str, Any]) -> None:
        """Take `__options__` and argument values, of which None says nothing. APIException for what is no option."""
        arguments = dict(values)
        options = arguments.pop("__options__", None)
        given = _read({} if options is None else options)
        given["values"] = {**given.get("values", {}), **{k: v for k, v in arguments.items() if v is not None}}
        for name, said in given.items():
            self._said[name] = {**self._said.get(name, {}), **said} if name in MERGED else said

    def options(self) -> Options:
        """What holds for a call that is made now."""
        return Options(**self._all())

    def _all(self) -> dict[str, Any]:
        above = self.parent._all() if self.parent is not None else {}
        merged = {name: {**above.get(name, {}), **self._said.get(name, {})} for name in MERGED}
        return {**above, **self._said, **merged}


def _read(options: object) -> dict[str, Any]:
    """`__options__` by the names of Options' members."""
    if not isinstance(options, dict):
        raise APIException("Invalid __options__ object.")
    for name in options:
        if name not in NAMES:
            raise APIException(f"There is no option {name!r}; there are {', '.join(NAMES)}.")
    read = {field.name: options[field.encode_name] for field in _fields_in(options)}
    if "params" in read:
        read["params"] = {argument: declared(argument, said) for argument, said in read["params"].items()}
    return read


def _fields_in(options: Mapping[str, Any]) -> list[msgspec.structs.FieldInfo]:
    return [field for field in msgspec.structs.fields(Options) if options.get(field.encode_name) is not None]
