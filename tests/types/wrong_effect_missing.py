"""A declaration that does not say what it does."""

from __future__ import annotations

from tokgate.contract.methods import post

post("/things")  # expect: mypy[call-overload] pyright[reportCallIssue]
