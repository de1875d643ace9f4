"""What folding a call event tells the rest: the few facts that alarms and the supervisor's engagement hang on."""

from __future__ import annotations

from typing import NamedTuple

from app.model import ConnectionID

OWN = "\0own"
"""Owner of a connection at the supervisor's own device; no agent id looks like this."""


class Renamed(NamedTuple):
    """A connection goes on under another id (CALL_DATA_UPDATE, conference, transfer)."""

    old: ConnectionID
    new: ConnectionID


class Ended(NamedTuple):
    """A connection is over."""

    connection: ConnectionID
    owner: str | None
    """Agent id, OWN or None."""
    cause: int
    """EventCause of the event that told it; 0xFFFF where it told none."""
    reason: str
    """In words, for alarms: ``call ended``."""
    lost: bool = False
    """It was not seen end: it is missing after a reconnect."""


class OwnCall(NamedTuple):
    """The supervisor's own device has a call, or its state changed."""

    connection: ConnectionID
    state: int
    """LocalConnectionState."""
    call_type: int
    cause: int


class Joined(NamedTuple):
    """The supervisor's own device is among the parties of a conference or transfer."""

    own: ConnectionID
    cause: int
    agents: tuple[ConnectionID, ...]
    """The agents' connections to that call, as they are named now."""


class AsksForHelp(NamedTuple):
    """A call that is itself a cry for help: CallType 20 or EventCause 44 (emergency), 19 or 43 (assist)."""

    connection: ConnectionID
    emergency: bool


class Appeared(NamedTuple):
    """A connection is new, or its agent has become known."""

    connection: ConnectionID


Fact = Renamed | Ended | OwnCall | Joined | AsksForHelp | Appeared
