"""What can be wrong between the mock server and its clients, on purpose: one row for each fault, in toxiproxy's words.

A fault of the stream of bytes is carried out by :mod:`protocol.mock.server.fault_pipe`, any other by the effect in its
row.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, fields, replace
from typing import Any

from protocol.mock.server import fault_effects as effects
from protocol.wire.enums import MAX_NUM_TEAMS_PER_SEGMENT, PGStatus, StatusCode

STANDBY_STATUSES = (StatusCode.E_CTI_CTI_SERVER_OFFLINE, StatusCode.E_CTI_INVALID_CLIENT_FOR_STANDBY)


class FaultError(ValueError):
    """A fault that does not exist, or a value that it does not take; the text says which and what it takes."""


@dataclass(frozen=True, slots=True)
class ValueKind:
    """The values that a fault takes."""

    unit: str
    """Empty for a fault that takes no value."""
    low: float
    high: float
    whole: bool = False
    """Whole numbers only?"""
    only: tuple[int, ...] = ()
    """The only values, where ``low`` and ``high`` do not say it."""

    @property
    def words(self) -> str:
        """The value in the README's table of faults."""
        return " or ".join(str(int(value)) for value in self.only) or self.unit or "none"

    def parse(self, text: str) -> float:
        """A value as it is written, decimal or 0x and hexadecimal. Raises ValueError with what is taken instead."""
        try:
            value = float(int(text, 16)) if text.lower().startswith("0x") else float(text)
        except ValueError:
            value = math.nan
        fits = math.isfinite(value) and self.low <= value <= self.high
        if not fits or (self.whole and value != round(value)) or (self.only and value not in self.only):
            raise ValueError(self.words if self.only else f"a number from {self.low:g} to {self.high:g} ({self.unit})")
        return self.typed(value)

    def typed(self, value: float) -> float:
        """A value as an int where whole numbers are taken, and as True where none is."""
        return int(value) if self.whole else value if self.unit else True


MILLISECONDS = ValueKind("ms", 0, 600_000)
SHARE = ValueKind("share", 0, 1)
NO_VALUE = ValueKind("", 1, 1)


def _bytes(low: float, high: float) -> ValueKind:
    return ValueKind("bytes", low, high, whole=True)


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: how it is asked for, which value it takes, what it does."""

    key: str
    """The key that switches it while the server runs."""
    default: float
    """Its value when none is given."""
    kind: ValueKind
    words: str
    """What it does, in the list of keys and in the README."""
    effect: effects.Effect | None = None
    """What follows when it is switched on or off; None for a fault of the stream of bytes."""
    name: str = ""
    """How it is written; that of its field in :class:`Faults`."""

    def parse(self, text: str | None) -> float:
        """Its value from a text, or the usual one. Raises :class:`FaultError`."""
        if text is None:
            return self.kind.typed(self.default)
        if not self.kind.unit:
            raise FaultError(f"{self.name} takes no value")
        try:
            return self.kind.parse(text)
        except ValueError as error:
            raise FaultError(f"{self.name}={text}: it should be {error}") from None


def _row(
    key: str, default: float, kind: ValueKind, words: str, effect: effects.Effect | None = None
) -> Any:  # the type of the field
    return field(default=None, metadata={"fault": Fault(key, default, kind, words, effect)})


@dataclass(slots=True)
class Faults:
    """The faults of one side of a server, a row each. None is a fault that is off."""

    latency: float | None = _row("l", 200, MILLISECONDS, "every message of the server comes later by so much")
    jitter: float | None = _row("j", 100, MILLISECONDS, "up to so much more or less latency, in order")
    bandwidth: float | None = _row("w", 2_000, ValueKind("bytes/s", 1, 1e9), "the server's bytes come no faster")
    slicer: float | None = _row("b", 1, _bytes(1, 65_536), "messages come in pieces of that size")
    limit_data: float | None = _row("n", 4_000, _bytes(0, 1e12), "each connection closes after so many bytes")
    slow_close: float | None = _row("c", 3_000, MILLISECONDS, "connections close later by so much")
    slow_open: float | None = _row("o", 5_000, MILLISECONDS, "the answer to OPEN_REQ comes later by so much")
    timeout: float | None = _row("t", 0, MILLISECONDS, "silence with the socket open; 0: for ever, else closes")
    reset_peer: float | None = _row("r", 0, MILLISECONDS, "connections are reset after so much time")
    down: float | None = _row("d", 1, NO_VALUE, "refuses connections and drops those there are", effects.down)
    garbage: float | None = _row("g", 32, _bytes(8, 65_536), "random bytes come before each message")
    wrong_length: float | None = _row("x", 100_000, _bytes(-65_536, 2**31), "MessageLength is wrong by so much")
    reorder: float | None = _row("e", 200, MILLISECONDS, "events overtake each other by up to so much")
    duplicate: float | None = _row("u", 1, SHARE, "so many of the events come twice")
    drop_events: float | None = _row("v", 0.1, SHARE, "so many of the events never come")
    refuse: float | None = _row(
        "f",
        StatusCode.E_CTI_FUNCTION_NOT_AVAILABLE,
        ValueKind("StatusCode", 1, 9_999, whole=True),
        "OPEN_REQ is refused with that status",
        effects.refuse,
    )
    standby: float | None = _row(
        "s",
        StatusCode.E_CTI_CTI_SERVER_OFFLINE,
        ValueKind("StatusCode", min(STANDBY_STATUSES), max(STANDBY_STATUSES), whole=True, only=STANDBY_STATUSES),
        "the standby side: refuses with 15 or 107",
        effects.standby,
    )
    pg_status: float | None = _row(
        "p",
        PGStatus.PGS_OPC_DOWN,
        ValueKind("bits", 1, sum(PGStatus), whole=True),
        "PGStatus: 1 PG lost, 2 controller lost, 4 offline",
        effects.pg_status,
    )
    second_login: float | None = _row(
        "k", 0, MILLISECONDS, "the same login opens elsewhere after so much time", effects.second_login
    )
    maintenance: float | None = _row(
        "m", 1, NO_VALUE, "this side goes into maintenance (version 24)", effects.maintenance
    )
    segments: float | None = _row(
        "y",
        1,
        ValueKind("teams", 1, MAX_NUM_TEAMS_PER_SEGMENT, whole=True),
        "the list of teams: segments of so many, last first, each twice",
        effects.segments,
    )

    def value(self, name: str) -> float | None:
        """The value of a fault, None while it is off. Raises :class:`FaultError`."""
        value: float | None = getattr(self, fault_name(name))
        return value

    def on(self) -> list[str]:
        """The faults that are on, as they are written: ``latency=200``."""
        found = [(name, self.value(name)) for name in FAULTS]
        return [name if value is True else f"{name}={value:g}" for name, value in found if value is not None]

    def put(self, text: str) -> str:
        """Switch a fault on as written (``NAME`` or ``NAME=VALUE``); its name. Raises :class:`FaultError`."""
        name, value = parse_fault(text)
        setattr(self, name, value)
        return name

    def clear(self, name: str) -> None:
        """Switch one off. Raises :class:`FaultError`."""
        setattr(self, fault_name(name), None)

    @property
    def on_stream(self) -> bool:
        """Is a fault of the stream of bytes on?"""
        return any(self.value(name) is not None for name, fault in FAULTS.items() if fault.effect is None)


FAULTS: dict[str, Fault] = {f.name: replace(f.metadata["fault"], name=f.name) for f in fields(Faults)}
"""The faults by name."""


def fault_name(text: str) -> str:
    """The name of a fault, from ``NAME`` or ``NAME=VALUE``; ``reset-peer`` is taken for ``reset_peer``.

    Raises :class:`FaultError`.
    """
    name = text.partition("=")[0]
    plain = name.strip().replace("-", "_")
    if plain not in FAULTS:
        raise FaultError(f"no fault is called {name!r}; there are {', '.join(FAULTS)}")
    return plain


def parse_fault(text: str) -> tuple[str, float]:
    """A fault's name and value, from ``NAME`` or ``NAME=VALUE``. Raises :class:`FaultError`."""
    name = fault_name(text)
    _, equals, value = text.partition("=")
    return name, FAULTS[name].parse(value if equals else None)


def fault_table() -> list[tuple[str, str, str]]:
    """The README's table of faults: name, value and what it does, a row for each fault."""
    return [(fault.name, fault.kind.words, fault.words) for fault in FAULTS.values()]
