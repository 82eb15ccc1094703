"""A vendor's OpenAPI document against the declarations of all dialects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from tokgate.contract.dialect import Dialect
from tokgate.drift.calls import DescribedCall, DescribedParameter, calls_of, path_key
from tokgate.drift.difference import Difference, DifferenceKind, Differences
from tokgate.drift.schemas import AnswerComparison, Schemas, types_of
from tokgate.publish.openapi import openapi

BOUNDS = ("minimum", "maximum", "minLength", "maxLength")


class DeclaredCalls:
    """Every call that is declared here, by path and method."""

    def __init__(self, dialects: Iterable[Dialect]) -> None:
        self.calls: dict[str, dict[str, tuple[DescribedCall, Schemas]]] = {}
        for dialect in dialects:
            document = openapi(dialect)
            schemas = Schemas(document)
            for call in calls_of(document):
                self.calls.setdefault(path_key(call.path), {})[call.method] = (call, schemas)

    def find(self, method: str, path: str) -> tuple[DescribedCall, Schemas] | None:
        """The declared call; None for an unknown one."""
        return self.calls.get(path_key(path), {}).get(method)

    def note_unknown(self, method: str, path: str, differences: Differences) -> None:
        """Tell that a call is not declared."""
        is_known = path_key(path) in self.calls
        if is_known:
            differences.add(f"{method} {path}", DifferenceKind.METHOD_UNKNOWN)
        else:
            differences.add(f"{method} {path}", DifferenceKind.PATH_UNKNOWN)


def compare_document(
    document: Mapping[str, Any], ours: DeclaredCalls, file: str, *, is_complete: bool = False
) -> list[Difference]:
    """What differs. `is_complete`: the document has all of its paths' API, so that what only we have differs, too."""
    differences = Differences(file)
    theirs = Schemas(document)
    met = set()
    for call in calls_of(document):
        found = ours.find(call.method, call.path)
        if found is None:
            ours.note_unknown(call.method, call.path, differences)
            continue
        own, schemas = found
        met.add((own.method, own.path))
        _compare_parameters(own, call, differences)
        comparison = AnswerComparison(schemas, theirs, differences)
        where = f"{call.title} answer"
        if types_of(theirs.resolve(call.answer)):
            comparison.schema(own.answer, call.answer, where)
        elif call.example is not None:
            comparison.value(own.answer, call.example, where)
    if is_complete:
        for methods in ours.calls.values():
            for own, _ in methods.values():
                if (own.method, own.path) not in met:
                    differences.add(own.title, DifferenceKind.OPERATION_MISSING, own.is_ours)
    return differences.all()


def _compare_parameters(own: DescribedCall, call: DescribedCall, differences: Differences) -> None:
    names = {name: each for each in own.parameters.values() for name in (each.name, *each.also)}
    for name, theirs in call.parameters.items():
        where = f"{call.title} {theirs.place}.{name}"
        if name not in names:
            differences.add(where, DifferenceKind.PARAMETER_UNKNOWN, theirs=_shape(theirs))
        else:
            _compare_parameter(names[name], theirs, where, differences)
    for name, ours in own.parameters.items():
        if not {name, *ours.also} & set(call.parameters) and ours.place != "header":
            differences.add(f"{call.title} {ours.place}.{name}", DifferenceKind.PARAMETER_MISSING)


def _compare_parameter(
    ours: DescribedParameter, theirs: DescribedParameter, where: str, differences: Differences
) -> None:
    if ours.required != theirs.required:
        differences.add(f"{where}.required", DifferenceKind.REQUIRED, ours.required, theirs.required)
    own, other = types_of(ours.schema), types_of(theirs.schema)
    # In a query, a list is one text with commas, which documents describe either way.
    is_joined = ours.place == "query" and {*own, *other} == {"array", "string"}
    if own and other and not own & other and not is_joined:
        differences.add(f"{where}.type", DifferenceKind.TYPE, " or ".join(sorted(own)), " or ".join(sorted(other)))
        return
    enum, theirs_enum = ours.schema.get("enum"), theirs.schema.get("enum")
    if not is_joined and {str(each) for each in enum or ()} != {str(each) for each in theirs_enum or ()}:
        differences.add(f"{where}.enum", DifferenceKind.ENUM, enum or "anything", theirs_enum or "anything")
    for name in ("default", *BOUNDS):
        said = theirs.schema.get(name)
        if said is not None and said != ours.schema.get(name):
            what = DifferenceKind.DEFAULT if name == "default" else DifferenceKind.BOUND
            differences.add(f"{where}.{name}", what, ours.schema.get(name), said)


def _shape(parameter: DescribedParameter) -> str:
    return " or ".join(sorted(types_of(parameter.schema))) or "anything"
