"""The declaration: one typed method without a body, which is the SDK's call and the server's route at once.

class Public(Resource[M], name="tikapi.public"):
    @get("/public/posts", credentials=(API_KEY,), pages=POSTS)
    def posts(self, *, secUid: SecUid, cursor: DigitCursor | None = None) -> ItemPage:
        \"\"\"A creator's posts, newest first.\"\"\"
        raise Declared
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from functools import cached_property
from inspect import get_annotations
from typing import (
    Any,
    ClassVar,
    Concatenate,
    Generic,
    Literal,
    NamedTuple,
    ParamSpec,
    TypeAlias,
    TypeVar,
    get_origin,
    overload,
)

from tokgate.contract.answers import DeclaredAnswer, answer_of
from tokgate.contract.calls import AsyncCall, AsyncCaller, AsyncListCall, Call, ListCall, SyncCaller
from tokgate.contract.credentials import Credential
from tokgate.contract.effects import Effect
from tokgate.contract.fields import RequestField, fields_of, result_of
from tokgate.contract.introspection import documentation_of, signature_of
from tokgate.contract.paging import Paging
from tokgate.contract.parameters import Location

P = ParamSpec("P")
R = TypeVar("R")
Item = TypeVar("Item")

#: What is wrong, by wire name, with arguments together.
Check: TypeAlias = Callable[[Mapping[str, Any]], Mapping[str, str]]
Method = Literal["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]


#: Of a request's body, without files and raw content: no declared one comes near it.
MOST_BYTES = 256 << 10


class Declared(Exception):
    """The body of a declaration: it is read, never run."""


class When(NamedTuple):
    """A member of the body, of a GET the query, and the value by which an operation is meant and no other of its place.

    Of a GET, one operation may be without it: the one that all other values mean, and none.
    """

    member: str
    value: str


class Sync:
    """Marks a resource of a synchronous client."""


class Async:
    """Marks a resource of an asynchronous client."""


M = TypeVar("M", Sync, Async)


class Resource(Generic[M]):
    """A class of declared operations. `name`, given when it is subclassed, is the prefix of their full names.

    A member that is annotated with another resource, as in `posts: UserPosts[M]`, holds that one for the same client.
    """

    resource_name: ClassVar[str] = ""
    #: Read from the annotations when first asked for, as they may name classes that are declared further down.
    _nested: ClassVar[Mapping[str, type[Resource[Any]]]]

    def __init_subclass__(cls, *, name: str = "", **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if name:
            cls.resource_name = name
        prefix = f"{cls.resource_name}." if cls.resource_name else ""
        for member_name, member in vars(cls).items():
            if isinstance(member, Operation):
                member.name = f"{prefix}{member_name}"

    def __init__(self, caller: SyncCaller | AsyncCaller) -> None:
        self.use(caller)

    def use(self, caller: SyncCaller | AsyncCaller) -> None:
        """Call with this caller from now on, here and in the resources below."""
        self.caller = caller
        for name, kind in self.nested().items():
            setattr(self, name, kind(caller))

    @classmethod
    def operations(cls) -> list[Operation[Any, ...]]:
        """The operations that this class declares, in the order of their declaration."""
        return [member for member in vars(cls).values() if isinstance(member, Operation)]

    @classmethod
    def tree(cls) -> tuple[type[Resource[Any]], ...]:
        """This resource and all those below it, each before those that it holds."""
        kinds: list[type[Resource[Any]]] = [cls]
        for kind in cls.nested().values():
            kinds += kind.tree()
        return tuple(kinds)

    @classmethod
    def nested(cls) -> Mapping[str, type[Resource[Any]]]:
        """The resources that this one holds, by the member's name."""
        if "_nested" not in vars(cls):
            bases = [kind for kind in reversed(cls.__mro__) if issubclass(kind, Resource)]
            hints = {name: hint for kind in bases for name, hint in get_annotations(kind, eval_str=True).items()}
            kinds = {name: get_origin(hint) or hint for name, hint in hints.items()}
            cls._nested = {
                n: kind for n, kind in kinds.items() if isinstance(kind, type) and issubclass(kind, Resource)
            }
        return cls._nested


class Operation(Generic[R, P]):
    """One declared call. Class access gives the declaration, access through a client's resource gives the call.

    Of each group in `one_of`, at least one parameter is needed; they are named as the signature names them. `check` is
    given arguments that are right one by one and says, by wire name, what is wrong with them together.
    `since` and `until` name the first and the last revision (version or ISO date) of the dialect that has it; `source`
    says where its facts are from. `idempotency_key` is the header by which the vendor knows a request that came before.
    `when` is a member of the body, of a GET the query, with its value, for several operations of one method and path.

    One whose path is "" goes to a link: its whole URL is the argument that travels as `Location.LINK`. That is another
    place than the dialect's, so that no credential goes there and no server has a route for it.
    """

    pages: Paging[Any, Any] | None = None

    def __init__(
        self,
        function: Callable[Concatenate[Any, P], R],
        *,
        method: Method,
        path: str,
        effect: Effect,
        credentials: tuple[Credential, ...] = (),
        idempotency_key: str = "",
        one_of: tuple[tuple[str, ...], ...] = (),
        check: Check | None = None,
        when: tuple[str, str] | None = None,
        source: str = "",
        since: str | None = None,
        until: str | None = None,
    ) -> None:
        self.function = function
        self.method: Method = method
        self.path = path
        self.effect = effect
        self.credentials = credentials
        self.idempotency_key: str = idempotency_key.lower()
        self.one_of = one_of
        self.check = check
        self.when: When | None = None if when is None else When(*when)
        self.source = source
        self.since = since
        self.until = until
        self.name: str = function.__name__
        self.help: str = inspect.getdoc(function) or ""
        self._check_groups()

    def _check_groups(self) -> None:
        """TypeError for a group with a parameter that is not declared, or that a call always has."""
        if not self.one_of:
            return
        declared = inspect.signature(self.function).parameters
        for name in (name for group in self.one_of for name in group):
            if name not in declared or declared[name].default is not None:
                raise TypeError(
                    f"{self.name}: {name!r} cannot be one of a group: it has to be declared as `… | None = None`"
                )

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.name}: {self.method} {self.path}>"

    @cached_property
    def fields(self) -> tuple[RequestField, ...]:
        """The parameters, read from the signature on first use."""
        return fields_of(self.function)

    @cached_property
    def signature(self) -> inspect.Signature:
        """The signature of the call that this is on a client."""
        return signature_of(self.function)

    @cached_property
    def documentation(self) -> str:
        """What `help()` shows of the call."""
        return documentation_of(self.help, f"{self.method} {self.path}", self.fields, self.result)

    @cached_property
    def defaults(self) -> Mapping[str, Any]:
        """What a handler gets for the parameters that a request leaves out."""
        return {field.argument: field.default for field in self.fields}

    @cached_property
    def link(self) -> RequestField | None:
        """The parameter that is the whole URL, of an operation that goes to a link."""
        return next((field for field in self.fields if field.location is Location.LINK), None)

    @cached_property
    def raw_body(self) -> RequestField | None:
        """The parameter that is the whole body of the request, if there is one."""
        return next((field for field in self.fields if field.location is Location.CONTENT), None)

    @cached_property
    def body_of(self) -> Location | None:
        """What the body of a request is made of, None for no body; one with a file is multipart, members included."""
        there = {field.location for field in self.fields}
        kinds = (Location.CONTENT, Location.FILE, Location.FORM, Location.BODY)
        return next((kind for kind in kinds if kind in there), None)

    @cached_property
    def accept(self) -> str:
        """The content types that a success may have, as a request asks for them."""
        return ", ".join(self.answer.media_types) or "*/*"

    @cached_property
    def in_headers(self) -> tuple[RequestField, ...]:
        """The parameters that travel in headers."""
        return tuple(field for field in self.fields if field.location is Location.HEADER)

    @cached_property
    def most_bytes(self) -> int:
        """How large the body of a request can be."""
        files = [field for field in self.fields if field.location in (Location.FILE, Location.CONTENT)]
        return MOST_BYTES + sum(field.parameter.max_bytes for field in files)

    @cached_property
    def answer(self) -> DeclaredAnswer:
        """What a success carries, and of which content types."""
        return answer_of(result_of(self.function))

    @property
    def result(self) -> type[R]:
        """The type of the answer: a wire type, `Binary`, `Stream` or None's."""
        kind: type[R] = self.answer.type
        return kind

    def arguments(self, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> dict[str, Any]:
        """The arguments of a call by name, without those left at None. Raises TypeError as a Python call would."""
        if args:
            raise TypeError(f"{self.name}() takes keyword arguments only")
        known = self.defaults
        for name in kwargs:
            if name not in known:
                raise TypeError(f"{self.name}() has no parameter {name!r}; it has {', '.join(sorted(known)) or 'none'}")
        for field in self.fields:
            if field.required and kwargs.get(field.argument) is None:
                raise TypeError(f"{self.name}() needs {field.argument}")
        filled = {field.argument: kwargs.get(field.argument, field.default) for field in self.fields}
        return {name: value for name, value in filled.items() if value is not None}

    @overload
    def __get__(self, instance: None, owner: Any) -> Operation[R, P]: ...
    @overload
    def __get__(self, instance: Resource[Sync], owner: Any) -> Call[R, P]: ...
    @overload
    def __get__(self, instance: Resource[Async], owner: Any) -> AsyncCall[R, P]: ...
    def __get__(self, instance: Any, owner: Any) -> Any:
        if instance is None:
            return self
        return AsyncCall(self, instance.caller) if _is_async(instance.caller) else Call(self, instance.caller)


class Listing(Operation[R, P], Generic[R, Item, P]):
    """An operation whose answer is one page of a list."""

    pages: Paging[R, Item]

    @overload
    def __get__(self, instance: None, owner: Any) -> Listing[R, Item, P]: ...
    @overload
    def __get__(self, instance: Resource[Sync], owner: Any) -> ListCall[R, Item, P]: ...
    @overload
    def __get__(self, instance: Resource[Async], owner: Any) -> AsyncListCall[R, Item, P]: ...
    def __get__(self, instance: Any, owner: Any) -> Any:
        if instance is None:
            return self
        return AsyncListCall(self, instance.caller) if _is_async(instance.caller) else ListCall(self, instance.caller)


def _is_async(caller: Any) -> bool:
    return bool(getattr(caller, "is_async", False))
