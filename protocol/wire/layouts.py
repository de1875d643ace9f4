"""How each message class lies on the wire in one protocol version.

Source: GED-188, the tables of each message and "Floating field format". Where the guides of versions 9 to 25 don't
agree in which version a field came, the neighbouring layouts are kept as well.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from copy import copy
from functools import cache
from typing import Any, NamedTuple

from protocol.wire.fields import READERS, FixedField, FloatingField, Group, read_many, read_packed
from protocol.wire.messages import REGISTRY, Message

WIDE_SINCE = 20
"""From this version on a floating field's tag and length are two bytes each, before it one (table "Floating field")."""

_NEIGHBOURS = (17, 19, 24, 25)
"""Versions whose layouts are tried where the session's own doesn't fit."""


class Layout(NamedTuple):
    """One way the fixed part of a message may be laid out."""

    fields: tuple[FixedField, ...]
    attributes: tuple[str, ...]
    struct: struct.Struct
    positional: bool
    """The fields are the first ones of the class, in its order: ``__init__`` takes them by position."""
    version: int
    """The protocol version of the session, which gives the width of the floating fields."""


def _layout(cls: type[Message], fields: tuple[FixedField, ...], version: int) -> Layout:
    attributes = tuple(f.attribute for f in fields)
    declared = tuple(f.attribute for f in cls.fixed_fields)
    formats = struct.Struct(">" + "".join(f.kind.format for f in fields))
    return Layout(fields, attributes, formats, declared[: len(attributes)] == attributes, version)


Reader = tuple[str, int, Callable[[bytes, int], tuple[Any, ...]], Callable[[bytes], Any], bool]
"""How a floating field of one tag is read: its attribute; the size of a number of its type (-1 for other types) and how
such a number is unpacked in the body; how data of any size is read; whether the field repeats. A plain tuple: a named
one takes as long to unpack as the field to look up."""


def _reader(field: FloatingField) -> Reader:
    kind = field.tag.kind
    read = read_packed(field.packed) if field.packed else READERS[kind]
    if field.many:
        read = read_many(read)
    size = kind.size if kind.is_integer and not field.packed and not field.many else -1
    return field.attribute, size, struct.Struct(">" + kind.format).unpack_from, read, field.repeats


class GroupWriter(NamedTuple):
    """A group whose members are written one after the other; None for a field that the version doesn't have.

    Behind the ``fields`` of a member come those of ``singly``, one for each value: the first of each, then the second.
    """

    group: Group
    fields: tuple[FloatingField | None, ...]
    singly: tuple[FloatingField | None, ...]


class Table:
    """How one message class is read and written in one version."""

    __slots__ = (
        "by_start",
        "cls",
        "counts",
        "layout",
        "layouts",
        "own",
        "own_has_fitted",
        "readers",
        "truncated",
        "variant",
        "writers",
    )

    def __init__(self, cls: type[Message], version: int) -> None:
        self.cls = cls
        own = tuple(f for f in cls.fixed_fields if f.in_version(version))
        candidates = [own]
        for present in (False, True):
            candidates.append(tuple(f for f in cls.fixed_fields if (f.in_version(version) if f.exact else present)))
        candidates += [tuple(f for f in cls.fixed_fields if f.in_version(v)) for v in _NEIGHBOURS]
        self.layouts = [_layout(cls, fields, version) for fields in dict.fromkeys(candidates)]
        """The version's own layout first, then its neighbours."""
        self.own = self.layouts[0]
        self.layout = self.own
        """The layout tried first: a neighbour that fitted, while the version's own never has."""
        self.own_has_fitted = False
        """The version's own layout has fitted a message of this type."""
        self.variant: tuple[int, Layout] | None = None
        """The second layout and the body length by which it is known. Only with wide floating fields: with narrow ones
        the first layout with an empty floating field has the same length."""
        if cls.variant is not None and version >= WIDE_SINCE:
            length, names = cls.variant
            by_name = {f.name: f for f in cls.fixed_fields}
            self.variant = (length, _layout(cls, tuple(by_name[name] for name in names), version))
        self.truncated: dict[int, Layout] = {}
        """The beginnings of the own layout by their size in bytes: a body that short lacks the other fields."""
        size = 0
        for count, fixed in enumerate(own[:-1], 1):
            size += fixed.kind.size
            self.truncated[size] = _layout(cls, own[:count], version)
        self.readers = {field.tag.number: _reader(field) for field in cls.floating_fields}
        self.by_start = tuple(g for g in cls.groups if g.by_start)
        self.counts = {g.count: g for g in cls.groups}
        self.writers = tuple(_writers(cls, version))

    def fitted(self, layout: Layout) -> None:
        """A body was read by that layout. A neighbour is tried first from now on, unless the own one has fitted."""
        if layout is self.own:
            self.own_has_fitted = True
        if layout is self.own or not self.own_has_fitted:
            self.layout = layout

    def layout_for(self, message: Message) -> Layout:
        """The layout to write by: the second one where a field has a value that only that one has."""
        if self.variant is not None:
            layout = self.variant[1]
            if any(f.variant_only and getattr(message, f.attribute) is not None for f in layout.fields):
                return layout
        return self.own


@cache
def _fresh(message_type: int, version: int) -> Table:
    """The table of a declared message type in a version, before it has read anything."""
    return Table(REGISTRY[message_type], version)


def table_of(message_type: int, version: int) -> Table:
    """A table of one's own: what it learns of a peer's layouts is not shared, all else is worked out once.

    Raises KeyError for a type without a declared body.
    """
    return copy(_fresh(message_type, version))


def _writers(cls: type[Message], version: int) -> Iterator[FloatingField | GroupWriter]:
    """The floating part in the order of writing."""
    known = {f.attribute: f if f.in_version(version) else None for f in cls.floating_fields}
    for attribute, field in known.items():
        group = next((g for g in cls.groups if attribute in g.fields), None)
        if group is not None:
            if attribute == group.fields[0]:
                fields = [known[a] for a in group.fields]
                singly = [f if f is not None and f.singly(version) else None for f in fields]
                whole = (f if one is None else None for f, one in zip(fields, singly, strict=True))
                yield GroupWriter(group, tuple(whole), tuple(singly))
        elif field is not None:
            yield field


class UntiledError(ValueError):
    """Floating fields that don't end on the last byte: at ``position`` in the body, ``wanted`` is not there."""

    def __init__(self, position: int, wanted: str, got: int) -> None:
        super().__init__(f"at {position}: {wanted}, got {got} bytes")
        self.position = position
        self.wanted = wanted
        self.got = f"{got} bytes"


def walk(body: bytes, position: int, wide: bool) -> Iterator[tuple[int, bytes]]:
    """The floating fields of a body from a position on, as (tag, data). Raises :class:`UntiledError`."""
    end, head = len(body), 4 if wide else 2
    while position < end:
        start = position + head
        if start > end:
            raise UntiledError(position, "a floating field's tag and length", end - position)
        if wide:
            tag, length = struct.unpack_from(">HH", body, position)
        else:
            tag, length = body[position], body[position + 1]
        position = start + length
        if position > end:
            raise UntiledError(start, f"{length} bytes of the floating field with tag {tag}", end - start)
        yield tag, body[start:position]
