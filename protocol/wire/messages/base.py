"""What every message has: its number, its declared fields, and how a declaration becomes a class."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from itertools import zip_longest
from typing import Any, ClassVar, TypeVar, cast, dataclass_transform

from protocol.wire.enums import MessageType
from protocol.wire.fields import FixedField, FloatingField, Group

M = TypeVar("M", bound="Message")

REGISTRY: dict[int, type[Message]] = {}
"""MessageType number -> class, filled by the declarations."""

_SECRET = {"client_password": "***", "agent_password": "***"}
"""Fields that no log and no traceback may show."""


class Message:
    """A message of the protocol. Fields are attributes, numbers as they are on the wire.

    A decoded message keeps its bytes (``wire``): unchanged, it is written as the same bytes again.
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

    def __init__(self, *given: Any, **named: Any) -> None:
        # Once for each class, at its first message: a session uses about a fifth of the classes.
        cls = type(self)
        cls.__init__ = _initializer(cls)  # type: ignore[method-assign]
        cls.__init__(self, *given, **named)

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
        """For copy and pickle: the fields. A copy keeps no bytes: it is written from its fields."""
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
        return type_name(self.number)


def type_name(number: int) -> str:
    """The name of a message type: as declared, else as the guides' message lists have it, else ``UNKNOWN_n``."""
    declared = REGISTRY.get(number)
    return MessageType.word(number) if declared is None else declared.name


def type_number(name: str) -> int | None:
    """The number behind a name as :func:`type_name` gives it; None for other names."""
    for number, declared in REGISTRY.items():
        if declared.name == name:
            return number
    for listed in MessageType:
        if listed.name == name:
            return listed.value
    unknown = re.fullmatch(r"UNKNOWN_(\d{1,10})", name)
    return int(unknown[1]) if unknown else None


def _attributes(cls: type[Message]) -> tuple[str, ...]:
    if cls is UnknownMessage:
        return ("number", "body")
    return (*(f.attribute for f in cls.fixed_fields), *(f.attribute for f in cls.floating_fields))


def _initializer(cls: type[Message]) -> Callable[..., None]:
    """``__init__`` with the declared fields in order, as ``dataclass`` writes it.

    ``dataclass`` itself would write it for every class at import, which takes two thirds of the import's time.
    """
    parameters = [f"{f.attribute}={f.default!r}" for f in cls.fixed_fields]
    body = [f"self.{f.attribute} = {f.attribute}" for f in cls.fixed_fields]
    for field in cls.floating_fields:
        name = field.attribute
        parameters.append(f"{name}=None")
        body.append(f"self.{name} = [] if {name} is None else {name}" if field.repeats else f"self.{name} = {name}")
    space: dict[str, Any] = {}
    exec(f"def __init__({', '.join(['self', *parameters])}):\n  " + "\n  ".join(body or ["pass"]), {}, space)
    made: Callable[..., None] = space["__init__"]
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    return made


@dataclass_transform()
def message(
    number: int,
    name: str,
    *,
    since: int = 0,
    groups: tuple[Group, ...] = (),
    variant: tuple[int, tuple[str, ...]] | None = None,
) -> Callable[[type[M]], type[M]]:
    """Class decorator: declare a message by its MessageType and the guide's name.

    It becomes a class with slots, one for each declared field, and is entered in :data:`REGISTRY` and in the
    ``__all__`` of its chapter. ``since`` is the protocol version in which the message came (0: not printed).
    ``variant`` gives the body length in bytes by which a second layout of the fixed part is known, and its fields.
    """

    def declare(cls: type[M]) -> type[M]:
        declared = {a: f for a, f in vars(cls).items() if isinstance(f, FixedField | FloatingField)}
        rest = {a: v for a, v in vars(cls).items() if a not in declared and a not in ("__dict__", "__weakref__")}
        made: Any = type(cls.__name__, cls.__bases__, {**rest, "__slots__": tuple(declared)})
        made.message_type, made.name, made.since = number, name, since
        made.fixed_fields = tuple(f for f in declared.values() if isinstance(f, FixedField))
        made.floating_fields = tuple(f for f in declared.values() if isinstance(f, FloatingField))
        made.groups, made.variant = groups, variant
        REGISTRY[number] = made
        vars(sys.modules[cls.__module__]).setdefault("__all__", []).append(cls.__name__)
        return cast(type[M], made)

    return declare
