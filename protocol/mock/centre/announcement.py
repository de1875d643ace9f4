"""What a centre tells the world: messages, and whom each concerns."""

from __future__ import annotations

from dataclasses import dataclass

from protocol.wire.messages import Message


@dataclass(frozen=True, slots=True)
class Happening:
    """A message without a recipient. Who gets it, with which MonitorID, is the server's business.

    ``message`` is independent of the protocol version; its MonitorID, where it has one, is 0. Nobody changes it.
    """

    at: float
    """Seconds since the centre's start."""
    message: Message
    devices: tuple[str, ...] = ()
    """Instruments whose monitors bring it."""
    connection: tuple[int, str] | None = None
    """ConnectionCallID and ConnectionDeviceID, for monitors of a call."""
    agent: str | None = None
    """The AgentID it is about."""
    teams: tuple[int, ...] = ()
    """TeamIDs it concerns."""
    everyone: bool = True
    """Do All Events sessions get it? Not the views of the other ends of a call."""
    alarm: bool = False
    """For the supervisors of the teams."""
    session: int | None = None
    """An answer: only for the session of that number."""
