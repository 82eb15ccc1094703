"""The route table: what does not fit together is refused when the server starts."""

from __future__ import annotations

import msgspec
import pytest

from tokgate.contract.handlers import Handlers
from tokgate.contract.methods import get
from tokgate.contract.operation import Declared, M, Resource
from tokgate.contract.wire import Wire
from tokgate.dialects.registry import installed
from tokgate.server.request import Request
from tokgate.server.request import handlers as every_handler
from tokgate.server.routing import Routes


class Thing(Wire):
    """Anything."""


class Things(Resource[M], name="loose.things"):
    """A resource that no dialect has."""

    @get("/loose/things")
    def list(self) -> Thing:
        """One page."""
        raise Declared


def list_things(request: Request, /, **_: object) -> Thing:
    return Thing()


def test_every_operation_has_a_handler() -> None:
    empty: Handlers[Request] = Handlers()

    with pytest.raises(ValueError, match=r"is declared, but nothing in .* implements it"):
        Routes(installed(), empty)


@pytest.mark.parametrize("named", [__name__, __name__.rpartition(".")[0]], ids=["module", "package"])
def test_a_handler_that_no_operation_has_is_refused(named: str) -> None:
    handlers: Handlers[Request] = Handlers()
    for operation, handler in every_handler:
        handlers.implements(operation)(handler)
    handlers.implements(Things.list)(list_things)
    first, *others = Routes(installed(), handlers).dialects
    naming_it = msgspec.structs.replace(first, handlers=(*first.handlers, named))

    with pytest.raises(ValueError, match=r"test_routing implements loose\.things\.list, which no dialect serves"):
        Routes([naming_it, *others], handlers)
