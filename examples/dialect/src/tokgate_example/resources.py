"""The vendor's calls and their wire types."""

from typing import Annotated

from tokgate.contract.credentials import Carrier, Credential
from tokgate.contract.effects import Effect
from tokgate.contract.methods import get, post
from tokgate.contract.operation import Declared, M, Resource
from tokgate.contract.parameters import body, path
from tokgate.dialects.subjects import CreatorWire

KEY = Credential("example_key", Carrier.HEADER, "X-Example-Key")

Handle = Annotated[str, path(help="The creator's handle.", example="ana", max_length=60)]
Name = Annotated[str, body(help="The name to show.", example="Ana", min_length=1, max_length=60)]


class Person(CreatorWire):
    """A creator."""

    handle: str
    name: str | None = None


class People(Resource[M], name="example.people"):
    """Creators."""

    @get("/example/people/{handle}", credentials=(KEY,))
    def show(self, *, handle: Handle) -> Person:
        """A creator by handle."""
        raise Declared

    @post("/example/people/{handle}", effect=Effect.REPEATABLE, credentials=(KEY,))
    def rename(self, *, handle: Handle, name: Name) -> Person:
        """Give a creator another name."""
        raise Declared
