"""A message as one JSON object, for people and scripts, and back to the same bytes.

The object has what is on the wire: fields in wire order with their numbers, floating fields in their order. Bytes that
a printable text or a number of its type's length can't hold are given in hexadecimal, so that nothing is lost.
"""

from __future__ import annotations

import unicodedata
from typing import Any

from protocol.wire.codec import Codec
from protocol.wire.enums import NONE16, UNKNOWN32
from protocol.wire.errors import EncodeError
from protocol.wire.fields import READERS, FixedField, FloatingField, Kind, write_value
from protocol.wire.framing import MAX_BODY, frame
from protocol.wire.layouts import Layout, walk
from protocol.wire.messages import REGISTRY, Message, UnknownMessage, type_name, type_number
from protocol.wire.tags import named

_NULL_WORDS = {NONE16: "NONE16", UNKNOWN32: "NONE32"}
"""Words for null values that the code list of a field doesn't have."""


def to_json(codec: Codec, message_type: int, body: bytes, offset: int) -> dict[str, Any]:
    """The object for one message; ``offset`` is where its header began in the stream.

    Raises :class:`protocol.wire.errors.DecodeError` where the body can't be read.
    """
    message = codec.decode(message_type, body)
    head = {"offset": offset, "length": len(body), "type": message_type, "name": message.name}
    if isinstance(message, UnknownMessage) or message.wire is None:
        return {**head, "body": body.hex()}
    layout: Layout = message.wire[0]
    values = layout.struct.unpack_from(body)
    fields: dict[str, Any] = {}
    words: dict[str, str] = {}
    for field, value in zip(layout.fields, values, strict=True):
        fields[field.name] = {"hex": value.hex()} if isinstance(value, bytes) else value
        if field.codes is not None:
            words[field.name] = _word(field, value)
    floating = []
    for tag, raw in walk(body, layout.struct.size, codec.wide):
        declared = _declared(type(message), tag, codec.version)
        name = f"UNKNOWN_{tag}" if declared is None else declared.name
        floating.append({"tag": tag, "name": name, "value": _value(declared, raw)})
    return {**head, "fields": fields, "words": words, "floating": floating}


def _declared(cls: type[Message], number: int, version: int) -> FloatingField | None:
    """The declaration behind a tag: the message's own, else the tag's as the version has it; None for unknown ones."""
    for field in cls.floating_fields:
        if field.tag.number == number:
            return field
    known = named(number, version)
    return None if known is None else FloatingField(known[0], known[1], None, 0, 99, False, None)


def _word(field: FixedField, value: int) -> str:
    assert field.codes is not None
    word = field.codes.word(value)
    return _NULL_WORDS.get(value, word) if word.startswith("UNKNOWN_") else word


def _value(field: FloatingField | None, raw: bytes) -> Any:
    """A floating value: text, a number, the parts of an ECC variable, or hexadecimal where these would lose bytes."""
    if field is not None and field.packed is None:
        kind = field.tag.kind
        value = READERS[kind](raw)
        if kind.is_integer:
            return value if len(raw) == kind.size else {"hex": raw.hex()}
        if kind is Kind.STRING and _clean(value, kind, raw):
            return value
        if kind in (Kind.NAMEDVAR, Kind.NAMEDARRAY) and _clean(value, kind, raw):
            named = {"name": value.name, "value": value.value}
            return named if kind is Kind.NAMEDVAR else {"index": value.element, **named}
    return {"hex": raw.hex()}


def _clean(value: Any, kind: Kind, raw: bytes) -> bool:
    """Does writing the value give the same bytes, and is its text free of control characters?"""
    try:
        if write_value(kind, value) != raw:
            return False
    except ValueError:
        return False
    texts = [value] if isinstance(value, str) else [value.name, value.value]
    return not any(unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp") for text in texts for c in text)


def from_json(codec: Codec, given: object) -> bytes:
    """The message's bytes, header included, from an object as :func:`to_json` makes it.

    ``offset``, ``length``, ``words`` and the names of floating fields are for the reader and are ignored.
    Raises :class:`EncodeError`, which names the field.
    """
    if not isinstance(given, dict):
        raise EncodeError("message", "the line", "a JSON object is wanted")
    if "error" in given:
        raise EncodeError("message", "error", "this line tells of a message that could not be decoded; it has no bytes")
    message_type, name = _message_type(given)
    if "body" in given:
        body = _hex(name, "body", given["body"])
    else:
        body = _fixed(REGISTRY.get(message_type), name, codec, given.get("fields", {}))
        floating = given.get("floating", [])
        if not isinstance(floating, list):
            raise EncodeError(name, "floating", "a list is wanted")
        for entry in floating:
            body += _floating(REGISTRY.get(message_type), name, codec, entry)
    if len(body) > MAX_BODY:
        raise EncodeError(name, "length", f"{len(body)} bytes are more than {MAX_BODY}")
    return frame(message_type, body)


def _message_type(given: dict[str, Any]) -> tuple[int, str]:
    number, name = given.get("type"), given.get("name")
    if number is None and isinstance(name, str):
        number = type_number(name)
    if isinstance(number, bool) or not isinstance(number, int) or not 0 <= number <= 0xFFFFFFFF:
        raise EncodeError(str(name or "message"), "type", "the number of a message type is wanted")
    known = type_name(number)
    if name is not None and name != known:
        raise EncodeError(str(name), "name", f"type {number} is {known}")
    return number, known


def _hex(name: str, field: str, text: object) -> bytes:
    try:
        return bytes.fromhex(text)  # type: ignore[arg-type]
    except (ValueError, TypeError):
        raise EncodeError(name, field, "hexadecimal digits are wanted") from None


def _fixed(cls: type[Message] | None, name: str, codec: Codec, fields: object) -> bytes:
    """The fixed part: the given fields in wire order; fields that are not given are left out."""
    if cls is None:
        raise EncodeError(name, "body", "the fields of this type are not known: give its body in hexadecimal")
    if not isinstance(fields, dict):
        raise EncodeError(name, "fields", "an object is wanted")
    declared = [f for f in cls.fixed_fields if f.name in fields]
    for unknown in fields.keys() - {f.name for f in declared}:
        raise EncodeError(name, unknown, "the message has no such field in its fixed part")
    body = b""
    for field in declared:
        value = fields[field.name]
        if isinstance(value, dict):
            value = _hex(name, field.name, value.get("hex"))
        if isinstance(value, bool):
            raise EncodeError(name, field.name, "a number is wanted")
        try:
            body += write_value(field.kind, value)
        except ValueError as error:
            raise EncodeError(name, field.name, str(error)) from None
    return body


def _floating(cls: type[Message] | None, name: str, codec: Codec, entry: object) -> bytes:
    tag = entry.get("tag") if isinstance(entry, dict) else None
    if cls is None or not isinstance(entry, dict) or isinstance(tag, bool) or not isinstance(tag, int) or tag < 0:
        raise EncodeError(name, "floating", "each entry needs a tag, which is a number")
    field, value = _declared(cls, tag, codec.version), entry.get("value")
    label = str(entry.get("name", tag)) if field is None else field.name
    try:
        if isinstance(value, dict) and "hex" in value:
            raw = _hex(name, label, value["hex"])
        elif field is None or isinstance(value, bool):
            raise ValueError('the value of a field that is not known is wanted as {"hex": "..."}')
        elif isinstance(value, dict):
            index = [value.get("index")] if field.tag.kind is Kind.NAMEDARRAY else []
            raw = write_value(field.tag.kind, [*index, value.get("name"), value.get("value")])
        else:
            raw = write_value(field.tag.kind, value)
        return codec.floating_field(tag, raw)
    except (ValueError, TypeError) as error:
        raise EncodeError(name, label, str(error)) from None
