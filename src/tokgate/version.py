"""The version of the package; the build reads it here too."""

VERSION = "0.1.0"
#: How our requests name who sends them.
USER_AGENT = f"tokgate/{VERSION}"
