"""The Research API's batch compliance: which of many ids are still public. Facts: TikTok's documentation of 2025."""

from __future__ import annotations

from tokgate.contract.parameters import Choice, Choices
from tokgate.contract.wire import Wire
from tokgate.dialects.official.display import Error

#: The most ids in one file.
MOST_IDS = 10_000


class ValidationCategory(Choices):
    """What the ids are those of."""

    VIDEO = Choice("video", "posts")
    COMMENT = Choice("comment", "comments")


class ValidationTask(Wire):
    """The data of validation_task/create."""

    task_id: str | None = None
    """What to ask with how far the task is, and for its result."""


class ValidationTaskAnswer(Wire):
    """The answer of validation_task/create."""

    data: ValidationTask | None = None
    """The task; empty where the call was refused."""
    error: Error | None = None
    """How the call went."""


class ValidationStatus(Wire):
    """The data of validation_task_status/get."""

    task_status: str | None = None
    """Processing, Completed or Failed."""


class ValidationStatusAnswer(Wire):
    """The answer of validation_task_status/get."""

    data: ValidationStatus | None = None
    """How far the task is; empty where the call was refused."""
    error: Error | None = None
    """How the call went."""
