"""The exit codes, and failures that carry one."""

from __future__ import annotations

from enum import IntEnum

import click


class Exit(IntEnum):
    """What the exit code says to a script."""

    OK = 0
    FAILURE = 1
    USAGE = 2
    PARTIAL = 3
    CREDENTIALS = 4
    LIMIT = 5
    CHECK = 6
    INTERRUPTED = 130
    #: As of a program that SIGPIPE ended: nobody reads what it writes.
    PIPE = 141


class Failure(click.ClickException):
    """A failure that is told in one line, with exit code 1."""

    exit_code = Exit.FAILURE


class CredentialFailure(Failure):
    """A credential is missing, wrong or refused."""

    exit_code = Exit.CREDENTIALS


class LimitFailure(Failure):
    """A rate or a quota is used up."""

    exit_code = Exit.LIMIT
