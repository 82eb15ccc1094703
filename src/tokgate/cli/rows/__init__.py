"""What the archive holds as flat rows: the columns of every table that is printed or exported."""
