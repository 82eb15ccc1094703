"""An endpoint as it is called."""

from __future__ import annotations

import json
from collections.abc import Mapping
from inspect import Parameter, Signature
from typing import Any

from tokgate.compat.tikapi.exceptions import ResponseException
from tokgate.compat.tikapi.options import Level, Options, RequestInfo
from tokgate.compat.tikapi.requests import attempt, prepared
from tokgate.compat.tikapi.response import APIResponse
from tokgate.compat.tikapi.schema import Endpoint
from tokgate.compat.tikapi.sending import Sender, send

#: A chat goes on: it is followed by asking again from the same place until somebody says something.
ENDLESS = frozenset({"UserLive.chat"})


class Call:
    """A call of an endpoint. Arguments that it does not have are not sent, as by the vendor's SDK."""

    def __init__(self, endpoint: Endpoint, level: Level, sender: Sender, instance: object) -> None:
        self._endpoint = endpoint
        self._level = level
        self._sender = sender
        self._instance = instance
        self.__name__: str = endpoint.key.rpartition(".")[2]
        self.__doc__ = endpoint.help
        self.__signature__: Signature = _signature(endpoint)

    def __repr__(self) -> str:
        return f"<{self._endpoint.key}{self.__signature__}>"

    # Any, as a hook may put anything in the place of the answer.
    def __call__(self, *args: Any, **params: Any) -> Any:
        """The answer, an APIResponse, unless a hook gives something else.

        Raises ValidationException before anything is sent, and ResponseException for an error and for no answer.
        """
        given = self.__signature__.bind(*args, **params).arguments
        others = given.pop("otherParams", {})
        return self._run({**given, **others}, frozenset())

    def _run(self, arguments: Mapping[str, Any], walked: frozenset[str]) -> Any:
        options = self._level.options()
        request = prepared(self._endpoint, options, arguments)
        request["instance"] = self._instance
        request["self"] = self
        if options.on_request is not None:
            decided = options.on_request(request)
            if decided is False:
                return False
            if isinstance(decided, dict) and ("url" in decided or "options" in decided):
                request.update(decided)
            elif decided:
                return decided
        return self._sent(request, options, walked)

    def _sent(self, request: RequestInfo, options: Options, walked: frozenset[str]) -> Any:
        try:
            response = self._answer(request, options, walked)
            response.raise_for_status()
        except ResponseException as problem:
            instead = None if options.on_error is None else options.on_error(problem, request)
            if instead is None:
                raise
            return instead
        instead = None if options.on_success is None else options.on_success(response, request)
        return response if instead is None else instead

    def _answer(self, request: RequestInfo, options: Options, walked: frozenset[str]) -> APIResponse:
        def follow(following: Mapping[str, Any], response: APIResponse) -> Any:
            place = json.dumps(following, sort_keys=True, default=str)
            if place in walked and self._endpoint.key not in ENDLESS:
                raise ResponseException(
                    "The answer goes on where the list has been before: it would never end.", response
                )
            return self._run({**request["params"], **following}, walked | {place})

        try:
            asked = attempt(request, options.timeout)
            transport = options.transport or self._sender.transport(request["options"]["proxies"])
        except (TypeError, ValueError) as problem:
            raise ResponseException(str(problem)) from problem
        reply = send(transport, asked)
        return APIResponse(reply, asked.url, transport, follow)


def _signature(endpoint: Endpoint) -> Signature:
    """What `help()` shows of it: the arguments in the vendor's order, by place or name, and others."""
    known = {param.argument: param for param in endpoint.params}
    arguments = [
        Parameter(argument, Parameter.POSITIONAL_OR_KEYWORD, default=known[argument].default)
        for argument in endpoint.positional
    ]
    return Signature([*arguments, Parameter("otherParams", Parameter.VAR_KEYWORD)])
