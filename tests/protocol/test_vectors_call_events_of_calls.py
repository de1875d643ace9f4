"""Calls that begin, end and change their data (GED-188, chapter "Client events service").

Written from the tables of the guide: one field a line, and behind two spaces its name.
"""

from __future__ import annotations

import pytest
from wire_literals import Vector, check_reading, check_writing

from protocol.wire.messages import BeginCallEvent, CallClearedEvent, CallDataUpdateEvent, EndCallEvent

VECTORS = [
    Vector(
        9,
        BeginCallEvent(
            monitor_id=31,
            peripheral_id=5000,
            peripheral_type=17,
            num_cti_clients=2,
            num_named_variables=2,
            num_named_arrays=2,
            call_type=19,
            connection_device_id_type=0,
            connection_call_id=0x1000055,
            called_party_disposition=13,
            connection_device_id="7210",
            ani="5550147",
            user_to_user_info=b"\xa2\xff\x00",
            dnis="8001",
            named_variable=[("user.lang", "en"), ("user.hold", "3")],
            named_array=[(2, "user.hist", "web"), (3, "user.hist", "web")],
            cti_client_signature=["ctics0", "ctics0b"],
            cti_client_timestamp=[258, 515],
        ),
        """
        00000095                        MessageLength
        00000017                        MessageType BEGIN_CALL_EVENT
        0000001f                        MonitorID
        00001388                        PeripheralID
        0011                            PeripheralType
        0002                            NumCTIClients
        0002                            NumNamedVariables
        0002                            NumNamedArrays
        0013                            CallType
        0000                            ConnectionDeviceIDType
        01000055                        ConnectionCallID
        000d                            CalledPartyDisposition
        19 05 3732313000                ConnectionDeviceID "7210"
        08 08 3535353031343700          ANI "5550147"
        09 03 a2ff00                    UserToUserInfo
        0a 05 3830303100                DNIS "8001"
        52 0d 757365722e6c616e6700656e00  NamedVariable user.lang en
        52 0c 757365722e686f6c64003300  NamedVariable user.hold 3
        53 0f 02757365722e686973740077656200  NamedArray 2 user.hist web
        53 0f 03757365722e686973740077656200  NamedArray 3 user.hist web
        17 07 63746963733000            CTIClientSignature "ctics0"
        18 04 00000102                  CTIClientTimestamp
        17 08 6374696373306200          CTIClientSignature "ctics0b"
        18 04 00000203                  CTIClientTimestamp
        """,
    ),
    Vector(
        17,
        BeginCallEvent(
            monitor_id=31,
            peripheral_id=5000,
            peripheral_type=17,
            num_cti_clients=2,
            num_named_variables=2,
            num_named_arrays=2,
            call_type=19,
            connection_device_id_type=0,
            connection_call_id=0x1000055,
            called_party_disposition=13,
            connection_device_id="7210",
            ani="5550147",
            user_to_user_info=b"\xa2\xff\x00",
            dnis="8001",
            dialed_number="8001",
            caller_entered_digits="ced5",
            ani_ii="a",
            router_call_key_day=264,
            router_call_key_call_id=265,
            router_call_key_sequence_number=266,
            call_variable1="gold",
            call_variable2="Zoë",
            call_variable3="cv12",
            call_variable4="cv13",
            call_variable5="cv14",
            call_variable6="cv15",
            call_variable7="cv16",
            call_variable8="cv17",
            call_variable9="cv18",
            call_variable10="cv19",
            call_wrapup_data="cwd20",
            named_variable=[("user.lang", "en"), ("user.hold", "3")],
            named_array=[(2, "user.hist", "web"), (3, "user.hist", "web")],
            cti_client_signature=["ctics0", "ctics0b"],
            cti_client_timestamp=[258, 515],
            call_reference_id=b"\xa9\xff\x00",
        ),
        """
        0000010c                        MessageLength
        00000017                        MessageType BEGIN_CALL_EVENT
        0000001f                        MonitorID
        00001388                        PeripheralID
        0011                            PeripheralType
        0002                            NumCTIClients
        0002                            NumNamedVariables
        0002                            NumNamedArrays
        0013                            CallType
        0000                            ConnectionDeviceIDType
        01000055                        ConnectionCallID
        000d                            CalledPartyDisposition
        19 05 3732313000                ConnectionDeviceID "7210"
        08 08 3535353031343700          ANI "5550147"
        09 03 a2ff00                    UserToUserInfo
        0a 05 3830303100                DNIS "8001"
        0b 05 3830303100                DialedNumber "8001"
        0c 05 6365643500                CallerEnteredDigits "ced5"
        d7 02 6100                      ANI_II "a"
        48 04 00000108                  RouterCallKeyDay
        49 04 00000109                  RouterCallKeyCallID
        6e 04 0000010a                  RouterCallKeySequenceNumber
        0d 05 676f6c6400                CallVariable1 "gold"
        0e 05 5a6fc3ab00                CallVariable2 "Zoë"
        0f 05 6376313200                CallVariable3 "cv12"
        10 05 6376313300                CallVariable4 "cv13"
        11 05 6376313400                CallVariable5 "cv14"
        12 05 6376313500                CallVariable6 "cv15"
        13 05 6376313600                CallVariable7 "cv16"
        14 05 6376313700                CallVariable8 "cv17"
        15 05 6376313800                CallVariable9 "cv18"
        16 05 6376313900                CallVariable10 "cv19"
        2e 06 637764323000              CallWrapupData "cwd20"
        52 0d 757365722e6c616e6700656e00  NamedVariable user.lang en
        52 0c 757365722e686f6c64003300  NamedVariable user.hold 3
        53 0f 02757365722e686973740077656200  NamedArray 2 user.hist web
        53 0f 03757365722e686973740077656200  NamedArray 3 user.hist web
        17 07 63746963733000            CTIClientSignature "ctics0"
        18 04 00000102                  CTIClientTimestamp
        17 08 6374696373306200          CTIClientSignature "ctics0b"
        18 04 00000203                  CTIClientTimestamp
        df 03 a9ff00                    CallReferenceID
        """,
    ),
    Vector(
        25,
        BeginCallEvent(
            monitor_id=31,
            peripheral_id=5000,
            peripheral_type=17,
            num_cti_clients=1,
            num_named_variables=1,
            num_named_arrays=1,
            call_type=19,
            connection_device_id_type=0,
            connection_call_id=0x1000055,
            called_party_disposition=13,
            connection_device_id="7210",
            ani="5550147",
            user_to_user_info=b"\xa2\xff\x00",
            dnis="8001",
            dialed_number="8001",
            caller_entered_digits="ced5",
            ani_ii="a",
            named_variable=[("user.lang", "en")],
            named_array=[(2, "user.hist", "web")],
            cti_client_signature=["ctics0"],
            cti_client_timestamp=[258],
        ),
        """
        0000008e                        MessageLength
        00000017                        MessageType BEGIN_CALL_EVENT
        0000001f                        MonitorID
        00001388                        PeripheralID
        0011                            PeripheralType
        0001                            NumCTIClients
        0001                            NumNamedVariables
        0001                            NumNamedArrays
        0013                            CallType
        0000                            ConnectionDeviceIDType
        01000055                        ConnectionCallID
        000d                            CalledPartyDisposition
        0019 0005 3732313000            ConnectionDeviceID "7210"
        0008 0008 3535353031343700      ANI "5550147"
        0009 0003 a2ff00                UserToUserInfo
        000a 0005 3830303100            DNIS "8001"
        000b 0005 3830303100            DialedNumber "8001"
        000c 0005 6365643500            CallerEnteredDigits "ced5"
        00d7 0002 6100                  ANI_II "a"
        0052 000d 757365722e6c616e6700656e00  NamedVariable user.lang en
        0053 000f 02757365722e686973740077656200  NamedArray 2 user.hist web
        0017 0007 63746963733000        CTIClientSignature "ctics0"
        0018 0004 00000102              CTIClientTimestamp
        """,
    ),
    Vector(
        17,
        EndCallEvent(
            monitor_id=31,
            peripheral_id=5000,
            peripheral_type=17,
            connection_device_id_type=0,
            connection_call_id=0x1000055,
            connection_device_id="7210",
        ),
        """
        00000017          MessageLength
        00000018          MessageType END_CALL_EVENT
        0000001f          MonitorID
        00001388          PeripheralID
        0011              PeripheralType
        0000              ConnectionDeviceIDType
        01000055          ConnectionCallID
        19 05 3732313000  ConnectionDeviceID "7210"
        """,
    ),
    Vector(
        20,
        EndCallEvent(
            monitor_id=31,
            peripheral_id=5000,
            peripheral_type=17,
            connection_device_id_type=0,
            connection_call_id=0x1000055,
            connection_device_id="7210",
        ),
        """
        00000019              MessageLength
        00000018              MessageType END_CALL_EVENT
        0000001f              MonitorID
        00001388              PeripheralID
        0011                  PeripheralType
        0000                  ConnectionDeviceIDType
        01000055              ConnectionCallID
        0019 0005 3732313000  ConnectionDeviceID "7210"
        """,
    ),
    Vector(
        17,
        CallDataUpdateEvent(
            monitor_id=31,
            peripheral_id=5000,
            peripheral_type=17,
            num_cti_clients=1,
            num_named_variables=1,
            num_named_arrays=1,
            call_type=19,
            connection_device_id_type=0,
            connection_call_id=0x1000055,
            new_connection_device_id_type=266,
            new_connection_call_id=0x1000056,
            called_party_disposition=13,
            campaign_id=269,
            query_rule_id=270,
            connection_device_id="7210",
            new_connection_device_id="ncdid1",
            ani="5550147",
            user_to_user_info=b"\xa3\xff\x00",
            dnis="8001",
            dialed_number="8001",
            caller_entered_digits="ced6",
            ani_ii="a",
            router_call_key_day=265,
            router_call_key_call_id=266,
            router_call_key_sequence_number=267,
            call_variable1="gold",
            call_variable2="Zoë",
            call_variable3="cv13",
            call_variable4="cv14",
            call_variable5="cv15",
            call_variable6="cv16",
            call_variable7="cv17",
            call_variable8="cv18",
            call_variable9="cv19",
            call_variable10="cv20",
            call_wrapup_data="cwd21",
            named_variable=[("user.lang", "en")],
            named_array=[(2, "user.hist", "web")],
            customer_phone_number="cpn24",
            customer_account_number="can25",
            cti_client_signature=["ctics0"],
            cti_client_timestamp=[258],
            call_reference_id=b"\xac\xff\x00",
        ),
        """
        00000104                        MessageLength
        00000019                        MessageType CALL_DATA_UPDATE_EVENT
        0000001f                        MonitorID
        00001388                        PeripheralID
        0011                            PeripheralType
        0001                            NumCTIClients
        0001                            NumNamedVariables
        0001                            NumNamedArrays
        0013                            CallType
        0000                            ConnectionDeviceIDType
        01000055                        ConnectionCallID
        010a                            NewConnectionDeviceIDType
        01000056                        NewConnectionCallID
        000d                            CalledPartyDisposition
        0000010d                        CampaignID
        0000010e                        QueryRuleID
        19 05 3732313000                ConnectionDeviceID "7210"
        2f 07 6e636469643100            NewConnectionDeviceID "ncdid1"
        08 08 3535353031343700          ANI "5550147"
        09 03 a3ff00                    UserToUserInfo
        0a 05 3830303100                DNIS "8001"
        0b 05 3830303100                DialedNumber "8001"
        0c 05 6365643600                CallerEnteredDigits "ced6"
        d7 02 6100                      ANI_II "a"
        48 04 00000109                  RouterCallKeyDay
        49 04 0000010a                  RouterCallKeyCallID
        6e 04 0000010b                  RouterCallKeySequenceNumber
        0d 05 676f6c6400                CallVariable1 "gold"
        0e 05 5a6fc3ab00                CallVariable2 "Zoë"
        0f 05 6376313300                CallVariable3 "cv13"
        10 05 6376313400                CallVariable4 "cv14"
        11 05 6376313500                CallVariable5 "cv15"
        12 05 6376313600                CallVariable6 "cv16"
        13 05 6376313700                CallVariable7 "cv17"
        14 05 6376313800                CallVariable8 "cv18"
        15 05 6376313900                CallVariable9 "cv19"
        16 05 6376323000                CallVariable10 "cv20"
        2e 06 637764323100              CallWrapupData "cwd21"
        52 0d 757365722e6c616e6700656e00  NamedVariable user.lang en
        53 0f 02757365722e686973740077656200  NamedArray 2 user.hist web
        5f 06 63706e323400              CustomerPhoneNumber "cpn24"
        60 06 63616e323500              CustomerAccountNumber "can25"
        17 07 63746963733000            CTIClientSignature "ctics0"
        18 04 00000102                  CTIClientTimestamp
        df 03 acff00                    CallReferenceID
        """,
    ),
    Vector(
        24,
        CallDataUpdateEvent(
            monitor_id=31,
            peripheral_id=5000,
            peripheral_type=17,
            num_cti_clients=0,
            num_named_variables=0,
            num_named_arrays=0,
            call_type=19,
            connection_device_id_type=0,
            connection_call_id=0x1000055,
            new_connection_device_id_type=266,
            new_connection_call_id=0x1000056,
            called_party_disposition=13,
            campaign_id=269,
            query_rule_id=270,
            connection_device_id="7210",
            new_connection_device_id="ncdid1",
            ani="5550147",
            user_to_user_info=b"\xa3\xff\x00",
            dnis="8001",
            dialed_number="8001",
        ),
        """
        00000061                    MessageLength
        00000019                    MessageType CALL_DATA_UPDATE_EVENT
        0000001f                    MonitorID
        00001388                    PeripheralID
        0011                        PeripheralType
        0000                        NumCTIClients
        0000                        NumNamedVariables
        0000                        NumNamedArrays
        0013                        CallType
        0000                        ConnectionDeviceIDType
        01000055                    ConnectionCallID
        010a                        NewConnectionDeviceIDType
        01000056                    NewConnectionCallID
        000d                        CalledPartyDisposition
        0000010d                    CampaignID
        0000010e                    QueryRuleID
        0019 0005 3732313000        ConnectionDeviceID "7210"
        002f 0007 6e636469643100    NewConnectionDeviceID "ncdid1"
        0008 0008 3535353031343700  ANI "5550147"
        0009 0003 a3ff00            UserToUserInfo
        000a 0005 3830303100        DNIS "8001"
        000b 0005 3830303100        DialedNumber "8001"
        """,
    ),
    Vector(
        9,
        CallClearedEvent(
            monitor_id=31,
            peripheral_id=5000,
            peripheral_type=17,
            connection_device_id_type=0,
            connection_call_id=0x1000055,
            local_connection_state=3,
            event_cause=48,
            connection_device_id="7210",
        ),
        """
        0000001b          MessageLength
        0000000d          MessageType CALL_CLEARED_EVENT
        0000001f          MonitorID
        00001388          PeripheralID
        0011              PeripheralType
        0000              ConnectionDeviceIDType
        01000055          ConnectionCallID
        0003              LocalConnectionState
        0030              EventCause
        19 05 3732313000  ConnectionDeviceID "7210"
        """,
    ),
    Vector(
        17,
        CallClearedEvent(
            monitor_id=31,
            peripheral_id=5000,
            peripheral_type=17,
            connection_device_id_type=0,
            connection_call_id=0x1000055,
            local_connection_state=3,
            event_cause=48,
            connection_device_id="7210",
        ),
        """
        0000001b          MessageLength
        0000000d          MessageType CALL_CLEARED_EVENT
        0000001f          MonitorID
        00001388          PeripheralID
        0011              PeripheralType
        0000              ConnectionDeviceIDType
        01000055          ConnectionCallID
        0003              LocalConnectionState
        0030              EventCause
        19 05 3732313000  ConnectionDeviceID "7210"
        """,
    ),
    Vector(
        20,
        CallClearedEvent(
            monitor_id=31,
            peripheral_id=5000,
            peripheral_type=17,
            connection_device_id_type=0,
            connection_call_id=0x1000055,
            local_connection_state=3,
            event_cause=48,
            connection_device_id="7210",
        ),
        """
        0000001d              MessageLength
        0000000d              MessageType CALL_CLEARED_EVENT
        0000001f              MonitorID
        00001388              PeripheralID
        0011                  PeripheralType
        0000                  ConnectionDeviceIDType
        01000055              ConnectionCallID
        0003                  LocalConnectionState
        0030                  EventCause
        0019 0005 3732313000  ConnectionDeviceID "7210"
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
