"""A seeded contact centre without sockets, threads or real time: its floor, and what happens there."""

from __future__ import annotations

from protocol.mock.centre.announcement import Announcement
from protocol.mock.centre.entities import Agent, Leg
from protocol.mock.centre.floor import Floor
from protocol.mock.centre.phone_control import PhoneControl
from protocol.mock.centre.simulation import Simulation
from protocol.mock.centre.supervision import Supervision
from protocol.mock.settings import CentreSettings


class Centre:
    """A contact centre. Times are seconds since its start; :meth:`advance` makes them pass."""

    def __init__(self, settings: CentreSettings | None = None) -> None:
        self.settings = settings or CentreSettings()
        self.floor = Floor(self.settings, self)
        self.supervision = Supervision(self.floor)
        self.simulation = Simulation(self.floor)
        self.phone_control = PhoneControl(self.floor, self.simulation)
        self.simulation.start()
        self.advance(0.0)  # the events that set the floor up are announced to nobody

    @property
    def now(self) -> float:
        """Seconds since the start."""
        return self.floor.now

    def next_due(self) -> float:
        """When something happens next; infinity when nothing is planned."""
        return self.floor.clock.next_due()

    def advance(self, now: float) -> list[Announcement]:
        """Let time pass up to ``now``; what was announced since the last call, in order."""
        self.floor.clock.advance(now)
        return self.floor.announcer.take()

    # What the floor reports.

    def state_changed(self, agent: Agent) -> None:
        """An agent who is no supervisor has another state."""
        self.simulation.shifts.plan_next_state(agent)

    def choose_state_after_call(self, agent: Agent) -> None:
        """An agent's last call is over, and nobody requested a state for then."""
        self.simulation.shifts.set_state_after_call(agent)

    def supervisor_left(self, leg: Leg) -> None:
        """A supervisor's end has left its call."""
        self.supervision.supervisor_left(leg)
