"""Who is who and who is where: the people a session tells of, and the one index of their devices.

Working records here; the values the floor shows are made from them when a snapshot is taken.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from app.floor.call_facts import OWN
from app.model import Me, StateChange

LOGOUT = 1
VOICE = 1
"""MRDID of voice, by convention; states of other media don't touch the agent's state."""


class AgentRow:
    """An agent while being folded; also people who are on no team (their device may yet matter)."""

    __slots__ = (
        "agent_id", "config_name", "direction", "extension", "flags", "generation", "gone", "icm_agent_id",
        "instrument", "mrd_id", "reason_code", "recent", "skill_groups", "state", "state_since", "teams",
    )  # fmt: skip

    def __init__(self, agent_id: str, generation: int) -> None:
        self.agent_id = agent_id
        self.generation = generation
        self.config_name = self.extension = self.instrument = ""
        self.icm_agent_id: int | None = None
        self.state: int | None = None
        self.reason_code: int | None = None
        self.state_since: float | None = None
        self.direction: int | None = None
        self.mrd_id: int | None = None
        self.flags = 0
        self.teams: dict[int, None] = {}
        self.skill_groups: tuple[int, ...] = ()
        self.recent: tuple[StateChange, ...] = ()
        self.gone = False


class People:
    """Everybody heard of, also people on no team (their device may yet matter), and the supervisor."""

    def __init__(self, me: Me, names: Mapping[str, str]) -> None:
        self.me = me
        self.agents: dict[str, AgentRow] = {}
        self.dirty_agents: set[str] = set()
        self.moved: list[str] = []
        """Devices that have come to belong to somebody since the builder last looked."""
        self.generation = 0
        """The session: what was told in an older one only is dropped after a reconnect."""
        self._names = names
        self._people: dict[str, str] = {}
        self.timed: dict[str, None] = {}
        """Agents of whom it was told since when they are in their state, after calls were asked for last."""
        self.newly_timed: list[str] = []
        """Those of whom it was told since the builder last looked."""
        self.by_icm: dict[int, str] = {}
        """ICMAgentID -> agent id."""
        self._own_devices: dict[str, None] = {}
        self._take_own(me.extension, me.instrument)

    def person_at(self, device: str | None) -> str | None:
        """Agent id of whoever is at a device, OWN for the supervisor's own, None for nobody known."""
        return self._people.get(device) if device else None

    def listed(self, agent_id: str | None) -> str | None:
        """The agent id again when that agent is on the roster, else None."""
        row = self.agents.get(agent_id) if agent_id is not None else None
        return row.agent_id if row is not None and row.teams else None

    def devices_of(self, owner: str | None) -> tuple[str, ...]:
        """Extension and instrument of an agent, or of the supervisor."""
        if owner == OWN:
            return tuple(self._own_devices)
        row = self.agents.get(owner) if owner is not None else None
        return () if row is None else tuple(d for d in (row.extension, row.instrument) if d)

    def name_of(self, agent_id: str | None) -> str:
        """The person's name; the settings' names outrank the server's."""
        if agent_id is None:
            return ""
        row = self.agents.get(agent_id)
        return self._names.get(agent_id) or (row.config_name if row is not None else "")

    def find(self, agent_id: str | None, extension: str | None, instrument: str | None) -> str | None:
        """The agent that the agent fields of a message name (an id outranks a device)."""
        if agent_id:
            return agent_id
        for device in (instrument, extension):
            person = self.person_at(device)
            if person is not None:
                return None if person == OWN else person
        return None

    def set_me(self, **changes: Any) -> bool:
        """What became known of the supervisor; None and empty values change nothing."""
        known = {k: v for k, v in changes.items() if v is not None and v != ""}
        me = replace(self.me, **known)
        if me == self.me:
            return False
        self.me = me
        self._take_own(me.extension, me.instrument)
        return True

    def _take_own(self, *devices: str) -> None:
        for device in devices:
            if device and device not in self._own_devices:
                self._own_devices[device] = None
                self._people[device] = OWN
                self.moved.append(device)

    def row(self, agent_id: str) -> AgentRow:
        """The person's record, made where it is new; it counts as changed."""
        row = self.agents.get(agent_id)
        if row is None:
            row = self.agents[agent_id] = AgentRow(agent_id, self.generation)
        row.generation = self.generation
        self.dirty_agents.add(agent_id)
        return row

    def place(self, row: AgentRow, extension: str | None, instrument: str | None) -> None:
        """The person is at these devices. Who signed out doesn't take a device from who sits there now."""
        for attribute, device in (("extension", extension), ("instrument", instrument)):
            if not device:
                continue
            before = getattr(row, attribute)
            if before != device:
                setattr(row, attribute, device)
                if before and before not in (row.extension, row.instrument):
                    self._release(row.agent_id, before)
            person = self._people.get(device)
            if person != row.agent_id and person != OWN and (person is None or row.state != LOGOUT):
                self._people[device] = row.agent_id
                self.moved.append(device)

    def _release(self, agent_id: str, device: str) -> None:
        if self._people.get(device) == agent_id:
            del self._people[device]

    def identify(self, row: AgentRow, icm_agent_id: int | None) -> None:
        """The person's ICMAgentID (skill target id)."""
        if icm_agent_id is not None and 0 < icm_agent_id < 0x7FFFFFFF:
            row.icm_agent_id = icm_agent_id
            self.by_icm[icm_agent_id] = row.agent_id


def known_state(state: int) -> int | None:
    """An AgentState as it was told; None where a shortened message told none."""
    return None if state == 0xFFFF else state


def same_medium(row: AgentRow, mrd_id: int | None) -> bool:
    """Is the state one of the medium that the agent is followed in? Voice where it is seen, else the first seen."""
    if mrd_id in (None, -1, 0, VOICE):
        row.mrd_id = VOICE
        return True
    if row.mrd_id is None:
        row.mrd_id = mrd_id
    return row.mrd_id == mrd_id
