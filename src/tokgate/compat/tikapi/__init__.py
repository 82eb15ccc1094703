"""A drop-in for the vendor's `tikapi` 3.2.2: `from tokgate.compat.tikapi import TikAPI, ValidationException, …`.

Calls, options, checks and exceptions are the vendor's, made of tokgate's declarations; docs/sdk.md says what is not as
there, all of it on purpose.
"""

from tokgate.compat.tikapi.categories import Category, TikAPI
from tokgate.compat.tikapi.exceptions import APIException, ResponseException, ValidationException
from tokgate.compat.tikapi.response import APIResponse

__all__ = ["APIException", "APIResponse", "Category", "ResponseException", "TikAPI", "ValidationException"]
