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


class ValidationTaskAnswer(Wire):
    """The answer of validation_task/create."""

    data: ValidationTask | None = None
    error: Error | None = None


class ValidationStatus(Wire):
    """The data of validation_task_status/get: Processing, Completed or Failed."""

    task_status: str | None = None


class ValidationStatusAnswer(Wire):
    """The answer of validation_task_status/get."""

    data: ValidationStatus | None = None
    error: Error | None = None
