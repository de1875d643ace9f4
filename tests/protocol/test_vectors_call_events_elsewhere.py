"""Queues, diversion, networks and the rest of the call events (GED-188, chapter "Client events service").

Written from the tables of the guide: one field a line, and behind two spaces its name.
"""

from __future__ import annotations

import pytest
from wire_literals import Vector, check_reading, check_writing

from protocol.wire.messages import (
    AgentPreCallAbortEvent,
    AgentPreCallEvent,
    CallAgentGreetingEvent,
    CallAttributeChangeEvent,
    CallDequeuedEvent,
    CallDivertedEvent,
    CallQueuedEvent,
    CallReachedNetworkEvent,
    CallServiceInitiatedEvent,
    CallTranslationRouteEvent,
    RTPStartedEvent,
    RTPStoppedEvent,
)

VECTORS = [
    Vector(
        17,
        CallDivertedEvent(
            monitor_id=31,
            peripheral_id=5000,
            peripheral_type=17,
            connection_device_id_type=0,
            connection_call_id=0x1000055,
            service_number=0xFFFFFFFF,
            service_id=0xFFFFFFFF,
            diverting_device_type=264,
            called_device_type=265,
            local_connection_state=3,
            event_cause=48,
            connection_device_id="7210",
            diverting_device_id="ddid1",
            called_device_id="cdid2",
        ),
        """
        00000037            MessageLength
        00000013            MessageType CALL_DIVERTED_EVENT
        0000001f            MonitorID
        00001388            PeripheralID
        0011                PeripheralType
        0000                ConnectionDeviceIDType
        01000055            ConnectionCallID
        ffffffff            ServiceNumber
        ffffffff            ServiceID
        0108                DivertingDeviceType
        0109                CalledDeviceType
        0003                LocalConnectionState
        0030                EventCause
        19 05 3732313000    ConnectionDeviceID "7210"
        2c 06 646469643100  DivertingDeviceID "ddid1"
        1c 06 636469643200  CalledDeviceID "cdid2"
        """,
    ),
    Vector(
        17,
        CallServiceInitiatedEvent(
            monitor_id=31,
            peripheral_id=5000,
            peripheral_type=17,
            connection_device_id_type=0,
            connection_call_id=0x1000055,
            line_handle=65535,
            line_type=65535,
            service_number=0xFFFFFFFF,
            service_id=0xFFFFFFFF,
            skill_group_number=21,
            skill_group_id=5101,
            skill_group_priority=1,
            calling_device_type=269,
            local_connection_state=3,
            event_cause=48,
            connection_device_id="7210",
            calling_device_id="cdid1",
            call_reference_id=b"\xa2\xff\x00",
            coc_connection_call_id=260,
            coc_call_connection_device_id_type=261,
            coc_call_connection_device_id="cocccdid5",
        ),
        """
        00000056                    MessageLength
        00000014                    MessageType CALL_SERVICE_INITIATED_EVENT
        0000001f                    MonitorID
        00001388                    PeripheralID
        0011                        PeripheralType
        0000                        ConnectionDeviceIDType
        01000055                    ConnectionCallID
        ffff                        LineHandle
        ffff                        LineType
        ffffffff                    ServiceNumber
        ffffffff                    ServiceID
        00000015                    SkillGroupNumber
        000013ed                    SkillGroupID
        0001                        SkillGroupPriority
        010d                        CallingDeviceType
        0003                        LocalConnectionState
        0030                        EventCause
        19 05 3732313000            ConnectionDeviceID "7210"
        1b 06 636469643100          CallingDeviceID "cdid1"
        df 03 a2ff00                CallReferenceID
        e5 04 00000104              COCConnectionCallID
        e6 02 0105                  COCCallConnectionDeviceIDType
        e7 0a 636f6363636469643500  COCCallConnectionDeviceID "cocccdid5"
        """,
    ),
    Vector(
        17,
        CallQueuedEvent(
            monitor_id=31,
            peripheral_id=5000,
            peripheral_type=17,
            connection_device_id_type=0,
            connection_call_id=0x1000055,
            service_number=0xFFFFFFFF,
            service_id=0xFFFFFFFF,
            queue_device_type=264,
            calling_device_type=265,
            called_device_type=266,
            last_redirect_device_type=267,
            num_queued=268,
            num_skill_groups=2,
            local_connection_state=3,
            event_cause=48,
            connection_device_id="7210",
            queue_device_id="qdid1",
            calling_device_id="cdid2",
            called_device_id="cdid3",
            last_redirect_device_id="lrdid4",
            priority_queue_number=b"\xa5\xff\x00",
            skill_group_number=[21, 514],
            skill_group_id=[5101, 515],
            skill_group_priority=[1, 516],
        ),
        """
        00000075              MessageLength
        00000015              MessageType CALL_QUEUED_EVENT
        0000001f              MonitorID
        00001388              PeripheralID
        0011                  PeripheralType
        0000                  ConnectionDeviceIDType
        01000055              ConnectionCallID
        ffffffff              ServiceNumber
        ffffffff              ServiceID
        0108                  QueueDeviceType
        0109                  CallingDeviceType
        010a                  CalledDeviceType
        010b                  LastRedirectDeviceType
        010c                  NumQueued
        0002                  NumSkillGroups
        0003                  LocalConnectionState
        0030                  EventCause
        19 05 3732313000      ConnectionDeviceID "7210"
        2d 06 716469643100    QueueDeviceID "qdid1"
        1b 06 636469643200    CallingDeviceID "cdid2"
        1c 06 636469643300    CalledDeviceID "cdid3"
        1d 07 6c726469643400  LastRedirectDeviceID "lrdid4"
        cb 03 a5ff00          PriorityQueueNumber
        3e 04 00000015        SkillGroupNumber
        3f 04 000013ed        SkillGroupID
        40 02 0001            SkillGroupPriority
        3e 04 00000202        SkillGroupNumber
        3f 04 00000203        SkillGroupID
        40 02 0204            SkillGroupPriority
        """,
    ),
    Vector(
        20,
        CallQueuedEvent(
            monitor_id=31,
            peripheral_id=5000,
            peripheral_type=17,
            connection_device_id_type=0,
            connection_call_id=0x1000055,
            service_number=0xFFFFFFFF,
            service_id=0xFFFFFFFF,
            queue_device_type=264,
            calling_device_type=265,
            called_device_type=266,
            last_redirect_device_type=267,
            num_queued=268,
            num_skill_groups=1,
            local_connection_state=3,
            event_cause=48,
            connection_device_id="7210",
            queue_device_id="qdid1",
            calling_device_id="cdid2",
            called_device_id="cdid3",
            last_redirect_device_id="lrdid4",
            priority_queue_number=b"\xa5\xff\x00",
            skill_group_number=[21],
            skill_group_id=[5101],
            skill_group_priority=[1],
        ),
        """
        00000077                  MessageLength
        00000015                  MessageType CALL_QUEUED_EVENT
        0000001f                  MonitorID
        00001388                  PeripheralID
        0011                      PeripheralType
        0000                      ConnectionDeviceIDType
        01000055                  ConnectionCallID
        ffffffff                  ServiceNumber
        ffffffff                  ServiceID
        0108                      QueueDeviceType
        0109                      CallingDeviceType
        010a                      CalledDeviceType
        010b                      LastRedirectDeviceType
        010c                      NumQueued
        0001                      NumSkillGroups
        0003                      LocalConnectionState
        0030                      EventCause
        0019 0005 3732313000      ConnectionDeviceID "7210"
        002d 0006 716469643100    QueueDeviceID "qdid1"
        001b 0006 636469643200    CallingDeviceID "cdid2"
        001c 0006 636469643300    CalledDeviceID "cdid3"
        001d 0007 6c726469643400  LastRedirectDeviceID "lrdid4"
        00cb 0003 a5ff00          PriorityQueueNumber
        003e 0004 00000015        SkillGroupNumber
        003f 0004 000013ed        SkillGroupID
        0040 0002 0001            SkillGroupPriority
        """,
    ),
    Vector(
        17,
        CallDequeuedEvent(
            monitor_id=31,
            peripheral_id=5000,
            peripheral_type=17,
            connection_device_id_type=0,
            connection_call_id=0x1000055,
            queue_device_type=262,
            service_number=0xFFFFFFFF,
            service_id=0xFFFFFFFF,
            num_queued=265,
            num_skill_groups=2,
            local_connection_state=3,
            event_cause=48,
            connection_device_id="7210",
            queue_device_id="qdid1",
            dequeue_type=b"\xa2\xff\x00",
            skill_group_number=[21, 514],
            skill_group_id=[5101, 515],
            skill_group_priority=[1, 516],
        ),
        """
        00000056            MessageLength
        00000056            MessageType CALL_DEQUEUED_EVENT
        0000001f            MonitorID
        00001388            PeripheralID
        0011                PeripheralType
        0000                ConnectionDeviceIDType
        01000055            ConnectionCallID
        0106                QueueDeviceType
        ffffffff            ServiceNumber
        ffffffff            ServiceID
        0109                NumQueued
        0002                NumSkillGroups
        0003                LocalConnectionState
        0030                EventCause
        19 05 3732313000    ConnectionDeviceID "7210"
        2d 06 716469643100  QueueDeviceID "qdid1"
        7c 03 a2ff00        DequeueType
        3e 04 00000015      SkillGroupNumber
        3f 04 000013ed      SkillGroupID
        40 02 0001          SkillGroupPriority
        3e 04 00000202      SkillGroupNumber
        3f 04 00000203      SkillGroupID
        40 02 0204          SkillGroupPriority
        """,
    ),
    Vector(
        17,
        CallReachedNetworkEvent(
            monitor_id=31,
            peripheral_id=5000,
            peripheral_type=17,
            connection_device_id_type=0,
            connection_call_id=0x1000055,
            line_handle=65535,
            line_type=65535,
            trunk_used_device_type=264,
            called_device_type=265,
            local_connection_state=3,
            event_cause=48,
            connection_device_id="7210",
            trunk_used_device_id="tudid1",
            called_device_id="cdid2",
            trunk_number=260,
            trunk_group_number=261,
        ),
        """
        00000040              MessageLength
        00000022              MessageType CALL_REACHED_NETWORK_EVENT
        0000001f              MonitorID
        00001388              PeripheralID
        0011                  PeripheralType
        0000                  ConnectionDeviceIDType
        01000055              ConnectionCallID
        ffff                  LineHandle
        ffff                  LineType
        0108                  TrunkUsedDeviceType
        0109                  CalledDeviceType
        0003                  LocalConnectionState
        0030                  EventCause
        19 05 3732313000      ConnectionDeviceID "7210"
        30 07 74756469643100  TrunkUsedDeviceID "tudid1"
        1c 06 636469643200    CalledDeviceID "cdid2"
        79 04 00000104        TrunkNumber
        7a 04 00000105        TrunkGroupNumber
        """,
    ),
    Vector(
        17,
        CallTranslationRouteEvent(
            num_named_variables=1,
            num_named_arrays=1,
            ani="5550147",
            user_to_user_info=b"\xa1\xff\x00",
            dnis="8001",
            dialed_number="8001",
            caller_entered_digits="ced4",
            named_variable=[("user.lang", "en")],
            named_array=[(2, "user.hist", "web")],
        ),
        """
        00000048                        MessageLength
        00000016                        MessageType CALL_TRANSLATION_ROUTE_EVENT
        0001                            NumNamedVariables
        0001                            NumNamedArrays
        08 08 3535353031343700          ANI "5550147"
        09 03 a1ff00                    UserToUserInfo
        0a 05 3830303100                DNIS "8001"
        0b 05 3830303100                DialedNumber "8001"
        0c 05 6365643400                CallerEnteredDigits "ced4"
        52 0d 757365722e6c616e6700656e00  NamedVariable user.lang en
        53 0f 02757365722e686973740077656200  NamedArray 2 user.hist web
        """,
    ),
    Vector(
        17,
        CallAgentGreetingEvent(
            monitor_id=31,
            peripheral_id=5000,
            connection_device_id_type=0,
            connection_call_id=0x1000055,
            event_code=261,
            peripheral_error_code=10107,
            connection_device_id="7210",
            agent_id="4410",
        ),
        """
        00000022          MessageLength
        000000f8          MessageType CALL_AGENT_GREETING_EVENT
        0000001f          MonitorID
        00001388          PeripheralID
        0000              ConnectionDeviceIDType
        01000055          ConnectionCallID
        0105              EventCode
        0000277b          PeripheralErrorCode
        19 05 3732313000  ConnectionDeviceID "7210"
        05 05 3434313000  AgentID "4410"
        """,
    ),
    Vector(
        25,
        CallAttributeChangeEvent(
            monitor_id=31,
            peripheral_id=5000,
            peripheral_type=17,
            connection_device_id_type=0,
            call_type_id=261,
            service_number=0xFFFFFFFF,
            connection_device_id="7210",
        ),
        """
        0000001d              MessageLength
        000000f0              MessageType CALL_ATTRIBUTE_CHANGE_EVENT
        0000001f              MonitorID
        00001388              PeripheralID
        0011                  PeripheralType
        0000                  ConnectionDeviceIDType
        00000105              CallTypeID
        ffffffff              ServiceNumber
        0019 0005 3732313000  ConnectionDeviceID "7210"
        """,
    ),
    Vector(
        17,
        RTPStartedEvent(
            monitor_id=31,
            peripheral_id=5000,
            client_port=259,
            direction=260,
            rtp_type=261,
            bit_rate=262,
            echo_cancellation=263,
            packet_size=264,
            payload_type=265,
            connection_device_id_type=0,
            connection_call_id=0x1000055,
            connection_device_id="7210",
            client_address="10.0.0.7",
            agent_id="4410",
            agent_extension="7210",
            agent_instrument="7210",
            sending_address="sa5",
            sending_port=263,
            client_address_ipv6="caipv7",
        ),
        """
        0000005e                  MessageLength
        00000074                  MessageType RTP_STARTED_EVENT
        0000001f                  MonitorID
        00001388                  PeripheralID
        00000103                  ClientPort
        0104                      Direction
        0105                      RTPType
        00000106                  BitRate
        0107                      EchoCancellation
        00000108                  PacketSize
        0109                      PayloadType
        0000                      ConnectionDeviceIDType
        01000055                  ConnectionCallID
        19 05 3732313000          ConnectionDeviceID "7210"
        51 09 31302e302e302e3700  ClientAddress "10.0.0.7"
        05 05 3434313000          AgentID "4410"
        04 05 3732313000          AgentExtension "7210"
        06 05 3732313000          AgentInstrument "7210"
        7d 04 73613500            SendingAddress "sa5"
        7e 04 00000107            SendingPort
        e2 07 63616970763700      ClientAddressIPV6 "caipv7"
        """,
    ),
    Vector(
        17,
        RTPStoppedEvent(
            monitor_id=31,
            peripheral_id=5000,
            client_port=259,
            direction=260,
            connection_device_id_type=0,
            connection_call_id=0x1000055,
            connection_device_id="7210",
            client_address="10.0.0.7",
            agent_id="4410",
            agent_extension="7210",
            agent_instrument="7210",
            sending_address="sa5",
            sending_port=263,
            client_address_ipv6="caipv7",
        ),
        """
        00000050                  MessageLength
        00000075                  MessageType RTP_STOPPED_EVENT
        0000001f                  MonitorID
        00001388                  PeripheralID
        00000103                  ClientPort
        0104                      Direction
        0000                      ConnectionDeviceIDType
        01000055                  ConnectionCallID
        19 05 3732313000          ConnectionDeviceID "7210"
        51 09 31302e302e302e3700  ClientAddress "10.0.0.7"
        05 05 3434313000          AgentID "4410"
        04 05 3732313000          AgentExtension "7210"
        06 05 3732313000          AgentInstrument "7210"
        7d 04 73613500            SendingAddress "sa5"
        7e 04 00000107            SendingPort
        e2 07 63616970763700      ClientAddressIPV6 "caipv7"
        """,
    ),
    Vector(
        17,
        AgentPreCallEvent(
            monitor_id=31,
            num_named_variables=0,
            num_named_arrays=0,
            service_number=0xFFFFFFFF,
            service_id=0xFFFFFFFF,
            skill_group_number=21,
            skill_group_id=5101,
            skill_group_priority=1,
            mrd_id=1,
            agent_instrument="7210",
            router_call_key_day=258,
            router_call_key_call_id=259,
            router_call_key_sequence_number=260,
            ani="5550147",
            user_to_user_info=b"\xa5\xff\x00",
        ),
        """
        00000046                MessageLength
        00000069                MessageType AGENT_PRE_CALL_EVENT
        0000001f                MonitorID
        0000                    NumNamedVariables
        0000                    NumNamedArrays
        ffffffff                ServiceNumber
        ffffffff                ServiceID
        00000015                SkillGroupNumber
        000013ed                SkillGroupID
        0001                    SkillGroupPriority
        00000001                MRDID
        06 05 3732313000        AgentInstrument "7210"
        48 04 00000102          RouterCallKeyDay
        49 04 00000103          RouterCallKeyCallID
        6e 04 00000104          RouterCallKeySequenceNumber
        08 08 3535353031343700  ANI "5550147"
        09 03 a5ff00            UserToUserInfo
        """,
    ),
    Vector(
        17,
        AgentPreCallAbortEvent(
            monitor_id=31,
            mrd_id=1,
            agent_instrument="7210",
            router_call_key_day=258,
            router_call_key_call_id=259,
            router_call_key_sequence_number=260,
        ),
        """
        00000021          MessageLength
        0000006a          MessageType AGENT_PRE_CALL_ABORT_EVENT
        0000001f          MonitorID
        00000001          MRDID
        06 05 3732313000  AgentInstrument "7210"
        48 04 00000102    RouterCallKeyDay
        49 04 00000103    RouterCallKeyCallID
        6e 04 00000104    RouterCallKeySequenceNumber
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
