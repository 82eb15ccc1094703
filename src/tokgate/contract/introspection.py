"""What a declared call tells of itself at run time: to `help()`, to `inspect.signature`, to a notebook's completion."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any, get_type_hints

from tokgate.contract.fields import RequestField
from tokgate.contract.parameters import Parameter


def signature_of(function: Callable[..., Any]) -> inspect.Signature:
    """The signature of a declaration as callers see it: without `self`, its types without what is said of them."""
    hints = get_type_hints(function)
    declared = inspect.signature(function)
    parameters = [each.replace(annotation=hints[each.name]) for each in list(declared.parameters.values())[1:]]
    return declared.replace(parameters=parameters, return_annotation=hints["return"])


def documentation_of(help_text: str, place: str, fields: tuple[RequestField, ...], result: type) -> str:
    """What a call does, what each of its parameters is and what it answers, as text."""
    told = [help_text, ""]
    if fields:
        told += ["Parameters:", *(f"    {field.argument}: {told_of(field)}" for field in fields), ""]
    meaning = (inspect.getdoc(result) or "").partition("\n")[0]
    told += ["Answers:", f"    {result.__name__}: {meaning}", "", place]
    return "\n".join(told)


def told_of(field: RequestField) -> str:
    """What a parameter is, whether it is needed, and its bounds."""
    parameter = field.parameter
    default = f"{field.default!r} if left out." if field.default is not None else ""
    told = ["Needed." if field.required else default, _sentence(parameter.help), *_bounds(parameter), _choices(field)]
    if parameter.example is not None:
        told.append(f"Example: {parameter.example!r}.")
    return " ".join(each for each in told if each)


def _sentence(help: str) -> str:
    """Vendors' own words often end without a stop."""
    return f"{help}." if help[-1:].isalnum() else help


def _bounds(parameter: Parameter) -> list[str]:
    ranges = [
        (parameter.at_least, parameter.at_most, ""),
        (parameter.min_length, parameter.max_length, " characters"),
        (None, parameter.max_items, " entries"),
    ]
    return [_range(least, most, unit) for least, most, unit in ranges if (least, most) != (None, None)]


def _range(least: int | None, most: int | None, unit: str) -> str:
    if least is None:
        return f"At most {most}{unit}."
    return f"At least {least}{unit}." if most is None else f"{least} to {most}{unit}."


def _choices(field: RequestField) -> str:
    return f"One of {', '.join(choice.value for choice in field.choices)}." if field.choices else ""
