"""Settings: flag, then environment (`TOKGATE_…`), then `tokgate.toml` in the working folder, then the default.

archive = "posts.db"     # for every verb
[serve]
port = 8701              # --port of `tokgate serve`; also $TOKGATE_SERVE_PORT
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tokgate.cli.exits import Failure

FILE = "tokgate.toml"
#: Options whose parameter has another name than the flag.
PARAMETERS = {
    "archive": "archive_url",
    "as": "username",
    "by": "author",
    "format": "form",
    "json": "as_json",
    "map": "mapping",
    "output": "path",
    "since": "since_ms",
    "until": "until_ms",
}


def defaults_from_file(verbs: Iterable[str], folder: Path | None = None) -> dict[str, Any]:
    """What `tokgate.toml` sets, as click's map of defaults; {} without the file. Exit 1 for a file that is wrong."""
    path = (folder or Path()) / FILE
    if not path.exists():
        return {}
    try:
        settings = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise Failure(f"{path}: {problem}") from problem
    names = list(verbs)
    unknown = [name for name, value in settings.items() if isinstance(value, dict) and name not in names]
    if unknown:
        raise Failure(f"{path}: there is no verb {unknown[0]!r}; there are {', '.join(names)}")
    shared = _named({name: value for name, value in settings.items() if not isinstance(value, dict)})
    return {verb: {**shared, **_named(settings.get(verb, {}))} for verb in names}


def _named(options: dict[str, Any]) -> dict[str, Any]:
    return {PARAMETERS.get(name, name).replace("-", "_"): value for name, value in options.items()}
