"""`python -m tests.benchmarks.blocking …`: tokgate as it would be if it waited for PostgreSQL in its event loop."""

from __future__ import annotations

from tokgate.archive.postgres.engine import PostgresEngine
from tokgate.cli.entry import main

if __name__ == "__main__":
    PostgresEngine.embedded = True
    main()
