"""Calls and devices asked for; agents by name from the configuration (GED-188, SNAPSHOT_* and CONFIG_*).

Written from the tables of the guide: one field a line, and behind two spaces its name.
"""

from __future__ import annotations

import pytest
from wire_literals import Vector, check_reading, check_writing

from protocol.wire.messages import (
    ConfigAgentEvent,
    ConfigBeginEvent,
    ConfigEndEvent,
    ConfigKeyEvent,
    ConfigRequestEvent,
    ConfigRequestKeyEvent,
    SnapshotCallConf,
    SnapshotCallReq,
    SnapshotDeviceConf,
    SnapshotDeviceReq,
)

VECTORS = [
    Vector(
        17,
        SnapshotCallReq(
            invoke_id=40,
            peripheral_id=5000,
            connection_call_id=0x1000055,
            connection_device_id_type=0,
            connection_device_id="7210",
        ),
        """
        00000015          MessageLength
        00000052          MessageType SNAPSHOT_CALL_REQ
        00000028          InvokeID
        00001388          PeripheralID
        01000055          ConnectionCallID
        0000              ConnectionDeviceIDType
        19 05 3732313000  ConnectionDeviceID "7210"
        """,
    ),
    Vector(
        20,
        SnapshotCallReq(
            invoke_id=40,
            peripheral_id=5000,
            connection_call_id=0x1000055,
            connection_device_id_type=0,
            connection_device_id="7210",
        ),
        """
        00000017              MessageLength
        00000052              MessageType SNAPSHOT_CALL_REQ
        00000028              InvokeID
        00001388              PeripheralID
        01000055              ConnectionCallID
        0000                  ConnectionDeviceIDType
        0019 0005 3732313000  ConnectionDeviceID "7210"
        """,
    ),
    Vector(
        9,
        SnapshotCallConf(
            invoke_id=40,
            call_type=19,
            num_cti_clients=1,
            num_call_devices=1,
            num_named_variables=1,
            num_named_arrays=1,
            called_party_disposition=13,
            ani="5550147",
            user_to_user_info=b"\xa1\xff\x00",
            dnis="8001",
            named_variable=[("user.lang", "en")],
            named_array=[(2, "user.hist", "web")],
            cti_client_signature=["ctics0"],
            cti_client_timestamp=[258],
            call_connection_call_id=[257],
            call_connection_device_id_type=[258],
            call_connection_device_id=["ccdid2"],
            call_device_type=[260],
            call_device_id=["cdid4"],
            call_device_connection_state=[262],
        ),
        """
        00000078                        MessageLength
        00000053                        MessageType SNAPSHOT_CALL_CONF
        00000028                        InvokeID
        0013                            CallType
        0001                            NumCTIClients
        0001                            NumCallDevices
        0001                            NumNamedVariables
        0001                            NumNamedArrays
        000d                            CalledPartyDisposition
        08 08 3535353031343700          ANI "5550147"
        09 03 a1ff00                    UserToUserInfo
        0a 05 3830303100                DNIS "8001"
        52 0d 757365722e6c616e6700656e00  NamedVariable user.lang en
        53 0f 02757365722e686973740077656200  NamedArray 2 user.hist web
        17 07 63746963733000            CTIClientSignature "ctics0"
        18 04 00000102                  CTIClientTimestamp
        38 04 00000101                  CallConnectionCallID
        39 02 0102                      CallConnectionDeviceIDType
        3a 07 63636469643200            CallConnectionDeviceID "ccdid2"
        3b 02 0104                      CallDeviceType
        3c 06 636469643400              CallDeviceID "cdid4"
        3d 02 0106                      CallDeviceConnectionState
        """,
    ),
    Vector(
        17,
        SnapshotCallConf(
            invoke_id=40,
            call_type=19,
            num_cti_clients=2,
            num_call_devices=2,
            num_named_variables=2,
            num_named_arrays=2,
            called_party_disposition=13,
            ani="5550147",
            user_to_user_info=b"\xa1\xff\x00",
            dnis="8001",
            dialed_number="8001",
            caller_entered_digits="ced4",
            named_variable=[("user.lang", "en"), ("user.hold", "3")],
            named_array=[(2, "user.hist", "web"), (3, "user.hist", "web")],
            cti_client_signature=["ctics0", "ctics0b"],
            cti_client_timestamp=[258, 515],
            call_connection_call_id=[257, 514],
            call_connection_device_id_type=[258, 515],
            call_connection_device_id=["ccdid2", "ccdid2b"],
            call_device_type=[260, 517],
            call_device_id=["cdid4", "cdid4b"],
            call_device_connection_state=[262, 519],
        ),
        """
        000000da                        MessageLength
        00000053                        MessageType SNAPSHOT_CALL_CONF
        00000028                        InvokeID
        0013                            CallType
        0002                            NumCTIClients
        0002                            NumCallDevices
        0002                            NumNamedVariables
        0002                            NumNamedArrays
        000d                            CalledPartyDisposition
        08 08 3535353031343700          ANI "5550147"
        09 03 a1ff00                    UserToUserInfo
        0a 05 3830303100                DNIS "8001"
        0b 05 3830303100                DialedNumber "8001"
        0c 05 6365643400                CallerEnteredDigits "ced4"
        52 0d 757365722e6c616e6700656e00  NamedVariable user.lang en
        52 0c 757365722e686f6c64003300  NamedVariable user.hold 3
        53 0f 02757365722e686973740077656200  NamedArray 2 user.hist web
        53 0f 03757365722e686973740077656200  NamedArray 3 user.hist web
        17 07 63746963733000            CTIClientSignature "ctics0"
        18 04 00000102                  CTIClientTimestamp
        17 08 6374696373306200          CTIClientSignature "ctics0b"
        18 04 00000203                  CTIClientTimestamp
        38 04 00000101                  CallConnectionCallID
        39 02 0102                      CallConnectionDeviceIDType
        3a 07 63636469643200            CallConnectionDeviceID "ccdid2"
        3b 02 0104                      CallDeviceType
        3c 06 636469643400              CallDeviceID "cdid4"
        3d 02 0106                      CallDeviceConnectionState
        38 04 00000202                  CallConnectionCallID
        39 02 0203                      CallConnectionDeviceIDType
        3a 08 6363646964326200          CallConnectionDeviceID "ccdid2b"
        3b 02 0205                      CallDeviceType
        3c 07 63646964346200            CallDeviceID "cdid4b"
        3d 02 0207                      CallDeviceConnectionState
        """,
    ),
    Vector(
        24,
        SnapshotCallConf(
            invoke_id=40,
            call_type=19,
            num_cti_clients=1,
            num_call_devices=1,
            num_named_variables=1,
            num_named_arrays=1,
            called_party_disposition=13,
            ani="5550147",
            user_to_user_info=b"\xa1\xff\x00",
            dnis="8001",
            named_variable=[("user.lang", "en")],
            named_array=[(2, "user.hist", "web")],
            cti_client_signature=["ctics0"],
            cti_client_timestamp=[258],
            call_connection_call_id=[257],
            call_connection_device_id_type=[258],
            call_connection_device_id=["ccdid2"],
            call_device_type=[260],
            call_device_id=["cdid4"],
            call_device_connection_state=[262],
        ),
        """
        00000092                        MessageLength
        00000053                        MessageType SNAPSHOT_CALL_CONF
        00000028                        InvokeID
        0013                            CallType
        0001                            NumCTIClients
        0001                            NumCallDevices
        0001                            NumNamedVariables
        0001                            NumNamedArrays
        000d                            CalledPartyDisposition
        0008 0008 3535353031343700      ANI "5550147"
        0009 0003 a1ff00                UserToUserInfo
        000a 0005 3830303100            DNIS "8001"
        0052 000d 757365722e6c616e6700656e00  NamedVariable user.lang en
        0053 000f 02757365722e686973740077656200  NamedArray 2 user.hist web
        0017 0007 63746963733000        CTIClientSignature "ctics0"
        0018 0004 00000102              CTIClientTimestamp
        0038 0004 00000101              CallConnectionCallID
        0039 0002 0102                  CallConnectionDeviceIDType
        003a 0007 63636469643200        CallConnectionDeviceID "ccdid2"
        003b 0002 0104                  CallDeviceType
        003c 0006 636469643400          CallDeviceID "cdid4"
        003d 0002 0106                  CallDeviceConnectionState
        """,
    ),
    Vector(
        9,
        SnapshotDeviceReq(
            invoke_id=40,
            peripheral_id=5000,
            agent_instrument="7210",
        ),
        """
        0000000f          MessageLength
        00000054          MessageType SNAPSHOT_DEVICE_REQ
        00000028          InvokeID
        00001388          PeripheralID
        06 05 3732313000  AgentInstrument "7210"
        """,
    ),
    Vector(
        17,
        SnapshotDeviceReq(
            invoke_id=40,
            peripheral_id=5000,
            snapshot_device_type=259,
            agent_instrument="7210",
        ),
        """
        00000011          MessageLength
        00000054          MessageType SNAPSHOT_DEVICE_REQ
        00000028          InvokeID
        00001388          PeripheralID
        0103              SnapshotDeviceType
        06 05 3732313000  AgentInstrument "7210"
        """,
    ),
    Vector(
        9,
        SnapshotDeviceConf(
            invoke_id=40,
            num_calls=2,
            call_connection_call_id=[257, 514],
            call_connection_device_id_type=[258, 515],
            call_connection_device_id=["ccdid2", "ccdid2b"],
            call_state=[260, 517],
        ),
        """
        00000035                MessageLength
        00000055                MessageType SNAPSHOT_DEVICE_CONF
        00000028                InvokeID
        0002                    NumCalls
        38 04 00000101          CallConnectionCallID
        39 02 0102              CallConnectionDeviceIDType
        3a 07 63636469643200    CallConnectionDeviceID "ccdid2"
        4b 02 0104              CallState
        38 04 00000202          CallConnectionCallID
        39 02 0203              CallConnectionDeviceIDType
        3a 08 6363646964326200  CallConnectionDeviceID "ccdid2b"
        4b 02 0205              CallState
        """,
    ),
    Vector(
        17,
        SnapshotDeviceConf(
            invoke_id=40,
            num_calls=2,
            call_connection_call_id=[257, 514],
            call_connection_device_id_type=[258, 515],
            call_connection_device_id=["ccdid2", "ccdid2b"],
            call_state=[260, 517],
            silent_monitor_status=[None, 518],
        ),
        """
        00000039                MessageLength
        00000055                MessageType SNAPSHOT_DEVICE_CONF
        00000028                InvokeID
        0002                    NumCalls
        38 04 00000101          CallConnectionCallID
        39 02 0102              CallConnectionDeviceIDType
        3a 07 63636469643200    CallConnectionDeviceID "ccdid2"
        4b 02 0104              CallState
        38 04 00000202          CallConnectionCallID
        39 02 0203              CallConnectionDeviceIDType
        3a 08 6363646964326200  CallConnectionDeviceID "ccdid2b"
        4b 02 0205              CallState
        da 02 0206              SilentMonitorStatus
        """,
    ),
    Vector(
        17,
        ConfigRequestKeyEvent(
            peripheral_id=5000,
        ),
        """
        00000004  MessageLength
        000000e6  MessageType CONFIG_REQUEST_KEY_EVENT
        00001388  PeripheralID
        """,
    ),
    Vector(
        17,
        ConfigKeyEvent(
            config_key_status=257,
            service_config_key=b"\xa0\xff\x00",
            skill_group_config_key=b"\xa1\xff\x00",
            agent_config_key=b"\xa2\xff\x00",
            device_config_key=b"\xa3\xff\x00",
            call_type_config_key=b"\xa4\xff\x00",
        ),
        """
        0000001d      MessageLength
        000000e7      MessageType CONFIG_KEY_EVENT
        00000101      ConfigKeyStatus
        b1 03 a0ff00  ServiceConfigKey
        b2 03 a1ff00  SkillGroupConfigKey
        b3 03 a2ff00  AgentConfigKey
        b4 03 a3ff00  DeviceConfigKey
        d1 03 a4ff00  CallTypeConfigKey
        """,
    ),
    Vector(
        17,
        ConfigRequestEvent(
            config_information=257,
            peripheral_id=5000,
        ),
        """
        00000008  MessageLength
        000000e8  MessageType CONFIG_REQUEST_EVENT
        00000101  ConfigInformation
        00001388  PeripheralID
        """,
    ),
    Vector(
        25,
        ConfigRequestEvent(
            config_information=257,
            config_msg_mask=0,
            peripheral_id=5000,
        ),
        """
        0000000c  MessageLength
        000000e8  MessageType CONFIG_REQUEST_EVENT
        00000101  ConfigInformation
        00000000  ConfigMsgMask
        00001388  PeripheralID
        """,
    ),
    Vector(
        17,
        ConfigBeginEvent(
            config_type=257,
            config_information=258,
            service_config_key=b"\xa0\xff\x00",
            skill_group_config_key=b"\xa1\xff\x00",
            agent_config_key=b"\xa2\xff\x00",
            device_config_key=b"\xa3\xff\x00",
            call_type_config_key=b"\xa4\xff\x00",
        ),
        """
        0000001f      MessageLength
        000000e9      MessageType CONFIG_BEGIN_EVENT
        0101          ConfigType
        00000102      ConfigInformation
        b1 03 a0ff00  ServiceConfigKey
        b2 03 a1ff00  SkillGroupConfigKey
        b3 03 a2ff00  AgentConfigKey
        b4 03 a3ff00  DeviceConfigKey
        d1 03 a4ff00  CallTypeConfigKey
        """,
    ),
    Vector(
        17,
        ConfigEndEvent(
            config_end_status=257,
            text="help",
        ),
        """
        0000000b          MessageLength
        000000ea          MessageType CONFIG_END_EVENT
        00000101          ConfigEndStatus
        07 05 68656c7000  Text "help"
        """,
    ),
    Vector(
        17,
        ConfigAgentEvent(
            num_records=1,
            record_type=[257],
            flt_peripheral_id=[258],
            agent_type=[259],
            login_id=["lid3"],
            old_login_id=["olid4"],
            login_name=["ln5"],
            last_name=["ln6"],
            first_name=["fn7"],
            extension=["e8"],
            description=["d9"],
            agent_skill_target_id=[267],
            num_skills=[268],
            flt_skill_group_number=[(29, 34)],
            flt_skill_group_priority=[(30, 34)],
        ),
        """
        00000059                MessageLength
        000000ed                MessageType CONFIG_AGENT_EVENT
        0001                    NumRecords
        b7 02 0101              RecordType
        d0 04 00000102          FltPeripheralID
        bd 02 0103              AgentType
        be 05 6c69643300        LoginID "lid3"
        d6 06 6f6c69643400      OldLoginID "olid4"
        cf 04 6c6e3500          LoginName "ln5"
        8a 04 6c6e3600          LastName "ln6"
        89 04 666e3700          FirstName "fn7"
        ad 03 653800            Extension "e8"
        86 03 643900            Description "d9"
        8d 04 0000010b          AgentSkillTargetID
        bf 02 010c              NumSkills
        3e 04 0000001d          FltSkillGroupNumber
        40 02 001e              FltSkillGroupPriority
        3e 04 00000022          FltSkillGroupNumber
        40 02 0022              FltSkillGroupPriority
        """,
    ),
    Vector(
        20,
        ConfigAgentEvent(
            num_records=2,
            record_type=[257, 514],
            flt_peripheral_id=[258, 515],
            agent_type=[259, 516],
            login_id=["lid3", None],
            old_login_id=["olid4", "olid4b"],
            login_name=["ln5", "ln5b"],
            last_name=["ln6", "ln6b"],
            first_name=["fn7", "fn7b"],
            extension=["e8", "e8b"],
            description=["d9", "d9b"],
            agent_skill_target_id=[267, 524],
            num_skills=[268, 525],
            sso_enabled=[269, 526],
            flt_skill_group_number=[(30, 34), (30, 34)],
            flt_skill_group_priority=[(31, 34), (31, 34)],
        ),
        """
        000000e9                    MessageLength
        000000ed                    MessageType CONFIG_AGENT_EVENT
        0002                        NumRecords
        00b7 0002 0101              RecordType
        00d0 0004 00000102          FltPeripheralID
        00bd 0002 0103              AgentType
        00be 0005 6c69643300        LoginID "lid3"
        00d6 0006 6f6c69643400      OldLoginID "olid4"
        00cf 0004 6c6e3500          LoginName "ln5"
        008a 0004 6c6e3600          LastName "ln6"
        0089 0004 666e3700          FirstName "fn7"
        00ad 0003 653800            Extension "e8"
        0086 0003 643900            Description "d9"
        008d 0004 0000010b          AgentSkillTargetID
        00bf 0002 010c              NumSkills
        0101 0002 010d              SSOEnabled
        003e 0008 0000001e00000022  FltSkillGroupNumber
        0040 0004 001f0022          FltSkillGroupPriority
        00b7 0002 0202              RecordType
        00d0 0004 00000203          FltPeripheralID
        00bd 0002 0204              AgentType
        00d6 0007 6f6c6964346200    OldLoginID "olid4b"
        00cf 0005 6c6e356200        LoginName "ln5b"
        008a 0005 6c6e366200        LastName "ln6b"
        0089 0005 666e376200        FirstName "fn7b"
        00ad 0004 65386200          Extension "e8b"
        0086 0004 64396200          Description "d9b"
        008d 0004 0000020c          AgentSkillTargetID
        00bf 0002 020d              NumSkills
        0101 0002 020e              SSOEnabled
        003e 0008 0000001e00000022  FltSkillGroupNumber
        0040 0004 001f0022          FltSkillGroupPriority
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
