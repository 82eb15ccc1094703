"""docs/errors.md: every refusal of every installed dialect by its words, what it means, and what helps.

python -m tokgate.publish.errors_page > docs/errors.md
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from typing import Any

from tokgate.contract.dialect import Dialect, operations_of
from tokgate.contract.errors import Cause
from tokgate.contract.operation import Operation
from tokgate.dialects.registry import installed
from tokgate.publish.markdown import row
from tokgate.publish.refusals import refused

INTRODUCTION = """\
# Errors by their words

Made from the error tables by which the server refuses and the client reads: `make docs` writes it. What stands in
braces is filled in. The client raises one tree of errors for all APIs, with the vendor's `status`, `code` and `message`
as they came ([sdk.md](sdk.md)).
"""

#: What a cause means, and what helps.
MEANINGS: Mapping[Cause, tuple[str, str]] = {
    Cause.MISSING_PARAMETER: ("a required parameter is missing", "send it; `fields` of the error names it"),
    Cause.INVALID_PARAMETER: (
        "a parameter is out of bounds or of a wrong form",
        "correct it; the call is not repeated",
    ),
    Cause.TOO_LARGE: ("the body is too large", "send less"),
    Cause.BAD_KEY: ("the key or token is missing, wrong, revoked or over", "check it; get or renew a token"),
    Cause.BAD_ACCOUNT_KEY: ("the account's key is missing or wrong", "let the account authorize your app again"),
    Cause.SESSION_EXPIRED: ("the account's session is over", "let the user log in again"),
    Cause.SCOPE_MISSING: ("the credential does not allow this", "ask for the scope, or for fewer fields"),
    Cause.BAD_CLIENT: ("the app's key or secret is wrong, or the app is gone", "check both"),
    Cause.BAD_GRANT: ("the code or refresh token is used, over, or another app's", "start the login again"),
    Cause.UNSUPPORTED_GRANT: ("there is no such grant", "use one that the API's page names"),
    Cause.BAD_LINK: (
        "a signed link was changed, or its time is over",
        "ask for the post again: it comes with a new one",
    ),
    Cause.UNKNOWN_CREATOR: ("the archive knows no such creator", "`tokgate creators` lists who is there"),
    Cause.UNKNOWN_RESULT: (
        "the result of a search is not kept under this id, or no longer",
        "search again; an id that was just given is asked for again by the client itself",
    ),
    Cause.UNKNOWN_ROOM: ("there is no such live room", "take an id from a profile or a list of rooms"),
    Cause.ROOM_OVER: ("the live room is over", "nothing can be said in it any more: look for one that runs"),
    Cause.UNKNOWN_POST: ("the archive has no such public post", "`tokgate posts CREATOR` lists what is there"),
    Cause.UNKNOWN_SOUND: ("no public post has this sound", "take the id of a post's `music`"),
    Cause.UNKNOWN_HASHTAG: ("no public post has this hashtag", "take a name or an id of a post's `challenges`"),
    Cause.UNKNOWN_ID: ("there is no such comment, playlist or task", "take an id from an answer"),
    Cause.PRIVATE_CREATOR: ("the account is private", "nothing: the vendor tells nobody"),
    Cause.HIDDEN_LIKES: ("the account shows its likes to nobody", "nothing: the vendor tells nobody"),
    Cause.PRIVATE_POST: ("its author shows the post to nobody", "nothing"),
    Cause.BLOCKED: ("one of the two accounts has blocked the other", "nothing"),
    Cause.NAME_TAKEN: ("another account has the username", "choose another one"),
    Cause.NOT_THEIRS: ("somebody else made it, and only they can take it back", "nothing"),
    Cause.WRONG_CREATOR: (
        "the creator that is named is the account itself, or two names are of two",
        "name another one",
    ),
    Cause.BAD_TICKET: ("the ticket is another conversation's", "take the one that `user.conversations` gives"),
    Cause.UNKNOWN_REQUEST: (
        "the account began the conversation itself, or has accepted or deleted the request",
        "take one from `user.conversationRequests.conversations`",
    ),
    Cause.NOT_ACCEPTED: ("the conversation is a request still", "accept it: `user.conversationRequests.accept`"),
    Cause.RATE_LIMIT: ("too many calls just now", "wait; the client does, as long as `max_wait` allows"),
    Cause.QUOTA: ("the quota is used up", "wait for `reset_at`; here, `tokgate serve` counts only with `--quotas`"),
    Cause.BALANCE: ("the account is out of money", "top it up"),
    Cause.UPSTREAM: ("the API failed behind its front", "try again; the client does"),
    Cause.NO_ROUTE: ("there is no such path", "compare it with the API's page; TikTok's end in a slash"),
    Cause.WRONG_METHOD: ("the path has other methods", "use one of the header `allow`"),
    Cause.READ_ONLY: (
        "the call keeps something, and the archive can only be read",
        "serve one that can be written to; TikTok and the other vendors know no such thing",
    ),
    Cause.INTERNAL: ("the API failed", "try again; if it was tokgate, its log says where: that is a defect"),
}


def errors_page() -> str:
    """The page, from the dialects that are installed."""
    return "\n".join([INTRODUCTION, *(line for dialect in installed() for line in _section(dialect))])


def _section(dialect: Dialect) -> Iterator[str]:
    yield f"## {dialect.name}\n"
    yield "| status | code | words | what it means | what helps | raised as |"
    yield "|---|---|---|---|---|---|"
    rows = (_row(dialect, cause, operation) for cause in Cause for operation in operations_of(dialect))
    yield from dict.fromkeys(row for row in rows if row)
    yield ""


def _row(dialect: Dialect, cause: Cause, operation: Operation[Any, ...]) -> str:
    """How an operation is refused for a cause; "" where the dialect has no words for it."""
    raised = refused(dialect, cause, operation)
    if raised is None:
        return ""
    meaning, helps = MEANINGS[cause]
    return row(raised.status, raised.error.code, raised.words, meaning, helps, f"`{type(raised.error).__name__}`")


if __name__ == "__main__":
    sys.stdout.write(errors_page())
