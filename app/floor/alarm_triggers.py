"""What raises alarms about calls for help: from messages and calls, with the agent, the call, and words.

Sources: GED-188, EMERGENCY_CALL_EVENT, SUPERVISOR_ASSIST_EVENT, tables of CallType and EventCause.
"""

from __future__ import annotations

from app.alarms import AlarmTrigger
from app.floor.call_table import CallRow
from app.floor.call_tracker import CallTracker
from app.floor.directory import OWN, Directory
from app.model import AlarmKind, ConnectionID
from protocol.wire import DecodeError
from protocol.wire.enums import NULL_CALL_ID, ConnectionDeviceIDType
from protocol.wire.messages import EmergencyCallEvent, SupervisorAssistEvent

_TEXTS = {AlarmKind.EMERGENCY: "emergency call", AlarmKind.ASSIST: "asks for a supervisor"}
_KINDS = {
    EmergencyCallEvent.message_type: AlarmKind.EMERGENCY,
    SupervisorAssistEvent.message_type: AlarmKind.ASSIST,
}


def trigger_of_message(
    directory: Directory, calls: CallTracker, message: EmergencyCallEvent | SupervisorAssistEvent
) -> AlarmTrigger:
    """An event message of its own: an alarm, whatever it names or leaves out."""
    kind = _KINDS[message.message_type]
    agent_id = directory.find(message.agent_id, message.agent_extension, message.agent_instrument)
    connection = None
    if message.connection_call_id not in (NULL_CALL_ID, 0):
        named = ConnectionID(
            message.connection_call_id, message.connection_device_id_type, message.connection_device_id or ""
        )
        connection = calls.locate(named, agent_id) or (named if named.connection_device_id else None)
    said = getattr(message, "text", None)
    text = f"{_TEXTS[kind]}: {said}" if said else _TEXTS[kind]
    extension = message.agent_extension or message.agent_instrument or ""
    return _trigger(directory, calls, kind, text, agent_id, connection, extension=extension, by_event=True)


def trigger_of_undecodable(
    directory: Directory, calls: CallTracker, error: DecodeError, *, own_peripheral: bool
) -> AlarmTrigger | None:
    """The same messages where they can't be read: an alarm with what is left of them. None for other messages.

    ``own_peripheral``: the message doesn't begin with another peripheral's id, whose calls are none of those here.
    """
    kind = _KINDS.get(error.message_type)
    if kind is None:
        return None
    call_id = error.partial.get("connection_call_id")
    connection = None
    if own_peripheral and isinstance(call_id, int) and call_id not in (NULL_CALL_ID, 0):
        unnamed = ConnectionID(call_id, ConnectionDeviceIDType.CONNECTION_ID_STATIC, "")
        connection = calls.locate(unnamed, None)
    text = f"{_TEXTS[kind]}; the message could not be read in full"
    return _trigger(directory, calls, kind, text, None, connection, by_event=True)


def trigger_of_call(
    directory: Directory, calls: CallTracker, row: CallRow, *, emergency: bool, found: bool
) -> AlarmTrigger:
    """A call for help by its CallType or EventCause. ``found``: it was found while everything is asked for again."""
    seen_beginning = row.began_known or not (row.found and calls.asking)
    kind = AlarmKind.EMERGENCY if emergency else AlarmKind.ASSIST
    if row.owner is OWN:
        # The call for help came to the supervisor's own phone: the agent is at the other end of it.
        agent_id = next(iter(directory.agents_at(row.parties)), None)
        unnamed = row.connection._replace(connection_device_id="")
        connection = calls.locate(unnamed, agent_id) if agent_id else None
        return _trigger(directory, calls, kind, _TEXTS[kind], agent_id, connection, ani=row.ani)
    text = f"{_TEXTS[kind]}, found after reconnect" if found else _TEXTS[kind]
    return _trigger(
        directory,
        calls,
        kind,
        text,
        row.owner,
        row.connection,
        extension=row.device_id,
        found=found,
        seen_beginning=seen_beginning,
    )


def _trigger(
    directory: Directory,
    calls: CallTracker,
    kind: AlarmKind,
    text: str,
    agent_id: str | None,
    connection: ConnectionID | None,
    *,
    extension: str = "",
    by_event: bool = False,
    ani: str = "",
    found: bool = False,
    seen_beginning: bool = True,
) -> AlarmTrigger:
    """A trigger with what is known of the agent and the call; ``extension`` and ``ani`` where nothing is."""
    row = calls.table.get(connection)
    if agent_id is None and row is not None and isinstance(row.owner, str):
        agent_id = row.owner
    agent = directory.agent_of(agent_id)
    return AlarmTrigger(
        kind=kind,
        text=text,
        agent_id=agent_id,
        name=directory.name_of(agent_id),
        extension=(agent.extension if agent is not None else "") or extension,
        connection=connection,
        ani=row.ani if row is not None else ani,
        by_event=by_event,
        by_call=not by_event,
        agents_on_call=frozenset(directory.agents_at(row.parties)) if row is not None else frozenset(),
        found_after_reconnect=found,
        seen_beginning=seen_beginning,
    )
