"""Dialects beside each other, and that nothing but themselves knows their names."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

import tokgate
from tokgate.contract.claims import check_together
from tokgate.contract.dialect import Dialect, owner_of
from tokgate.contract.renewals import Renewal
from tokgate.dialects.official.oauth import OAuth
from tokgate.dialects.registry import installed
from tokgate.dialects.tikapi.resources.public import Public

SOURCES = Path(tokgate.__file__).parent
#: The clients are classes of their own; handlers answer one dialect's operations; a format may be a dialect's answers.
MAY_NAME_DIALECTS = (
    "dialects/",
    "client/",
    "compat/",
    "server/handlers/",
    "importers/research_api.py",
    "__init__.py",
    "world/words.py",
)


def ours(name: str) -> Dialect:
    return next(dialect for dialect in installed() if dialect.name == name)


def other(dialect: Dialect, **changes: Any) -> Dialect:
    """A dialect without anything that could be claimed twice, but for the changes."""
    nothing: dict[str, Any] = {
        "hosts": {},
        "paths": ("/other/",),
        "resources": (),
        "handlers": (),
        "credentials": (),
        "renewals": (),
        "sign_in": None,
        "quotas": (),
    }
    return msgspec.structs.replace(dialect, **{"name": "other", **nothing, **changes})


@pytest.mark.parametrize("name", [dialect.name for dialect in installed()])
@pytest.mark.parametrize(
    ("member", "said"),
    [
        ("name", "the name"),
        ("hosts", "the host"),
        ("paths", "the beginning"),
        ("resources", "the operation"),
        ("credentials", "the credential"),
        ("quotas", "the quota"),
    ],
)
def test_what_two_dialects_claim_is_refused(name: str, member: str, said: str) -> None:
    dialect = ours(name)
    second = other(dialect, **{member: getattr(dialect, member)})

    with pytest.raises(ValueError, match=f"^{said} .* is claimed twice, by the dialects {name} and "):
        check_together([dialect, second])
    check_together([dialect, other(dialect)])


def test_an_operation_lies_under_its_dialects_paths() -> None:
    dialect = msgspec.structs.replace(ours("justone"), paths=("/elsewhere/", "/ping"))

    with pytest.raises(
        ValueError, match=r"justone\.tiktok\.user_posts is at /api/.*, which is none of justone's paths"
    ):
        check_together([dialect])


def test_an_operation_asks_for_credentials_that_its_dialect_describes() -> None:
    dialect = msgspec.structs.replace(ours("justone"), credentials=())

    with pytest.raises(ValueError, match="asks for a justone_token, which justone does not describe"):
        check_together([dialect])


def test_a_renewal_is_of_a_credential_that_its_dialect_describes() -> None:
    dialect = msgspec.structs.replace(ours("official"), resources=(), credentials=(), sign_in=None)

    with pytest.raises(ValueError, match="official says how a client_token is renewed, and does not describe it"):
        check_together([dialect])


@pytest.mark.parametrize(
    ("renewal", "said"),
    [
        (Renewal("user_token", OAuth.refresh, secrets={"r": "r"}), r"official\.oauth\.refresh has no parameter r"),
        (Renewal("user_token", Public.posts, secrets={}), r"official has credentials by .*, which it does not declare"),
    ],
)
def test_a_renewal_is_by_an_operation_of_its_dialect(renewal: Renewal, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        check_together([msgspec.structs.replace(ours("official"), renewals=(renewal,))])


@pytest.mark.parametrize(
    ("path", "name"),
    [("/v2/nothing", "official"), ("/api/nothing", "justone"), ("/nothing", "tikapi"), ("/v2", "tikapi")],
)
def test_the_longest_beginning_decides_whose_a_path_is(path: str, name: str) -> None:
    assert owner_of(path, installed()).name == name


def test_only_dialects_know_their_names() -> None:
    names = tuple(dialect.name for dialect in installed())
    beginnings = tuple(f"{name}." for name in names)
    naming = {}
    for source in sorted(SOURCES.rglob("*.py")):
        place = source.relative_to(SOURCES).as_posix()
        words = words_of(ast.parse(source.read_text(encoding="utf-8")))
        found = [word for word in words if word in names or word.startswith(beginnings)]
        if found and not place.startswith(MAY_NAME_DIALECTS):
            naming[place] = found

    assert naming == {}


def words_of(tree: ast.Module) -> Iterator[str]:
    """Every name, text and imported module of a source, in lower case; docstrings are sentences."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value.lower()
        elif isinstance(node, ast.Name):
            yield node.id.lower()
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").removeprefix("tokgate.dialects.").lower()
