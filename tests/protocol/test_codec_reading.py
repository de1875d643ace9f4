"""Reading what servers send: other layouts, broken ends, odd fields, members with gaps."""

from __future__ import annotations

from itertools import product

import pytest
from wire_literals import wire

from protocol.wire.codec import Codec
from protocol.wire.errors import DecodeError
from protocol.wire.messages import (
    AgentTeamConfigEvent,
    CallConferencedEvent,
    CallDeliveredEvent,
    ConfigAgentEvent,
    EmergencyCallEvent,
    FailureConf,
    HeartbeatConf,
    OpenConf,
    OpenReq,
    SnapshotDeviceConf,
    StandbyActiveEvent,
)

EMERGENCY = "00001388 01000055 0000 0000004d"
TEAM = "00001388 00001393 0002 0001"


def read(message_type: int, literal: str, version: int = 17) -> object:
    codec = Codec(version)
    body = wire(literal)
    message = codec.decode(message_type, body)
    assert codec.encode(message)[8:] == body
    return message


@pytest.mark.parametrize("version", [8, 26, 0, -1])
def test_versions_outside_9_to_25_are_refused(version: int) -> None:
    with pytest.raises(ValueError, match="9 to 25"):
        Codec(version)


@pytest.mark.parametrize(
    ("literal", "text"),
    [
        ("3732313000", "7210"),
        ("37323130", "7210"),
        ("", ""),
        ("00", ""),
        ("3732003130", "72"),
        ("4dc3bc6c6c657200", "Müller"),
        ("4dfc6c6c657200", "Müller"),
        ("4d00ff", "M"),
        ("c3", "Ã"),
        ("31" * 200, "1" * 200),
    ],
)
def test_text_is_taken_as_it_comes(literal: str, text: str) -> None:
    raw = bytes.fromhex(literal)
    message = read(123, f"{EMERGENCY} 04 {len(raw):02x} {literal}")
    assert message == EmergencyCallEvent(5000, 0x01000055, 0, 77, agent_extension=text)


@pytest.mark.parametrize(
    ("literal", "number"), [("05", 5), ("0005", 5), ("00000000 00000005", 5), ("", None), ("00" * 9, None)]
)
def test_a_number_of_another_length_is_read_up_to_eight_bytes(literal: str, number: int | None) -> None:
    size = len(bytes.fromhex(literal))
    message = read(9, "00" * 54 + f"79 {size:02x} {literal}")
    assert isinstance(message, CallDeliveredEvent)
    assert message.trunk_number == number


@pytest.mark.parametrize(("literal", "number"), [("fffffffe", -2), ("fffe", -2), ("fe", -2), ("7f", 127), ("", None)])
def test_signed_numbers_of_another_length_keep_their_sign(literal: str, number: int | None) -> None:
    request = read(3, "00" * 44 + f"61 {len(literal) // 2:02x} {literal}")
    assert isinstance(request, OpenReq)
    assert request.application_path_id == number


def test_a_field_that_comes_twice_counts_the_last_time() -> None:
    message = read(123, f"{EMERGENCY} 05 02 3100 05 02 3200")
    assert message == EmergencyCallEvent(5000, 0x01000055, 0, 77, agent_id="2")


def test_unknown_fields_are_skipped_and_kept() -> None:
    message = read(123, f"{EMERGENCY} fe 03 010203 05 02 3100 00 00")
    assert message == EmergencyCallEvent(5000, 0x01000055, 0, 77, agent_id="1")


def test_a_member_without_a_field_leaves_a_gap() -> None:
    team = read(128, f"{TEAM} 56 02 3100 58 02 0003 56 02 3200 57 02 0001 58 02 0004 56 02 3300")
    assert isinstance(team, AgentTeamConfigEvent)
    assert team.members("members") == [("1", None, 3, None), ("2", 1, 4, None), ("3", None, None, None)]


def test_whole_members_may_come_column_by_column() -> None:
    team = read(128, f"{TEAM} 56 02 3100 56 02 3200 57 02 0000 57 02 0001 58 02 0003 58 02 0004")
    assert isinstance(team, AgentTeamConfigEvent)
    assert team.members("members") == [("1", 0, 3, None), ("2", 1, 4, None)]
    party = read(17, "00" * 46 + "27 04 00000001 27 04 00000002 28 02 0000 28 02 0001 29 02 3100 29 02 3200")
    assert isinstance(party, CallConferencedEvent)
    assert party.members("connected_parties") == [(1, 0, "1"), (2, 1, "2")]


def test_the_count_and_the_list_may_disagree() -> None:
    team = read(128, "00001388 00001393 0009 0001 56 02 3100")
    assert isinstance(team, AgentTeamConfigEvent)
    assert (team.number_of_agents, team.atc_agent_id) == (9, ["1"])


def test_calls_of_a_device_with_and_without_the_optional_field() -> None:
    sizes = "00000028 0002"
    declared = {f.attribute: f.tag.number for f in SnapshotDeviceConf.floating_fields}
    row = [
        f"{declared['call_connection_call_id']:02x} 04 0000000{{n}}",
        f"{declared['call_connection_device_id_type']:02x} 02 0000",
        f"{declared['call_connection_device_id']:02x} 02 3{{n}}00",
        f"{declared['call_state']:02x} 02 000{{n}}",
    ]
    last = f"{declared['silent_monitor_status']:02x} 02 0001"
    snapshot = read(85, f"{sizes} {' '.join(row).format(n=1)} {' '.join(row).format(n=2)} {last}")
    assert isinstance(snapshot, SnapshotDeviceConf)
    assert snapshot.members("calls") == [(1, 0, "1", 1, None), (2, 0, "2", 2, 1)]


def test_configuration_records_begin_at_their_type() -> None:
    declared = {f.attribute: f.tag.number for f in ConfigAgentEvent.floating_fields}
    kind, login = f"{declared['record_type']:02x}", f"{declared['login_id']:02x}"
    agents = read(237, f"0002 {kind} 02 0001 {kind} 02 0002 {login} 03 373700")
    assert isinstance(agents, ConfigAgentEvent)
    assert (agents.record_type, agents.login_id) == ([1, 2], [None, "77"])


def test_members_need_the_name_of_a_group() -> None:
    with pytest.raises(LookupError, match="'nobody'"):
        AgentTeamConfigEvent().members("nobody")


@pytest.mark.parametrize("version", range(9, 20))
def test_the_department_is_read_where_a_server_sends_it_early(version: int) -> None:
    literal = "00001388 00001393 0001 0001 00000007 56 02 3100"
    team = read(128, literal, version)
    assert isinstance(team, AgentTeamConfigEvent)
    assert (team.department_id, team.atc_agent_id) == (7, ["1"])


@pytest.mark.parametrize(
    ("version", "literal"),
    [
        (9, f"{TEAM} fe 02 0001 56 02 3500 58 02 0003"),
        (17, f"{TEAM} fe 02 0001 56 02 3500 58 02 0003"),
        (17, f"{TEAM} 56 02 3500 fe 02 0001 58 02 0003"),
        (17, f"{TEAM} 56 02 3500 58 02 0003 fe 00"),
        (17, f"{TEAM} 0000 0000 56 02 3500 58 02 0003"),
        (19, f"{TEAM} 00000000 fe 02 0001 56 02 3500 58 02 0003"),
        (20, f"{TEAM} 00000000 00fe 0000 0056 0002 3500 0058 0002 0003"),
        (25, f"{TEAM} 00000000 4711 0002 0001 0056 0002 3500 0058 0002 0003"),
    ],
)
def test_an_unknown_tag_does_not_make_the_layout_another_one(version: int, literal: str) -> None:
    team = read(128, literal, version)
    assert isinstance(team, AgentTeamConfigEvent)
    assert (team.members("members"), team.department_id) == ([("5", None, 3, None)], 0 if version >= 19 else None)


def test_a_neighbouring_layout_has_to_fit_with_known_tags() -> None:
    tail = "00000063 56 02 3500 fe 01 00"
    with pytest.raises(DecodeError) as caught:
        Codec(17).decode(128, wire(f"{TEAM} {tail}"))
    assert caught.value.partial == {
        "peripheral_id": 5000,
        "team_id": 5011,
        "number_of_agents": 2,
        "config_operation": 1,
    }
    assert caught.value.body == wire(f"{TEAM} {tail}")


# The layout that is remembered for a session. The bodies are those of AGENT_TEAM_CONFIG_EVENT in version 17, which has
# no DepartmentID.

BY_OWN_LAYOUT = wire(f"{TEAM} 56 01 35")
BY_NEIGHBOUR = wire(f"{TEAM} 00000007 56 02 3500")
BY_BOTH = wire(f"{TEAM} 56 02 3500")
BY_NEITHER = wire(f"{TEAM} 56")


def department(codec: Codec, body: bytes) -> int | str | None:
    """The DepartmentID that is read, None where the layout has none, "error" where no layout fits."""
    try:
        team = codec.decode(128, body)
    except DecodeError:
        return "error"
    assert isinstance(team, AgentTeamConfigEvent)
    assert codec.encode(team)[8:] == body
    return team.department_id


def test_what_fits_both_layouts_is_read_by_the_own_one() -> None:
    assert [department(Codec(17), body) for body in (BY_OWN_LAYOUT, BY_NEIGHBOUR, BY_BOTH, BY_NEITHER)] == [
        None,
        7,
        None,
        "error",
    ]


@pytest.mark.parametrize("bodies", product((BY_OWN_LAYOUT, BY_NEIGHBOUR, BY_BOTH, BY_NEITHER), repeat=4))
def test_a_neighbouring_layout_is_remembered_until_the_own_one_has_fitted(bodies: tuple[bytes, ...]) -> None:
    codec = Codec(17)
    own_has_fitted = remembered = False
    for body in bodies:
        if body == BY_NEITHER:
            wanted: int | str | None = "error"
        elif body == BY_NEIGHBOUR:
            wanted = 7
            remembered = not own_has_fitted
        elif body == BY_BOTH and remembered:
            wanted = 0x56023500
        else:
            wanted = None
            own_has_fitted, remembered = True, False
        assert department(codec, body) == wanted


def test_a_remembered_layout_stays_with_an_unknown_tag() -> None:
    codec = Codec(17)
    assert department(codec, BY_NEIGHBOUR) == 7
    assert department(codec, wire(f"{TEAM} 00000008 fe 02 0001 56 02 3500")) == 8
    assert department(codec, BY_BOTH) == 0x56023500


def test_a_layout_is_remembered_for_its_message_type_and_its_session_only() -> None:
    codec = Codec(17)
    assert department(codec, BY_NEIGHBOUR) == 7
    conf = codec.decode(4, bytes(26) + wire("05 02 3500"))
    assert isinstance(conf, OpenConf)
    assert (conf.department_id, conf.agent_id) == (None, "5")
    assert department(Codec(17), BY_BOTH) is None


def test_a_fixed_part_that_ends_early_is_unknown_from_there() -> None:
    message = read(123, "00001388 01000055")
    assert message == EmergencyCallEvent(5000, 0x01000055, 0xFFFF, 0xFFFFFFFF)
    conf = read(4, "00000001 00000081", version=25)
    assert isinstance(conf, OpenConf)
    assert (conf.services_granted, conf.monitor_id, conf.department_id, conf.session_type) == (
        129,
        0xFFFFFFFF,
        None,
        None,
    )


def test_the_two_layouts_of_failure_conf() -> None:
    assert read(1, "00000003 0000000c") == FailureConf(3, 12)
    assert read(1, "00000003 0000000c d9 03 633100") == FailureConf(3, 12, ctioscil_client_id="c1")
    assert read(1, "00000003 0000000c 00d9 0003 633100", 20) == FailureConf(3, 12, ctioscil_client_id="c1")


@pytest.mark.parametrize("version", range(20, 26))
def test_a_failure_conf_of_10_bytes_is_the_second_layout_from_version_20_on(version: int) -> None:
    assert read(1, "00000003 000c 0000277b", version) == FailureConf(3, 0, 12, 10107)
    assert read(1, "00000003 0000 000c d900", version) == FailureConf(3, 0, 0, 0x000CD900)


@pytest.mark.parametrize("version", range(9, 20))
def test_a_failure_conf_of_10_bytes_is_the_first_layout_before_version_20(version: int) -> None:
    assert read(1, "00000003 0000000c d9 00", version) == FailureConf(3, 12, ctioscil_client_id="")
    assert read(1, "00000003 0000000c fe 00", version) == FailureConf(3, 12)
    with pytest.raises(DecodeError) as caught:
        Codec(version).decode(1, wire("00000003 000c 0000277b"))
    assert caught.value.partial == {"invoke_id": 3, "status": 0x000C0000}


def test_a_message_without_fields() -> None:
    assert read(277, "", 24) == StandbyActiveEvent()
    with pytest.raises(DecodeError, match="STANDBY_ACTIVE_EVENT"):
        Codec(24).decode(277, b"\0")


@pytest.mark.parametrize(
    ("message_type", "literal", "version", "words"),
    [
        (6, "", 17, "HEARTBEAT_CONF (6) at byte 0 of its body: wanted InvokeID (UINT, 4 bytes), got 0 bytes"),
        (6, "000000", 17, "at byte 0 of its body: wanted InvokeID (UINT, 4 bytes), got 3 bytes"),
        (
            123,
            "00001388 01000055 00",
            17,
            "at byte 8 of its body: wanted ConnectionDeviceIDType (USHORT, 2 bytes)",
        ),
        (123, f"{EMERGENCY} 05", 17, "at byte 14 of its body: wanted a floating field's tag and length, got 1 bytes"),
        (
            123,
            f"{EMERGENCY} 05 02 3100 05 09 31",
            17,
            "byte 20 of its body: wanted 9 bytes of the floating",
        ),
        (123, f"{EMERGENCY} 0005 0002 3100 0005 00", 20, "at byte 20 of its body: wanted a floating field's tag and"),
    ],
)
def test_a_decode_error_has_the_place_of_the_failure(message_type: int, literal: str, version: int, words: str) -> None:
    with pytest.raises(DecodeError) as caught:
        Codec(version).decode(message_type, wire(literal))
    error = caught.value
    assert words in str(error)
    assert (error.message_type, error.body) == (message_type, wire(literal))


def test_what_was_readable_comes_with_the_error() -> None:
    with pytest.raises(DecodeError) as caught:
        Codec(17).decode(123, wire("00001388 01000055 00"))
    assert caught.value.partial == {"peripheral_id": 5000, "connection_call_id": 0x01000055}


def test_one_bad_message_changes_nothing_for_the_next() -> None:
    codec = Codec(17)
    with pytest.raises(DecodeError):
        codec.decode(6, b"\0")
    assert codec.decode(6, b"\0\0\0\1") == HeartbeatConf(1)
