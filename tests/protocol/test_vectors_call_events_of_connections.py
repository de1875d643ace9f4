"""What happens to the connections of a call (GED-188, chapter "Client events service").

Written from the tables of the guide: one field a line, and behind two spaces its name.
"""

from __future__ import annotations

import pytest
from wire_literals import Vector, check_reading, check_writing

from protocol.wire.messages import (
    CallConnectionClearedEvent,
    CallDeliveredEvent,
    CallEstablishedEvent,
    CallFailedEvent,
    CallHeldEvent,
    CallOriginatedEvent,
    CallRetrievedEvent,
)

VECTORS = [
    Vector(
        9,
        CallDeliveredEvent(
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
            alerting_device_type=269,
            calling_device_type=270,
            called_device_type=271,
            last_redirect_device_type=272,
            local_connection_state=3,
            event_cause=48,
            connection_device_id="7210",
            alerting_device_id="adid1",
            calling_device_id="cdid2",
            called_device_id="cdid3",
            last_redirect_device_id="lrdid4",
            trunk_number=262,
        ),
        """
        00000060              MessageLength
        00000009              MessageType CALL_DELIVERED_EVENT
        0000001f              MonitorID
        00001388              PeripheralID
        0011                  PeripheralType
        0000                  ConnectionDeviceIDType
        01000055              ConnectionCallID
        ffff                  LineHandle
        ffff                  LineType
        ffffffff              ServiceNumber
        ffffffff              ServiceID
        00000015              SkillGroupNumber
        000013ed              SkillGroupID
        0001                  SkillGroupPriority
        010d                  AlertingDeviceType
        010e                  CallingDeviceType
        010f                  CalledDeviceType
        0110                  LastRedirectDeviceType
        0003                  LocalConnectionState
        0030                  EventCause
        19 05 3732313000      ConnectionDeviceID "7210"
        1a 06 616469643100    AlertingDeviceID "adid1"
        1b 06 636469643200    CallingDeviceID "cdid2"
        1c 06 636469643300    CalledDeviceID "cdid3"
        1d 07 6c726469643400  LastRedirectDeviceID "lrdid4"
        79 04 00000106        TrunkNumber
        """,
    ),
    Vector(
        17,
        CallDeliveredEvent(
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
            alerting_device_type=269,
            calling_device_type=270,
            called_device_type=271,
            last_redirect_device_type=272,
            local_connection_state=3,
            event_cause=48,
            num_named_variables=1,
            num_named_arrays=1,
            connection_device_id="7210",
            alerting_device_id="adid1",
            calling_device_id="cdid2",
            called_device_id="cdid3",
            last_redirect_device_id="lrdid4",
            trunk_number=262,
            trunk_group_number=263,
            secondary_connection_call_id=264,
            ani="5550147",
            ani_ii="a",
            user_to_user_info=b"\xaa\xff\x00",
            dnis="8001",
            dialed_number="8001",
            caller_entered_digits="ced13",
            call_variable1="gold",
            call_variable2="Zoë",
            call_variable3="cv16",
            call_variable4="cv17",
            call_variable5="cv18",
            call_variable6="cv19",
            call_variable7="cv20",
            call_variable8="cv21",
            call_variable9="cv22",
            call_variable10="cv23",
            call_wrapup_data="cwd24",
            named_variable=[("user.lang", "en")],
            named_array=[(2, "user.hist", "web")],
        ),
        """
        00000107                        MessageLength
        00000009                        MessageType CALL_DELIVERED_EVENT
        0000001f                        MonitorID
        00001388                        PeripheralID
        0011                            PeripheralType
        0000                            ConnectionDeviceIDType
        01000055                        ConnectionCallID
        ffff                            LineHandle
        ffff                            LineType
        ffffffff                        ServiceNumber
        ffffffff                        ServiceID
        00000015                        SkillGroupNumber
        000013ed                        SkillGroupID
        0001                            SkillGroupPriority
        010d                            AlertingDeviceType
        010e                            CallingDeviceType
        010f                            CalledDeviceType
        0110                            LastRedirectDeviceType
        0003                            LocalConnectionState
        0030                            EventCause
        0001                            NumNamedVariables
        0001                            NumNamedArrays
        19 05 3732313000                ConnectionDeviceID "7210"
        1a 06 616469643100              AlertingDeviceID "adid1"
        1b 06 636469643200              CallingDeviceID "cdid2"
        1c 06 636469643300              CalledDeviceID "cdid3"
        1d 07 6c726469643400            LastRedirectDeviceID "lrdid4"
        79 04 00000106                  TrunkNumber
        7a 04 00000107                  TrunkGroupNumber
        ca 04 00000108                  SecondaryConnectionCallID
        08 08 3535353031343700          ANI "5550147"
        d7 02 6100                      ANI_II "a"
        09 03 aaff00                    UserToUserInfo
        0a 05 3830303100                DNIS "8001"
        0b 05 3830303100                DialedNumber "8001"
        0c 06 636564313300              CallerEnteredDigits "ced13"
        0d 05 676f6c6400                CallVariable1 "gold"
        0e 05 5a6fc3ab00                CallVariable2 "Zoë"
        0f 05 6376313600                CallVariable3 "cv16"
        10 05 6376313700                CallVariable4 "cv17"
        11 05 6376313800                CallVariable5 "cv18"
        12 05 6376313900                CallVariable6 "cv19"
        13 05 6376323000                CallVariable7 "cv20"
        14 05 6376323100                CallVariable8 "cv21"
        15 05 6376323200                CallVariable9 "cv22"
        16 05 6376323300                CallVariable10 "cv23"
        2e 06 637764323400              CallWrapupData "cwd24"
        52 0d 757365722e6c616e6700656e00  NamedVariable user.lang en
        53 0f 02757365722e686973740077656200  NamedArray 2 user.hist web
        """,
    ),
    Vector(
        20,
        CallDeliveredEvent(
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
            alerting_device_type=269,
            calling_device_type=270,
            called_device_type=271,
            last_redirect_device_type=272,
            local_connection_state=3,
            event_cause=48,
            num_named_variables=0,
            num_named_arrays=0,
            connection_device_id="7210",
            alerting_device_id="adid1",
            calling_device_id="cdid2",
            called_device_id="cdid3",
            last_redirect_device_id="lrdid4",
            trunk_number=262,
        ),
        """
        00000070                  MessageLength
        00000009                  MessageType CALL_DELIVERED_EVENT
        0000001f                  MonitorID
        00001388                  PeripheralID
        0011                      PeripheralType
        0000                      ConnectionDeviceIDType
        01000055                  ConnectionCallID
        ffff                      LineHandle
        ffff                      LineType
        ffffffff                  ServiceNumber
        ffffffff                  ServiceID
        00000015                  SkillGroupNumber
        000013ed                  SkillGroupID
        0001                      SkillGroupPriority
        010d                      AlertingDeviceType
        010e                      CallingDeviceType
        010f                      CalledDeviceType
        0110                      LastRedirectDeviceType
        0003                      LocalConnectionState
        0030                      EventCause
        0000                      NumNamedVariables
        0000                      NumNamedArrays
        0019 0005 3732313000      ConnectionDeviceID "7210"
        001a 0006 616469643100    AlertingDeviceID "adid1"
        001b 0006 636469643200    CallingDeviceID "cdid2"
        001c 0006 636469643300    CalledDeviceID "cdid3"
        001d 0007 6c726469643400  LastRedirectDeviceID "lrdid4"
        0079 0004 00000106        TrunkNumber
        """,
    ),
    Vector(
        17,
        CallEstablishedEvent(
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
            answering_device_type=269,
            calling_device_type=270,
            called_device_type=271,
            last_redirect_device_type=272,
            local_connection_state=3,
            event_cause=48,
            connection_device_id="7210",
            answering_device_id="adid1",
            calling_device_id="cdid2",
            called_device_id="cdid3",
            last_redirect_device_id="lrdid4",
            trunk_number=262,
            trunk_group_number=263,
        ),
        """
        00000066              MessageLength
        0000000a              MessageType CALL_ESTABLISHED_EVENT
        0000001f              MonitorID
        00001388              PeripheralID
        0011                  PeripheralType
        0000                  ConnectionDeviceIDType
        01000055              ConnectionCallID
        ffff                  LineHandle
        ffff                  LineType
        ffffffff              ServiceNumber
        ffffffff              ServiceID
        00000015              SkillGroupNumber
        000013ed              SkillGroupID
        0001                  SkillGroupPriority
        010d                  AnsweringDeviceType
        010e                  CallingDeviceType
        010f                  CalledDeviceType
        0110                  LastRedirectDeviceType
        0003                  LocalConnectionState
        0030                  EventCause
        19 05 3732313000      ConnectionDeviceID "7210"
        1e 06 616469643100    AnsweringDeviceID "adid1"
        1b 06 636469643200    CallingDeviceID "cdid2"
        1c 06 636469643300    CalledDeviceID "cdid3"
        1d 07 6c726469643400  LastRedirectDeviceID "lrdid4"
        79 04 00000106        TrunkNumber
        7a 04 00000107        TrunkGroupNumber
        """,
    ),
    Vector(
        20,
        CallEstablishedEvent(
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
            answering_device_type=269,
            calling_device_type=270,
            called_device_type=271,
            last_redirect_device_type=272,
            local_connection_state=3,
            event_cause=48,
            connection_device_id="7210",
            answering_device_id="adid1",
        ),
        """
        00000045                MessageLength
        0000000a                MessageType CALL_ESTABLISHED_EVENT
        0000001f                MonitorID
        00001388                PeripheralID
        0011                    PeripheralType
        0000                    ConnectionDeviceIDType
        01000055                ConnectionCallID
        ffff                    LineHandle
        ffff                    LineType
        ffffffff                ServiceNumber
        ffffffff                ServiceID
        00000015                SkillGroupNumber
        000013ed                SkillGroupID
        0001                    SkillGroupPriority
        010d                    AnsweringDeviceType
        010e                    CallingDeviceType
        010f                    CalledDeviceType
        0110                    LastRedirectDeviceType
        0003                    LocalConnectionState
        0030                    EventCause
        0019 0005 3732313000    ConnectionDeviceID "7210"
        001e 0006 616469643100  AnsweringDeviceID "adid1"
        """,
    ),
    Vector(
        17,
        CallHeldEvent(
            monitor_id=31,
            peripheral_id=5000,
            peripheral_type=17,
            connection_device_id_type=0,
            connection_call_id=0x1000055,
            holding_device_type=262,
            local_connection_state=3,
            event_cause=48,
            connection_device_id="7210",
            holding_device_id="hdid1",
        ),
        """
        00000025            MessageLength
        0000000b            MessageType CALL_HELD_EVENT
        0000001f            MonitorID
        00001388            PeripheralID
        0011                PeripheralType
        0000                ConnectionDeviceIDType
        01000055            ConnectionCallID
        0106                HoldingDeviceType
        0003                LocalConnectionState
        0030                EventCause
        19 05 3732313000    ConnectionDeviceID "7210"
        1f 06 686469643100  HoldingDeviceID "hdid1"
        """,
    ),
    Vector(
        17,
        CallRetrievedEvent(
            monitor_id=31,
            peripheral_id=5000,
            peripheral_type=17,
            connection_device_id_type=0,
            connection_call_id=0x1000055,
            retrieving_device_type=262,
            local_connection_state=3,
            event_cause=48,
            connection_device_id="7210",
            retrieving_device_id="rdid1",
        ),
        """
        00000025            MessageLength
        0000000c            MessageType CALL_RETRIEVED_EVENT
        0000001f            MonitorID
        00001388            PeripheralID
        0011                PeripheralType
        0000                ConnectionDeviceIDType
        01000055            ConnectionCallID
        0106                RetrievingDeviceType
        0003                LocalConnectionState
        0030                EventCause
        19 05 3732313000    ConnectionDeviceID "7210"
        20 06 726469643100  RetrievingDeviceID "rdid1"
        """,
    ),
    Vector(
        17,
        CallConnectionClearedEvent(
            monitor_id=31,
            peripheral_id=5000,
            peripheral_type=17,
            connection_device_id_type=0,
            connection_call_id=0x1000055,
            releasing_device_type=262,
            local_connection_state=3,
            event_cause=48,
            connection_device_id="7210",
            releasing_device_id="rdid1",
        ),
        """
        00000025            MessageLength
        0000000e            MessageType CALL_CONNECTION_CLEARED_EVENT
        0000001f            MonitorID
        00001388            PeripheralID
        0011                PeripheralType
        0000                ConnectionDeviceIDType
        01000055            ConnectionCallID
        0106                ReleasingDeviceType
        0003                LocalConnectionState
        0030                EventCause
        19 05 3732313000    ConnectionDeviceID "7210"
        21 06 726469643100  ReleasingDeviceID "rdid1"
        """,
    ),
    Vector(
        24,
        CallConnectionClearedEvent(
            monitor_id=31,
            peripheral_id=5000,
            peripheral_type=17,
            connection_device_id_type=0,
            connection_call_id=0x1000055,
            releasing_device_type=262,
            local_connection_state=3,
            event_cause=48,
            connection_device_id="7210",
            releasing_device_id="rdid1",
        ),
        """
        00000029                MessageLength
        0000000e                MessageType CALL_CONNECTION_CLEARED_EVENT
        0000001f                MonitorID
        00001388                PeripheralID
        0011                    PeripheralType
        0000                    ConnectionDeviceIDType
        01000055                ConnectionCallID
        0106                    ReleasingDeviceType
        0003                    LocalConnectionState
        0030                    EventCause
        0019 0005 3732313000    ConnectionDeviceID "7210"
        0021 0006 726469643100  ReleasingDeviceID "rdid1"
        """,
    ),
    Vector(
        17,
        CallOriginatedEvent(
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
            called_device_type=270,
            local_connection_state=3,
            event_cause=48,
            connection_device_id="7210",
            calling_device_id="cdid1",
            called_device_id="cdid2",
        ),
        """
        00000045            MessageLength
        0000000f            MessageType CALL_ORIGINATED_EVENT
        0000001f            MonitorID
        00001388            PeripheralID
        0011                PeripheralType
        0000                ConnectionDeviceIDType
        01000055            ConnectionCallID
        ffff                LineHandle
        ffff                LineType
        ffffffff            ServiceNumber
        ffffffff            ServiceID
        00000015            SkillGroupNumber
        000013ed            SkillGroupID
        0001                SkillGroupPriority
        010d                CallingDeviceType
        010e                CalledDeviceType
        0003                LocalConnectionState
        0030                EventCause
        19 05 3732313000    ConnectionDeviceID "7210"
        1b 06 636469643100  CallingDeviceID "cdid1"
        1c 06 636469643200  CalledDeviceID "cdid2"
        """,
    ),
    Vector(
        17,
        CallFailedEvent(
            monitor_id=31,
            peripheral_id=5000,
            peripheral_type=17,
            connection_device_id_type=0,
            connection_call_id=0x1000055,
            failing_device_type=262,
            called_device_type=263,
            local_connection_state=3,
            event_cause=48,
            connection_device_id="7210",
            failing_device_id="fdid1",
            called_device_id="cdid2",
        ),
        """
        0000002f            MessageLength
        00000010            MessageType CALL_FAILED_EVENT
        0000001f            MonitorID
        00001388            PeripheralID
        0011                PeripheralType
        0000                ConnectionDeviceIDType
        01000055            ConnectionCallID
        0106                FailingDeviceType
        0107                CalledDeviceType
        0003                LocalConnectionState
        0030                EventCause
        19 05 3732313000    ConnectionDeviceID "7210"
        22 06 666469643100  FailingDeviceID "fdid1"
        1c 06 636469643200  CalledDeviceID "cdid2"
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
