"""What a call does to the world: whoever asks whether it may be sent again, or where it may run, asks here."""

from __future__ import annotations

from enum import StrEnum


class Effect(StrEnum):
    """What sending an operation changes.

    Not the HTTP method: Display and Research read by POST, and a PUT may count every time it arrives.
    """

    #: Nothing.
    READS = "reads"
    #: Something, once more each time it is sent: a lost answer must not lead to a second request.
    WRITES = "writes"
    #: Something, but sending the same request again has no further effect (idempotent, RFC 9110, 9.2.2).
    REPEATABLE = "repeatable"
