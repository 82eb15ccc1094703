"""What is said of an answer's fields: the text that stands below each in its declaration, where editors show it.

Python drops such a text when it compiles the module, so that it costs nothing. It is read from the source when it is
asked for; where there is no source, nothing is said.
"""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise


class TypeDescription:
    """The `__doc__` of a wire type: what the class says of itself, and below it what is said of each field."""

    def __init__(self, own: str) -> None:
        self.own = own

    def __get__(self, instance: object, owner: type) -> str:
        fields = [f"    {name}: {text}" for name, text in field_texts(owner).items()]
        return "\n".join([inspect.cleandoc(self.own), *(["", "Fields:", *fields] if fields else [])])


def meaning_of(kind: type) -> str:
    """What a class says of itself, without its fields."""
    said = vars(kind).get("__doc__")
    return inspect.cleandoc(said.own) if isinstance(said, TypeDescription) else inspect.getdoc(kind) or ""


def field_texts(kind: type) -> dict[str, str]:
    """What is said of each field, by its Python name; those of the classes that it derives from come first."""
    texts: dict[str, str] = {}
    for base in reversed(kind.__mro__):
        texts.update(_texts_in(base.__module__).get(base.__qualname__, {}))
    return texts


@cache
def _texts_in(module: str) -> Mapping[str, Mapping[str, str]]:
    """The texts of each class at the top of a module, by its name."""
    try:
        source = inspect.getsource(sys.modules[module])
    except (OSError, TypeError):  # no source, or a module that is built in
        return {}
    return {node.name: dict(_texts_below(node)) for node in ast.parse(source).body if isinstance(node, ast.ClassDef)}


def _texts_below(node: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for field, below in pairwise(node.body):
        match field, below:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                yield name, " ".join(text.split())
