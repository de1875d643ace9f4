"""Bytes <-> messages for one protocol version.

Reading is tolerant, writing strict. A body is read by the layout of the session's version; where its floating part then
doesn't end on the last byte, the neighbouring layouts are tried, because the guides don't agree in which version some
fields came (GED-188 of versions 9 to 25, read together). What fits none gives one :class:`DecodeError`.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from protocol.errors import DecodeError, EncodeError
from protocol.fields import READERS, FixedField, FloatingField, Group, read_packed, write_value
from protocol.framing import frame
from protocol.messages import REGISTRY, Message, UnknownMessage
from protocol.tags import BY_NUMBER

OLDEST, NEWEST, HOME = 9, 25, 17
"""Protocol versions: the oldest and newest covered, and the default."""

WIDE_SINCE = 20
"""From this version on a floating field's tag and length are two bytes each, before it one (table "Floating field")."""

_NEIGHBOURS = (17, 19, 24, 25)


class Layout(NamedTuple):
    """One way the fixed part of a message may be laid out."""

    fields: tuple[FixedField, ...]
    attributes: tuple[str, ...]
    struct: struct.Struct
    positional: bool
    """The fields are the first of the class, in its order: they can be given without names."""


class _Reader(NamedTuple):
    attribute: str
    read: Callable[[bytes], Any]
    repeats: bool


def _layout(cls: type[Message], fields: tuple[FixedField, ...]) -> Layout:
    attributes = tuple(f.attribute for f in fields)
    declared = tuple(f.attribute for f in cls.fixed_fields)
    formats = struct.Struct(">" + "".join(f.kind.format for f in fields))
    return Layout(fields, attributes, formats, declared[: len(attributes)] == attributes)


def walk(body: bytes, position: int, wide: bool) -> Iterator[tuple[int, bytes]]:
    """The floating fields of a body from a position on, as (tag, data). Raises ValueError where they don't tile."""
    end, head = len(body), 4 if wide else 2
    while position < end:
        start = position + head
        if start > end:
            raise ValueError(f"at {position}: a floating field's tag and length, got {end - position} bytes")
        if wide:
            tag, length = struct.unpack_from(">HH", body, position)
        else:
            tag, length = body[position], body[position + 1]
        position = start + length
        if position > end:
            raise ValueError(f"at {start}: {length} bytes of the floating field with tag {tag}, got {end - start}")
        yield tag, body[start:position]


class _Table:
    """How one message class is read and written in one version."""

    __slots__ = ("by_start", "cls", "layout", "layouts", "readers", "truncated", "variant")

    def __init__(self, cls: type[Message], version: int) -> None:
        self.cls = cls
        own = tuple(f for f in cls.fixed_fields if f.in_version(version))
        candidates = [own]
        for present in (False, True):
            candidates.append(tuple(f for f in cls.fixed_fields if (f.in_version(version) if f.exact else present)))
        candidates += [tuple(f for f in cls.fixed_fields if f.in_version(v)) for v in _NEIGHBOURS]
        self.layouts = [_layout(cls, fields) for fields in dict.fromkeys(candidates)]
        self.layout = self.layouts[0]
        """The layout that fitted last: what a server did once it will do again."""
        self.variant: tuple[int, Layout] | None = None
        if cls.variant is not None:
            length, names = cls.variant
            by_name = {f.name: f for f in cls.fixed_fields}
            self.variant = (length, _layout(cls, tuple(by_name[name] for name in names)))
        self.truncated: dict[int, Layout] = {}
        size = 0
        for count, field in enumerate(own[:-1], 1):
            size += field.kind.size
            self.truncated[size] = _layout(cls, own[:count])
        self.readers: dict[int, _Reader] = {}
        for floating in cls.floating_fields:
            read = read_packed(floating.packed) if floating.packed else READERS[floating.tag.kind]
            self.readers[floating.tag.number] = _Reader(floating.attribute, read, floating.repeats)
        self.by_start = tuple(g for g in cls.groups if g.by_start)


class Codec:
    """Reads and writes the messages of one session, whose protocol version is fixed when it opens."""

    def __init__(self, version: int = HOME) -> None:
        if not OLDEST <= version <= NEWEST:
            raise ValueError(f"protocol version {version} is not one of {OLDEST} to {NEWEST}")
        self.version = version
        self.wide = version >= WIDE_SINCE
        self._tables: dict[int, _Table] = {}

    def table(self, message_type: int) -> _Table | None:
        """How a message type is read; None for types without a declared body."""
        table = self._tables.get(message_type)
        if table is None:
            cls = REGISTRY.get(message_type)
            if cls is not None:
                table = self._tables[message_type] = _Table(cls, self.version)
        return table

    def decode(self, message_type: int, body: bytes) -> Message:
        """The message in a body. Types that no guide describes come as :class:`UnknownMessage`.

        Raises :class:`DecodeError`, and nothing else, where the bytes fit no known layout.
        """
        table = self._tables.get(message_type) or self.table(message_type)
        if table is None:
            return UnknownMessage(message_type, body)
        if table.variant is not None and len(body) == table.variant[0]:
            return self._build(table, table.variant[1], body, strict=False) or self._fail(table, body)
        message = self._build(table, table.layout, body, strict=True)
        if message is not None:
            return message
        for layout in table.layouts:
            if layout is not table.layout and (message := self._build(table, layout, body, strict=True)) is not None:
                table.layout = layout
                return message
        for layout in table.layouts:
            if (message := self._build(table, layout, body, strict=False)) is not None:
                return message
        shorter = table.truncated.get(len(body))
        if shorter is not None and (message := self._build(table, shorter, body, strict=False)) is not None:
            for field in table.cls.fixed_fields:
                if field.attribute not in shorter.attributes and getattr(message, field.attribute) is not None:
                    setattr(message, field.attribute, field.nothing)
            return message
        return self._fail(table, body)

    def _build(self, table: _Table, layout: Layout, body: bytes, *, strict: bool) -> Message | None:
        """The message if the layout fits, else None. Strict: every tag must be one the message may carry."""
        position, end = layout.struct.size, len(body)
        if position > end:
            return None
        values = layout.struct.unpack_from(body)
        if layout.positional:
            message = table.cls(*values)
        else:
            message = table.cls(**dict(zip(layout.attributes, values, strict=True)))
        readers = table.readers
        wide = self.wide
        # The loop of walk() again, written out: this is where the time of a busy session goes.
        while position < end:
            if wide:
                start = position + 4
                if start > end:
                    return None
                tag = body[position] << 8 | body[position + 1]
                position = start + (body[position + 2] << 8 | body[position + 3])
            else:
                start = position + 2
                if start > end:
                    return None
                tag = body[position]
                position = start + body[position + 1]
            if position > end:
                return None
            reader = readers.get(tag)
            if reader is not None:
                attribute, read, repeats = reader
                if repeats:
                    getattr(message, attribute).append(read(body[start:position]))
                else:
                    setattr(message, attribute, read(body[start:position]))
            elif strict:
                return None
        message.wire = (layout, body)
        for group in table.by_start:
            self._pair_by_start(table, group, message, layout, body)
        return message

    def _pair_by_start(self, table: _Table, group: Group, message: Message, layout: Layout, body: bytes) -> None:
        """Members may lack fields: begin a new one at each occurrence of the first, and leave None in the gaps."""
        columns = [getattr(message, a) for a in group.fields]
        if all(len(column) == len(columns[0]) for column in columns):
            return
        rows: list[dict[str, Any]] = []
        for tag, raw in walk(body, layout.struct.size, self.wide):
            reader = table.readers.get(tag)
            if reader is None or reader.attribute not in group.fields:
                continue
            if reader.attribute == group.fields[0] or not rows or reader.attribute in rows[-1]:
                rows.append({})
            rows[-1][reader.attribute] = reader.read(raw)
        for attribute in group.fields:
            present = any(attribute in row for row in rows)
            setattr(message, attribute, [row.get(attribute) for row in rows] if present else [])

    def _fail(self, table: _Table, body: bytes) -> Message:
        layout = table.layouts[0]
        partial: dict[str, object] = {}
        position = 0
        for field in layout.fields:
            size = field.kind.size
            if position + size > len(body):
                wanted, got = f"{field.name} ({field.kind.name}, {size} bytes)", f"{len(body) - position} bytes"
                break
            partial[field.attribute] = struct.unpack_from(">" + field.kind.format, body, position)[0]
            position += size
        else:
            wanted, got = "floating fields that end on the last byte", "bytes that are none"
            try:
                for _ in walk(body, layout.struct.size, self.wide):
                    pass
            except ValueError as error:
                where, _, problem = str(error).partition(": ")
                position = int(where.removeprefix("at "))
                wanted, _, got = problem.partition(", got ")
        cls = table.cls
        raise DecodeError(cls.message_type, cls.name, position, wanted, got, partial, body)

    def encode(self, message: Message) -> bytes:
        """Header and body. A decoded message that nobody changed gives its own bytes back.

        Raises :class:`EncodeError` where a value doesn't fit its field. Fields that the version doesn't have are left
        out; counts of lists that were left at 0 are filled in.
        """
        if isinstance(message, UnknownMessage):
            return frame(message.number, message.body)
        wire = getattr(message, "wire", None)
        table = self.table(message.message_type)
        if table is None:
            raise EncodeError(message.name, "MessageType", "no layout is known for it")
        if wire is not None:
            layout, body = wire
            if self._build(table, layout, body, strict=False) == message or self._truncated_same(table, message, wire):
                return frame(message.message_type, body)
            extra = b"".join(
                self.floating_field(tag, raw)
                for tag, raw in walk(body, layout.struct.size, self.wide)
                if tag not in table.readers
            )
            return frame(message.message_type, self._write(table, layout, message) + extra)
        return frame(message.message_type, self._write(table, table.layouts[0], message))

    def _truncated_same(self, table: _Table, message: Message, wire: tuple[Layout, bytes]) -> bool:
        """Is it an unchanged message whose fixed part was shorter than its version's?"""
        layout, body = wire
        if table.truncated.get(len(body)) is not layout:
            return False
        try:
            return self.decode(message.message_type, body) == message
        except DecodeError:
            return False

    def _write(self, table: _Table, layout: Layout, message: Message) -> bytes:
        counts = {
            group.count: max((len(getattr(message, a)) for a in group.fields), default=0) for group in table.cls.groups
        }
        parts: list[bytes] = []
        for field in layout.fields:
            value = getattr(message, field.attribute)
            if not value and field.attribute in counts:
                value = counts[field.attribute]
            if value is None:
                value = 0 if field.null is None else field.null
            try:
                parts.append(struct.pack(">" + field.kind.format, value))
            except struct.error:
                raise EncodeError(message.name, field.name, f"{value!r} does not fit {field.kind.name}") from None
        done: set[str] = set()
        for floating in table.cls.floating_fields:
            if floating.attribute in done:
                continue
            group = next((g for g in table.cls.groups if floating.attribute in g.fields), None)
            if group is None:
                value = getattr(message, floating.attribute)
                for one in value if floating.repeats else [value]:
                    parts.append(self._floating(message, floating, one))
                continue
            done.update(group.fields)
            by_attribute = {f.attribute: f for f in table.cls.floating_fields}
            for row in message.members(group.name):
                for attribute, one in zip(group.fields, row, strict=True):
                    parts.append(self._floating(message, by_attribute[attribute], one))
        return b"".join(parts)

    def _floating(self, message: Message, field: FloatingField, value: Any) -> bytes:
        """One floating field, or nothing where the value is None or the version has no such field."""
        if value is None or not max(field.since, field.tag.since) <= self.version <= field.until:
            return b""
        try:
            if field.packed:
                raw = b"".join(write_value(field.packed, one) for one in value)
            else:
                raw = write_value(field.tag.kind, value)
                if field.tag.max_bytes and len(raw) > field.tag.max_bytes:
                    raise ValueError(f"{len(raw)} bytes are more than the {field.tag.max_bytes} of the guide")
            return self.floating_field(field.tag.number, raw)
        except ValueError as error:
            raise EncodeError(message.name, field.name, str(error)) from None

    def floating_field(self, tag: int, raw: bytes) -> bytes:
        """Tag, length and data in the version's widths. Raises ValueError where one doesn't fit."""
        most = 0xFFFF if self.wide else 0xFF
        if tag > most or len(raw) > most:
            raise ValueError(f"tag {tag} with {len(raw)} bytes does not fit protocol version {self.version}")
        return struct.pack(">HH" if self.wide else "BB", tag, len(raw)) + raw


def field_of(cls: type[Message], tag: int) -> FloatingField | None:
    """The declaration behind a tag: the message's own, else the tag's by the table of tags, else None."""
    for floating in cls.floating_fields:
        if floating.tag.number == tag:
            return floating
    if tag in BY_NUMBER:
        name, known = BY_NUMBER[tag]
        return FloatingField(name, known, None, 0, 99, False, None, "")
    return None
