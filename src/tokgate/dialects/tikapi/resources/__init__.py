"""TikAPI's operations, one module per resource; `api` holds the tree."""
