"""What an operation's requests and answers carry, as OpenAPI's request bodies and responses."""

from __future__ import annotations

from typing import Any

from tokgate.contract.answers import ANY_BYTES, JSON_TYPE, AnswerKind
from tokgate.contract.drafts import FORM_TYPE
from tokgate.contract.fields import RequestField
from tokgate.contract.multipart import MULTIPART_TYPE
from tokgate.contract.operation import Operation
from tokgate.contract.parameters import Location
from tokgate.publish.schemas import BYTES, or_null, revisions, schema_of

_PARTS = {Location.BODY, Location.FORM, Location.FILE}


def groups(operation: Operation[Any, ...]) -> list[list[str]]:
    """The groups of parameters of which one is needed, by their names on the wire."""
    wires = {field.argument: field.wire for field in operation.fields}
    return [[wires[name] for name in group] for group in operation.one_of]


def request_body(operation: Operation[Any, ...]) -> dict[str, Any]:
    """The raw body, or the members of a JSON body, a form or a multipart form."""
    raw = operation.raw_body
    if raw is not None:
        types = raw.parameter.media_types or (ANY_BYTES,)
        return {"required": raw.required, "content": {each: {"schema": schema_of(raw)} for each in types}}
    fields = [field for field in operation.fields if field.location in _PARTS]
    locations = {field.location for field in fields}
    schema = members_of(operation)
    media: dict[str, Any] = {"schema": schema}
    examples = {field.wire: field.parameter.example for field in fields if field.parameter.example is not None}
    if operation.when is not None:
        examples[operation.when.member] = operation.when.value
    if all(name in examples for name in schema.get("required", ())):
        media["example"] = examples
    typed = {field.wire: ", ".join(field.parameter.media_types) for field in fields if field.parameter.media_types}
    if typed:
        media["encoding"] = {name: {"contentType": types} for name, types in typed.items()}
    kind = MULTIPART_TYPE if Location.FILE in locations else FORM_TYPE if Location.FORM in locations else JSON_TYPE
    return {"required": "required" in schema or "allOf" in schema, "content": {kind: media}}


def members_of(operation: Operation[Any, ...]) -> dict[str, Any]:
    """The schema of a body with members; the one that tells the operation from others has its one value."""
    fields = [field for field in operation.fields if field.location in _PARTS]
    grouped = {name for group in operation.one_of for name in group}
    properties = {field.wire: _member(field, needed=field.argument in grouped) for field in fields}
    required = [field.wire for field in fields if field.required]
    if operation.when is not None:
        properties[operation.when.member] = {"type": "string", "enum": [operation.when.value]}
        required.append(operation.when.member)
    schema: dict[str, Any] = {"type": "object", "properties": properties}
    if required:
        schema["required"] = required
    within = [group for group in groups(operation) if set(group) <= set(properties)]
    if within:
        schema["allOf"] = [{"anyOf": [{"required": [name]} for name in group]} for group in within]
    return schema


def _member(field: RequestField, *, needed: bool) -> dict[str, Any]:
    schema = schema_of(field)
    if field.location is Location.BODY and not (field.required or needed):
        schema = or_null(schema)
    extra: dict[str, Any] = revisions(field.parameter.since, field.parameter.until)
    if field.parameter.help:
        extra["description"] = field.parameter.help
    if field.parameter.also:
        extra["x-also"] = list(field.parameter.also)
    return {**schema, **extra}


def responses(operation: Operation[Any, ...], result: dict[str, Any]) -> dict[str, Any]:
    """The successes, by status, and what every refusal is. `result` is the schema of a JSON answer."""
    refusal = {"description": "A refusal, in this API's own words.", "content": {JSON_TYPE: {"schema": {}}}}
    return {**_successes(operation, result), "default": refusal}


def _successes(operation: Operation[Any, ...], result: dict[str, Any]) -> dict[str, Any]:
    answer = operation.answer
    if answer.kind is AnswerKind.NOTHING:
        return {"204": {"description": "It is done; there is no answer."}}
    if operation.method == "HEAD":
        return {"200": {"description": "The headers of the answer."}}
    schema = result if answer.kind is AnswerKind.JSON else BYTES
    content = {each: {"schema": schema} for each in answer.media_types}
    whole = {"200": {"description": "The answer.", "content": content}}
    if answer.kind is AnswerKind.JSON or operation.method != "GET":
        return whole
    return {
        **whole,
        "206": {"description": "The one range of bytes that `Range` asks for.", "content": content},
        "416": {"description": "There is no byte in the range that `Range` asks for."},
    }
