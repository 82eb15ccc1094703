"""Files of mappings, for `--mapping`: what the columns of tables mean, by line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from tokgate.cli.exits import Failure
from tokgate.domain.spelling import did_you_mean
from tokgate.importers.mappings import TableMapping, problem_of
from tokgate.seeds.issues import Issue, SeedError
from tokgate.seeds.located import Located, read_located

_MEMBERS = ("columns", "for")


def read_mappings(path: str) -> list[TableMapping]:
    """The mappings in a file, in its order. UsageError names everything that is wrong with it, by line.

    A file is `column: field` line by line, or has named ones, each with `columns` and, as a list, the columns of the
    tables that it is `for` (else all that it maps):

        mappings:
          survey:
            for: [vid, v_likes]
            columns: {vid: id, v_likes: likes, note: ignore}
    """
    try:
        located = read_located(Path(path).read_bytes(), path)
    except OSError as problem:
        raise Failure(f"cannot read {path}: {problem.strerror}") from problem
    except SeedError as problem:
        raise click.UsageError(str(problem)) from problem
    issues = list(located.issues) or list(_issues_in(located))
    if issues:
        raise click.UsageError("\n".join(map(str, issues)))
    if not _has_names(located.value):
        return [TableMapping(located.value)]
    return [_named(mapping) for mapping in located.value["mappings"].values()]


def _has_names(value: Any) -> bool:
    return isinstance(value, dict) and isinstance(value.get("mappings"), dict)


def _named(value: dict[str, Any]) -> TableMapping:
    mapping = TableMapping(value["columns"])
    return TableMapping(mapping.fields, frozenset(value.get("for") or mapping.columns))


def _issues_in(located: Located) -> Iterator[Issue]:
    value = located.value
    if not _has_names(value):
        yield from _issues_of_columns(located, (), value)
        return
    for other in value.keys() - {"mappings"}:
        yield located.issue((other,), "stands beside mappings, and belongs to none of them")
    for name, mapping in value["mappings"].items():
        path = ("mappings", name)
        if not isinstance(mapping, dict) or "columns" not in mapping:
            yield located.issue(path, "has to hold columns, and may say for which tables")
            continue
        for member in mapping:
            if member not in _MEMBERS:
                yield located.issue((*path, member), f"is no member of a mapping{did_you_mean(member, _MEMBERS)}")
        yield from _issues_of_columns(located, (*path, "columns"), mapping["columns"])
        wanted = mapping.get("for", [])
        if not isinstance(wanted, list) or not all(isinstance(column, str) for column in wanted):
            yield located.issue((*path, "for"), "has to be a list of columns")


def _issues_of_columns(located: Located, path: tuple[str, ...], columns: Any) -> Iterator[Issue]:
    if not isinstance(columns, dict) or not columns:
        yield located.issue(path, "has to be columns with their fields, as in vid: id")
        return
    for column, field in columns.items():
        if not isinstance(field, str):
            yield located.issue((*path, column), "has to be the name of a field")
        elif problem := problem_of(column, field):
            yield located.issue((*path, column), problem)
