"""TikAPI's operations, answered from the archive."""
