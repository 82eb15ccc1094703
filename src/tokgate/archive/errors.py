"""What can be wrong with an archive, or with what it is given."""

from __future__ import annotations


class ArchiveError(Exception):
    """Base of what an archive refuses."""


class UnsupportedArchiveError(ArchiveError, ValueError):
    """The address names a kind of store that this version does not have."""


class NotAnArchiveError(ArchiveError):
    """The file is something else, or damaged."""


class NewerArchiveError(ArchiveError):
    """The file was written by a newer tokgate, with a schema that this one does not know."""


class OlderArchiveError(ArchiveError):
    """The file was written by a tokgate whose schema this one does not know; the message says how to carry it over."""


class OutdatedArchiveError(ArchiveError):
    """The archive was opened for reading only, and its schema has to be brought up to date first."""


class ReadOnlyError(ArchiveError):
    """The archive was opened for reading only."""


class UnkeepableError(ArchiveError, ValueError):
    """An observation that cannot be kept; the message names its id and what would be right."""


class NoSuchJoinError(ArchiveError, LookupError):
    """There is no join of this number, or it was undone before."""


class NoSuchPurgeError(ArchiveError, LookupError):
    """There is no purge of this number, or it was allowed again before."""


class NoSuchCreatorError(ArchiveError, LookupError):
    """No creator has this key."""


class RefusedActError(ArchiveError, ValueError):
    """A deed on what is not there, or on what is somebody else's; the message says which."""
