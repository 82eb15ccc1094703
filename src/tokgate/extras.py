"""How what the plain package lacks is installed, for messages. tokgate is not on a package index yet."""

from __future__ import annotations


def lacking(module: str | None, extra: str) -> str:
    """`pyarrow is missing: it comes with …`."""
    return f"{module} is missing: it comes with tokgate's extra {extra!r}; in a checkout, pip install '.[{extra}]'"
