"""What a mock centre announces: event messages, and whom each concerns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from protocol.mock.centre.clock import Clock
from protocol.mock.centre.entities import Leg
from protocol.wire.messages import Message


@dataclass(frozen=True, slots=True)
class Announcement:
    """A message without a recipient: the server decides who gets it, and under which MonitorID.

    ``message`` does not depend on the protocol version; its MonitorID, where it has one, is 0. It is not changed.
    """

    at: float
    """Seconds since the centre's start."""
    message: Message
    devices: tuple[str, ...] = ()
    """Instruments whose device monitors report it."""
    connection: tuple[int, str] | None = None
    """ConnectionCallID and ConnectionDeviceID, for monitors of a call."""
    agent: str | None = None
    """The AgentID it is about."""
    teams: tuple[int, ...] = ()
    """TeamIDs it concerns."""
    to_all_events: bool = True
    """Do All Events sessions get it? They get one view of a call's event, not that of each end."""
    alarm: bool = False
    """Is it for the supervisors of the teams?"""
    session: int | None = None
    """The number of the session that alone gets it: the answer to its request."""


class Announcer:
    """Collects the announcements of a centre until they are taken."""

    def __init__(self, peripheral_id: int, clock: Clock) -> None:
        self.peripheral_id = peripheral_id
        self._clock = clock
        self._announcements: list[Announcement] = []

    @property
    def now(self) -> float:
        """Seconds of the centre's clock."""
        return self._clock.now

    def take(self) -> list[Announcement]:
        """The announcements since the last call, oldest first."""
        taken, self._announcements = self._announcements, []
        return taken

    def announce(
        self, message: Message, *, devices: tuple[str, ...] = (), agent: str | None = None, teams: tuple[int, ...] = (),
        alarm: bool = False,
    ) -> None:  # fmt: skip
        """Announce a message that is not the event of one call; the fields are those of :class:`Announcement`."""
        self._announcements.append(
            Announcement(self._clock.now, message, devices=devices, agent=agent, teams=teams, alarm=alarm)
        )

    def answer(self, session: int, message: Message) -> None:
        """Announce a message to one session only."""
        self._announcements.append(Announcement(self._clock.now, message, session=session, to_all_events=False))

    def announce_at(self, leg: Leg, message: Message, *, to_all_events: bool = True) -> None:
        """Announce an event of a call as one end of it reports it."""
        agent = leg.agent
        self._announcements.append(
            Announcement(
                self._clock.now,
                message,
                devices=(leg.device,) if agent is not None else (),
                connection=(leg.call.call_id, leg.connection_device_id),
                agent=agent.agent_id if agent is not None else None,
                to_all_events=to_all_events,
            )
        )

    def announce_to_ends(
        self, subject: Leg, build: Callable[..., Message], *args: Any, legs: list[Leg] | None = None
    ) -> None:
        """Announce an event at one end to every end at a phone of the centre, each from its own view.

        ``build`` makes the message from (peripheral id, end that reports it, ``subject``, ``args``). ``legs`` are the
        ends that report it, by default those of the subject's call. All Events sessions get the view of the subject,
        or of the first phone of the centre where the subject is outside.
        """
        ends = [leg for leg in (subject.call.agent_legs if legs is None else legs) if leg.agent is not None]
        first = subject if subject in ends else ends[0] if ends else None
        for leg in ends:
            self.announce_at(leg, build(self.peripheral_id, leg, subject, *args), to_all_events=leg is first)
