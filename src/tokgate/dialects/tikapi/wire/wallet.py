"""What was given and received. No source gives a shape; this one is ours."""

from __future__ import annotations

from tokgate.contract.paging import EndOfList, More, Paging, Unsure, Verdict, has_list, no_list
from tokgate.contract.wire import Wire
from tokgate.dialects.tikapi.wire.answers import TikAPIAnswer
from tokgate.dialects.tikapi.wire.live_chat import LiveViewer


class Transaction(Wire):
    """A gift that was given or received."""

    id: str | None = None
    """The transaction's id, digits."""
    type: str | None = None
    """`gift_sent` or `gift_received`."""
    title: str | None = None
    """What the gift is called."""
    amount: int | None = None
    """Coins that were paid, below 0, or diamonds that were received."""
    create_time: int | None = None
    """When, Unix seconds UTC."""
    room_id: str | None = None
    """The room in which it was given, digits."""
    user: LiveViewer | None = None
    """Who gave it; missing for the account's own gifts."""


class TransactionPage(TikAPIAnswer):
    """A page of transactions, latest first.

    It has neither `has_more` nor a cursor: the vendor's SDKs would ask for the same page again for ever.
    """

    transactions: list[Transaction] = []
    """The transactions of this page."""
    page: int | None = None
    """Which page this is, from 1."""
    is_last_page: bool | None = None
    """Whether this is the last one."""


def _items(page: TransactionPage) -> list[Transaction]:
    return page.transactions


def _verdict(page: TransactionPage) -> Verdict:
    if not (page.transactions or has_list(page, "transactions")):
        return no_list("transactions")
    if page.is_last_page is None or page.page is None:
        return Unsure("the answer does not say whether there is more")
    return EndOfList() if page.is_last_page else More({"page": page.page + 1})


def _key(transaction: Transaction) -> str:
    return transaction.id or ""


TRANSACTIONS: Paging[TransactionPage, Transaction] = Paging(_items, _verdict, _key)
