"""The calls, answered from the archive."""

from tokgate.contract.errors import Cause, Refusal
from tokgate.domain.creators import Creator
from tokgate.domain.observations import Observation, Provenance
from tokgate.server.request import Request, implements
from tokgate_example.resources import Handle, Name, People, Person


@implements(People.show)
def show(request: Request, /, *, handle: Handle, **_: object) -> Person:
    creator = request.archive.creator(username=handle)
    if creator is None:
        raise Refusal(Cause.UNKNOWN_CREATOR)
    return Person(handle=creator.username or handle, name=creator.name)


@implements(People.rename)
def rename(request: Request, /, *, handle: Handle, name: Name, **_: object) -> Person:
    show(request, handle=handle)
    said = Observation(subject=Creator(username=handle, name=name), source="example", observed_ms=request.now_ms)
    request.archive.commit([said], Provenance(source="example", dialect="example", operation=People.rename.name))
    return Person(handle=handle, name=name)
