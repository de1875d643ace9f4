"""Configuration records: skill groups, agents, desk settings (GED-188, CONFIG_*).

Written from the tables of the guide of version 25: one field a line, and behind two spaces its name.
"""

from __future__ import annotations

import pytest
from wire_literals import Vector, check_reading, check_writing, wire

from protocol.wire.codec import Codec
from protocol.wire.enums import AgentType, RecordType, WrapupDataMode
from protocol.wire.errors import EncodeError
from protocol.wire.messages import (
    ConfigAgentDeskSettingsEvent,
    ConfigAgentEvent,
    ConfigSkillGroupEvent,
    ConfigTerminalEvent,
    OpenReq,
)

LONG_NAME = "a" * 254
"""With its closing NUL the 255 bytes that LoginName has from version 20 on."""
CUT_NAME = "a" * 31
"""With its closing NUL the 32 bytes to which a server cuts it before."""

VECTORS = [
    Vector(
        25,
        ConfigSkillGroupEvent(
            num_records=2,
            record_type=[RecordType.ADD, RecordType.CHANGE],
            flt_peripheral_id=[5000, 5000],
            peripheral_number=[21, 22],
            old_peripheral_number=[None, 23],
            flt_skill_group_priority=[0, None],
            skill_group_skill_target_id=[5101, 5102],
            auto_work=[1, None],
            peripheral_name=["Claims", "Sales"],
            flt_precision_queue_id=[None, 7],
        ),
        """
        0000006f                  MessageLength
        000000ec                  MessageType CONFIG_SKILL_GROUP_EVENT
        0002                      NumRecords
        00b7 0002 0000            RecordType
        00d0 0004 00001388        FltPeripheralID
        00b8 0004 00000015        PeripheralNumber
        0040 0002 0000            FltSkillGroupPriority
        00c0 0004 000013ed        SkillGroupSkillTargetID
        00b9 0002 0001            AutoWork
        0085 0007 436c61696d7300  PeripheralName "Claims"
        00b7 0002 0001            RecordType
        00d0 0004 00001388        FltPeripheralID
        00b8 0004 00000016        PeripheralNumber
        00d5 0004 00000017        OldPeripheralNumber
        00c0 0004 000013ee        SkillGroupSkillTargetID
        0085 0006 53616c657300    PeripheralName "Sales"
        0108 0004 00000007        FltPrecisionQueueID
        """,
    ),
    Vector(
        17,
        ConfigAgentEvent(
            num_records=1,
            record_type=[RecordType.ADD],
            agent_type=[AgentType.SUPERVISOR],
            login_id=["9001"],
            login_name=[CUT_NAME],
            agent_skill_target_id=[5990],
            num_skills=[0],
        ),
        f"""
        0000003d          MessageLength
        000000ed          MessageType CONFIG_AGENT_EVENT
        0001              NumRecords
        b7 02 0000        RecordType
        bd 02 0002        AgentType
        be 05 3930303100  LoginID "9001"
        cf 20 {"61" * 31}00  LoginName
        8d 04 00001766    AgentSkillTargetID
        bf 02 0000        NumSkills
        """,
    ),
    Vector(
        20,
        ConfigAgentEvent(
            num_records=2,
            record_type=[RecordType.ADD, RecordType.ADD],
            flt_peripheral_id=[5000, 5000],
            agent_type=[AgentType.AGENT, AgentType.SUPERVISOR],
            login_id=["4410", "9001"],
            login_name=[LONG_NAME, None],
            last_name=["Okafor", "Haddad"],
            first_name=["Ada", "Karim"],
            agent_skill_target_id=[5300, 5990],
            num_skills=[3, 1],
            sso_enabled=[1, 0],
            flt_skill_group_number=[(21, 22, 23), (24,)],
            flt_skill_group_priority=[(0, 0, 0), (0,)],
        ),
        f"""
        000001b7                          MessageLength
        000000ed                          MessageType CONFIG_AGENT_EVENT
        0002                              NumRecords
        00b7 0002 0000                    RecordType
        00d0 0004 00001388                FltPeripheralID
        00bd 0002 0001                    AgentType
        00be 0005 3434313000              LoginID "4410"
        00cf 00ff {"61" * 254}00  LoginName
        008a 0007 4f6b61666f7200          LastName "Okafor"
        0089 0004 41646100                FirstName "Ada"
        008d 0004 000014b4                AgentSkillTargetID
        00bf 0002 0003                    NumSkills
        0101 0002 0001                    SSOEnabled
        003e 000c 000000150000001600000017  FltSkillGroupNumber
        0040 0006 000000000000            FltSkillGroupPriority
        00b7 0002 0000                    RecordType
        00d0 0004 00001388                FltPeripheralID
        00bd 0002 0002                    AgentType
        00be 0005 3930303100              LoginID "9001"
        008a 0007 48616464616400          LastName "Haddad"
        0089 0006 4b6172696d00            FirstName "Karim"
        008d 0004 00001766                AgentSkillTargetID
        00bf 0002 0001                    NumSkills
        0101 0002 0000                    SSOEnabled
        003e 0004 00000018                FltSkillGroupNumber
        0040 0002 0000                    FltSkillGroupPriority
        """,
    ),
    Vector(
        24,
        ConfigAgentEvent(
            num_records=1,
            record_type=[RecordType.CHANGE],
            flt_peripheral_id=[5000],
            active_terminal=["SEP01"],
            agent_type=[AgentType.AGENT],
            agent_desk_settings_id=[0xFFFFFFFF],
            login_id=["4410"],
            old_login_id=["4409"],
            agent_skill_target_id=[5300],
            num_skills=[1],
            sso_enabled=[0],
            num_mrds=[2],
            flt_skill_group_number=[(21,)],
            flt_skill_group_priority=[(0,)],
            flt_agent_mrd_id=[(1, 5001)],
            flt_agent_mrd_state=[(3, 2)],
        ),
        """
        00000076                    MessageLength
        000000ed                    MessageType CONFIG_AGENT_EVENT
        0001                        NumRecords
        00b7 0002 0001              RecordType
        00d0 0004 00001388          FltPeripheralID
        012f 0006 534550303100      ActiveTerminal "SEP01"
        00bd 0002 0001              AgentType
        010b 0004 ffffffff          AgentDeskSettingsID
        00be 0005 3434313000        LoginID "4410"
        00d6 0005 3434303900        OldLoginID "4409"
        008d 0004 000014b4          AgentSkillTargetID
        00bf 0002 0001              NumSkills
        0101 0002 0000              SSOEnabled
        0105 0002 0002              NumMRDs
        003e 0004 00000015          FltSkillGroupNumber
        0040 0002 0000              FltSkillGroupPriority
        0106 0008 0000000100001389  FltAgentMRDID
        0107 0004 00030002          FltAgentMRDState
        """,
    ),
    Vector(
        22,
        ConfigAgentDeskSettingsEvent(
            num_records=2,
            record_type=[RecordType.ADD, RecordType.DELETE],
            agent_desk_settings_id=[5005, 5006],
            flt_desk_settings_mask=[0x00000003, None],
            flt_work_mode_timer=[90, None],
        ),
        """
        0000002e            MessageLength
        00000105            MessageType CONFIG_AGENT_DESK_SETTINGS_EVENT
        0002                NumRecords
        00b7 0002 0000      RecordType
        010b 0004 0000138d  AgentDeskSettingsID
        0111 0004 00000003  FltDeskSettingsMask
        011d 0004 0000005a  FltWorkModeTimer
        00b7 0002 0002      RecordType
        010b 0004 0000138e  AgentDeskSettingsID
        """,
    ),
    Vector(
        25,
        ConfigAgentDeskSettingsEvent(
            num_records=1,
            record_type=[RecordType.ADD],
            agent_desk_settings_id=[5005],
            flt_desk_settings_mask=[0x80000001],
            flt_wrap_up_data_incoming_mode=[WrapupDataMode.OPTIONAL],
            flt_wrap_up_data_outgoing_mode=[WrapupDataMode.NOT_ALLOWED],
            flt_logout_non_activity_time=[1800],
            flt_quality_recording_rate=[5],
            flt_ring_no_answer_time=[12],
            flt_silent_monitor_warning_message=[1],
            flt_silent_monitor_audible_indication=[0],
            flt_supervisor_assist_call_method=[1],
            flt_emergency_call_method=[0],
            flt_auto_record_on_emergency=[1],
            flt_recording_mode=[0],
            flt_work_mode_timer=[90],
            flt_ring_no_answer_dn_id=[5100],
            flt_default_device_port_address=["p1"],
            play_zip_tone=[1],
            acd_shared_line_usage=[0],
        ),
        """
        00000097            MessageLength
        00000105            MessageType CONFIG_AGENT_DESK_SETTINGS_EVENT
        0001                NumRecords
        00b7 0002 0000      RecordType
        010b 0004 0000138d  AgentDeskSettingsID
        0111 0004 80000001  FltDeskSettingsMask
        0112 0004 00000001  FltWrapUpDataIncomingMode
        0113 0004 00000002  FltWrapUpDataOutgoingMode
        0114 0004 00000708  FltLogoutNonActivityTime
        0115 0004 00000005  FltQualityRecordingRate
        0116 0004 0000000c  FltRingNoAnswerTime
        0117 0004 00000001  FltSilentMonitorWarningMessage
        0118 0004 00000000  FltSilentMonitorAudibleIndication
        0119 0004 00000001  FltSupervisorAssistCallMethod
        011a 0004 00000000  FltEmergencyCallMethod
        011b 0004 00000001  FltAutoRecordOnEmergency
        011c 0004 00000000  FltRecordingMode
        011d 0004 0000005a  FltWorkModeTimer
        011e 0004 000013ec  FltRingNoAnswerDnId
        011f 0003 703100    FltDefaultDevicePortAddress "p1"
        0133 0004 00000001  PlayZipTone
        0132 0004 00000000  ACDSharedLineUsage
        """,
    ),
    Vector(
        19,
        ConfigAgentEvent(
            num_records=1,
            record_type=[RecordType.ADD],
            login_id=["4410"],
            num_skills=[2],
            flt_skill_group_number=[(21, 22)],
            flt_skill_group_priority=[(0, 1)],
        ),
        """
        00000025          MessageLength
        000000ed          MessageType CONFIG_AGENT_EVENT
        0001              NumRecords
        b7 02 0000        RecordType
        be 05 3434313000  LoginID "4410"
        bf 02 0002        NumSkills
        3e 04 00000015    FltSkillGroupNumber
        40 02 0000        FltSkillGroupPriority
        3e 04 00000016    FltSkillGroupNumber
        40 02 0001        FltSkillGroupPriority
        """,
    ),
    Vector(
        25,
        ConfigTerminalEvent(
            num_records=3,
            record_type=[RecordType.ADD, RecordType.ADD, RecordType.DELETE],
            terminal_type=[115, 30, 115],
            terminal_device_name=["SEP01", "CTI7", "SEP02"],
            terminal_type_name=["Cisco 7941", None, None],
            num_instruments=[2, 0, 1],
            instrument=[("7210", "7211"), None, ("7212",)],
        ),
        """
        0000007f                            MessageLength
        00000114                            MessageType CONFIG_TERMINAL_EVENT
        0003                                NumRecords
        00b7 0002 0000                      RecordType
        012e 0002 0073                      TerminalType
        012f 0006 534550303100              TerminalDeviceName "SEP01"
        0130 000b 436973636f203739343100    TerminalTypeName "Cisco 7941"
        0131 0002 0002                      NumInstruments
        0006 0005 3732313000                Instrument "7210"
        0006 0005 3732313100                Instrument "7211"
        00b7 0002 0000                      RecordType
        012e 0002 001e                      TerminalType
        012f 0005 4354493700                TerminalDeviceName "CTI7"
        0131 0002 0000                      NumInstruments
        00b7 0002 0002                      RecordType
        012e 0002 0073                      TerminalType
        012f 0006 534550303200              TerminalDeviceName "SEP02"
        0131 0002 0001                      NumInstruments
        0006 0005 3732313200                Instrument "7212"
        """,
    ),
    Vector(
        24,
        OpenReq(
            invoke_id=1,
            version_number=24,
            idle_timeout=360,
            peripheral_id=5000,
            services_requested=0x85,
            call_msg_mask=0x0087EFFF,
            agent_state_mask=0x3FFF,
            config_msg_mask=0x4F,
            client_id="watch",
            client_password=b"",
            agent_id="9001",
        ),
        """
        00000043                MessageLength
        00000003                MessageType OPEN_REQ
        00000001                InvokeID
        00000018                VersionNumber
        00000168                IdleTimeout
        00001388                PeripheralID
        00000085                ServicesRequested
        0087efff                CallMsgMask
        00003fff                AgentStateMask
        0000004f                ConfigMsgMask
        00000000                Reserved1
        00000000                Reserved2
        00000000                Reserved3
        0001 0006 776174636800  ClientID "watch"
        0002 0000               ClientPassword
        0005 0005 3930303100    AgentID "9001"
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


ONE_AGENT = ConfigAgentEvent(
    num_records=2,
    record_type=[0, 0],
    login_id=["4410", "4411"],
    flt_skill_group_number=[(21, 22), None],
    flt_skill_group_priority=[(0, 1), None],
)
HEAD, TAIL = "0002 b7 02 0000 be 05 3434313000", "b7 02 0000 be 05 3434313100"


@pytest.mark.parametrize(
    "skills",
    [
        "3e 04 00000015 40 02 0000 3e 04 00000016 40 02 0001",  # as the recorded session has them
        "3e 04 00000015 3e 04 00000016 40 02 0000 40 02 0001",
        "3e 08 0000001500000016 40 04 00000001",  # as the guide of version 25 prints them
        "3e 08 0000001500000016 40 02 0000 40 02 0001",
    ],
)
@pytest.mark.parametrize("version", [15, 19])
def test_skills_as_pairs_and_as_arrays_are_read_in_old_versions(skills: str, version: int) -> None:
    codec = Codec(version)
    body = wire(f"{HEAD} {skills} {TAIL}")
    read = codec.decode(237, body)
    assert read == ONE_AGENT
    assert codec.encode(read)[8:] == body


@pytest.mark.parametrize(
    "skills",
    [
        "003e 0004 00000015 0040 0002 0000 003e 0004 00000016 0040 0002 0001",
        "003e 0008 0000001500000016 0040 0004 00000001",
    ],
)
@pytest.mark.parametrize("version", [20, 25])
def test_skills_as_pairs_and_as_arrays_are_read_in_new_versions(skills: str, version: int) -> None:
    codec = Codec(version)
    body = wire(f"0002 00b7 0002 0000 00be 0005 3434313000 {skills} 00b7 0002 0000 00be 0005 3434313100")
    read = codec.decode(237, body)
    assert read == ONE_AGENT
    assert codec.encode(read)[8:] == body


def test_as_many_skills_as_records_do_not_go_to_the_wrong_one() -> None:
    read = Codec(15).decode(237, wire(f"{HEAD} 3e 04 00000015 3e 04 00000016 {TAIL}"))
    assert isinstance(read, ConfigAgentEvent)
    assert read.flt_skill_group_number == [(21, 22), None]


def test_a_hundred_skills_fit_in_every_version() -> None:
    skills = tuple(range(100))
    event = ConfigAgentEvent(record_type=[0], flt_skill_group_number=[skills], flt_skill_group_priority=[(0,) * 100])
    for version in (15, 19, 20, 25):
        codec = Codec(version)
        read = codec.decode(237, codec.encode(event)[8:])
        assert isinstance(read, ConfigAgentEvent)
        assert (read.flt_skill_group_number, read.flt_skill_group_priority) == ([skills], [(0,) * 100])


@pytest.mark.parametrize("skills", [7, "21"])
def test_a_record_wants_a_tuple(skills: object) -> None:
    event = ConfigAgentEvent(record_type=[0], flt_skill_group_number=[skills])  # type: ignore[list-item]
    with pytest.raises(EncodeError, match="FltSkillGroupNumber: a tuple is wanted"):
        Codec(15).encode(event)
