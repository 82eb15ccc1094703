"""A generated archive, wholly determined by its seed."""
