"""YAML or JSON as plain values, with the line that each of them stands on. Nothing in a file is ever run."""

from __future__ import annotations

import re
from typing import Any

import msgspec
import yaml

from tokgate.seeds.issues import Issue, Path, SeedError, show_path

MOST_BYTES = 16 << 20
#: What an alias stands for counts each time, so that a few lines cannot become a billion values.
MOST_VALUES = 500_000
DEEPEST = 32

#: libyaml's parser where PyYAML was built with it, which is ten times as fast.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SURROGATE_ESCAPE = re.compile(r"\\\\|\\u[dD][89a-fA-F][0-9a-fA-F]{2}")
_INTEGER = re.compile(r"[-+]?[0-9]{1,40}", re.ASCII)
_NUMBER = re.compile(r"([-+]?[0-9]+\.[0-9]*|\.[0-9]+)([eE][-+][0-9]{1,3})?", re.ASCII)
#: YAML 1.2's words. Those of 1.1 (yes, no, on, off) are text, so that a region NO is Norway.
_WORDS = {"": None, "~": None, "null": None, "Null": None, "NULL": None}
_FLAGS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}


class Located:
    """A file's value and where its parts stand. `issues` are what reading found wrong, such as a key given twice."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.value: Any = None
        self.issues: list[Issue] = []
        self._lines: dict[Path, int] = {}

    def line(self, path: Path) -> int:
        """The line of a member or entry; of what it is in, if it is not there itself."""
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path, 1)

    def issue(self, path: Path, problem: str) -> Issue:
        """Something wrong at a path."""
        return Issue(self.file, self.line(path), show_path(path), problem)

    def take(self, node: yaml.Node | None) -> None:
        """Take the value from a composed document."""
        if node is not None:
            self.value = self._value(node, ())

    def _value(self, node: yaml.Node, path: Path) -> Any:
        self._lines.setdefault(path, node.start_mark.line + 1)
        if len(self._lines) > MOST_VALUES:
            raise SeedError([self.issue(path, f"the file stands for more than {MOST_VALUES:,} values")])
        if len(path) > DEEPEST:
            raise SeedError([self.issue(path, f"is nested more than {DEEPEST} deep")])
        if isinstance(node, yaml.MappingNode):
            return self._members(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self._value(entry, (*path, number)) for number, entry in enumerate(node.value)]
        return _scalar(node)

    def _members(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        members: dict[str, Any] = {}
        for key, value in node.value:
            line = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode):
                self.issues.append(Issue(self.file, line, show_path(path), "a key has to be a word"))
                continue
            name = str(key.value)
            if name in members:
                self.issues.append(Issue(self.file, line, show_path((*path, name)), "is given twice"))
            self._lines[*path, name] = line
            members[name] = self._value(value, (*path, name))
        return members


def _scalar(node: yaml.Node) -> Any:
    text = str(node.value)
    if getattr(node, "style", None):  # quoted, or a block of text
        return text
    if text in _WORDS:
        return None
    if text in _FLAGS:
        return _FLAGS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _NUMBER.fullmatch(text) else text


def read_located(content: bytes, file: str) -> Located:
    """The value of a file, JSON if its name says so and else YAML. SeedError if it is neither, or without bounds."""
    located = Located(file)
    if len(content) > MOST_BYTES:
        raise SeedError([Issue(file, 1, "", f"is larger than {MOST_BYTES >> 20} MB")])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = content.count(b"\n", 0, problem.start) + 1
        raise SeedError([Issue(file, line, "", "is not UTF-8 text")]) from None
    if not file.lower().endswith(".json"):
        located.take(_compose(text, file))
        return located
    value = _read_json(text, file)
    # A raw tab stands between a JSON file's values only; YAML, which gives the lines, does not know it there.
    plain = _SURROGATE_ESCAPE.sub(lambda match: match[0] if match[0] == r"\\" else r"\u0041", text.replace("\t", " "))
    located.take(_compose(plain, file))
    located.value = value
    return located


def _read_json(text: str, file: str) -> Any:
    try:
        return msgspec.json.decode(text)
    except msgspec.DecodeError as problem:
        found = re.search(r"byte (\d+)", str(problem))
        line = text.encode()[: int(found[1])].count(b"\n") + 1 if found else 1
        raise SeedError([Issue(file, line, "", f"is not JSON: {problem}")]) from None
    except (RecursionError, UnicodeEncodeError):
        raise SeedError([Issue(file, 1, "", "is not JSON that can be read")]) from None


def _compose(text: str, file: str) -> yaml.Node | None:
    try:
        _check_events(text, file)
        node: yaml.Node | None = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as problem:
        line = problem.problem_mark.line + 1 if problem.problem_mark else 1
        raise SeedError([Issue(file, line, "", f"is not YAML: {problem.problem or problem.context}")]) from None
    except (yaml.YAMLError, RecursionError) as problem:
        raise SeedError([Issue(file, 1, "", f"is not YAML: {problem}")]) from None
    return node


def _check_events(text: str, file: str) -> None:
    """Bounds and tags, before anything is built."""
    depth = 0
    for count, event in enumerate(yaml.parse(text, Loader=_LOADER)):
        line = event.start_mark.line + 1 if event.start_mark else 1
        tag = getattr(event, "tag", None)
        if tag is not None:
            raise SeedError([Issue(file, line, "", f"tags such as {tag} are not allowed")])
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > DEEPEST or count > 4 * MOST_VALUES:
            raise SeedError([Issue(file, line, "", f"is nested more than {DEEPEST} deep or endless")])
