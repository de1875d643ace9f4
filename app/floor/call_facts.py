"""What folding a call event means for others: the few facts that alarms and the supervisor's engagement depend on."""

from __future__ import annotations

from typing import NamedTuple

from app.floor.directory import Owner
from app.model import ConnectionID


class Renamed(NamedTuple):
    """A connection goes on under another id (CALL_DATA_UPDATE_EVENT, conference, transfer)."""

    old: ConnectionID
    new: ConnectionID


class Ended(NamedTuple):
    """A connection is over."""

    connection: ConnectionID
    owner: Owner | None
    cause: int
    """EventCause of the event that says it; CEC_NONE where none does."""
    reason: str
    """In words, for alarms: ``call ended``."""
    lost: bool = False
    """Its end was not seen: it was not found after a reconnect."""


class OwnCall(NamedTuple):
    """The supervisor's own phone has a call, or the state of its call has changed."""

    connection: ConnectionID
    state: int
    """LocalConnectionState."""
    call_type: int
    """CallType."""
    cause: int
    """EventCause."""


class Joined(NamedTuple):
    """The supervisor's own phone is among the parties of a conference or transfer."""

    own: ConnectionID
    cause: int
    """EventCause."""
    agents: tuple[ConnectionID, ...]
    """The agents' connections to that call, as they are named now."""


class AsksForHelp(NamedTuple):
    """A call for help by its own type or cause: emergency, or supervisor assist."""

    connection: ConnectionID
    emergency: bool


class Appeared(NamedTuple):
    """A connection is new, or its agent has become known."""

    connection: ConnectionID


CallFact = Renamed | Ended | OwnCall | Joined | AsksForHelp | Appeared
