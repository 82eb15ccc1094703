"""What an answer means, for an archive."""

from collections.abc import Iterator

from tokgate.dialects.readings import Part, Readers, Received
from tokgate.domain.creators import Creator
from tokgate_example.resources import People, Person

READERS = Readers()


@READERS.of(People.show)
@READERS.of(People.rename)
def person(answer: Person, received: Received) -> Iterator[Part]:
    yield received.observation(creator_of(answer), "example")


def creator_of(person: Person) -> Creator:
    return Creator(username=person.handle, name=person.name)


READERS.means(Person, creator_of)
