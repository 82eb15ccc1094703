"""A peer: dlt merges a file of items into DuckDB, nested members kept as JSON. Run in an environment of its own."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any


def main(file: Path, folder: Path) -> None:
    """Import the file into the folder; nothing is reported to anybody."""
    os.environ["RUNTIME__DLTHUB_TELEMETRY"] = "false"
    dlt = import_module("dlt")

    def items() -> Iterator[list[dict[str, Any]]]:
        with file.open() as lines:
            batch = []
            for line in lines:
                batch.append(json.loads(line))
                if len(batch) == 1000:
                    yield batch
                    batch = []
            yield batch

    resource = dlt.resource(items, name="post", primary_key="id", write_disposition="merge", max_table_nesting=0)
    destination = dlt.destinations.duckdb(str(folder / "dlt.duckdb"))
    dlt.pipeline("posts", destination=destination, pipelines_dir=str(folder / "work"), progress=None).run(resource)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
