"""An option that no client has."""

from __future__ import annotations

import tokgate

tokgate.TikAPI("k", patience=3)  # expect: mypy[call-arg] pyright[reportCallIssue]
