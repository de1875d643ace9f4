"""What can be wrong between the mock server and its clients, on purpose: one dataclass, in toxiproxy's words.

``None`` is a fault that is off. Shaping of the stream is done by :mod:`protocol.mock.server.fault_pipe`, all else by
:mod:`protocol.mock.server.fault_effects`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, fields
from typing import Any


class FaultError(ValueError):
    """A fault that doesn't exist, or a value it doesn't take; the text says which and what it takes."""


@dataclass(frozen=True, slots=True)
class Kind:
    """How a fault is asked for, and in which words it is explained."""

    key: str
    """The key that switches it while the server runs."""
    default: float
    """Its value when none is given."""
    low: float
    high: float
    unit: str
    words: str
    only: tuple[int, ...] = ()
    """The only values, where a range won't do."""


def _fault(key: str, default: float, low: float, high: float, unit: str, words: str, only: tuple[int, ...] = ()) -> Any:
    return field(default=None, metadata={"kind": Kind(key, default, low, high, unit, words, only)})


@dataclass(slots=True)
class Faults:
    """The faults of one side of a server. Times are milliseconds, shares are 0 to 1."""

    latency: float | None = _fault("l", 200, 0, 600_000, "ms", "every message of the server comes later by so much")
    jitter: float | None = _fault("j", 100, 0, 600_000, "ms", "up to so much more or less latency, in order")
    bandwidth: float | None = _fault("w", 2_000, 1, 1e9, "bytes/s", "the server's bytes come no faster")
    slicer: float | None = _fault("b", 1, 1, 65_536, "bytes", "messages come in pieces of that size")
    limit_data: float | None = _fault("n", 4_000, 0, 1e12, "bytes", "each connection closes after so many bytes")
    slow_close: float | None = _fault("c", 3_000, 0, 600_000, "ms", "connections close later by so much")
    slow_open: float | None = _fault("o", 5_000, 0, 600_000, "ms", "the answer to OPEN_REQ comes later by so much")
    timeout: float | None = _fault("t", 0, 0, 600_000, "ms", "silence with the socket open; 0: for ever, else closes")
    reset_peer: float | None = _fault("r", 0, 0, 600_000, "ms", "connections are reset after so much time")
    down: bool | None = _fault("d", 1, 1, 1, "", "refuses connections and drops those there are")
    garbage: float | None = _fault("g", 32, 8, 65_536, "bytes", "random bytes come before each message")
    wrong_length: float | None = _fault("x", 100_000, -65_536, 2**31, "bytes", "MessageLength is wrong by so much")
    reorder: float | None = _fault("e", 200, 0, 600_000, "ms", "events overtake each other by up to so much")
    duplicate: float | None = _fault("u", 1, 0, 1, "share", "so many of the events come twice")
    drop_events: float | None = _fault("v", 0.1, 0, 1, "share", "so many of the events never come")
    refuse: int | None = _fault("f", 12, 1, 9_999, "StatusCode", "OPEN_REQ is refused with that status")
    standby: int | None = _fault("s", 15, 15, 107, "StatusCode", "the standby side: refuses with 15 or 107", (15, 107))
    pg_status: int | None = _fault("p", 1, 1, 0x1F, "bits", "PGStatus: 1 PG lost, 2 controller lost, 4 offline")
    second_login: float | None = _fault("k", 0, 0, 600_000, "ms", "the same login opens elsewhere after so much time")
    maintenance: bool | None = _fault("m", 1, 1, 1, "", "this side goes into maintenance (version 24)")

    def on(self) -> list[str]:
        """The faults that are on, as they are written: ``latency=200``."""
        found = [(name, getattr(self, name)) for name in KINDS]
        return [name if value is True else f"{name}={value:g}" for name, value in found if value is not None]

    def put(self, text: str) -> str:
        """Switch a fault on as written (``NAME`` or ``NAME=VALUE``); its name. Raises :class:`FaultError`."""
        name, value = parse(text)
        setattr(self, name, value)
        return name

    def clear(self, name: str) -> None:
        """Switch one off. Raises :class:`FaultError`."""
        setattr(self, known(name), None)

    @property
    def shaping(self) -> bool:
        """Is the stream of messages itself touched?"""
        return any(getattr(self, name) is not None for name in _SHAPING)


KINDS: dict[str, Kind] = {f.name: f.metadata["kind"] for f in fields(Faults)}
"""The faults by name."""
_SHAPING = (
    "latency", "jitter", "bandwidth", "slicer", "limit_data", "slow_close", "slow_open",
    "timeout", "garbage", "wrong_length", "reorder", "duplicate", "drop_events",
)  # fmt: skip


def known(name: str) -> str:
    """The name of a fault; ``reset-peer`` will do for ``reset_peer``. Raises :class:`FaultError`."""
    plain = name.strip().replace("-", "_")
    if plain not in KINDS:
        raise FaultError(f"no fault is called {name!r}; there are {', '.join(KINDS)}")
    return plain


def parse(text: str) -> tuple[str, float | int | bool]:
    """``NAME`` or ``NAME=VALUE``. Raises :class:`FaultError`."""
    name, equals, given = text.partition("=")
    name = known(name)
    kind = KINDS[name]
    if not kind.unit:
        if equals:
            raise FaultError(f"{name} takes no value")
        return name, True
    value = _number(given, name, kind) if equals else kind.default
    return name, int(value) if kind.unit in ("StatusCode", "bits", "bytes") else value


def _number(given: str, name: str, kind: Kind) -> float:
    wanted = f"a number from {kind.low:g} to {kind.high:g}" if not kind.only else " or ".join(map(str, kind.only))
    try:
        value = float(int(given, 16)) if given.lower().startswith("0x") else float(given)
    except ValueError:
        value = math.nan
    whole = kind.unit not in ("StatusCode", "bits", "bytes") or value == round(value) if math.isfinite(value) else False
    if not whole or not kind.low <= value <= kind.high or (kind.only and value not in kind.only):
        raise FaultError(f"{name}={given}: it should be {wanted}{f' ({kind.unit})' if not kind.only else ''}")
    return value
