"""Real traffic on a tape without its secrets, and answers from a tape."""
