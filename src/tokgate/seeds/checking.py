"""A file's value against the declaration: every mistake at once, each with its place and what would be right."""

from __future__ import annotations

import types
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import msgspec

from tokgate.dialects.secret_names import is_secret_name
from tokgate.domain.spelling import did_you_mean
from tokgate.seeds.issues import Issue, Path
from tokgate.seeds.located import Located

#: Members whose value is never shown.
_NO_VALUE = object()


def issues_of(located: Located, kind: type[Any]) -> list[Issue]:
    """Everything that keeps the value from being of a type; [] if it is."""
    try:
        msgspec.convert(located.value, kind)
    except (msgspec.ValidationError, UnicodeEncodeError) as problem:
        # msgspec tells one mistake; all of them are wanted.
        found = [located.issue(path, words) for path, words in _problems(located.value, kind, ())]
        return found or [located.issue((), str(problem))]
    return []


def _problems(value: Any, kind: Any, path: Path) -> Iterator[tuple[Path, str]]:
    declaration = _option(kind, lambda each: isinstance(each, type) and issubclass(each, msgspec.Struct))
    entries = _option(kind, _is_list)
    if declaration is not None and isinstance(value, dict):
        yield from _member_problems(value, declaration, path)
    elif entries is not None and isinstance(value, list):
        found = [each for number, entry in enumerate(value)
                 for each in _problems(entry, get_args(entries)[0], (*path, number))]  # fmt: skip
        yield from found or _leaf_problems(value, kind, path)  # its length may be wrong
    elif declaration is not None and _option(kind, lambda each: each in (str, int)) is None:
        if value is not None or type(None) not in _options(kind):
            yield path, f"has to hold {', '.join(declaration.__struct_encode_fields__)}, {_is(value)}"
    elif entries is not None:
        yield path, f"has to be a list, {_is(value)}"
    else:
        yield from _leaf_problems(value, kind, path)


def _member_problems(value: dict[str, Any], kind: Any, path: Path) -> Iterator[tuple[Path, str]]:
    fields = _fields_of(kind)
    for name, member in value.items():
        if name not in fields:
            yield (*path, name), f"there is no such key{did_you_mean(name, fields)}"
        elif member is not None or fields[name].required or type(None) not in _options(fields[name].type):
            yield from _problems(member, fields[name].type, (*path, name))
    for name, field in fields.items():
        if field.required and name not in value:
            yield path, f"needs {name}: {_expected(field.type)}"


@lru_cache(maxsize=100)
def _fields_of(kind: type[msgspec.Struct]) -> dict[str, msgspec.structs.FieldInfo]:
    return {field.encode_name: field for field in msgspec.structs.fields(kind)}


def _leaf_problems(value: Any, kind: Any, path: Path) -> Iterator[tuple[Path, str]]:
    try:
        msgspec.convert(value, kind)
    except (msgspec.ValidationError, UnicodeEncodeError):
        visible = _NO_VALUE if path and is_secret_name(str(path[-1])) else value
        choices = [word for each in _options(kind) if get_origin(each) is Literal for word in get_args(each)]
        hint = did_you_mean(value, choices) if choices and isinstance(value, str) else ""
        if isinstance(value, int | float) and str in _options(kind) and not choices:
            hint = "; text that looks like something else needs quotes"
        yield path, f"has to be {_expected(kind)}{_is(visible, before=', ')}{hint if 'there are' not in hint else ''}"


def _is_list(kind: Any) -> bool:
    origin: Any = get_origin(kind)
    return origin is list


def _option(kind: Any, fits: Callable[[Any], bool]) -> Any:
    return next((each for each in _options(kind) if fits(each)), None)


def _options(kind: Any) -> list[Any]:
    """The alternatives that a type stands for, without what annotates them."""
    if get_origin(kind) is Annotated:
        return _options(get_args(kind)[0])
    if get_origin(kind) in (Union, types.UnionType):
        return [option for each in get_args(kind) for option in _options(each)]
    return [kind]


def _expected(kind: Any) -> str:
    """A type in words: its description, else what it is."""
    if get_origin(kind) in (Union, types.UnionType):
        return " or ".join(_expected(each) for each in get_args(kind) if each is not type(None))
    if get_origin(kind) is Annotated:
        described = next((meta.description for meta in get_args(kind)[1:] if meta.description), None)
        return described or _expected(get_args(kind)[0])
    if get_origin(kind) is Literal:
        return "one of " + ", ".join(str(word) for word in get_args(kind))
    return {bool: "true or false", int: "a whole number", str: "text", list: "a list"}.get(
        get_origin(kind) or kind, f"an object with {getattr(kind, '__name__', 'members')}'s members"
    )


def _is(value: Any, *, before: str = "") -> str:
    if value is _NO_VALUE:
        return ""
    if isinstance(value, dict):
        return f"{before}not an object"
    if isinstance(value, list):
        return f"{before}not a list"
    visible = "nothing" if value is None else repr(value)
    return f"{before}not {visible if len(visible) <= 80 else visible[:77] + '...'}"
