"""Emergencies, calls for help and stepping in (GED-188, chapter "Supervisor service").

Written from the tables of the guide: one field a line, and behind two spaces its name.
"""

from __future__ import annotations

import pytest
from wire_literals import Vector, check_reading, check_writing

from protocol.wire.messages import (
    ClearCallConf,
    ClearCallReq,
    ClearConnectionConf,
    ClearConnectionReq,
    ControlFailureConf,
    EmergencyCallEvent,
    SuperviseCallConf,
    SuperviseCallReq,
    SupervisorAssistEvent,
)

VECTORS = [
    Vector(
        9,
        EmergencyCallEvent(
            peripheral_id=5000,
            connection_call_id=0x1000055,
            connection_device_id_type=0,
            session_id=77,
            connection_device_id="7210",
            client_id="watch",
            client_address="10.0.0.7",
            agent_extension="7210",
            agent_id="4410",
            agent_instrument="7210",
        ),
        """
        0000003d                  MessageLength
        0000007b                  MessageType EMERGENCY_CALL_EVENT
        00001388                  PeripheralID
        01000055                  ConnectionCallID
        0000                      ConnectionDeviceIDType
        0000004d                  SessionID
        19 05 3732313000          ConnectionDeviceID "7210"
        01 06 776174636800        ClientID "watch"
        51 09 31302e302e302e3700  ClientAddress "10.0.0.7"
        04 05 3732313000          AgentExtension "7210"
        05 05 3434313000          AgentID "4410"
        06 05 3732313000          AgentInstrument "7210"
        """,
    ),
    Vector(
        17,
        EmergencyCallEvent(
            peripheral_id=5000,
            connection_call_id=0x1000055,
            connection_device_id_type=0,
            session_id=77,
            connection_device_id="7210",
            client_id="watch",
            client_address="10.0.0.7",
            agent_extension="7210",
            agent_id="4410",
            agent_instrument="7210",
            client_address_ipv6="caipv6",
        ),
        """
        00000046                  MessageLength
        0000007b                  MessageType EMERGENCY_CALL_EVENT
        00001388                  PeripheralID
        01000055                  ConnectionCallID
        0000                      ConnectionDeviceIDType
        0000004d                  SessionID
        19 05 3732313000          ConnectionDeviceID "7210"
        01 06 776174636800        ClientID "watch"
        51 09 31302e302e302e3700  ClientAddress "10.0.0.7"
        04 05 3732313000          AgentExtension "7210"
        05 05 3434313000          AgentID "4410"
        06 05 3732313000          AgentInstrument "7210"
        e2 07 63616970763600      ClientAddressIPV6 "caipv6"
        """,
    ),
    Vector(
        25,
        EmergencyCallEvent(
            peripheral_id=5000,
            connection_call_id=0x1000055,
            connection_device_id_type=0,
            session_id=77,
            connection_device_id="7210",
            client_id="watch",
            client_address="10.0.0.7",
            agent_extension="7210",
            agent_id="4410",
            agent_instrument="7210",
        ),
        """
        00000049                      MessageLength
        0000007b                      MessageType EMERGENCY_CALL_EVENT
        00001388                      PeripheralID
        01000055                      ConnectionCallID
        0000                          ConnectionDeviceIDType
        0000004d                      SessionID
        0019 0005 3732313000          ConnectionDeviceID "7210"
        0001 0006 776174636800        ClientID "watch"
        0051 0009 31302e302e302e3700  ClientAddress "10.0.0.7"
        0004 0005 3732313000          AgentExtension "7210"
        0005 0005 3434313000          AgentID "4410"
        0006 0005 3732313000          AgentInstrument "7210"
        """,
    ),
    Vector(
        14,
        EmergencyCallEvent(
            peripheral_id=5000,
            connection_call_id=0xFFFFFFFF,
            connection_device_id_type=65535,
            session_id=77,
            agent_id="4410",
        ),
        """
        00000015          MessageLength
        0000007b          MessageType EMERGENCY_CALL_EVENT
        00001388          PeripheralID
        ffffffff          ConnectionCallID
        ffff              ConnectionDeviceIDType
        0000004d          SessionID
        05 05 3434313000  AgentID "4410"
        """,
    ),
    Vector(
        20,
        EmergencyCallEvent(
            peripheral_id=5000,
            connection_call_id=0x1000055,
            connection_device_id_type=0,
            session_id=77,
            connection_device_id="7210",
            agent_extension="7210",
            agent_id="4410",
        ),
        """
        00000029              MessageLength
        0000007b              MessageType EMERGENCY_CALL_EVENT
        00001388              PeripheralID
        01000055              ConnectionCallID
        0000                  ConnectionDeviceIDType
        0000004d              SessionID
        0019 0005 3732313000  ConnectionDeviceID "7210"
        0004 0005 3732313000  AgentExtension "7210"
        0005 0005 3434313000  AgentID "4410"
        """,
    ),
    Vector(
        17,
        SupervisorAssistEvent(
            peripheral_id=5000,
            connection_call_id=0x1000055,
            connection_device_id_type=0,
            session_id=77,
            connection_device_id="7210",
            client_id="watch",
            text="help",
            agent_extension="7210",
            agent_id="4410",
            agent_instrument="7210",
        ),
        """
        00000039            MessageLength
        00000078            MessageType SUPERVISOR_ASSIST_EVENT
        00001388            PeripheralID
        01000055            ConnectionCallID
        0000                ConnectionDeviceIDType
        0000004d            SessionID
        19 05 3732313000    ConnectionDeviceID "7210"
        01 06 776174636800  ClientID "watch"
        07 05 68656c7000    Text "help"
        04 05 3732313000    AgentExtension "7210"
        05 05 3434313000    AgentID "4410"
        06 05 3732313000    AgentInstrument "7210"
        """,
    ),
    Vector(
        24,
        SupervisorAssistEvent(
            peripheral_id=5000,
            connection_call_id=0x1000055,
            connection_device_id_type=0,
            session_id=77,
            connection_device_id="7210",
            agent_id="4410",
        ),
        """
        00000020              MessageLength
        00000078              MessageType SUPERVISOR_ASSIST_EVENT
        00001388              PeripheralID
        01000055              ConnectionCallID
        0000                  ConnectionDeviceIDType
        0000004d              SessionID
        0019 0005 3732313000  ConnectionDeviceID "7210"
        0005 0005 3434313000  AgentID "4410"
        """,
    ),
    Vector(
        9,
        SuperviseCallReq(
            invoke_id=40,
            peripheral_id=5000,
            agent_connection_call_id=0x1000055,
            supervisor_connection_call_id=0xFFFFFFFF,
            agent_connection_device_id_type=0,
            supervisor_connection_device_id_type=65535,
            supervisory_action=3,
            agent_connection_device_id="7210",
            supervisor_instrument="7201",
        ),
        """
        00000024          MessageLength
        0000007c          MessageType SUPERVISE_CALL_REQ
        00000028          InvokeID
        00001388          PeripheralID
        01000055          AgentConnectionCallID
        ffffffff          SupervisorConnectionCallID
        0000              AgentConnectionDeviceIDType
        ffff              SupervisorConnectionDeviceIDType
        0003              SupervisoryAction
        5a 05 3732313000  AgentConnectionDeviceID "7210"
        55 05 3732303100  SupervisorInstrument "7201"
        """,
    ),
    Vector(
        17,
        SuperviseCallReq(
            invoke_id=40,
            peripheral_id=5000,
            agent_connection_call_id=0x1000055,
            supervisor_connection_call_id=0x1000057,
            agent_connection_device_id_type=0,
            supervisor_connection_device_id_type=0,
            supervisory_action=4,
            agent_connection_device_id="7210",
            supervisor_connection_device_id="7201",
            agent_extension="7210",
            agent_id="4410",
            agent_instrument="7210",
            supervisor_instrument="si5",
        ),
        """
        0000003f          MessageLength
        0000007c          MessageType SUPERVISE_CALL_REQ
        00000028          InvokeID
        00001388          PeripheralID
        01000055          AgentConnectionCallID
        01000057          SupervisorConnectionCallID
        0000              AgentConnectionDeviceIDType
        0000              SupervisorConnectionDeviceIDType
        0004              SupervisoryAction
        5a 05 3732313000  AgentConnectionDeviceID "7210"
        5b 05 3732303100  SupervisorConnectionDeviceID "7201"
        04 05 3732313000  AgentExtension "7210"
        05 05 3434313000  AgentID "4410"
        06 05 3732313000  AgentInstrument "7210"
        55 04 73693500    SupervisorInstrument "si5"
        """,
    ),
    Vector(
        20,
        SuperviseCallReq(
            invoke_id=40,
            peripheral_id=5000,
            agent_connection_call_id=0xFFFFFFFF,
            supervisor_connection_call_id=0xFFFFFFFF,
            agent_connection_device_id_type=65535,
            supervisor_connection_device_id_type=65535,
            supervisory_action=0,
            agent_extension="7210",
            agent_id="4410",
        ),
        """
        00000028              MessageLength
        0000007c              MessageType SUPERVISE_CALL_REQ
        00000028              InvokeID
        00001388              PeripheralID
        ffffffff              AgentConnectionCallID
        ffffffff              SupervisorConnectionCallID
        ffff                  AgentConnectionDeviceIDType
        ffff                  SupervisorConnectionDeviceIDType
        0000                  SupervisoryAction
        0004 0005 3732313000  AgentExtension "7210"
        0005 0005 3434313000  AgentID "4410"
        """,
    ),
    Vector(
        17,
        SuperviseCallConf(
            invoke_id=40,
            connection_call_id=0x1000055,
            connection_device_id_type=0,
            connection_device_id="7210",
        ),
        """
        00000011          MessageLength
        0000007d          MessageType SUPERVISE_CALL_CONF
        00000028          InvokeID
        01000055          ConnectionCallID
        0000              ConnectionDeviceIDType
        19 05 3732313000  ConnectionDeviceID "7210"
        """,
    ),
    Vector(
        24,
        SuperviseCallConf(
            invoke_id=40,
            connection_call_id=0x1000055,
            connection_device_id_type=0,
            connection_device_id="7210",
        ),
        """
        00000013              MessageLength
        0000007d              MessageType SUPERVISE_CALL_CONF
        00000028              InvokeID
        01000055              ConnectionCallID
        0000                  ConnectionDeviceIDType
        0019 0005 3732313000  ConnectionDeviceID "7210"
        """,
    ),
    Vector(
        17,
        ControlFailureConf(
            invoke_id=40,
            failure_code=12,
            peripheral_error_code=10107,
            ctioscil_client_id="ctioscilcid0",
        ),
        """
        00000019                        MessageLength
        00000023                        MessageType CONTROL_FAILURE_CONF
        00000028                        InvokeID
        000c                            FailureCode
        0000277b                        PeripheralErrorCode
        d9 0d 6374696f7363696c6369643000  CTIOSCILClientID "ctioscilcid0"
        """,
    ),
    Vector(
        20,
        ControlFailureConf(
            invoke_id=40,
            failure_code=12,
            peripheral_error_code=10107,
            ctioscil_client_id="ctioscilcid0",
        ),
        """
        0000001b                        MessageLength
        00000023                        MessageType CONTROL_FAILURE_CONF
        00000028                        InvokeID
        000c                            FailureCode
        0000277b                        PeripheralErrorCode
        00d9 000d 6374696f7363696c6369643000  CTIOSCILClientID "ctioscilcid0"
        """,
    ),
    Vector(
        17,
        ClearConnectionReq(
            invoke_id=40,
            peripheral_id=5000,
            connection_call_id=0x1000055,
            connection_device_id_type=0,
            connection_device_id="7210",
            agent_instrument="7210",
            requesting_device_id="rdid2",
        ),
        """
        00000024            MessageLength
        0000002e            MessageType CLEAR_CONNECTION_REQ
        00000028            InvokeID
        00001388            PeripheralID
        01000055            ConnectionCallID
        0000                ConnectionDeviceIDType
        19 05 3732313000    ConnectionDeviceID "7210"
        06 05 3732313000    AgentInstrument "7210"
        db 06 726469643200  RequestingDeviceID "rdid2"
        """,
    ),
    Vector(
        17,
        ClearConnectionConf(
            invoke_id=40,
        ),
        """
        00000004  MessageLength
        0000002f  MessageType CLEAR_CONNECTION_CONF
        00000028  InvokeID
        """,
    ),
    Vector(
        17,
        ClearCallReq(
            invoke_id=40,
            peripheral_id=5000,
            connection_call_id=0x1000055,
            connection_device_id_type=0,
            connection_device_id="7210",
            agent_instrument="7210",
            ctioscil_client_id="ctioscilcid2",
        ),
        """
        0000002b                        MessageLength
        0000002c                        MessageType CLEAR_CALL_REQ
        00000028                        InvokeID
        00001388                        PeripheralID
        01000055                        ConnectionCallID
        0000                            ConnectionDeviceIDType
        19 05 3732313000                ConnectionDeviceID "7210"
        06 05 3732313000                AgentInstrument "7210"
        d9 0d 6374696f7363696c6369643200  CTIOSCILClientID "ctioscilcid2"
        """,
    ),
    Vector(
        17,
        ClearCallConf(
            invoke_id=40,
        ),
        """
        00000004  MessageLength
        0000002d  MessageType CLEAR_CALL_CONF
        00000028  InvokeID
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
