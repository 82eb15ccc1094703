"""The schema in the vendor's own SDK, read from its source: importing it changes warnings and hooks of the process."""

from __future__ import annotations

import ast
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from tokgate.compat.tikapi.schema import Category, Endpoint, Param, declared
from tokgate.contract.parameters import Location

#: Where `make` puts an earlier release: two cannot share one environment.
EARLIER = Path(sys.prefix) / "clients" / "tikapi-3.0.0"


def vendor_schema() -> Category:
    """What PyPI's newest tikapi declares."""
    spec = find_spec("tikapi")
    assert spec is not None
    assert spec.submodule_search_locations
    return schema_in(Path(spec.submodule_search_locations[0]))


def schema_in(package: Path) -> Category:
    """What the release of tikapi declares whose modules stand in a folder."""
    source = (package / "api.py").read_text(encoding="utf-8")
    [engine] = [node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef) and node.name == "Rests"]
    classes = {node.name: node for node in engine.body if isinstance(node, ast.ClassDef)}
    everywhere = next(_value(node) for node in engine.body if _assigns(node, "global_options"))
    return _category(classes, "API", (), everywhere["params"])


def _category(
    classes: dict[str, ast.ClassDef], name: str, path: tuple[str, ...], everywhere: dict[str, Any]
) -> Category:
    body = classes[name].body
    inherited = {**everywhere, **next(_value(node) for node in body if _assigns(node, "__options__")).get("params", {})}
    methods = [node for node in body if isinstance(node, ast.FunctionDef) and node.name not in ("__new__", "set")]
    held = {
        node.targets[0].id: node.value.attr
        for node in body
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, ast.Attribute)
    }
    return Category(
        path=path,
        help="",
        inherited=tuple(declared(argument, said) for argument, said in inherited.items()),
        endpoints={method.name: _endpoint(method, inherited) for method in methods},
        categories={member: _category(classes, held[member], (*path, member), everywhere) for member in held},
    )


def _assigns(node: ast.stmt, name: str) -> bool:
    return isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == name


def _value(node: ast.AST) -> Any:
    assert isinstance(node, ast.Assign)
    return ast.literal_eval(node.value)


def _endpoint(method: ast.FunctionDef, inherited: dict[str, Any]) -> Endpoint:
    [wrapped] = [
        node
        for node in ast.walk(method)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "wrap"
    ]
    request, key = ast.literal_eval(wrapped.args[0]), ast.literal_eval(wrapped.args[2])
    usual = Location.QUERY if request["method"] == "GET" else Location.BODY
    params = {**inherited, **request["params"]}
    return Endpoint(
        key=key,
        method=request["method"],
        path=request["path"],
        help=request["help"],
        params=tuple(_placed(declared(argument, said), usual) for argument, said in params.items()),
        positional=tuple(argument.arg for argument in method.args.args[1:]),
    )


def _placed(param: Param, usual: Location) -> Param:
    return param if param.location is not None else replace(param, location=usual)
