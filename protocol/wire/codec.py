"""Bytes <-> messages for one protocol version.

Reading is tolerant, writing strict. A body is read by the layout of the session's version, which fits where the
floating part ends on the last byte, whatever its tags. Where it doesn't fit, the neighbouring layouts are tried: the
guides of versions 9 to 25 don't agree in which version some fields came. A neighbour must fit with known tags. A body
that fits none gives a :class:`DecodeError`.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from protocol.wire.errors import DecodeError, EncodeError
from protocol.wire.fields import FixedField, FloatingField, Group, Kind, write_value
from protocol.wire.framing import MAX_BODY, frame
from protocol.wire.layouts import WIDE_SINCE, GroupWriter, Layout, Table, UntiledError, table_of, walk
from protocol.wire.messages import REGISTRY, Message, UnknownMessage
from protocol.wire.versions import HOME, NEWEST, OLDEST

_WIDE_HEAD = struct.Struct(">HH").unpack_from
"""Tag and length of a floating field from :data:`WIDE_SINCE` on."""


class Codec:
    """Reads and writes the messages of one protocol version. Raises ValueError for versions that aren't covered."""

    def __init__(self, version: int = HOME) -> None:
        if not OLDEST <= version <= NEWEST:
            raise ValueError(f"protocol version {version} is not one of {OLDEST} to {NEWEST}")
        self.version = version
        self.wide = version >= WIDE_SINCE
        self._tables: dict[int, Table] = {}

    def table(self, message_type: int) -> Table | None:
        """How a message type is read and written; None for types without a declared body."""
        table = self._tables.get(message_type)
        if table is None and message_type in REGISTRY:
            table = self._tables[message_type] = table_of(message_type, self.version)
        return table

    def decode(self, message_type: int, body: bytes) -> Message:
        """The message in a body. Types that no guide describes come as :class:`UnknownMessage`.

        Raises :class:`DecodeError`, and nothing else, where the bytes fit no known layout.
        """
        table = self._tables.get(message_type) or self.table(message_type)
        if table is None:
            return UnknownMessage(message_type, body)
        if table.variant is not None and len(body) == table.variant[0]:
            return self._build(table, table.variant[1], body) or self._fail(table, body)
        message = self._build(table, table.layout, body)
        if message is None:
            return self._decode_elsewhere(table, body)
        if not table.own_has_fitted:
            table.fitted(table.layout)
        return message

    def _decode_elsewhere(self, table: Table, body: bytes) -> Message:
        """The message in a body that the layout in use doesn't fit."""
        if table.layout is not table.own and (message := self._build(table, table.own, body)) is not None:
            table.fitted(table.own)
            return message
        for layout in table.layouts[1:]:
            message = self._build(table, layout, body)
            if message is not None and self._has_known_tags(table, layout, body):
                table.fitted(layout)
                return message
        shorter = table.truncated.get(len(body))
        if shorter is not None and (message := self._build(table, shorter, body)) is not None:
            for field in table.cls.fixed_fields:
                if field.attribute not in shorter.attributes and getattr(message, field.attribute) is not None:
                    setattr(message, field.attribute, field.all_ones)
            return message
        return self._fail(table, body)

    def _has_known_tags(self, table: Table, layout: Layout, body: bytes) -> bool:
        """May the message carry every floating field that is there?"""
        return all(tag in table.readers for tag, _ in walk(body, layout.struct.size, self.wide))

    def _build(self, table: Table, layout: Layout, body: bytes) -> Message | None:
        """The message if the layout fits, else None: the floating part has to end on the last byte."""
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
        # As walk() does it, written out: decoding spends most of its time here. Whether the fields end on the last byte
        # is checked once, behind the loop.
        try:
            while position < end:
                if wide:
                    tag, length = _WIDE_HEAD(body, position)
                    start = position + 4
                else:
                    tag, length = body[position], body[position + 1]
                    start = position + 2
                position = start + length
                reader = readers.get(tag)
                if reader is None:
                    continue
                attribute, size, number, read, repeats = reader
                if length == size:
                    (value,) = number(body, start)
                else:
                    value = read(body[start:position])
                if repeats:
                    getattr(message, attribute).append(value)
                else:
                    setattr(message, attribute, value)
        except (IndexError, struct.error):
            return None
        if position != end:
            return None
        message.wire = (layout, body)
        for group in table.by_start:
            self._pair_by_start(table, group, message, layout, body)
        return message

    def _pair_by_start(self, table: Table, group: Group, message: Message, layout: Layout, body: bytes) -> None:
        """Members may lack fields: a new one begins at each occurrence of the first field, and gaps are None.

        Where the value of a member is a tuple, several fields of one tag make one value.
        """
        joins = [f.attribute for f in table.cls.floating_fields if f.joins and getattr(message, f.attribute)]
        sizes = {len(getattr(message, attribute)) for attribute in group.fields}
        if not joins and len(sizes - {0}) < 2:
            return  # every member has the same fields, so the k-th ones belong together in any order
        rows: list[dict[str, Any]] = []
        readers = {tag: reader for tag, reader in table.readers.items() if reader[0] in group.fields}
        for tag, raw in walk(body, layout.struct.size, self.wide):
            if tag in readers:
                attribute, _, _, read, _ = readers[tag]
                value = read(raw)
                if attribute == group.fields[0] or not rows or (attribute in rows[-1] and attribute not in joins):
                    rows.append({})
                before = rows[-1].get(attribute)
                rows[-1][attribute] = value if before is None else before + (value or ())
        for attribute in group.fields:
            present = any(attribute in row for row in rows)
            setattr(message, attribute, [row.get(attribute) for row in rows] if present else [])

    def _fail(self, table: Table, body: bytes) -> Message:
        """Raise the DecodeError: where the version's own layout stops fitting, and the fields before."""
        layout = table.own
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
            except UntiledError as error:
                position, wanted, got = error.position, error.wanted, error.got
        cls = table.cls
        raise DecodeError(cls.message_type, cls.name, position, wanted, got, partial, body)

    def encode(self, message: Message) -> bytes:
        """Header and body. A decoded message that is unchanged gives the same bytes again.

        Fields that the version doesn't have are left out; counts of lists that are 0 are filled in. Raises
        :class:`EncodeError` where a value doesn't fit its field.
        """
        if isinstance(message, UnknownMessage):
            return self._frame(message, message.number, message.body)
        table = self.table(message.message_type)
        if table is None:
            raise EncodeError(message.name, "MessageType", "no layout is known for it")
        layout, body = getattr(message, "wire", None) or (None, b"")
        if layout is None or layout.version != self.version:
            body = self._write(table, table.layout_for(message), message)
        elif self._build(table, layout, body) != message:
            body = self._write(table, layout, message) + b"".join(
                self.floating_field(tag, raw)
                for tag, raw in walk(body, layout.struct.size, self.wide)
                if tag not in table.readers
            )
        return self._frame(message, message.message_type, body)

    def _frame(self, message: Message, number: int, body: bytes) -> bytes:
        if not 0 <= number <= 0xFFFFFFFF:
            raise EncodeError(message.name, "MessageType", f"{number} does not fit UINT")
        if len(body) > MAX_BODY:
            raise EncodeError(message.name, "MessageLength", f"{len(body)} bytes are more than {MAX_BODY}")
        return frame(number, body)

    def _write(self, table: Table, layout: Layout, message: Message) -> bytes:
        values = []
        for field in layout.fields:
            value = getattr(message, field.attribute)
            if not value and field.attribute in table.counts:
                value = len(self._rows(message, table.counts[field.attribute]))
            if value is None:
                value = field.null_value
            elif field.kind is Kind.UNSPEC8:
                self._fixed(message, field, value)  # struct would pad or cut it without an error
            values.append(value)
        try:
            parts = [layout.struct.pack(*values)]
        except struct.error:  # one by one, to find which
            parts = [self._fixed(message, field, value) for field, value in zip(layout.fields, values, strict=True)]
        for writer in table.writers:
            if isinstance(writer, GroupWriter):
                for row in self._rows(message, writer.group):
                    for floating, value in zip(writer.fields, row, strict=True):
                        if floating is not None and value is not None:
                            parts.append(self._floating(message, floating, value))
                    parts += self._singly(message, writer, row)
                continue
            value = getattr(message, writer.attribute)
            if not value and writer.attribute in table.counts:
                value = len(self._rows(message, table.counts[writer.attribute])) or value
            if value is not None:
                parts.append(self._floating(message, writer, value))
        return b"".join(parts)

    def _singly(self, message: Message, writer: GroupWriter, row: tuple[Any, ...]) -> Iterator[bytes]:
        """The values of a member that are written as fields of their own: the first of each field, then the second."""
        columns = []
        for field, values in zip(writer.singly, row, strict=True):
            if field is not None and values is not None:
                if not isinstance(values, tuple | list):
                    raise EncodeError(message.name, field.name, f"a tuple is wanted, got {type(values).__name__}")
                columns.append([(field, value) for value in values])
        for pairs in zip_longest(*columns):
            for field, value in filter(None, pairs):
                yield self._floating(message, field, value if field.packed is None else (value,))

    def _rows(self, message: Message, group: Group) -> list[tuple[Any, ...]]:
        """A group's members. Raises EncodeError for more of them than the guide allows."""
        try:
            rows = message.members(group.name)
        except TypeError:
            raise EncodeError(message.name, group.name, "lists are wanted") from None
        if group.most is not None and len(rows) > group.most:
            problem = f"{len(rows)} members are more than the {group.most} of the guide"
            raise EncodeError(message.name, group.name, problem)
        return rows

    def _fixed(self, message: Message, field: FixedField, value: Any) -> bytes:
        try:
            return write_value(field.kind, value)
        except ValueError as error:
            raise EncodeError(message.name, field.name, str(error)) from None

    def _floating(self, message: Message, field: FloatingField, value: Any) -> bytes:
        try:
            if field.packed:
                raw = b"".join([write_value(field.packed, one) for one in value])
            else:
                raw = write_value(field.tag.kind, value)
                if len(raw) > field.tag.max_bytes > 0:
                    raise ValueError(f"{len(raw)} bytes are more than the {field.tag.max_bytes} of the guide")
            return self.floating_field(field.tag.number, raw)
        except (ValueError, TypeError) as error:
            raise EncodeError(message.name, field.name, str(error)) from None

    def floating_field(self, tag: int, raw: bytes) -> bytes:
        """Tag, length and data in the version's widths. Raises ValueError where one doesn't fit."""
        most = 0xFFFF if self.wide else 0xFF
        if tag > most or len(raw) > most:
            raise ValueError(f"tag {tag} with {len(raw)} bytes does not fit protocol version {self.version}")
        return struct.pack(">HH" if self.wide else "BB", tag, len(raw)) + raw
