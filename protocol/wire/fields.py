"""The guide's data types and how a field is declared.

A message declares its fields once, in wire order: ``fixed(...)`` for the fixed part, ``floating(...)`` for the tagged
fields behind it. Source: CTI Server Message Reference Guide (GED-188), chapter "Application Level Interfaces", tables
"Data Types" and "Floating field format".

Size limits hold for writing only: what comes in is read at any size (see :mod:`protocol.wire.codec`).
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any, NamedTuple

from protocol.wire.codes import Code, Mask

MAX_ECC_NAME, MAX_ECC_VALUE = 33, 211
"""Largest name and value of an ECC variable in bytes, each with its NUL (table "Data Types", NAMEDVAR)."""


class NamedVariable(NamedTuple):
    """An ECC (expanded call context) variable."""

    name: str
    value: str


class NamedArray(NamedTuple):
    """One element of an ECC array."""

    element: int
    """Index of the element in its array."""
    name: str
    value: str


class Kind(Enum):
    """A data type: the guide's name, and the struct format of those with a fixed size."""

    UCHAR = ("UCHAR", "B")
    USHORT = ("USHORT", "H")
    SHORT = ("SHORT", "h")
    BOOL = ("BOOL", "H")
    UINT = ("UINT", "I")
    INT = ("INT", "i")
    TIME = ("TIME", "I")
    UNSPEC8 = ("UNSPEC8", "8s")
    STRING = ("STRING", "")
    UNSPEC = ("UNSPEC", "")
    NAMEDVAR = ("NAMEDVAR", "")
    NAMEDARRAY = ("NAMEDARRAY", "")
    TASKID = ("TASKID", "")

    def __init__(self, label: str, format: str) -> None:  # noqa: A002
        self.format = format
        """The struct format; empty for kinds of variable length."""
        self.size = struct.calcsize(">" + format)
        """Bytes on the wire; 0 for kinds of variable length."""
        self.is_integer = self.size > 0 and label != "UNSPEC8"
        """True for numbers."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A floating field's number, type and largest size in bytes of data (0: no limit printed)."""

    number: int
    kind: Kind
    max_bytes: int
    since: int = 0
    """The protocol version in which the tag came; 0: not printed."""


@dataclass(slots=True, eq=False)
class FixedField:
    """A field of the fixed part; see :func:`fixed`."""

    name: str
    kind: Kind
    codes: type[Code] | type[Mask] | None
    null: int | None
    since: int
    until: int
    exact: bool
    variant_only: bool
    attribute: str = ""

    def __set_name__(self, owner: type, name: str) -> None:
        self.attribute = name

    def in_version(self, version: int) -> bool:
        """Is the field on the wire in that protocol version?"""
        return self.since <= version <= self.until and not self.variant_only

    @property
    def default(self) -> int | bytes | None:
        """The value in a new message: the null value, else zero; None where a version may lack the field."""
        return None if self.since > 9 or self.until < 25 or self.variant_only else self.null_value

    @property
    def null_value(self) -> int | bytes:
        """The value that is written for None: the guide's null value, else zero."""
        if self.kind is Kind.UNSPEC8:
            return bytes(8)
        return self.null or 0

    @property
    def all_ones(self) -> int | bytes:
        """The value of a field that a shortened body lacks: all bits set, as in the guide's null values."""
        if self.kind is Kind.UNSPEC8:
            return b"\xff" * 8
        return -1 if self.kind in (Kind.INT, Kind.SHORT) else (1 << 8 * self.kind.size) - 1


@dataclass(slots=True, eq=False)
class FloatingField:
    """A floating field as one message uses it; see :func:`floating`."""

    name: str
    tag: Tag
    codes: type[Code] | type[Mask] | None
    since: int
    until: int
    repeats: bool
    packed: Kind | None
    packed_since: int = 0
    many: bool = False
    attribute: str = ""

    def __set_name__(self, owner: type, name: str) -> None:
        self.attribute = name

    @property
    def joins(self) -> bool:
        """Is the value of one member of a group a tuple, which several fields may carry together?"""
        return self.repeats and (self.packed is not None or self.many)

    def singly(self, version: int) -> bool:
        """Is each value of a member written as a field of its own in that protocol version?"""
        return self.joins and (self.packed is None or version < self.packed_since)

    def in_version(self, version: int) -> bool:
        """May the message carry the field in that protocol version?"""
        return max(self.since, self.tag.since) <= version <= self.until


@dataclass(frozen=True, slots=True)
class Group:
    """Floating fields that belong together, member by member.

    ``count`` is the field (by Python name) that counts the members, ``most`` the guide's limit. With ``by_start`` a
    member may lack fields: a new one begins at each occurrence of the first field, and gaps are None.
    """

    name: str
    count: str
    fields: tuple[str, ...]
    most: int | None
    by_start: bool


def fixed(
    name: str,
    kind: Kind,
    *,
    codes: type[Code] | type[Mask] | None = None,
    null: int | None = None,
    since: int = 0,
    until: int = 99,
    exact: bool = True,
    variant_only: bool = False,
) -> Any:
    """Declare a field of the fixed part by the guide's name and its data type.

    ``codes``: the list or mask of its values. ``null``: the guide's null value. ``since`` and ``until``: the first and
    the last protocol version that has it; without ``exact`` the guides don't agree in them, and bodies with and without
    it are read. ``variant_only``: only the second layout of the message has it.
    """
    return FixedField(name, kind, codes, null, since, until, exact, variant_only)


def floating(
    name: str,
    tag: Tag,
    *,
    codes: type[Code] | type[Mask] | None = None,
    since: int = 0,
    until: int = 99,
    repeats: bool = False,
    packed: Kind | None = None,
    packed_since: int = 0,
    many: bool = False,
) -> Any:
    """Declare a floating field: None (or an empty list, where it ``repeats``) means that it is absent.

    ``packed``: one field holds a run of values of that kind; below version ``packed_since`` each value is written as a
    field of its own. ``many``: a member of a group has any number of the field. Both forms are read in every version.
    """
    return FloatingField(name, tag, codes, since, until, repeats, packed, packed_since, many)


def read_text(raw: bytes) -> str:
    """A STRING: up to the first NUL or the end, as UTF-8, else as Latin-1."""
    try:
        return raw.decode().partition("\0")[0]
    except UnicodeDecodeError:
        raw = raw.partition(b"\0")[0]
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def read_unsigned(raw: bytes) -> int | None:
    """An unsigned number of 1 to 8 bytes, whatever its type says; None at other lengths."""
    return int.from_bytes(raw, "big") if 0 < len(raw) <= 8 else None


def read_signed(raw: bytes) -> int | None:
    """A signed number of 1 to 8 bytes; None at other lengths."""
    return int.from_bytes(raw, "big", signed=True) if 0 < len(raw) <= 8 else None


def read_raw(raw: bytes) -> bytes:
    """UNSPEC: the bytes."""
    return raw


def read_named_variable(raw: bytes) -> NamedVariable:
    """NAMEDVAR: name NUL value NUL; the NULs may be missing."""
    name, _, value = raw.partition(b"\0")
    return NamedVariable(read_text(name), read_text(value))


def read_named_array(raw: bytes) -> NamedArray:
    """NAMEDARRAY: one index byte, then as NAMEDVAR."""
    name, _, value = raw[1:].partition(b"\0")
    return NamedArray(raw[0] if raw else 0, read_text(name), read_text(value))


def read_packed(kind: Kind) -> Callable[[bytes], tuple[int, ...] | None]:
    """A run of numbers in one field; None where the length is no multiple of theirs."""
    size, code = kind.size, kind.format

    def read(raw: bytes) -> tuple[int, ...] | None:
        return struct.unpack(f">{len(raw) // size}{code}", raw) if len(raw) % size == 0 else None

    return read


def read_many(read: Callable[[bytes], Any]) -> Callable[[bytes], tuple[Any, ...]]:
    """One of the values of a field that a member of a group has any number of."""
    return lambda raw: (read(raw),)


READERS: dict[Kind, Callable[[bytes], Any]] = {
    Kind.UCHAR: read_unsigned,
    Kind.USHORT: read_unsigned,
    Kind.SHORT: read_signed,
    Kind.BOOL: read_unsigned,
    Kind.UINT: read_unsigned,
    Kind.INT: read_signed,
    Kind.TIME: read_unsigned,
    Kind.UNSPEC8: read_raw,
    Kind.STRING: read_text,
    Kind.UNSPEC: read_raw,
    Kind.NAMEDVAR: read_named_variable,
    Kind.NAMEDARRAY: read_named_array,
    Kind.TASKID: read_raw,
}


def write_value(kind: Kind, value: Any) -> bytes:
    """The bytes of one floating value. Raises ValueError with the problem in words."""
    if kind is Kind.STRING:
        return _terminated(value)
    if kind in (Kind.NAMEDVAR, Kind.NAMEDARRAY) and isinstance(value, str):
        raise ValueError("a name and a value are wanted, got a text")
    if kind is Kind.NAMEDVAR:
        name, text = value
        return _terminated(name, MAX_ECC_NAME) + _terminated(text, MAX_ECC_VALUE)
    if kind is Kind.NAMEDARRAY:
        element, name, text = value
        return write_value(Kind.UCHAR, element) + write_value(Kind.NAMEDVAR, (name, text))
    if kind.is_integer:
        try:
            return struct.pack(">" + kind.format, value)
        except struct.error:
            raise ValueError(f"{value!r} does not fit {kind.name}") from None
    if not isinstance(value, bytes):
        raise ValueError(f"bytes are wanted, got {type(value).__name__}")
    if kind is Kind.UNSPEC8 and len(value) != 8:
        raise ValueError(f"8 bytes are wanted, got {len(value)}")
    return value


def _terminated(text: str, most: int | None = None) -> bytes:
    """A string with its closing NUL. ``most`` counts bytes, the NUL included."""
    if not isinstance(text, str):
        raise ValueError(f"text is wanted, got {type(text).__name__}")
    try:
        raw = text.encode() + b"\0"
    except UnicodeEncodeError:
        raise ValueError("the text holds characters that no encoding has") from None
    if raw.find(0) != len(raw) - 1:
        raise ValueError("a text may not hold a NUL")
    if most is not None and len(raw) > most:
        raise ValueError(f"{len(raw)} bytes are more than the {most} of the guide")
    return raw
