"""What is published from the declarations."""
