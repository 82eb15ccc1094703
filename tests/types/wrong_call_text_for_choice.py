"""A text in the place of an enumeration's member: a typo would be found by the server alone."""

from __future__ import annotations

from tests.types.declared import Things

from tokgate.contract.operation import Sync


def call(things: Things[Sync]) -> None:
    things.forget(id="1", how="hard")  # expect: mypy[arg-type] pyright[reportArgumentType]
