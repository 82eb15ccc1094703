"""The vendor's schema as its newest SDK has it, read from the declarations: categories, endpoints, parameters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any

import msgspec

from tokgate.contract.fields import RequestField
from tokgate.contract.operation import Operation, Resource
from tokgate.contract.parameters import Location
from tokgate.dialects.tikapi.credentials import ACCOUNT_KEY, API_KEY, DEMO_ACCOUNT_KEY, DEMO_API_KEY
from tokgate.dialects.tikapi.resources.api import Api

#: The vendor's release that this is a drop-in for: what is declared for others only is left out.
REVISION = (3, 2, 2)
KEY_FORM = "^[a-zA-Z0-9]{10,}$"
#: Types of values by the names of the vendor's schema; a type that is not here is sent as text.
TYPES: dict[Any, str] = {int: "number", float: "number", bool: "boolean"}


class Param(msgspec.Struct, frozen=True, kw_only=True):
    """A parameter. `argument` is its name in a call, `wire` that in the request; `message` is what a wrong one is told.

    `example` is what the sandbox is sent for it, None for nothing; `pattern` is the vendor's own text, and `type`
    one of its names. None as the location is where its method has parameters: the query of GET, the body of POST. No
    endpoint of the vendor's has a lowest value or a format: those come from the options.
    """

    argument: str
    wire: str
    location: Location | None
    type: str
    required: bool
    message: str
    default: Any = None
    example: Any = None
    pattern: str | None = None
    at_most: int | None = None
    at_least: int | None = None
    allowed: tuple[Any, ...] = ()
    format: Callable[[Any], Any] | None = None


class Endpoint(msgspec.Struct, frozen=True, kw_only=True):
    """An endpoint. `params` are in the order of their checks, `positional` in that of the call's arguments."""

    key: str
    method: str
    path: str
    help: str
    params: tuple[Param, ...]
    positional: tuple[str, ...]


class Category(msgspec.Struct, frozen=True, kw_only=True):
    """A category, `inherited` being the parameters that all its endpoints have; `path` is () for the root."""

    path: tuple[str, ...]
    help: str
    inherited: tuple[Param, ...]
    endpoints: dict[str, Endpoint]
    categories: dict[str, Category]


#: Shown with every call.
API_KEY_PARAM = Param(
    argument="apiKey",
    wire=API_KEY.wire,
    location=Location.HEADER,
    type="any",
    required=True,
    message="The TikAPI API Key is required for all requests",
    example=DEMO_API_KEY,
    pattern=KEY_FORM,
)
ACCOUNT_KEY_PARAM = Param(
    argument="accountKey",
    wire=ACCOUNT_KEY.wire,
    location=Location.HEADER,
    type="any",
    required=True,
    message="The Account Key is required",
    example=DEMO_ACCOUNT_KEY,
    pattern=KEY_FORM,
)
CREDENTIALS = {API_KEY.kind: API_KEY_PARAM, ACCOUNT_KEY.kind: ACCOUNT_KEY_PARAM}


#: By the names of the vendor's notation.
LOCATIONS = {"headers": Location.HEADER, "query": Location.QUERY, "body": Location.BODY, "path": Location.PATH}


def declared(argument: str, said: Mapping[str, Any]) -> Param:
    """A parameter in the vendor's notation."""
    return Param(
        argument=argument,
        wire=said.get("name") or argument,
        location=LOCATIONS[said["location"]] if "location" in said else None,
        type=said.get("type") or "any",
        required=bool(said.get("required")),
        message=said.get("help") or f"The '{argument}' field is invalid.",
        default=said.get("default"),
        example=said.get("example"),
        pattern=said.get("validate"),
        at_most=said.get("max"),
        at_least=said.get("min"),
        allowed=tuple(said.get("in", ())),
        format=said.get("format"),
    )


def schema() -> Category:
    """All of the vendor's SDK."""
    return _category(Api, ())


def _category(resource: type[Resource[Any]], path: tuple[str, ...]) -> Category:
    operations = _held_by(resource)
    inherited = _inherited([operation for kind in resource.tree() for operation in _held_by(kind)])
    categories = {name: _category(kind, (*path, name)) for name, kind in resource.nested().items()}
    return Category(
        path=path,
        help=(resource.__doc__ or "").strip(),
        inherited=inherited,
        endpoints={_name(operation): _endpoint(operation, path, inherited) for operation in operations},
        categories={name: held for name, held in categories.items() if held.endpoints or held.categories},
    )


def _held_by(resource: type[Resource[Any]]) -> list[Operation[Any, ...]]:
    return [operation for operation in resource.operations() if _holds(operation.since, operation.until)]


def _holds(since: str | None, until: str | None) -> bool:
    return (since is None or _numbers(since) <= REVISION) and (until is None or _numbers(until) >= REVISION)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def _name(operation: Operation[Any, ...]) -> str:
    return operation.name.rpartition(".")[2]


def _inherited(operations: list[Operation[Any, ...]]) -> tuple[Param, ...]:
    """The parameters that all these have, in the order of the first: the vendor checks them before the others."""
    if not operations:
        return ()
    shared = set.intersection(*({param.argument for param in _params(operation)} for operation in operations))
    return tuple(param for param in _params(operations[0]) if param.argument in shared)


def _endpoint(operation: Operation[Any, ...], path: tuple[str, ...], inherited: tuple[Param, ...]) -> Endpoint:
    own = {param.argument: param for param in _params(operation)}
    first = [param.argument for param in inherited if param.argument in own]
    order = [*first, *(argument for argument in own if argument not in first)]
    category = "".join(name[0].upper() + name[1:] for name in path)
    name = _name(operation)
    return Endpoint(
        key=f"{category}.{name}" if path else name.capitalize(),
        method=operation.method,
        path=operation.path,
        help=operation.help,
        params=tuple(own[argument] for argument in order),
        positional=tuple(argument for argument in own if argument not in ("apiKey", "accountKey")),
    )


def _params(operation: Operation[Any, ...]) -> list[Param]:
    shown = [CREDENTIALS[credential.kind] for credential in operation.credentials]
    return [*shown, *(_param(field) for field in operation.fields if _sent(field))]


def _sent(field: RequestField) -> bool:
    return _holds(field.parameter.since, field.parameter.until)


def _param(field: RequestField) -> Param:
    parameter = field.parameter
    restated = f"^{parameter.pattern}$" if parameter.pattern else None
    pattern = restated if parameter.vendor_pattern is None else parameter.vendor_pattern or None
    help_text = parameter.vendor_help if parameter.vendor_help is not None else parameter.help
    kind = parameter.vendor_type or TYPES.get(field.kind, "string")
    return Param(
        argument=field.argument,
        wire=field.wire,
        location=field.location,
        type=kind,
        required=field.required or parameter.vendor_required,
        message=help_text or f"The {field.argument!r} field is invalid.",
        default=_plain(field.default, kind),
        example=_plain(parameter.example, kind),
        pattern=pattern,
        at_most=parameter.at_most if kind == "number" and not field.choices else None,
        allowed=tuple(_of_kind(choice.value, kind) for choice in field.choices if _holds(choice.since, choice.until)),
    )


def _plain(value: Any, kind: str) -> Any:
    """A default or an example as it is sent."""
    return _of_kind(value.value, kind) if isinstance(value, Enum) else value


def _of_kind(choice: str, kind: str) -> str | int:
    """One of the allowed values, which may be numbers to the vendor."""
    return int(choice) if kind == "number" else choice
