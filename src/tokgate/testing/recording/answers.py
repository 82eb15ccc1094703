"""What the answers on a tape say, for an archive: read as their dialects declare, or else by the shape of records."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from tokgate.client.exchange import Reply
from tokgate.client.plan import result
from tokgate.contract.dialect import Dialect, operations_of
from tokgate.contract.errors import ApiError, ContractError
from tokgate.contract.operation import Operation
from tokgate.dialects.readings import readers_of
from tokgate.dialects.registry import installed
from tokgate.domain.instants import parse_instant_ms
from tokgate.domain.observations import Observation, Provenance
from tokgate.domain.ports import Archive
from tokgate.importers.run import UNKEEPABLE, Summary, import_paths
from tokgate.testing.recording.tape import Exchange, read_tape


def import_answers(archive: Archive, tape: Path) -> Summary:
    """Bring what the answers on a tape say into an archive, each as of its instant.

    The answer of a declared operation is read as its dialect says, and every observation in it is counted. Of other
    answers, records are taken and counted by their shape. TapeError for what is no tape.
    """
    declared = {
        operation.name: (dialect, operation)
        for dialect in installed()
        if dialect.reading
        for operation in operations_of(dialect)
    }
    summary = Summary()
    with tempfile.TemporaryDirectory(prefix="tokgate-answers-") as folder:
        for number, exchange in enumerate(read_tape(tape)):
            if exchange.response.status >= 400:
                continue
            found = declared.get(exchange.operation or "")
            if found is not None:
                _take(archive, exchange, *found, tape.name, summary)
            else:
                _write(exchange, Path(folder) / f"{number:09}.json")
        others = import_paths(archive, [folder])
    return msgspec.structs.replace(
        others,
        read=others.read + summary.read,
        new=others.new + summary.new,
        updated=others.updated + summary.updated,
        duplicate=others.duplicate + summary.duplicate,
        rejected=others.rejected + summary.rejected,
    )


def _take(
    archive: Archive, exchange: Exchange, dialect: Dialect, operation: Operation[Any, ...], file: str, summary: Summary
) -> None:
    """Commit what an answer says; a refusal under a status of success says nothing."""
    observed_ms = parse_instant_ms(exchange.at)
    response = exchange.response
    reply = Reply(status=response.status, headers=response.headers, body=response.content())
    try:
        answer = result(dialect, operation, reply, observed_ms / 1000)
    except ApiError:
        return
    except ContractError:
        _reject(summary, 1)
        return
    reading = readers_of(dialect).read(operation, _arguments(operation, exchange.parameters), answer, observed_ms)
    _reject(summary, len(reading.unreadable))
    origin = Provenance(source=dialect.name, dialect=dialect.name, operation=operation.name, file=file)
    _keep(archive, reading.observations, origin, summary)


def _arguments(operation: Operation[Any, ...], parameters: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters of a recorded call as its declaration names them; without its credentials, which no tape has."""
    return {
        field.argument: parameters[name]
        for field in operation.fields
        for name in (*field.parameter.also, field.wire)
        if name in parameters
    }


def _keep(archive: Archive, observations: Sequence[Observation], origin: Provenance, summary: Summary) -> None:
    """Commit all at once; where something cannot be kept, one by one, so that it costs itself alone."""
    try:
        outcomes = archive.commit(observations, origin)
    except UNKEEPABLE:
        if len(observations) == 1:
            _reject(summary, 1)
            return
        for each in observations:
            _keep(archive, [each], origin, summary)
        return
    for outcome in outcomes:
        summary.count(outcome)


def _reject(summary: Summary, number: int) -> None:
    summary.read += number
    summary.rejected += number


def _write(exchange: Exchange, path: Path) -> None:
    """A file for the importers to read, of the answer's own time; nothing for what is no JSON."""
    try:
        # Only white space goes: numbers stay as they are written.
        content = msgspec.json.format(exchange.response.content(), indent=-1)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return
    path.write_bytes(content)
    instant = parse_instant_ms(exchange.at) / 1000
    os.utime(path, (instant, instant))
