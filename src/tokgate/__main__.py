"""`python -m tokgate` is the `tokgate` command."""

from __future__ import annotations

from tokgate.cli.entry import main

if __name__ == "__main__":
    main()
