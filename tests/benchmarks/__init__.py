"""Comparisons of tokgate with what limits it and with its peers: `python -m tests.benchmarks`."""
