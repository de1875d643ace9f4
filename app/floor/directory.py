"""The agents that a session names, the supervisor, and the index of their devices.

Working records; the values the floor shows are made from them when a snapshot is taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from enum import Enum
from typing import Any, Final

from app.model import ON_A_CALL, Me, StateChange
from protocol.wire.enums import NONE16, VOICE_MRD_ID, AgentState

_NO_MRD_ID = (None, -1, 0)
"""MRDIDs that name no medium: the state is that of voice."""
_NO_ICM_AGENT_ID = 0x7FFFFFFF
"""ICMAgentIDs are greater than 0 and less than this; other numbers name nobody."""


class OwnPhone(Enum):
    """The owner of the devices and connections of the supervisor's own phone."""

    OWN = "own"


OWN: Final = OwnPhone.OWN
Owner = str | OwnPhone
"""Whose a device or a connection is: an agent's (the agent id), or the supervisor's own (``OWN``)."""


class AgentRow:
    """An agent while being folded; also agents who are on no team (their device may yet matter).

    Ids, devices and the medium are written by the directory; name, state, skill groups and teams by the roster.
    """

    __slots__ = (
        "agent_id", "config_name", "direction", "extension", "flags", "generation", "gone", "icm_agent_id",
        "instrument", "mrd_id", "reason_code", "recent", "skill_groups", "state", "state_since", "teams",
    )  # fmt: skip

    def __init__(self, agent_id: str, generation: int) -> None:
        self.agent_id = agent_id
        self.generation = generation
        """The session that named the agent last."""
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

    def follows_medium(self, mrd_id: int | None) -> bool:
        """Is a state of that medium the agent's? Voice where it is seen, else the first medium that is."""
        if mrd_id in _NO_MRD_ID or mrd_id == VOICE_MRD_ID:
            self.mrd_id = VOICE_MRD_ID
            return True
        if self.mrd_id is None:
            self.mrd_id = mrd_id
        return self.mrd_id == mrd_id


class Directory:
    """Every agent that a session has named, also those on no team, and the supervisor."""

    def __init__(self, me: Me, names: Mapping[str, str]) -> None:
        """``me`` as the settings know the supervisor; ``names`` (agent id -> name) outrank those of the server."""
        self.me = me
        self.agents: dict[str, AgentRow] = {}
        self.generation = 0
        """The number of the session: what only an older one named is dropped after a reconnect."""
        self._names = names
        self._at_instrument: dict[str, dict[str, None]] = {}
        self._at_extension: dict[str, dict[str, None]] = {}
        """Device -> the agents whose AgentInstrument or AgentExtension it is, the latest last."""
        self._own_instruments: dict[str, None] = {}
        self._own_extensions: dict[str, None] = {}
        self._undisputed: dict[str, Owner] = {}
        """Device -> its owner, where there is one who may be."""
        self._by_icm: dict[int, str] = {}
        self._moved: list[str] = []
        self._changed: set[str] = set()
        self._take_own(me.extension, me.instrument)

    def owner_at(self, device: str | None) -> Owner | None:
        """Whose a device is: the id of the agent who is there, ``OWN`` for the supervisor's own, None where unknown.

        An AgentInstrument is one phone and outranks an AgentExtension, a line that several phones may share: of agents
        who share one it is the talking agent's, else that of the latest.
        """
        return (self._undisputed.get(device) or self._one_of_several(device)) if device else None

    def _one_of_several(self, device: str) -> Owner | None:
        if device in self._own_instruments:
            return OWN
        agents = self._there(device, self._at_instrument)
        if agents and not (device in self._own_extensions and not self._own_instruments):
            return agents[-1]
        if device in self._own_extensions:
            return OWN
        agents = self.sharing(device)
        return self._talking(agents) or (agents[-1] if agents else None)

    def sharing(self, device: str | None) -> list[str]:
        """The agents whose line a device is, the latest last; none where it is a phone's own or the supervisor's."""
        if not device or device in self._own_instruments or device in self._own_extensions:
            return []
        if self._there(device, self._at_instrument):
            return []
        return self._there(device, self._at_extension)

    def _there(self, device: str, at: dict[str, dict[str, None]]) -> list[str]:
        """The agents at a device; those who have signed out only where everybody has."""
        agents = at.get(device)
        if agents is None:
            return []
        signed_in = [agent_id for agent_id in agents if self._signed_in(agent_id)]
        elsewhere = self._at_extension if at is self._at_instrument else self._at_instrument
        others = any(map(self._signed_in, elsewhere.get(device, ())))
        return signed_in or ([] if others else list(agents))

    def _signed_in(self, agent_id: str) -> bool:
        return self.agents[agent_id].state != AgentState.LOGOUT

    def _settle(self, device: str) -> None:
        """Who may be at a device has changed."""
        owners: set[Owner] = {*self._at_instrument.get(device, ()), *self._at_extension.get(device, ())}
        if device in self._own_instruments or device in self._own_extensions:
            owners.add(OWN)
        self._undisputed.pop(device, None)
        if len(owners) == 1:
            self._undisputed[device] = owners.pop()

    def _talking(self, agents: list[str]) -> str | None:
        """The one of these agents who is on a call; None where none or several are."""
        talking = [agent_id for agent_id in agents if self.agents[agent_id].state in ON_A_CALL]
        return talking[0] if len(talking) == 1 else None

    def agent_of(self, owner: Owner | None) -> AgentRow | None:
        """The record of the owner where that is an agent, else None."""
        return self.agents.get(owner) if isinstance(owner, str) else None

    def on_teams(self, owner: Owner | None) -> str | None:
        """The agent id again when that agent is on one of the teams, else None."""
        row = self.agent_of(owner)
        return row.agent_id if row is not None and row.teams else None

    def devices_of(self, owner: Owner | None) -> tuple[str, ...]:
        """Extension and instrument of an agent, or the devices of the supervisor."""
        if owner is OWN:
            return tuple(d for d in (*self._own_extensions, *self._own_instruments) if self.owner_at(d) is OWN)
        row = self.agent_of(owner)
        if row is None:
            return ()
        return tuple(d for d in (row.extension, row.instrument) if d and self._is_at(row.agent_id, d))

    def _is_at(self, agent_id: str, device: str) -> bool:
        """Is the device the agent's, alone or shared? Not where it is another agent's instrument."""
        return self.owner_at(device) == agent_id or agent_id in self.sharing(device)

    def main_device(self, device: str) -> str:
        """The one device that stands for its owner in lists of parties: an owner has an extension and an instrument."""
        return next(iter(self.devices_of(self.owner_at(device))), device)

    def agents_at(self, devices: Iterable[str]) -> list[str]:
        """The agents at these devices, in their order; the supervisor is left out."""
        owners = (self.owner_at(device) for device in devices)
        return [owner for owner in owners if isinstance(owner, str)]

    def name_of(self, agent_id: str | None) -> str:
        """The agent's name; empty where neither the settings nor the server name it."""
        if agent_id is None:
            return ""
        row = self.agents.get(agent_id)
        return self._names.get(agent_id) or (row.config_name if row is not None else "")

    def find(
        self, agent_id: str | None, extension: str | None, instrument: str | None, icm_agent_id: int | None = None
    ) -> str | None:
        """The agent that the agent fields of a message name: an id outranks a device, a device the ICMAgentID."""
        if agent_id:
            return agent_id
        there = self._there(instrument, self._at_instrument) if instrument else []
        lines = self._there(extension, self._at_extension) if extension else []
        owner: Owner | None = (there[-1] if there else None) or self._talking(lines) or (lines[-1] if lines else None)
        owner = owner or self.owner_at(instrument) or self.owner_at(extension)
        return owner if isinstance(owner, str) else self._by_icm.get(icm_agent_id or 0)

    def row(self, agent_id: str) -> AgentRow:
        """The agent's record, made where it is new; it counts as changed."""
        row = self.agents.get(agent_id)
        if row is None:
            row = self.agents[agent_id] = AgentRow(agent_id, self.generation)
        row.generation = self.generation
        self._changed.add(agent_id)
        return row

    def reopened(self) -> None:
        """A new session begins."""
        self.generation += 1

    def set_me(self, **changes: Any) -> bool:
        """What became known of the supervisor: fields of Me; None and empty values change nothing. True on a change."""
        known = {k: v for k, v in changes.items() if v is not None and v != ""}
        me = replace(self.me, **known)
        if me == self.me:
            return False
        self.me = me
        self._take_own(me.extension, me.instrument)
        return True

    def _take_own(self, extension: str, instrument: str) -> None:
        for device, own in ((extension, self._own_extensions), (instrument, self._own_instruments)):
            if device and device not in own:
                own[device] = None
                self._settle(device)
                self._moved.append(device)

    def place(self, row: AgentRow, extension: str | None, instrument: str | None) -> None:
        """The agent is at these devices. An agent who has signed out takes no device from its present owner."""
        for attribute, device, at in (
            ("extension", extension, self._at_extension),
            ("instrument", instrument, self._at_instrument),
        ):
            if not device:
                continue
            before, owner = getattr(row, attribute), self.owner_at(device)
            if before != device:
                setattr(row, attribute, device)
                _leave(at, before, row.agent_id)
                self._settle(before)
            if _come(at, device, row.agent_id, latest=row.state != AgentState.LOGOUT):
                self._settle(device)
            if self.owner_at(device) != owner:
                self._moved.append(device)

    def identify(self, row: AgentRow, icm_agent_id: int | None) -> None:
        """The agent's ICMAgentID (skill target id)."""
        if icm_agent_id is not None and 0 < icm_agent_id < _NO_ICM_AGENT_ID:
            row.icm_agent_id = icm_agent_id
            self._by_icm[icm_agent_id] = row.agent_id

    def mark_changed(self, agent_id: str) -> None:
        """The agent's record was changed."""
        self._changed.add(agent_id)

    def take_moved(self) -> list[str]:
        """Devices that have got another owner since this was asked last."""
        moved, self._moved = self._moved, []
        return moved

    def take_changed(self) -> set[str]:
        """Agents whose record has changed since this was asked last."""
        changed, self._changed = self._changed, set()
        return changed


def known_state(state: int) -> int | None:
    """An AgentState of a message; None where a shortened message has none."""
    return None if state == NONE16 else state


def _come(at: dict[str, dict[str, None]], device: str, agent_id: str, *, latest: bool) -> bool:
    """The agent is at a device, as the latest of those who are there or (signed out) as the earliest; True if new."""
    there = at.setdefault(device, {})
    new = agent_id not in there
    if latest:
        there.pop(agent_id, None)
        there[agent_id] = None
    elif agent_id not in there:
        at[device] = {agent_id: None, **there}
    return new


def _leave(at: dict[str, dict[str, None]], device: str, agent_id: str) -> None:
    """The agent is at a device no more."""
    there = at.get(device)
    if there is not None:
        there.pop(agent_id, None)
        if not there:
            del at[device]
