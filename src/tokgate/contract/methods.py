"""The decorators that declare an operation, one for each HTTP method.

    @get("/public/posts", credentials=(API_KEY,), pages=POSTS)
    def posts(self, *, secUid: SecUid, cursor: DigitCursor | None = None) -> ItemPage:
        \"\"\"A creator's posts, newest first.\"\"\"
        raise Declared

Parameters say their place in the request; `path` may hold `{name}`s for those in the path, and is "" for an operation
on a link. GET reads unless it says otherwise; every other method says its effect, because nothing about the method
tells it. Several operations of one method and path say by which value of a body's member each is meant:

    @post("/oauth/token/", effect=Effect.REPEATABLE, when=("grant_type", "refresh_token"))
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Concatenate, ParamSpec, TypedDict, TypeVar, Unpack, overload

from tokgate.contract.credentials import Credential
from tokgate.contract.effects import Effect
from tokgate.contract.operation import Check, Listing, Method, Operation
from tokgate.contract.paging import Paging

P = ParamSpec("P")
R = TypeVar("R")
Item = TypeVar("Item")


class Details(TypedDict, total=False):
    """What else a declaration may say; the members are those of `Operation`."""

    credentials: tuple[Credential, ...]
    idempotency_key: str
    one_of: tuple[tuple[str, ...], ...]
    check: Check | None
    when: tuple[str, str] | None
    source: str
    since: str | None
    until: str | None


class Declare:
    """Declares operations of one HTTP method, which have to say their effect. With `pages`, it declares a listing."""

    def __init__(self, method: Method) -> None:
        self.method: Method = method

    @overload
    def __call__(
        self, path: str, *, effect: Effect, pages: Paging[R, Item], **details: Unpack[Details]
    ) -> Callable[[Callable[Concatenate[Any, P], R]], Listing[R, Item, P]]: ...
    @overload
    def __call__(
        self, path: str, *, effect: Effect, **details: Unpack[Details]
    ) -> Callable[[Callable[Concatenate[Any, P], R]], Operation[R, P]]: ...
    def __call__(self, path: str, *, effect: Effect, pages: Any = None, **details: Any) -> Any:
        return declaring(self.method, path, effect, pages, details)


class DeclareReading:
    """As Declare, for a method that reads unless the declaration says otherwise."""

    def __init__(self, method: Method) -> None:
        self.method: Method = method

    @overload
    def __call__(
        self, path: str, *, effect: Effect = Effect.READS, pages: Paging[R, Item], **details: Unpack[Details]
    ) -> Callable[[Callable[Concatenate[Any, P], R]], Listing[R, Item, P]]: ...
    @overload
    def __call__(
        self, path: str, *, effect: Effect = Effect.READS, **details: Unpack[Details]
    ) -> Callable[[Callable[Concatenate[Any, P], R]], Operation[R, P]]: ...
    def __call__(self, path: str, *, effect: Effect = Effect.READS, pages: Any = None, **details: Any) -> Any:
        return declaring(self.method, path, effect, pages, details)


def declaring(
    method: Method, path: str, effect: Effect, pages: Paging[Any, Any] | None, details: dict[str, Any]
) -> Callable[[Callable[..., Any]], Operation[Any, ...]]:
    """What makes an operation, or with `pages` a listing, of a typed method."""

    def declare(function: Callable[..., Any]) -> Operation[Any, ...]:
        if pages is None:
            return Operation(function, method=method, path=path, effect=effect, **details)
        listing: Listing[Any, Any, ...] = Listing(function, method=method, path=path, effect=effect, **details)
        listing.pages = pages
        return listing

    return declare


get: DeclareReading = DeclareReading("GET")
post: Declare = Declare("POST")
put: Declare = Declare("PUT")
patch: Declare = Declare("PATCH")
delete: Declare = Declare("DELETE")
head: Declare = Declare("HEAD")
