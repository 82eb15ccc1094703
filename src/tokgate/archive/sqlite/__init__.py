"""The archive in a SQLite file."""
