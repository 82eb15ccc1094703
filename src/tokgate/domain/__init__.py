"""What the dialects mean: creators, posts, counts, and the port to where they are kept. Pure; no I/O."""
