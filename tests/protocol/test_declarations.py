"""Every declaration against what the guide's tables add up to: number, name, fixed sizes, floating fields."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from protocol.wire import messages
from protocol.wire.codec import Codec
from protocol.wire.enums import AgentType, MessageType
from protocol.wire.layouts import Table
from protocol.wire.messages import (
    REGISTRY,
    AgentTeamConfigEvent,
    ConfigAgentEvent,
    ConfigSkillGroupEvent,
    FailureConf,
    OpenReq,
    type_name,
    type_number,
)
from protocol.wire.tags import BY_NUMBER, named

VERSIONS = (9, 17, 20, 25)
DECLARED = [
    # number, name, bytes of the fixed part in versions 9, 17, 20, 25 (None: not there yet), floating fields
    (1, "FAILURE_CONF", 8, 8, 8, 8, 1),
    (2, "FAILURE_EVENT", 4, 4, 4, 4, 0),
    (3, "OPEN_REQ", 40, 44, 44, 44, 7),
    (4, "OPEN_CONF", 26, 26, 30, 32, 6),
    (5, "HEARTBEAT_REQ", 4, 4, 4, 4, 0),
    (6, "HEARTBEAT_CONF", 4, 4, 4, 4, 0),
    (7, "CLOSE_REQ", 8, 8, 8, 8, 0),
    (8, "CLOSE_CONF", 4, 4, 4, 4, 0),
    (9, "CALL_DELIVERED_EVENT", 50, 54, 54, 54, 27),
    (10, "CALL_ESTABLISHED_EVENT", 50, 50, 50, 50, 7),
    (11, "CALL_HELD_EVENT", 22, 22, 22, 22, 2),
    (12, "CALL_RETRIEVED_EVENT", 22, 22, 22, 22, 2),
    (13, "CALL_CLEARED_EVENT", 20, 20, 20, 20, 1),
    (14, "CALL_CONNECTION_CLEARED_EVENT", 22, 22, 22, 22, 2),
    (15, "CALL_ORIGINATED_EVENT", 46, 46, 46, 46, 3),
    (16, "CALL_FAILED_EVENT", 24, 24, 24, 24, 3),
    (17, "CALL_CONFERENCED_EVENT", 46, 46, 46, 46, 7),
    (18, "CALL_TRANSFERRED_EVENT", 46, 46, 46, 46, 7),
    (19, "CALL_DIVERTED_EVENT", 32, 32, 32, 32, 3),
    (20, "CALL_SERVICE_INITIATED_EVENT", 44, 44, 44, 44, 6),
    (21, "CALL_QUEUED_EVENT", 40, 40, 40, 40, 9),
    (22, "CALL_TRANSLATION_ROUTE_EVENT", 4, 4, 4, 4, 21),
    (23, "BEGIN_CALL_EVENT", 26, 26, 26, 26, 26),
    (24, "END_CALL_EVENT", 16, 16, 16, 16, 1),
    (25, "CALL_DATA_UPDATE_EVENT", 40, 40, 40, 40, 29),
    (26, "SET_CALL_DATA_REQ", 30, 30, 30, 30, 25),
    (27, "SET_CALL_DATA_CONF", 4, 4, 4, 4, 0),
    (28, "RELEASE_CALL_REQ", 14, 14, 14, 14, 1),
    (29, "RELEASE_CALL_CONF", 4, 4, 4, 4, 0),
    (30, "AGENT_STATE_EVENT", 56, 58, 62, 62, 14),
    (31, "SYSTEM_EVENT", 24, 26, 26, 26, 2),
    (32, "CLIENT_EVENT_REPORT_REQ", 6, 6, 6, 6, 2),
    (33, "CLIENT_EVENT_REPORT_CONF", 4, 4, 4, 4, 0),
    (34, "CALL_REACHED_NETWORK_EVENT", 28, 28, 28, 28, 5),
    (35, "CONTROL_FAILURE_CONF", 10, 10, 10, 10, 2),
    (36, "QUERY_AGENT_STATE_REQ", 16, 16, 16, 16, 3),
    (37, "QUERY_AGENT_STATE_CONF", 30, 30, 34, 34, 9),
    (38, "SET_AGENT_STATE_REQ", 16, 21, 21, 21, 9),
    (39, "SET_AGENT_STATE_CONF", 4, 4, 4, 4, 0),
    (40, "ALTERNATE_CALL_REQ", 20, 20, 20, 20, 4),
    (41, "ALTERNATE_CALL_CONF", 4, 4, 4, 4, 0),
    (42, "ANSWER_CALL_REQ", 14, 14, 14, 14, 3),
    (43, "ANSWER_CALL_CONF", 4, 4, 4, 4, 0),
    (44, "CLEAR_CALL_REQ", 14, 14, 14, 14, 3),
    (45, "CLEAR_CALL_CONF", 4, 4, 4, 4, 0),
    (46, "CLEAR_CONNECTION_REQ", 14, 14, 14, 14, 5),
    (47, "CLEAR_CONNECTION_CONF", 4, 4, 4, 4, 0),
    (48, "CONFERENCE_CALL_REQ", 40, 40, 40, 40, 21),
    (49, "CONFERENCE_CALL_CONF", 16, 16, 16, 16, 4),
    (50, "CONSULTATION_CALL_REQ", 36, 36, 36, 36, 20),
    (51, "CONSULTATION_CALL_CONF", 14, 14, 14, 14, 1),
    (52, "DEFLECT_CALL_REQ", 16, 16, 16, 16, 4),
    (53, "DEFLECT_CALL_CONF", 4, 4, 4, 4, 0),
    (54, "HOLD_CALL_REQ", 16, 16, 16, 16, 3),
    (55, "HOLD_CALL_CONF", 4, 4, 4, 4, 0),
    (56, "MAKE_CALL_REQ", 28, 32, 32, 32, 20),
    (57, "MAKE_CALL_CONF", 14, 14, 14, 14, 1),
    (58, "MAKE_PREDICTIVE_CALL_REQ", 42, 42, 42, 42, 21),
    (59, "MAKE_PREDICTIVE_CALL_CONF", 14, 14, 14, 14, 1),
    (60, "RECONNECT_CALL_REQ", 20, 20, 20, 20, 4),
    (61, "RECONNECT_CALL_CONF", 4, 4, 4, 4, 0),
    (62, "RETRIEVE_CALL_REQ", 14, 14, 14, 14, 3),
    (63, "RETRIEVE_CALL_CONF", 4, 4, 4, 4, 0),
    (64, "TRANSFER_CALL_REQ", 40, 40, 40, 40, 21),
    (65, "TRANSFER_CALL_CONF", 16, 16, 16, 16, 4),
    (78, "QUERY_DEVICE_INFO_REQ", 10, 10, 10, 10, 1),
    (79, "QUERY_DEVICE_INFO_CONF", 40, 40, 40, 40, 2),
    (82, "SNAPSHOT_CALL_REQ", 14, 14, 14, 14, 1),
    (83, "SNAPSHOT_CALL_CONF", 16, 16, 16, 16, 37),
    (84, "SNAPSHOT_DEVICE_REQ", 8, 10, 10, 10, 1),
    (85, "SNAPSHOT_DEVICE_CONF", 6, 6, 6, 6, 5),
    (86, "CALL_DEQUEUED_EVENT", 34, 34, 34, 34, 6),
    (91, "SEND_DTMF_SIGNAL_REQ", 20, 20, 20, 20, 4),
    (92, "SEND_DTMF_SIGNAL_CONF", 4, 4, 4, 4, 0),
    (93, "MONITOR_START_REQ", 24, 24, 24, 24, 2),
    (94, "MONITOR_START_CONF", 8, 8, 8, 8, 0),
    (95, "MONITOR_STOP_REQ", 8, 8, 8, 8, 0),
    (96, "MONITOR_STOP_CONF", 4, 4, 4, 4, 0),
    (97, "CHANGE_MONITOR_MASK_REQ", 16, 16, 16, 16, 1),
    (98, "CHANGE_MONITOR_MASK_CONF", 4, 4, 4, 4, 0),
    (99, "CLIENT_SESSION_OPENED_EVENT", 24, 24, 24, 24, 7),
    (100, "CLIENT_SESSION_CLOSED_EVENT", 16, 16, 16, 16, 7),
    (101, "SESSION_MONITOR_START_REQ", 8, 8, 8, 8, 1),
    (102, "SESSION_MONITOR_START_CONF", 8, 8, 8, 8, 0),
    (103, "SESSION_MONITOR_STOP_REQ", 8, 8, 8, 8, 1),
    (104, "SESSION_MONITOR_STOP_CONF", 4, 4, 4, 4, 0),
    (105, "AGENT_PRE_CALL_EVENT", 30, 30, 34, 34, 28),
    (106, "AGENT_PRE_CALL_ABORT_EVENT", 8, 8, 8, 8, 4),
    (107, "USER_MESSAGE_REQ", 10, 10, 10, 10, 6),
    (108, "USER_MESSAGE_CONF", 4, 4, 4, 4, 0),
    (109, "USER_MESSAGE_EVENT", 6, 6, 6, 6, 2),
    (110, "REGISTER_VARIABLES_REQ", 10, 10, 10, 10, 2),
    (111, "REGISTER_VARIABLES_CONF", 4, 4, 4, 4, 0),
    (112, "QUERY_AGENT_STATISTICS_REQ", 8, 8, 8, 8, 3),
    (113, "QUERY_AGENT_STATISTICS_CONF", 344, 344, 344, 344, 3),
    (114, "QUERY_SKILL_GROUP_STATISTICS_REQ", 16, 16, 16, 16, 0),
    (115, "QUERY_SKILL_GROUP_STATISTICS_CONF", 596, 596, 596, 596, 0),
    (116, "RTP_STARTED_EVENT", 34, 34, 34, 34, 9),
    (117, "RTP_STOPPED_EVENT", 20, 20, 20, 20, 9),
    (118, "SUPERVISOR_ASSIST_REQ", 14, 14, 14, 14, 4),
    (119, "SUPERVISOR_ASSIST_CONF", 14, 14, 14, 14, 1),
    (120, "SUPERVISOR_ASSIST_EVENT", 14, 14, 14, 14, 6),
    (121, "EMERGENCY_CALL_REQ", 14, 14, 14, 14, 4),
    (122, "EMERGENCY_CALL_CONF", 14, 14, 14, 14, 1),
    (123, "EMERGENCY_CALL_EVENT", 14, 14, 14, 14, 7),
    (124, "SUPERVISE_CALL_REQ", 22, 22, 22, 22, 6),
    (125, "SUPERVISE_CALL_CONF", 10, 10, 10, 10, 1),
    (128, "AGENT_TEAM_CONFIG_EVENT", 12, 12, 16, 16, 5),
    (129, "SET_APP_DATA_REQ", 4, 4, 4, 4, 13),
    (130, "SET_APP_DATA_CONF", 4, 4, 4, 4, 0),
    (131, "AGENT_DESK_SETTINGS_REQ", 8, 8, 8, 8, 1),
    (132, "AGENT_DESK_SETTINGS_CONF", 64, 64, 64, 64, 3),
    (133, "LIST_AGENT_TEAM_REQ", 8, 8, 8, 8, 0),
    (134, "LIST_AGENT_TEAM_CONF", 10, 10, 10, 10, 1),
    (135, "MONITOR_AGENT_TEAM_START_REQ", 8, 8, 8, 8, 1),
    (136, "MONITOR_AGENT_TEAM_START_CONF", 8, 8, 8, 8, 0),
    (137, "MONITOR_AGENT_TEAM_STOP_REQ", 8, 8, 8, 8, 1),
    (138, "MONITOR_AGENT_TEAM_STOP_CONF", 4, 4, 4, 4, 0),
    (139, "BAD_CALL_REQ", 14, 14, 14, 14, 2),
    (140, "BAD_CALL_CONF", 4, 4, 4, 4, 0),
    (141, "SET_DEVICE_ATTRIBUTES_REQ", 30, 30, 30, 30, 1),
    (142, "SET_DEVICE_ATTRIBUTES_CONF", 4, 4, 4, 4, 0),
    (143, "REGISTER_SERVICE_REQ", 6, 6, 6, 6, 1),
    (144, "REGISTER_SERVICE_CONF", 8, 8, 8, 8, 0),
    (145, "UNREGISTER_SERVICE_REQ", 8, 8, 8, 8, 0),
    (146, "UNREGISTER_SERVICE_CONF", 4, 4, 4, 4, 0),
    (147, "START_RECORDING_REQ", 34, 34, 34, 34, 7),
    (148, "START_RECORDING_CONF", 12, 12, 12, 12, 3),
    (149, "STOP_RECORDING_REQ", 28, 28, 28, 28, 7),
    (150, "STOP_RECORDING_CONF", 4, 4, 4, 4, 3),
    (230, "CONFIG_REQUEST_KEY_EVENT", None, 4, 4, 4, 1),
    (231, "CONFIG_KEY_EVENT", None, 4, 4, 4, 7),
    (232, "CONFIG_REQUEST_EVENT", None, 8, 8, 12, 1),
    (233, "CONFIG_BEGIN_EVENT", None, 6, 6, 6, 7),
    (234, "CONFIG_END_EVENT", None, 4, 4, 4, 1),
    (235, "CONFIG_SERVICE_EVENT", None, 2, 2, 2, 16),
    (236, "CONFIG_SKILL_GROUP_EVENT", None, 2, 2, 2, 14),
    (237, "CONFIG_AGENT_EVENT", None, 2, 2, 2, 20),
    (238, "CONFIG_DEVICE_EVENT", None, 2, 2, 2, 10),
    (240, "CALL_ATTRIBUTE_CHANGE_EVENT", None, 20, 20, 20, 1),
    (242, "TEAM_CONFIG_REQ", None, 14, 14, 14, 0),
    (243, "TEAM_CONFIG_EVENT", None, 16, 16, 16, 5),
    (244, "TEAM_CONFIG_CONF", None, 8, 8, 8, 1),
    (245, "CONFIG_CALL_TYPE_EVENT", None, 2, 2, 2, 7),
    (248, "CALL_AGENT_GREETING_EVENT", None, 20, 20, 20, 2),
    (249, "AGENT_GREETING_CONTROL_REQ", None, 10, 10, 10, 1),
    (250, "AGENT_GREETING_CONTROL_CONF", None, 4, 4, 4, 0),
    (254, "CONFIG_MRD_EVENT", None, None, 2, 2, 6),
    (260, "CONFIG_PERIPHERAL_EVENT", None, None, None, 2, 3),
    (261, "CONFIG_AGENT_DESK_SETTINGS_EVENT", None, None, None, 2, 19),
    (276, "CONFIG_TERMINAL_EVENT", None, None, None, 2, 6),
    (277, "STANDBY_ACTIVE_EVENT", None, None, None, 0, 0),
    (278, "ACTIVE_MAINTENANCE_REQ", None, None, None, 4, 0),
    (279, "ACTIVE_MAINTENANCE_RESP", None, None, None, 6, 0),
    (280, "ACTIVE_MAINTENANCE_EVENT", None, None, None, 2, 0),
    (281, "STOPPING_REQUESTS_TO_THIS_SIDE_IND", None, None, None, 0, 0),
]


@pytest.mark.parametrize("row", DECLARED, ids=lambda row: row[1])
def test_a_declaration_adds_up(row: tuple[int, str, int | None, int | None, int | None, int | None, int]) -> None:
    number, name, *sizes, floating = row
    cls = REGISTRY[number]
    assert (cls.message_type, cls.name, len(cls.floating_fields)) == (number, name, floating)
    for version, size in zip(VERSIONS, sizes, strict=True):
        assert (size is None) == (version < cls.since)
        assert size is None or Table(cls, version).layouts[0].struct.size == size


def test_every_declared_message_is_in_the_list_or_has_a_vector() -> None:
    listed = {row[0] for row in DECLARED}
    vectors = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_vectors_*.py"))
    others = [cls for number, cls in REGISTRY.items() if number not in listed]
    assert [cls.name for cls in others if not re.search(rf"\b{cls.__name__}\b", vectors)] == []


def test_every_declared_message_is_public() -> None:
    assert {cls.__name__ for cls in REGISTRY.values()} <= set(messages.__all__)
    assert all(getattr(messages, name) is not None for name in messages.__all__)
    assert [
        name for name, value in vars(messages).items() if isinstance(value, type) and name not in messages.__all__
    ] == []


def test_the_list_of_message_types_agrees_with_the_declarations() -> None:
    for number, cls in REGISTRY.items():
        assert MessageType.word(number) in (cls.name, f"UNKNOWN_{number}")
    for number in (*REGISTRY, *MessageType, 9999):
        assert type_number(type_name(number)) == number
    assert type_number("NO_SUCH_REQ") is None
    assert type_number("UNKNOWN_") is None


@pytest.mark.parametrize(
    ("number", "name"),
    [(126, "AGENT_TEAM_CONFIG_REQ"), (127, "AGENT_TEAM_CONFIG_CONF"), (247, "CALL_TERMINATION_EVENT")],
)
def test_types_without_a_published_body_have_a_name_and_keep_their_bytes(number: int, name: str) -> None:
    message = Codec().decode(number, b"\1\2\3")
    assert message.name == name
    assert Codec().encode(message) == bytes((0, 0, 0, 3, 0, 0, 0, number, 1, 2, 3))


def test_tags_are_declared_once_and_by_their_number() -> None:
    assert len(BY_NUMBER) == 244
    for cls in REGISTRY.values():
        tags = [field.tag.number for field in cls.floating_fields]
        assert len(tags) == len(set(tags)), cls.name
        assert all(BY_NUMBER[field.tag.number][1] is field.tag for field in cls.floating_fields), cls.name


@pytest.mark.parametrize(
    ("number", "version", "name"),
    [
        (141, 15, "AGENT_SKILL_TARGET_ID"),
        (185, 15, "AUTO_WORK"),
        (303, 24, "FLT_TERM_DEVICE_NAME"),
        (303, 20, "FLT_TERM_DEVICE_NAME"),
        (312, 24, "NUM_POSITIVE_ANSWERS_SUGGESTIONS"),
        (313, 24, "NUM_NEGATIVE_ANSWERS_SUGGESTIONS"),
        (312, 25, "MEDIA_TYPE"),
        (313, 25, "MEDIA_PROVIDER"),
    ],
)
def test_a_tag_has_the_name_of_its_version(number: int, version: int, name: str) -> None:
    known = named(number, version)
    assert known is not None
    assert (known[0], known[1].number) == (name, number)


def test_a_number_of_no_guide_has_no_name() -> None:
    assert named(9999, 25) is None


@pytest.mark.parametrize("number", [302, 303, 304, 305])
def test_the_tags_of_terminals_are_there_from_version_24(number: int) -> None:
    assert BY_NUMBER[number][1].since == 24


def test_fields_of_configuration_records_have_the_recorded_tags() -> None:
    numbers = {f.name: f.tag for f in (*ConfigAgentEvent.floating_fields, *ConfigSkillGroupEvent.floating_fields)}
    assert (numbers["AgentSkillTargetID"].number, numbers["AgentSkillTargetID"].max_bytes) == (141, 4)
    assert (numbers["AutoWork"].number, numbers["AutoWork"].max_bytes) == (185, 2)
    assert [(kind.name, int(kind)) for kind in AgentType] == [("AGENT", 1), ("SUPERVISOR", 2)]


def test_tags_above_255_are_only_declared_for_the_wide_versions() -> None:
    for cls in REGISTRY.values():
        for field in cls.floating_fields:
            assert field.tag.number <= 255 or not field.in_version(19), f"{cls.name} {field.name}"


def test_groups_name_repeating_fields_and_a_count() -> None:
    for cls in REGISTRY.values():
        repeating = {field.attribute for field in cls.floating_fields if field.repeats}
        grouped = [attribute for group in cls.groups for attribute in group.fields]
        counts = {f.attribute for f in cls.fixed_fields} | {f.attribute for f in cls.floating_fields}
        assert sorted(grouped) == sorted(repeating), cls.name
        assert {group.count for group in cls.groups} <= counts, cls.name


def test_a_message_is_made_by_place_or_by_name_and_nothing_can_be_misspelt() -> None:
    assert FailureConf(1, 12) == FailureConf(invoke_id=1, status=12)
    with pytest.raises(TypeError, match="statos"):
        FailureConf(statos=12)  # type: ignore[call-arg]
    with pytest.raises(AttributeError):
        FailureConf().statos = 12  # type: ignore[attr-defined]
    assert not hasattr(FailureConf(), "__dict__")


def test_a_new_message_has_null_values_zeros_and_lists_of_its_own() -> None:
    message = AgentTeamConfigEvent()
    assert (message.team_id, message.department_id, message.agent_team_name, message.atc_agent_id) == (
        0,
        None,
        None,
        [],
    )
    assert OpenReq().idle_timeout == 0xFFFFFFFF
    message.atc_agent_id.append("1")
    assert AgentTeamConfigEvent().atc_agent_id == []


@pytest.mark.parametrize("cls", REGISTRY.values(), ids=lambda cls: cls.name)
def test_every_message_can_be_made_without_anything(cls: type[messages.Message]) -> None:
    assert cls() == cls(*(field.default for field in cls.fixed_fields))
    assert cls.__doc__
    assert cls.name in cls.__doc__
    assert cls.__module__.startswith("protocol.wire.messages.")
