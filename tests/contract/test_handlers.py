"""What a handler is held against when it registers: what type checkers do not see."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

import pytest

from tokgate.contract.handlers import Handlers, check
from tokgate.contract.methods import get
from tokgate.contract.operation import Declared, M, Resource
from tokgate.contract.parameters import query
from tokgate.contract.wire import Wire

Owner = Annotated[str, query(help="Whose.")]
Other = Annotated[str, query(help="Another's.")]
Count = Annotated[int, query(at_most=30)]


class Answer(Wire):
    """Anything."""


class Things(Resource[M], name="handled.things"):
    """One call."""

    @get("/things")
    def list(self, *, owner: Owner, count: Count = 30, page: Count | None = None) -> Answer:
        """One page."""
        raise Declared


class Request:
    """A server's request."""


def right(request: Request, /, *, owner: Owner, count: Count = 30, **_: object) -> Answer:
    return Answer()


def bare(request: Request, /, *, owner: str, page: int | None = None, **_: object) -> Answer:
    return Answer()


def nothing(request: Request, /, **_: object) -> Answer:
    return Answer()


def other_name(request: Request, /, *, owner: Owner, kount: Count = 30, **_: object) -> Answer:
    return Answer()


def other_default(request: Request, /, *, owner: Owner, count: Count = 7, **_: object) -> Answer:
    return Answer()


def given_default(request: Request, /, *, owner: Owner = "a", **_: object) -> Answer:
    return Answer()


def other_alias(request: Request, /, *, owner: Other, **_: object) -> Answer:
    return Answer()


def other_type(request: Request, /, *, owner: int, **_: object) -> Answer:
    return Answer()


def not_by_position(request: Request, *, owner: Owner, **_: object) -> Answer:
    return Answer()


def without_rest(request: Request, /, *, owner: Owner, count: Count = 30, page: Count | None = None) -> Answer:
    return Answer()


async def coroutine(request: Request, /, *, owner: Owner, **_: object) -> Answer:
    return Answer()


@pytest.mark.parametrize("handler", [right, bare, nothing])
def test_a_handler_names_what_it_reads(handler: Callable[..., Any]) -> None:
    check(Things.list, handler)


@pytest.mark.parametrize(
    ("handler", "said"),
    [
        (other_name, "reads 'kount'; the declaration has owner, count, page"),
        (other_default, "has the default 7 for count, the declaration the default 30"),
        (given_default, "has the default 'a' for owner, the declaration no default"),
        (other_alias, "takes owner as Other, the declaration as Owner"),
        (other_type, "takes owner as int, the declaration as Owner"),
        (not_by_position, "must take the request by position"),
        (without_rest, r"must end with \*\*_: object"),
        (coroutine, "must be a plain function"),
    ],
)
def test_what_the_declaration_does_not_say_is_refused(handler: Callable[..., Any], said: str) -> None:
    with pytest.raises(TypeError, match=f"the handler of handled.things.list {said}"):
        check(Things.list, handler)


def test_an_operation_has_one_handler() -> None:
    handlers: Handlers[Request] = Handlers()
    handlers.implements(Things.list)(right)

    with pytest.raises(ValueError, match=r"handled\.things\.list has a handler already"):
        handlers.implements(Things.list)(right)
    assert handlers.find(Things.list) is right
