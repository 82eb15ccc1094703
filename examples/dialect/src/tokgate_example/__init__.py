"""The example vendor's API, as a dialect of tokgate."""
