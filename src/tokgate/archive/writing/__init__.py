"""What a commit makes of observations, by subject."""
