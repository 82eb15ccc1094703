"""Seed files: creators, posts, what they did, apps and keys, declared in YAML or JSON."""
