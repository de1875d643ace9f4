"""What every message has: its number, its declared fields, and how a declaration becomes a class."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from itertools import zip_longest
from typing import Any, ClassVar, TypeVar, dataclass_transform

from protocol.enums import MessageType
from protocol.fields import FixedField, FloatingField, Group

M = TypeVar("M", bound="Message")

REGISTRY: dict[int, type[Message]] = {}
"""MessageType number -> class, filled as the chapters are imported."""


_SECRET = {"client_password": "***"}
"""Fields that no log and no traceback may show."""


class Message:
    """A message of the protocol. Fields are attributes, numbers as they are on the wire.

    A decoded message remembers its bytes (``wire``), so that one that nobody changed is written back to the byte.
    """

    __slots__ = ("wire",)

    wire: tuple[Any, bytes] | None
    message_type: ClassVar[int]
    name: ClassVar[str]
    since: ClassVar[int]
    fixed_fields: ClassVar[tuple[FixedField, ...]]
    floating_fields: ClassVar[tuple[FloatingField, ...]]
    groups: ClassVar[tuple[Group, ...]]
    variant: ClassVar[tuple[int, tuple[str, ...]] | None]

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return NotImplemented
        return all(getattr(self, a) == getattr(other, a) for a in _attributes(type(self)))

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        values = {a: getattr(self, a) for a in _attributes(type(self))}
        shown = (f"{a}={_SECRET.get(a, v)!r}" for a, v in values.items() if v not in (None, []))
        return f"{type(self).__name__}({', '.join(shown)})"

    def __getstate__(self) -> tuple[None, dict[str, Any]]:
        """For copy and pickle: the fields. A copy remembers no bytes, so that it is written from its fields."""
        return None, {a: getattr(self, a) for a in _attributes(type(self))}

    def members(self, group: str) -> list[tuple[Any, ...]]:
        """The members of a group as rows, in the order of the group's declared fields; gaps are None."""
        for declared in self.groups:
            if declared.name == group:
                return list(zip_longest(*(getattr(self, a) for a in declared.fields)))
        raise LookupError(f"{self.name} has no group {group!r}")


class UnknownMessage(Message):
    """A message of a type, or with a body, that no guide describes: kept as bytes."""

    __slots__ = ("body", "number")

    message_type: ClassVar[int] = -1
    since: ClassVar[int] = 0
    fixed_fields: ClassVar[tuple[FixedField, ...]] = ()
    floating_fields: ClassVar[tuple[FloatingField, ...]] = ()
    groups: ClassVar[tuple[Group, ...]] = ()
    variant: ClassVar[tuple[int, tuple[str, ...]] | None] = None

    def __init__(self, number: int, body: bytes) -> None:
        self.number = number
        """The MessageType on the wire."""
        self.body = body

    @property
    def name(self) -> str:  # type: ignore[override]
        """The guide's name where it prints one for the number, else ``UNKNOWN_n``."""
        return MessageType.word(self.number)


def _attributes(cls: type[Message]) -> tuple[str, ...]:
    if cls is UnknownMessage:
        return ("number", "body")
    return (*(f.attribute for f in cls.fixed_fields), *(f.attribute for f in cls.floating_fields))


@dataclass_transform()
def message(
    number: int,
    name: str,
    *,
    since: int = 0,
    groups: tuple[Group, ...] = (),
    variant: tuple[int, tuple[str, ...]] | None = None,
) -> Callable[[type[M]], type[M]]:
    """Class decorator: declare a message.

    ``variant`` names a second layout of the fixed part and the body length in bytes by which it is known.
    """

    def declare(cls: type[M]) -> type[M]:
        # One generic __eq__ and __repr__ serve all: generating them for 157 classes would cost start-up time.
        made = dataclasses.dataclass(slots=True, eq=False, repr=False, match_args=False)(cls)
        wires = [dataclasses.replace(f.metadata["wire"], attribute=f.name) for f in dataclasses.fields(made)]  # type: ignore[arg-type]
        made.message_type, made.name, made.since = number, name, since
        made.fixed_fields = tuple(w for w in wires if isinstance(w, FixedField))
        made.floating_fields = tuple(w for w in wires if isinstance(w, FloatingField))
        made.groups, made.variant = groups, variant
        REGISTRY[number] = made
        return made

    return declare
