"""The `tokgate` command: one file per group of verbs. Data goes to stdout, everything else to stderr."""
