"""Drop-ins for vendors' own clients: the same names and calls, made of the declarations."""
