"""A name that the package does not have."""

from __future__ import annotations

import tokgate

tokgate.TikApi("k")  # expect: mypy[attr-defined] pyright[reportAttributeAccessIssue]
