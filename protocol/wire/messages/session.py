"""Opening, keeping and closing a session; the two sides of a server.

Source: CTI Server Message Reference Guide (GED-188) of versions 9 to 25, the tables of each message. Fields are in wire
order.
"""

from __future__ import annotations

from protocol.wire import enums as e
from protocol.wire import tags as t
from protocol.wire.fields import Group, Kind, fixed, floating
from protocol.wire.messages.base import Message, message


@message(
    1,
    "FAILURE_CONF",
    variant=(
        10,
        (
            "InvokeID",
            "FailureCode",
            "PeripheralErrorCode",
        ),
    ),
)
class FailureConf(Message):
    """FAILURE_CONF (1), server to client, session service.

    Refuses any request. The guide of version 24 prints FailureCode (USHORT) and PeripheralErrorCode (UINT) in place of
    Status: 10 bytes instead of 8. That form is read and written from version 20 on only, and known by its length:
    below version 20 Status and an empty floating field are 10 bytes as well.

    Source: GED-188, table "FAILURE_CONF Message Format"; guides of versions 9, 15, 17, 24.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)
    status: int = fixed("Status", Kind.UINT, codes=e.StatusCode)
    failure_code: int | None = fixed("FailureCode", Kind.USHORT, codes=e.ControlFailureCode, variant_only=True)
    peripheral_error_code: int | None = fixed("PeripheralErrorCode", Kind.UINT, variant_only=True)
    ctioscil_client_id: str | None = floating("CTIOSCILClientID", t.CTIOS_CIL_CLIENT_ID, since=13)


@message(2, "FAILURE_EVENT")
class FailureEvent(Message):
    """FAILURE_EVENT (2), server to client, session service.

    Source: GED-188, table "FAILURE_EVENT Message Format"; guides of versions 9, 15, 17, 24.
    """

    status: int = fixed("Status", Kind.UINT, codes=e.StatusCode)


@message(3, "OPEN_REQ")
class OpenReq(Message):
    """OPEN_REQ (3), client to server, session service.

    Client Events needs PeripheralID and at least one of AgentExtension, AgentID and AgentInstrument. ClientPassword
    must be present, with length 0 when it is empty. UniqueInstanceID of version 25 is not declared: no guide prints its
    tag.

    Source: GED-188, table "OPEN_REQ Message Format"; guides of versions 14, 15, 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)
    version_number: int = fixed("VersionNumber", Kind.UINT)
    idle_timeout: int = fixed("IdleTimeout", Kind.UINT, null=e.NO_IDLE_TIMEOUT)
    peripheral_id: int = fixed("PeripheralID", Kind.UINT, null=e.NULL_PERIPHERAL_ID)
    services_requested: int = fixed("ServicesRequested", Kind.UINT, codes=e.CTIServiceMask)
    call_msg_mask: int = fixed("CallMsgMask", Kind.UINT, codes=e.CallEventMask)
    agent_state_mask: int = fixed("AgentStateMask", Kind.UINT, codes=e.AgentStateMask)
    config_msg_mask: int | None = fixed(
        "ConfigMsgMask", Kind.UINT, codes=e.ConfigInformationMask, since=10, exact=False
    )
    reserved1: int = fixed("Reserved1", Kind.UINT)
    reserved2: int = fixed("Reserved2", Kind.UINT)
    reserved3: int = fixed("Reserved3", Kind.UINT)
    client_id: str | None = floating("ClientID", t.CLIENT_ID)
    client_password: bytes | None = floating("ClientPassword", t.CLIENT_PASSWORD)
    client_signature: str | None = floating("ClientSignature", t.CLIENT_SIGNATURE)
    agent_extension: str | None = floating("AgentExtension", t.AGENT_EXTENSION)
    agent_id: str | None = floating("AgentID", t.AGENT_ID)
    agent_instrument: str | None = floating("AgentInstrument", t.AGENT_INSTRUMENT)
    application_path_id: int | None = floating("ApplicationPathID", t.APP_PATH_ID)


@message(
    4,
    "OPEN_CONF",
    groups=(
        Group(
            "peripherals",
            "num_peripherals",
            (
                "flt_peripheral_id",
                "multiline_agent_control",
            ),
            None,
            False,
        ),
    ),
)
class OpenConf(Message):
    """OPEN_CONF (4), server to client, session service.

    The three agent fields come only for Client Events and only while the agent is signed in. NumPeripherals is a
    floating field, 0 or absent when OPEN_REQ named a peripheral. MonitorID 0: no monitor was created.

    Source: GED-188, table "OPEN_CONF Message Format"; guides of versions 15, 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)
    services_granted: int = fixed("ServicesGranted", Kind.UINT, codes=e.CTIServiceMask)
    monitor_id: int = fixed("MonitorID", Kind.UINT)
    pg_status: int = fixed("PGStatus", Kind.UINT, codes=e.PGStatus)
    icm_central_controller_time: int = fixed("ICMCentralControllerTime", Kind.TIME, since=6)
    peripheral_online: int = fixed("PeripheralOnline", Kind.BOOL, since=5)
    peripheral_type: int = fixed("PeripheralType", Kind.USHORT, codes=e.PeripheralType)
    agent_state: int = fixed("AgentState", Kind.USHORT, codes=e.AgentState)
    department_id: int | None = fixed("DepartmentID", Kind.INT, since=19)
    session_type: int | None = fixed("SessionType", Kind.USHORT, codes=e.SessionType, since=24)
    agent_extension: str | None = floating("AgentExtension", t.AGENT_EXTENSION)
    agent_id: str | None = floating("AgentID", t.AGENT_ID)
    agent_instrument: str | None = floating("AgentInstrument", t.AGENT_INSTRUMENT)
    num_peripherals: int | None = floating("NumPeripherals", t.NUM_PERIPHERALS, since=14)
    flt_peripheral_id: list[int | None] = floating("FltPeripheralID", t.PERIPHERAL_ID, since=14, repeats=True)
    multiline_agent_control: list[int | None] = floating(
        "MultilineAgentControl", t.MULTI_LINE_AGENT_CONTROL, codes=e.MultilineAgentControl, since=14, repeats=True
    )


@message(5, "HEARTBEAT_REQ")
class HeartbeatReq(Message):
    """HEARTBEAT_REQ (5), client to server, session service.

    Source: GED-188, table "HEARTBEAT_REQ Message Format"; guides of versions 15, 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)


@message(6, "HEARTBEAT_CONF")
class HeartbeatConf(Message):
    """HEARTBEAT_CONF (6), server to client, session service.

    Source: GED-188, table "HEARTBEAT_CONF Message Format"; guides of versions 15, 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)


@message(7, "CLOSE_REQ")
class CloseReq(Message):
    """CLOSE_REQ (7), client to server, session service.

    Source: GED-188, table "CLOSE_REQ Message Format"; guides of versions 15, 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)
    status: int = fixed("Status", Kind.UINT, codes=e.StatusCode)


@message(8, "CLOSE_CONF")
class CloseConf(Message):
    """CLOSE_CONF (8), server to client, session service.

    Source: GED-188, table "CLOSE_CONF Message Format"; guides of versions 15, 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)


@message(277, "STANDBY_ACTIVE_EVENT", since=24)
class StandbyActiveEvent(Message):
    """STANDBY_ACTIVE_EVENT (277), server to client, session service.

    The standby side turns active. The guide prints no body.

    Source: GED-188, table "STANDBY_ACTIVE_EVENT Message Format"; guides of versions 24, 25.
    """


@message(278, "ACTIVE_MAINTENANCE_REQ", since=24)
class ActiveMaintenanceReq(Message):
    """ACTIVE_MAINTENANCE_REQ (278), server to client, session service.

    A request of the server: no answer within 5 seconds counts as a refusal. It comes only in sessions that were opened
    with CTI_SERVICE_ACTIVE_STANDBY.

    Source: GED-188, table "ACTIVE_MAINTENANCE_REQ Message Format"; guides of versions 24, 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)


@message(279, "ACTIVE_MAINTENANCE_RESP", since=24)
class ActiveMaintenanceResp(Message):
    """ACTIVE_MAINTENANCE_RESP (279), client to server, session service.

    Source: GED-188, table "ACTIVE_MAINTENANCE_RESP Message Format"; guides of versions 24, 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)
    maintenance_mode_accepted: int = fixed("MaintenanceModeAccepted", Kind.BOOL)


@message(280, "ACTIVE_MAINTENANCE_EVENT", since=24)
class ActiveMaintenanceEvent(Message):
    """ACTIVE_MAINTENANCE_EVENT (280), server to client, session service.

    Source: GED-188, table "ACTIVE_MAINTENANCE_EVENT Message Format"; guides of versions 24, 25.
    """

    maintenance_mode_continue: int = fixed("MaintenanceModeContinue", Kind.BOOL)


@message(281, "STOPPING_REQUESTS_TO_THIS_SIDE_IND", since=24)
class StoppingRequestsToThisSideInd(Message):
    """STOPPING_REQUESTS_TO_THIS_SIDE_IND (281), client to server, session service.

    Sent after STANDBY_ACTIVE_EVENT, within 5 seconds of ACTIVE_MAINTENANCE_EVENT. The guide prints no body.

    Source: GED-188, table "STOPPING_REQUESTS_TO_THIS_SIDE_IND Message Format"; guides of versions 24, 25.
    """
