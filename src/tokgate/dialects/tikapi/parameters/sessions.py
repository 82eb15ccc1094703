"""Where the vendor asks TikTok from, and in which of its sessions: taken by each call, and without effect here."""

from __future__ import annotations

from typing import Annotated

from tokgate.contract.parameters import Parameter, query

Country = Annotated[
    str,
    query(
        help="The country to look from, two letters (accepted and without effect here).",
        vendor_help=(
            "You can optionally choose the proxy country from where the request\n\t\t\t\t\tis being sent by providing "
            "an ISO Code (e.g us, ca, gb) — 200+ countries supported"
        ),
        example="us",
        pattern=r"[a-zA-Z]{2}",
        vendor_pattern="^[a-z]{2}$",
        since="3.0.0",
    ),
]


def session_id(vendor_help: str) -> Parameter:
    """Which of the vendor's sessions a call is made in."""
    return query(
        help="Keep the vendor's session between requests (accepted and without effect here).",
        vendor_help=vendor_help,
        example=0,
        at_least=0,
        at_most=100,
        clamp=True,
        since="3.0.0",
    )


SessionId = Annotated[
    int,
    session_id(
        "(Optional) Longer sessions. The cookies and IP are preserved through different requests for a longer amount "
        "of time. You should include this in order to get different posts on every request."
    ),
]
SearchSessionId = Annotated[
    int,
    session_id(
        "The cookies and IP are preserved through different requests for a longer amount of time. You should use this "
        "if you want to keep the search suggestions the same."
    ),
]
