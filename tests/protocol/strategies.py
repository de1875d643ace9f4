"""Hypothesis strategies: any message of any version, and any well-formed body.

Each is made once and kept: making and validating them anew for every example takes longer than drawing from them.
"""

from __future__ import annotations

import struct
from functools import cache
from typing import Any

from hypothesis import strategies as st

from protocol.wire.fields import FixedField, FloatingField, Group, Kind, NamedArray, NamedVariable
from protocol.wire.layouts import WIDE_SINCE
from protocol.wire.messages import REGISTRY, Message

CLASSES = sorted(REGISTRY.values(), key=lambda cls: cls.message_type)
"""Every declared message."""

versions = st.integers(9, 25)
unknown_types = st.integers(0, 0xFFFFFFFF).filter(lambda number: number not in REGISTRY)
message_types = st.one_of(st.sampled_from(sorted(REGISTRY)), st.integers(0, 0xFFFFFFFF))

_RANGES = {
    "B": (0, 0xFF),
    "H": (0, 0xFFFF),
    "h": (-0x8000, 0x7FFF),
    "I": (0, 0xFFFFFFFF),
    "i": (-(1 << 31), (1 << 31) - 1),
}


@cache
def numbers(kind: Kind) -> st.SearchStrategy[int]:
    """Numbers of a kind, often the ends of its range."""
    low, high = _RANGES[kind.format]
    return st.one_of(st.sampled_from([low, high, 0]), st.integers(low, high))


@cache
def texts(most: int) -> st.SearchStrategy[str]:
    """Clean and unclean text of at most so many UTF-8 bytes, without NUL."""
    alphabet = st.characters(exclude_characters="\0", exclude_categories=("Cs",))
    return st.text(alphabet, max_size=min(most, 12)).filter(lambda text: len(text.encode()) <= most)


@cache
def values(field: FloatingField) -> st.SearchStrategy[Any]:
    """Values that fit a floating field."""
    kind, most = field.tag.kind, field.tag.max_bytes or 64
    if field.packed is not None:
        # Written singly, a run of no values is no field at all.
        return st.lists(numbers(field.packed), min_size=1 if field.packed_since else 0, max_size=4).map(tuple)
    if field.many:
        return st.lists(texts(most - 1), min_size=1, max_size=4).map(tuple)
    if kind.is_integer:
        return numbers(kind)
    if kind is Kind.STRING:
        return texts(most - 1)
    if kind is Kind.NAMEDVAR:
        return st.builds(NamedVariable, texts(32), texts(40))
    if kind is Kind.NAMEDARRAY:
        return st.builds(NamedArray, st.integers(0, 255), texts(32), texts(40))
    return st.binary(max_size=min(most, 20))


@cache
def maybe(field: FloatingField) -> st.SearchStrategy[Any]:
    """Values that fit a floating field, or that it is not there."""
    return st.one_of(st.none(), values(field))


@cache
def columns_of(field: FloatingField, size: int, *, gaps: bool) -> st.SearchStrategy[list[Any]]:
    """So many values of a field that repeats, with or without gaps."""
    return st.lists(maybe(field) if gaps else values(field), min_size=size, max_size=size)


@cache
def fixed_values(field: FixedField) -> st.SearchStrategy[Any]:
    """Values that fit a field of the fixed part."""
    return st.binary(min_size=8, max_size=8) if field.kind is Kind.UNSPEC8 else numbers(field.kind)


@cache
@st.composite
def messages(draw: st.DrawFn, cls: type[Message], version: int) -> Message:
    """A message as a program would make it: the version's fields, lists of whole members, counts that are true."""
    given: dict[str, Any] = {}
    for fixed in cls.fixed_fields:
        if fixed.in_version(version):
            given[fixed.attribute] = draw(fixed_values(fixed))
    by_attribute = {f.attribute: f for f in cls.floating_fields}
    for floating in cls.floating_fields:
        if floating.in_version(version) and not floating.repeats:
            given[floating.attribute] = draw(maybe(floating))
    for group in cls.groups:
        given |= draw(_columns(group, by_attribute, version))
    for group in cls.groups:
        if given.get(group.count, None) is not None or group.count in by_attribute:
            size = max(len(given[a]) for a in group.fields)
            given[group.count] = size if group.count not in by_attribute else size or None
    return cls(**given)


@st.composite
def _columns(draw: st.DrawFn, group: Group, fields: dict[str, FloatingField], version: int) -> dict[str, list[Any]]:
    known = [a for a in group.fields if fields[a].in_version(version)]
    size = draw(st.integers(0, 3)) if group.fields[0] in known else 0
    columns: dict[str, list[Any]] = {a: [] for a in group.fields}
    for attribute in known:
        gaps = group.by_start and attribute != group.fields[0]
        column = draw(columns_of(fields[attribute], size, gaps=gaps))
        columns[attribute] = column if any(value is not None for value in column) else []
    return columns


def floating_field(version: int, tag: int, raw: bytes) -> bytes:
    """A floating field in the width of the version, written without the codec."""
    return struct.pack(">HH" if version >= WIDE_SINCE else "BB", tag, len(raw)) + raw


@cache
def raw_values(field: FloatingField) -> st.SearchStrategy[bytes]:
    """What a field of that tag may come with: odd lengths, no NUL at the end or one inside, bytes that are no UTF-8."""
    sized = st.binary(min_size=field.tag.kind.size, max_size=field.tag.kind.size)
    words = st.sampled_from(
        [b"", b"\0", b"7210\0", b"7210", b"72\x0010\0", b"\0\0", b"M\xfcller\0", b"M\xc3\xbcller\0", b"a\0b\0"]
    )
    return st.one_of(sized, words, st.binary(max_size=24), st.just(b"x" * 250))


def unknown_fields(cls: type[Message], version: int) -> st.SearchStrategy[tuple[int, bytes]]:
    """A tag that the message doesn't have, with data; often such that a fixed field could be made of it."""
    known = {f.tag.number for f in cls.floating_fields}
    tags = st.integers(0, 0xFFFF if version >= WIDE_SINCE else 0xFF).filter(lambda tag: tag not in known)
    return st.tuples(tags, st.one_of(st.sampled_from([b"", b"\0\0", b"\0\0\0\0"]), st.binary(max_size=16)))


@cache
@st.composite
def floating_parts(
    draw: st.DrawFn, cls: type[Message], version: int, *, known: bool = False
) -> list[tuple[int, bytes]]:
    """Tags and data in any order and number; unless ``known``, tags that the message doesn't have are among them."""
    parts = all_parts(cls, version, known=known)
    return draw(parts) if parts is not None else []


@cache
def all_parts(cls: type[Message], version: int, *, known: bool) -> st.SearchStrategy[list[tuple[int, bytes]]] | None:
    """What :func:`floating_parts` draws from; None: there is nothing to draw."""
    fields = [
        (f.tag.number, raw_values(f)) for f in cls.floating_fields if version >= WIDE_SINCE or f.tag.number <= 255
    ]
    odd = st.tuples(st.integers(0, 0xFFFF if version >= WIDE_SINCE else 0xFF), st.binary(max_size=16))
    choices = [st.tuples(st.just(tag), raw) for tag, raw in fields]
    if not known:
        choices.append(odd)
    return st.lists(st.one_of(choices), max_size=8) if choices else None


def fixed_size(cls: type[Message], version: int) -> int:
    """Bytes of the fixed part, added up from the declaration."""
    return sum(f.kind.size for f in cls.fixed_fields if f.in_version(version))


@cache
@st.composite
def bodies(
    draw: st.DrawFn, cls: type[Message], version: int, *, known: bool = False, layout: int | None = None
) -> bytes:
    """A well-formed body: the fixed part of version ``layout`` (else ``version``), the floating part of ``version``."""
    size = fixed_size(cls, version if layout is None else layout)
    parts = draw(floating_parts(cls, version, known=known))
    return draw(st.binary(min_size=size, max_size=size)) + b"".join(floating_field(version, *part) for part in parts)


@cache
@st.composite
def streams(draw: st.DrawFn, version: int, most: int = 4) -> list[tuple[int, bytes]]:
    """Several messages, as (MessageType, body): declared ones, and unknown types."""
    drawn = []
    for _ in range(draw(st.integers(1, most))):
        if draw(st.integers(0, 5)):
            cls = draw(st.sampled_from(CLASSES))
            drawn.append((cls.message_type, draw(bodies(cls, version))))
        else:
            drawn.append((draw(unknown_types), draw(st.binary(max_size=30))))
    return drawn
