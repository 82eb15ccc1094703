"""The declarations say all that the vendor's SDK says of its endpoints; a difference is told with both sides.

Where our words are meant to be others than the vendor's, the parameter says the vendor's beside them: `vendor_help`,
`vendor_pattern`, `vendor_type`.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from msgspec.structs import asdict
from tests.compat.vendor import vendor_schema

from tokgate.compat.tikapi.schema import Category, Endpoint, Param, schema


def test_the_declarations_say_what_the_vendor_s_schema_says() -> None:
    found = [f"{place}: {told}" for place, told in sorted(differences(schema(), vendor_schema()))]

    if found:
        pytest.fail("\n".join(found), pytrace=False)


def test_the_vendor_s_schema_is_read_whole() -> None:
    endpoints = list(endpoints_of(vendor_schema()))

    assert len(endpoints) == 72
    assert sum(param.required for endpoint in endpoints for param in endpoint.params) > 100


def differences(ours: Category, theirs: Category) -> Iterator[tuple[str, str]]:
    """Each place where the two differ, with what both say."""
    of_ours = {endpoint.key: endpoint for endpoint in endpoints_of(ours)}
    of_theirs = {endpoint.key: endpoint for endpoint in endpoints_of(theirs)}
    for key in of_theirs.keys() - of_ours.keys():
        yield key, "is not declared"
    for key in of_ours.keys() - of_theirs.keys():
        yield key, "is declared, and the vendor's SDK has none such (`until`, if an earlier one had it)"
    for key in of_ours.keys() & of_theirs.keys():
        yield from _of_endpoint(of_ours[key], of_theirs[key])


def endpoints_of(category: Category) -> Iterator[Endpoint]:
    """Those of a category and of all below it."""
    yield from category.endpoints.values()
    for held in category.categories.values():
        yield from endpoints_of(held)


def _of_endpoint(ours: Endpoint, theirs: Endpoint) -> Iterator[tuple[str, str]]:
    for member in ("method", "path", "positional"):
        yield from _of_member(f"{ours.key} {member}", getattr(ours, member), getattr(theirs, member))
    of_ours = {param.argument: param for param in ours.params}
    of_theirs = {param.argument: param for param in theirs.params}
    for argument in of_theirs.keys() - of_ours.keys():
        yield f"{ours.key} {argument}", "is not declared"
    for argument in of_ours.keys() - of_theirs.keys():
        yield f"{ours.key} {argument}", "is declared, and the vendor's SDK has none such (`until`, if it had)"
    for argument in of_ours.keys() & of_theirs.keys():
        yield from _of_param(ours.key, of_ours[argument], of_theirs[argument])


def _of_param(key: str, ours: Param, theirs: Param) -> Iterator[tuple[str, str]]:
    of_theirs = asdict(theirs)
    for member, said in asdict(ours).items():
        yield from _of_member(f"{key} {ours.argument} {member}", said, of_theirs[member])


def _of_member(place: str, ours: object, theirs: object) -> Iterator[tuple[str, str]]:
    if ours != theirs or type(ours) is not type(theirs):
        yield place, f"{ours!r} here, {theirs!r} in the vendor's SDK"
