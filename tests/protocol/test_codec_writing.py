"""Writing: counts, limits, versions, messages that were read and then changed, copies."""

from __future__ import annotations

import copy
import pickle

import pytest
from wire_literals import wire

from protocol.wire.codec import Codec
from protocol.wire.errors import EncodeError
from protocol.wire.fields import NamedArray, NamedVariable
from protocol.wire.messages import (
    AgentDeskSettingsConf,
    AgentStateEvent,
    AgentTeamConfigEvent,
    BeginCallEvent,
    EmergencyCallEvent,
    HeartbeatReq,
    ListAgentTeamConf,
    Message,
    OpenConf,
    OpenReq,
    SnapshotCallReq,
    TeamConfigReq,
    UnknownMessage,
)

EMERGENCY = "00001388 01000055 0000 0000004d"


def body(message: Message, version: int = 17) -> bytes:
    return Codec(version).encode(message)[8:]


def test_counts_that_were_left_open_are_filled_in() -> None:
    assert body(ListAgentTeamConf(9, team_id=[1, 2]))[4:6] == b"\0\2"
    assert body(OpenConf(flt_peripheral_id=[5000, 5001], multiline_agent_control=[0, 1]))[26:30] == bytes(
        (228, 2, 0, 2)
    )
    assert body(OpenConf()) == body(OpenConf(num_peripherals=None))
    assert len(body(OpenConf())) == 26


def test_a_count_that_was_given_stays() -> None:
    assert body(ListAgentTeamConf(9, number_of_agent_teams=7, team_id=[1, 2]))[4:6] == b"\0\7"


def test_fields_of_other_versions_are_left_out() -> None:
    message = AgentTeamConfigEvent(department_id=7, agent_team_name="Claims")
    assert [len(body(message, version)) for version in (9, 15, 16, 18, 19, 20)] == [12, 12, 21, 21, 25, 27]
    wide = AgentDeskSettingsConf(play_zip_tone=1)
    assert body(wide, 17) == body(AgentDeskSettingsConf(), 17)
    assert body(wide, 24)[-8:] == bytes.fromhex("0133 0004 00000001")


@pytest.mark.parametrize(
    ("message", "words"),
    [
        (HeartbeatReq(1 << 32), "HEARTBEAT_REQ: InvokeID: 4294967296 does not fit UINT"),
        (HeartbeatReq(-1), "HEARTBEAT_REQ: InvokeID: -1 does not fit UINT"),
        (HeartbeatReq("1"), "HEARTBEAT_REQ: InvokeID: '1' does not fit UINT"),
        (EmergencyCallEvent(agent_id="123456789012"), "AgentID: 13 bytes are more than the 12 of the guide"),
        (EmergencyCallEvent(agent_id="1\x002"), "AgentID: a text may not hold a NUL"),
        (EmergencyCallEvent(agent_id="\ud800"), "AgentID: the text holds characters that no encoding has"),
        (EmergencyCallEvent(agent_id=4410), "AgentID: text is wanted, got int"),
        (OpenReq(client_password="secret"), "ClientPassword: bytes are wanted, got str"),
        (BeginCallEvent(named_variable=[NamedVariable("n" * 33, "")]), "NamedVariable: 34 bytes are more than the 33"),
        (
            BeginCallEvent(named_variable=[NamedVariable("n", "v" * 211)]),
            "NamedVariable: 212 bytes are more",
        ),
        (BeginCallEvent(named_variable=["ab"]), "NamedVariable: a name and a value are wanted"),
        (BeginCallEvent(named_variable=[7]), "NamedVariable: "),
        (BeginCallEvent(named_array=[NamedArray(256, "n", "v")]), "NamedArray: 256 does not fit UCHAR"),
        (AgentTeamConfigEvent(atc_agent_id=[str(n) for n in range(65)]), "members: 65 members are more than the 64"),
        (AgentTeamConfigEvent(atc_agent_id=7), "members: lists are wanted"),
        (AgentStateEvent(direction=1.5), "Direction: 1.5 does not fit UINT"),
        (TeamConfigReq(reserved=b"\0"), "Reserved: 8 bytes are wanted, got 1"),
        (UnknownMessage(1 << 32, b""), "MessageType: 4294967296 does not fit UINT"),
        (UnknownMessage(999, bytes(65537)), "UNKNOWN_999: MessageLength: 65537 bytes are more than 65536"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_does_not_fit_is_refused_by_the_name_of_the_field(message: Message, words: str) -> None:
    with pytest.raises(EncodeError) as caught:
        Codec(17).encode(message)
    assert words in str(caught.value)


def test_a_field_longer_than_its_length_byte_is_refused_and_fits_where_two_bytes_count() -> None:
    codec = Codec(17)
    with pytest.raises(ValueError, match="tag 7 with 256 bytes does not fit protocol version 17"):
        codec.floating_field(7, bytes(256))
    with pytest.raises(ValueError, match="tag 256 with 0 bytes"):
        codec.floating_field(256, b"")
    assert Codec(20).floating_field(256, bytes(256))[:4] == bytes.fromhex("01000100")


def test_a_message_that_was_read_and_changed_keeps_what_it_does_not_know() -> None:
    codec = Codec(17)
    message = codec.decode(123, wire(f"{EMERGENCY} fe 03 010203 05 02 3100"))
    assert isinstance(message, EmergencyCallEvent)
    message.agent_id = "22"
    assert codec.encode(message)[8:] == wire(f"{EMERGENCY} 05 03 323200 fe 03 010203")
    message.agent_id = "1"
    assert codec.encode(message)[8:] == wire(f"{EMERGENCY} fe 03 010203 05 02 3100")


def test_a_changed_message_keeps_the_layout_it_came_in() -> None:
    codec = Codec(17)
    team = codec.decode(128, wire("00001388 00001393 0001 0001 00000007 56 02 3100"))
    assert isinstance(team, AgentTeamConfigEvent)
    team.department_id = 8
    assert codec.encode(team)[8:] == wire("00001388 00001393 0001 0001 00000008 56 02 3100")


def test_a_changed_message_whose_fixed_part_broke_off_stays_as_short() -> None:
    codec = Codec(17)
    message = codec.decode(123, wire("00001388 01000055"))
    assert isinstance(message, EmergencyCallEvent)
    message.peripheral_id = 5001
    assert codec.encode(message)[8:] == wire("00001389 01000055")


def test_a_message_of_one_version_is_written_anew_for_another() -> None:
    message = Codec(17).decode(123, wire(f"{EMERGENCY} 05 02 3100"))
    assert body(message, 20) == wire(f"{EMERGENCY} 0005 0002 3100")
    other = Codec(20).decode(123, wire(f"{EMERGENCY} 0005 0002 3100"))
    assert body(other, 17) == wire(f"{EMERGENCY} 05 02 3100")


def test_copies_have_the_fields_and_forget_the_bytes() -> None:
    codec = Codec(17)
    message = codec.decode(123, wire(f"{EMERGENCY} 05 02 3100 04 02 3700"))
    for twin in (copy.copy(message), copy.deepcopy(message), pickle.loads(pickle.dumps(message))):
        assert twin == message
        assert not hasattr(twin, "wire")
        assert codec.encode(twin)[8:] == wire(f"{EMERGENCY} 04 02 3700 05 02 3100")


def test_messages_differ_by_type_and_by_field() -> None:
    assert HeartbeatReq(1) == HeartbeatReq(1)
    assert HeartbeatReq(1) != HeartbeatReq(2)
    assert HeartbeatReq(1) != SnapshotCallReq(1)
    assert UnknownMessage(999, b"1") != UnknownMessage(999, b"2")
    with pytest.raises(TypeError):
        hash(HeartbeatReq(1))


def test_a_message_in_words_shows_what_is_given_and_no_password() -> None:
    shown = repr(OpenReq(invoke_id=7, client_id="watch", client_password=b"hunter2"))
    assert "invoke_id=7" in shown
    assert "client_id='watch'" in shown
    assert "hunter2" not in shown
    assert "agent_id" not in shown
