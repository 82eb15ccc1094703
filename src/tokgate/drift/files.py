"""A file given to `drift`: an OpenAPI document in JSON or YAML, or a tape."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from tokgate.contract.dialect import Dialect
from tokgate.drift.difference import Difference, Differences
from tokgate.drift.documents import DeclaredCalls, compare_document
from tokgate.drift.tapes import TapeComparison, taped_in
from tokgate.seeds.issues import SeedError
from tokgate.seeds.located import read_located

MOST_BYTES = 256 << 20
#: A path with its first method, wherever they stand in a text.
_PATH = re.compile(r"(?<![\w:])[\"']?(/[\w/{}.~-]*)[\"']?:\s*\{?\s*[\"']?(get|post|put|patch|delete)[\"']?:")


class UnreadableError(ValueError):
    """A file that is neither a document nor a tape; the message says why and what to do."""


def compare_file(path: str, dialects: Iterable[Dialect], *, is_complete: bool = False) -> list[Difference]:
    """The differences of a document or a tape. Raises UnreadableError and OSError."""
    content = _read(path)
    dialects = list(dialects)
    first = content.lstrip()[:1]
    if first == b"{" and _is_tape(content):
        try:
            return TapeComparison(dialects, path).compare(taped_in(content))
        except ValueError as problem:
            raise UnreadableError(f"{path}: {problem}") from None
    document = _document(content, path)
    return compare_document(document, DeclaredCalls(dialects), path, is_complete=is_complete)


def compare_paths(path: str, dialects: Iterable[Dialect]) -> list[Difference]:
    """Only which calls there are, found in a text whatever its form: for documents that lost their line breaks."""
    text = _read(path).decode("utf-8", "replace")
    found = _PATH.findall(text)
    if not found:
        raise UnreadableError(f"{path}: no path followed by a method is in it")
    differences = Differences(path)
    ours = DeclaredCalls(dialects)
    for call, method in found:
        if ours.find(method.upper(), call) is None:
            ours.note_unknown(method.upper(), call, differences)
    return differences.all()


def _read(path: str) -> bytes:
    with Path(path).open("rb") as stream:
        content = stream.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise UnreadableError(f"{path}: is larger than {MOST_BYTES >> 20} MB")
    return content


def _is_tape(content: bytes) -> bool:
    line = content.lstrip().split(b"\n", 1)[0]
    try:
        tree = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False
    return isinstance(tree, dict) and "request" in tree and "response" in tree


def _document(content: bytes, path: str) -> dict[str, Any]:
    tree = _tree(content, path)
    version = str(tree.get("openapi", "")) if isinstance(tree, dict) else ""
    if not isinstance(tree, dict) or not version.startswith("3."):
        found = (
            "Swagger 2" if isinstance(tree, dict) and "swagger" in tree else "neither an OpenAPI 3 document nor a tape"
        )
        raise UnreadableError(
            f"{path}: is {found}; drift reads OpenAPI 3.0 and 3.1 in JSON or YAML, and JSON-line tapes"
        )
    return tree


def _tree(content: bytes, path: str) -> Any:
    if content.lstrip()[:1] in (b"{", b"["):
        try:
            return msgspec.json.decode(content)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as problem:
            if path.lower().endswith(".json"):
                raise UnreadableError(f"{path}: is not JSON: {problem}") from None
    try:
        located = read_located(content, path.removesuffix(".json"))
    except SeedError as problem:
        raise UnreadableError(f"{problem}{_squeezed(content)}") from None
    return located.value


def _squeezed(content: bytes) -> str:
    if content.strip().count(b"\n") or len(content) < 1000:
        return ""
    return (
        f"\n{len(content):,} bytes stand on one line: the line breaks, and with them the structure, were lost. "
        "Take the original file, or compare only its paths and methods with --paths"
    )
