"""Opening, heartbeats, refusals and closing, byte by byte (GED-188, chapter "Session management").

Written from the tables of the guide: one field a line, and behind two spaces its name.
"""

from __future__ import annotations

import pytest
from wire_literals import Vector, check_reading, check_writing

from protocol.wire.messages import (
    CloseConf,
    CloseReq,
    FailureConf,
    FailureEvent,
    HeartbeatConf,
    HeartbeatReq,
    OpenConf,
    OpenReq,
    StandbyActiveEvent,
)

VECTORS = [
    Vector(
        9,
        OpenReq(
            invoke_id=40,
            version_number=9,
            idle_timeout=40,
            peripheral_id=5000,
            services_requested=133,
            call_msg_mask=0x87EFFF,
            agent_state_mask=1023,
            reserved1=0,
            reserved2=0,
            reserved3=0,
            client_id="watch",
            client_password=b"",
            client_signature="desk-7",
            agent_extension="7201",
            agent_id="9001",
            agent_instrument="7201",
        ),
        """
        00000050              MessageLength
        00000003              MessageType OPEN_REQ
        00000028              InvokeID
        00000009              VersionNumber
        00000028              IdleTimeout
        00001388              PeripheralID
        00000085              ServicesRequested
        0087efff              CallMsgMask
        000003ff              AgentStateMask
        00000000              Reserved1
        00000000              Reserved2
        00000000              Reserved3
        01 06 776174636800    ClientID "watch"
        02 00                 ClientPassword
        03 07 6465736b2d3700  ClientSignature "desk-7"
        04 05 3732303100      AgentExtension "7201"
        05 05 3930303100      AgentID "9001"
        06 05 3732303100      AgentInstrument "7201"
        """,
    ),
    Vector(
        14,
        OpenReq(
            invoke_id=40,
            version_number=14,
            idle_timeout=40,
            peripheral_id=5000,
            services_requested=133,
            call_msg_mask=0x87EFFF,
            agent_state_mask=1023,
            config_msg_mask=0,
            reserved1=0,
            reserved2=0,
            reserved3=0,
            client_id="watch",
            client_password=b"",
            client_signature="desk-7",
            agent_extension="7201",
            agent_id="9001",
            agent_instrument="7201",
        ),
        """
        00000054              MessageLength
        00000003              MessageType OPEN_REQ
        00000028              InvokeID
        0000000e              VersionNumber
        00000028              IdleTimeout
        00001388              PeripheralID
        00000085              ServicesRequested
        0087efff              CallMsgMask
        000003ff              AgentStateMask
        00000000              ConfigMsgMask
        00000000              Reserved1
        00000000              Reserved2
        00000000              Reserved3
        01 06 776174636800    ClientID "watch"
        02 00                 ClientPassword
        03 07 6465736b2d3700  ClientSignature "desk-7"
        04 05 3732303100      AgentExtension "7201"
        05 05 3930303100      AgentID "9001"
        06 05 3732303100      AgentInstrument "7201"
        """,
    ),
    Vector(
        17,
        OpenReq(
            invoke_id=40,
            version_number=17,
            idle_timeout=40,
            peripheral_id=5000,
            services_requested=133,
            call_msg_mask=0x87EFFF,
            agent_state_mask=1023,
            config_msg_mask=0,
            reserved1=0,
            reserved2=0,
            reserved3=0,
            client_id="watch",
            client_password=b"",
            client_signature="desk-7",
            agent_extension="7201",
            agent_id="9001",
            agent_instrument="7201",
        ),
        """
        00000054              MessageLength
        00000003              MessageType OPEN_REQ
        00000028              InvokeID
        00000011              VersionNumber
        00000028              IdleTimeout
        00001388              PeripheralID
        00000085              ServicesRequested
        0087efff              CallMsgMask
        000003ff              AgentStateMask
        00000000              ConfigMsgMask
        00000000              Reserved1
        00000000              Reserved2
        00000000              Reserved3
        01 06 776174636800    ClientID "watch"
        02 00                 ClientPassword
        03 07 6465736b2d3700  ClientSignature "desk-7"
        04 05 3732303100      AgentExtension "7201"
        05 05 3930303100      AgentID "9001"
        06 05 3732303100      AgentInstrument "7201"
        """,
    ),
    Vector(
        20,
        OpenReq(
            invoke_id=40,
            version_number=20,
            idle_timeout=40,
            peripheral_id=5000,
            services_requested=133,
            call_msg_mask=0x87EFFF,
            agent_state_mask=1023,
            config_msg_mask=0,
            reserved1=0,
            reserved2=0,
            reserved3=0,
            client_id="watch",
            client_password=b"pw",
            client_signature="desk-7",
            agent_extension="7201",
            agent_id="9001",
            agent_instrument="7201",
        ),
        """
        00000062                  MessageLength
        00000003                  MessageType OPEN_REQ
        00000028                  InvokeID
        00000014                  VersionNumber
        00000028                  IdleTimeout
        00001388                  PeripheralID
        00000085                  ServicesRequested
        0087efff                  CallMsgMask
        000003ff                  AgentStateMask
        00000000                  ConfigMsgMask
        00000000                  Reserved1
        00000000                  Reserved2
        00000000                  Reserved3
        0001 0006 776174636800    ClientID "watch"
        0002 0002 7077            ClientPassword
        0003 0007 6465736b2d3700  ClientSignature "desk-7"
        0004 0005 3732303100      AgentExtension "7201"
        0005 0005 3930303100      AgentID "9001"
        0006 0005 3732303100      AgentInstrument "7201"
        """,
    ),
    Vector(
        25,
        OpenReq(
            invoke_id=40,
            version_number=25,
            idle_timeout=40,
            peripheral_id=5000,
            services_requested=133,
            call_msg_mask=0x87EFFF,
            agent_state_mask=1023,
            config_msg_mask=0,
            reserved1=0,
            reserved2=0,
            reserved3=0,
            client_id="watch",
            client_password=b"",
            client_signature="desk-7",
            agent_extension="7201",
            agent_id="9001",
            agent_instrument="7201",
        ),
        """
        00000060                  MessageLength
        00000003                  MessageType OPEN_REQ
        00000028                  InvokeID
        00000019                  VersionNumber
        00000028                  IdleTimeout
        00001388                  PeripheralID
        00000085                  ServicesRequested
        0087efff                  CallMsgMask
        000003ff                  AgentStateMask
        00000000                  ConfigMsgMask
        00000000                  Reserved1
        00000000                  Reserved2
        00000000                  Reserved3
        0001 0006 776174636800    ClientID "watch"
        0002 0000                 ClientPassword
        0003 0007 6465736b2d3700  ClientSignature "desk-7"
        0004 0005 3732303100      AgentExtension "7201"
        0005 0005 3930303100      AgentID "9001"
        0006 0005 3732303100      AgentInstrument "7201"
        """,
    ),
    Vector(
        9,
        OpenConf(
            invoke_id=40,
            services_granted=129,
            monitor_id=31,
            pg_status=2,
            icm_central_controller_time=0x6955B900,
            peripheral_online=1,
            peripheral_type=17,
            agent_state=3,
            agent_extension="7210",
            agent_id="4410",
            agent_instrument="7210",
        ),
        """
        0000002f          MessageLength
        00000004          MessageType OPEN_CONF
        00000028          InvokeID
        00000081          ServicesGranted
        0000001f          MonitorID
        00000002          PGStatus
        6955b900          ICMCentralControllerTime
        0001              PeripheralOnline
        0011              PeripheralType
        0003              AgentState
        04 05 3732313000  AgentExtension "7210"
        05 05 3434313000  AgentID "4410"
        06 05 3732313000  AgentInstrument "7210"
        """,
    ),
    Vector(
        17,
        OpenConf(
            invoke_id=40,
            services_granted=129,
            monitor_id=31,
            pg_status=2,
            icm_central_controller_time=0x6955B900,
            peripheral_online=1,
            peripheral_type=17,
            agent_state=3,
            agent_extension="7210",
            agent_id="4410",
            agent_instrument="7210",
            num_peripherals=2,
            flt_peripheral_id=[5000, 5001],
            multiline_agent_control=[0, 1],
        ),
        """
        00000047          MessageLength
        00000004          MessageType OPEN_CONF
        00000028          InvokeID
        00000081          ServicesGranted
        0000001f          MonitorID
        00000002          PGStatus
        6955b900          ICMCentralControllerTime
        0001              PeripheralOnline
        0011              PeripheralType
        0003              AgentState
        04 05 3732313000  AgentExtension "7210"
        05 05 3434313000  AgentID "4410"
        06 05 3732313000  AgentInstrument "7210"
        e4 02 0002        NumPeripherals
        d0 04 00001388    FltPeripheralID
        e0 02 0000        MultilineAgentControl
        d0 04 00001389    FltPeripheralID
        e0 02 0001        MultilineAgentControl
        """,
    ),
    Vector(
        20,
        OpenConf(
            invoke_id=40,
            services_granted=129,
            monitor_id=31,
            pg_status=2,
            icm_central_controller_time=0x6955B900,
            peripheral_online=1,
            peripheral_type=17,
            agent_state=4,
            department_id=-7,
        ),
        """
        0000001e  MessageLength
        00000004  MessageType OPEN_CONF
        00000028  InvokeID
        00000081  ServicesGranted
        0000001f  MonitorID
        00000002  PGStatus
        6955b900  ICMCentralControllerTime
        0001      PeripheralOnline
        0011      PeripheralType
        0004      AgentState
        fffffff9  DepartmentID
        """,
    ),
    Vector(
        25,
        OpenConf(
            invoke_id=40,
            services_granted=129,
            monitor_id=31,
            pg_status=2,
            icm_central_controller_time=0x6955B900,
            peripheral_online=1,
            peripheral_type=17,
            agent_state=4,
            department_id=-7,
            session_type=1,
            agent_extension="7210",
            agent_id="4410",
            agent_instrument="7210",
        ),
        """
        0000003b              MessageLength
        00000004              MessageType OPEN_CONF
        00000028              InvokeID
        00000081              ServicesGranted
        0000001f              MonitorID
        00000002              PGStatus
        6955b900              ICMCentralControllerTime
        0001                  PeripheralOnline
        0011                  PeripheralType
        0004                  AgentState
        fffffff9              DepartmentID
        0001                  SessionType
        0004 0005 3732313000  AgentExtension "7210"
        0005 0005 3434313000  AgentID "4410"
        0006 0005 3732313000  AgentInstrument "7210"
        """,
    ),
    Vector(
        9,
        FailureConf(
            invoke_id=3,
            status=12,
        ),
        """
        00000008  MessageLength
        00000001  MessageType FAILURE_CONF
        00000003  InvokeID
        0000000c  Status
        """,
    ),
    Vector(
        17,
        FailureConf(
            invoke_id=40,
            status=12,
            ctioscil_client_id="c1",
        ),
        """
        0000000d      MessageLength
        00000001      MessageType FAILURE_CONF
        00000028      InvokeID
        0000000c      Status
        d9 03 633100  CTIOSCILClientID "c1"
        """,
    ),
    Vector(
        19,
        FailureConf(
            invoke_id=40,
            status=12,
            ctioscil_client_id="",
        ),
        """
        0000000b  MessageLength
        00000001  MessageType FAILURE_CONF
        00000028  InvokeID
        0000000c  Status
        d9 01 00  CTIOSCILClientID ""
        """,
    ),
    Vector(
        20,
        FailureConf(
            invoke_id=40,
            failure_code=12,
            peripheral_error_code=10107,
        ),
        """
        0000000a  MessageLength
        00000001  MessageType FAILURE_CONF
        00000028  InvokeID
        000c      FailureCode
        0000277b  PeripheralErrorCode
        """,
    ),
    Vector(
        24,
        FailureConf(
            invoke_id=40,
            failure_code=12,
            peripheral_error_code=10107,
        ),
        """
        0000000a  MessageLength
        00000001  MessageType FAILURE_CONF
        00000028  InvokeID
        000c      FailureCode
        0000277b  PeripheralErrorCode
        """,
    ),
    Vector(
        17,
        FailureEvent(
            status=11,
        ),
        """
        00000004  MessageLength
        00000002  MessageType FAILURE_EVENT
        0000000b  Status
        """,
    ),
    Vector(
        24,
        FailureEvent(
            status=15,
        ),
        """
        00000004  MessageLength
        00000002  MessageType FAILURE_EVENT
        0000000f  Status
        """,
    ),
    Vector(
        17,
        HeartbeatReq(
            invoke_id=40,
        ),
        """
        00000004  MessageLength
        00000005  MessageType HEARTBEAT_REQ
        00000028  InvokeID
        """,
    ),
    Vector(
        17,
        HeartbeatConf(
            invoke_id=40,
        ),
        """
        00000004  MessageLength
        00000006  MessageType HEARTBEAT_CONF
        00000028  InvokeID
        """,
    ),
    Vector(
        17,
        CloseReq(
            invoke_id=40,
            status=0,
        ),
        """
        00000008  MessageLength
        00000007  MessageType CLOSE_REQ
        00000028  InvokeID
        00000000  Status
        """,
    ),
    Vector(
        17,
        CloseConf(
            invoke_id=40,
        ),
        """
        00000004  MessageLength
        00000008  MessageType CLOSE_CONF
        00000028  InvokeID
        """,
    ),
    Vector(
        24,
        StandbyActiveEvent(),
        """
        00000000  MessageLength
        00000115  MessageType STANDBY_ACTIVE_EVENT
        """,
    ),
]
every_vector = pytest.mark.parametrize("vector", VECTORS, ids=str)


@every_vector
def test_the_bytes_are_read(vector: Vector) -> None:
    check_reading(vector)


@every_vector
def test_the_message_is_written(vector: Vector) -> None:
    check_writing(vector)
