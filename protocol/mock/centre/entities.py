"""Calls and their ends, as the mock's switch keeps them."""

from __future__ import annotations

from dataclasses import dataclass, field

from protocol.mock.centre.population import Agent
from protocol.wire.enums import CallType, ConnectionDeviceIDType, DeviceIDType, LocalConnectionState
from protocol.wire.fields import NamedVariable

FOREVER = float("inf")


@dataclass(slots=True, eq=False)
class Leg:
    """One end of a call: a phone of the centre, or a number outside."""

    call: Call
    device: str
    agent: Agent | None
    connection_device_id: str
    id_type: int = ConnectionDeviceIDType.CONNECTION_ID_STATIC
    state: int = LocalConnectionState.LCS_NULL
    call_type: int = CallType.ACD_IN
    """The call's type as this end is told it."""
    told: bool = False
    """Has BEGIN_CALL_EVENT been sent for it?"""

    @property
    def device_type(self) -> int:
        """DeviceIDType of the end."""
        return DeviceIDType.DEVID_EXTERNAL if self.agent is None else DeviceIDType.DEVID_DEVICE_IDENTIFIER


@dataclass(slots=True, eq=False)
class Call:
    """A call. Two calls may share a ``call_id`` (a consultation with the call it is about)."""

    call_id: int
    call_type: int
    began: float
    calling: str
    """The device that dialed."""
    called: str
    ani: str = ""
    dnis: str = ""
    skill_group: int | None = None
    digits: str = ""
    variables: dict[int, str] = field(default_factory=dict)
    """Call variable number (1 to 10) and value."""
    ecc: list[NamedVariable] = field(default_factory=list)
    wrapup: str | None = None
    router_call: int | None = None
    legs: list[Leg] = field(default_factory=list)
    answered: float | None = None
    alive: bool = True
    keep_until: float = 0.0
    """It doesn't end by itself before; :data:`FOREVER` while a supervisor is on it."""
    engaged: bool = False
    """Something is under way on it (a consultation, a supervision): nothing else is started."""

    @property
    def agent_legs(self) -> list[Leg]:
        """The ends at phones of the centre."""
        return [leg for leg in self.legs if leg.agent is not None]

    @property
    def outside(self) -> bool:
        """Does one of its ends lie outside the centre?"""
        return any(leg.agent is None for leg in self.legs)

    def leg_of(self, agent: Agent) -> Leg | None:
        """The agent's end."""
        return next((leg for leg in self.legs if leg.agent is agent), None)
