"""What is asked of the archive, by subject."""
