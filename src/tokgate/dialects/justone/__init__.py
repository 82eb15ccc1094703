"""JustOneAPI, in both of its revisions: before and since 2026-07-23."""
