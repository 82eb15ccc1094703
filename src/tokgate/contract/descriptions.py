"""What is said of an answer's fields: the text that stands below each in its declaration, where editors show it.

Python drops such a text when it compiles the module, so that it costs nothing. It is read from the source when it is
asked for; where there is no source, nothing is said.
"""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import pairwise


class DescribedSlots(dict[str, str]):
    """The `__slots__` of a class as a dict, from which `help()` takes what is said of each: Python's own convention."""

    def __init__(self, kind: type, names: Iterable[str]) -> None:
        super().__init__(dict.fromkeys(names, ""))
        self._kind = kind

    def __getitem__(self, name: str) -> str:
        return field_texts(self._kind).get(name, "")


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
    except (KeyError, OSError, TypeError):  # a module that was never imported, has no source, or is built in
        return {}
    return {node.name: dict(_texts_below(node)) for node in ast.parse(source).body if isinstance(node, ast.ClassDef)}


def _texts_below(node: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for field, below in pairwise(node.body):
        match field, below:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                yield name, " ".join(text.split())
