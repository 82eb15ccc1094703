"""tokgate."""
