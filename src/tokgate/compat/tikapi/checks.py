"""The checks of an argument before it is sent, in the vendor's order and words."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from tokgate.compat.tikapi.exceptions import ValidationException
from tokgate.compat.tikapi.schema import Param
from tokgate.contract.parameters import Location

#: Linear forms of the vendor's patterns that hang a regex engine. This one means any text on one line, and as `$` does,
#: lets it end with a line break.
LINEAR = {"^(.*?){30,}$": "^[^\n]*$"}
TYPES: dict[type, str] = {
    str: "string",
    int: "number",
    float: "number",
    bool: "boolean",
    list: "array",
    tuple: "array",
    dict: "object",
}


def checked(param: Param, given: Any) -> Any:
    """The value to send, None for nothing. Raises ValidationException."""
    if given is None:
        if param.required:
            raise ValidationException(param.message, param.argument)
        return None
    value = _formatted(param, given)
    if param.type != "any" and TYPES.get(type(value)) != param.type:
        raise ValidationException(param.message, param.argument)
    if param.pattern and not _form(param.pattern).match(str(value)):
        raise ValidationException(param.message, param.argument)
    # A line break here would be an error of the HTTP library, or a header of its own.
    if param.location is Location.HEADER and not str(value).isprintable():
        raise ValidationException(param.message, param.argument)
    if param.type == "number":
        _check_bounds(param, value)
    if param.allowed and value not in param.allowed:
        values = ", ".join(str(allowed) for allowed in param.allowed)
        problem = f"The {param.wire} parameter should be one of these values: {values}"
        raise ValidationException(problem, param.argument)
    return value


def _formatted(param: Param, given: Any) -> Any:
    if param.format is None:
        return given
    try:
        return param.format(given)
    except Exception as problem:
        told = str(problem.args[0]) if problem.args else ""
        raise ValidationException(told or param.message, param.argument) from None


def _check_bounds(param: Param, value: float) -> None:
    if value != value or abs(value) == float("inf"):
        raise ValidationException(param.message, param.argument)
    if param.at_most is not None and int(value) > param.at_most:
        problem = f"The maximum allowed value for the {param.wire} parameter is {param.at_most}"
        raise ValidationException(problem, param.argument)
    if param.at_least is not None and int(value) < param.at_least:
        problem = f"The minimum allowed value for the {param.wire} parameter is {param.at_least}"
        raise ValidationException(problem, param.argument)


@lru_cache(maxsize=256)
def _form(pattern: str) -> re.Pattern[str]:
    return re.compile(LINEAR.get(pattern, pattern))
