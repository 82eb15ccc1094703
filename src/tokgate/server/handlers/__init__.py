"""One file of handlers per resource; a dialect names those that implement it."""
