"""The version of the package; the build reads it here too."""

VERSION = "0.1.0"
