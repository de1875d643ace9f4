"""From messages and calls to alarms: who cries for help, about which call, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.alarms.lifecycle import Cry
from app.floor.call_facts import OWN
from app.floor.call_table import CallRow
from app.model import AlarmKind, ConnectionID
from protocol.wire import DecodeError
from protocol.wire.enums import NULL_CALL_ID
from protocol.wire.messages import EmergencyCallEvent, SupervisorAssistEvent

if TYPE_CHECKING:
    from app.floor.builder import FloorBuilder

_EMERGENCY = 123
_TEXTS = {AlarmKind.EMERGENCY: "emergency call", AlarmKind.ASSIST: "asks for a supervisor"}


def cry_of_message(floor: FloorBuilder, message: EmergencyCallEvent | SupervisorAssistEvent) -> Cry:
    """EMERGENCY_CALL_EVENT and SUPERVISOR_ASSIST_EVENT: either is an alarm, whatever it names or leaves out."""
    kind = AlarmKind.EMERGENCY if isinstance(message, EmergencyCallEvent) else AlarmKind.ASSIST
    agent_id = floor.roster.find(message.agent_id, message.agent_extension, message.agent_instrument)
    connection = None
    if message.connection_call_id not in (NULL_CALL_ID, 0):
        named = ConnectionID(
            message.connection_call_id, message.connection_device_id_type, message.connection_device_id or ""
        )
        connection = floor.locate(named, agent_id) or (named if named.connection_device_id else None)
    said = getattr(message, "text", None)
    text = f"{_TEXTS[kind]}: {said}" if said else _TEXTS[kind]
    extension = message.agent_extension or message.agent_instrument or ""
    return _cry(floor, kind, text, agent_id, connection, extension, by_event=True)


def cry_of_undecodable(floor: FloorBuilder, error: DecodeError, *, ours: bool) -> Cry:
    """The same messages where they can't be read: an alarm with what is left of them.

    ``ours``: it doesn't begin with another peripheral's id, whose calls are none of those here.
    """
    kind = AlarmKind.EMERGENCY if error.message_type == _EMERGENCY else AlarmKind.ASSIST
    call_id = error.partial.get("connection_call_id")
    connection = None
    if ours and isinstance(call_id, int) and call_id not in (NULL_CALL_ID, 0):
        connection = floor.locate(ConnectionID(call_id, 0, ""), None)
    text = f"{_TEXTS[kind]}; the message could not be read in full"
    return _cry(floor, kind, text, None, connection, "", by_event=True)


def cry_of_call(floor: FloorBuilder, row: CallRow, emergency: bool, *, found: bool) -> Cry:
    """A call that is itself a cry: CallType 20 or EventCause 44, or 19 and 43. ``found``: while reconnecting."""
    kind = AlarmKind.EMERGENCY if emergency else AlarmKind.ASSIST
    agent_id, connection = row.owner, row.connection
    if agent_id == OWN:
        # The call for help came to the supervisor's own phone: the agent is the other end of it.
        people = (floor.roster.person_at(device) for device in row.parties)
        agent_id = next((person for person in people if person not in (None, OWN)), None)
        at_agent = floor.locate(row.connection._replace(connection_device_id=""), agent_id) if agent_id else None
        return _cry(floor, kind, _TEXTS[kind], agent_id, at_agent, "", by_event=False, ani=row.ani)
    text = f"{_TEXTS[kind]}, found after reconnect" if found else _TEXTS[kind]
    return _cry(floor, kind, text, agent_id, connection, row.device_id, by_event=False, found=found)


def _cry(
    floor: FloorBuilder,
    kind: AlarmKind,
    text: str,
    agent_id: str | None,
    connection: ConnectionID | None,
    extension: str,
    *,
    by_event: bool,
    ani: str = "",
    found: bool = False,
) -> Cry:
    row = floor.calls.rows.rows.get(connection) if connection is not None else None
    if agent_id is None and row is not None and row.owner != OWN:
        agent_id = row.owner
    agent = floor.roster.agents.get(agent_id) if agent_id is not None else None
    people = {floor.roster.person_at(device) for device in row.parties} if row is not None else set()
    return Cry(
        kind=kind,
        text=text,
        agent_id=agent_id,
        name=floor.roster.name_of(agent_id),
        extension=(agent.extension if agent is not None else "") or extension,
        connection=connection,
        ani=row.ani if row is not None else ani,
        by_event=by_event,
        by_call=not by_event,
        among=frozenset(person for person in people if person not in (None, OWN)),
        found_after_reconnect=found,
    )
