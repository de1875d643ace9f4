"""A message as a JSON object: what it looks like, what nothing is lost in, what is refused."""

from __future__ import annotations

from typing import Any

import pytest
from wire_literals import wire

from protocol.wire.codec import Codec
from protocol.wire.errors import EncodeError
from protocol.wire.json_form import from_json, to_json

EMERGENCY = "00001388 01000055 ffff 0000004d"


def shown(message_type: int, literal: str, version: int = 17) -> dict[str, Any]:
    codec = Codec(version)
    body = wire(literal)
    given = to_json(codec, message_type, body, 100)
    assert from_json(codec, given)[8:] == body
    assert list(given)[:4] == ["offset", "length", "type", "name"]
    return given


def test_an_emergency() -> None:
    assert shown(123, f"{EMERGENCY} 19 05 3330303100 f0 02 0102") == {
        "offset": 100,
        "length": 25,
        "type": 123,
        "name": "EMERGENCY_CALL_EVENT",
        "fields": {
            "PeripheralID": 5000,
            "ConnectionCallID": 0x01000055,
            "ConnectionDeviceIDType": 0xFFFF,
            "SessionID": 77,
        },
        "words": {"ConnectionDeviceIDType": "CONNECTION_ID_NONE"},
        "floating": [
            {"tag": 25, "name": "ConnectionDeviceID", "value": "3001"},
            {"tag": 240, "name": "UNKNOWN_240", "value": {"hex": "0102"}},
        ],
    }


@pytest.mark.parametrize(
    ("literal", "value"),
    [
        ("05 05 3434313000", "4410"),
        ("05 01 00", ""),
        ("05 00", {"hex": ""}),
        ("05 02 3132", {"hex": "3132"}),
        ("05 03 310032", {"hex": "310032"}),
        ("05 03 1b3100", {"hex": "1b3100"}),
        ("05 02 fc00", {"hex": "fc00"}),
        ("05 03 c3bc00", "ü"),
        ("05 04 e280ae00", {"hex": "e280ae00"}),
        ("05 04 e280a800", {"hex": "e280a800"}),
    ],
)
def test_text_is_text_only_where_it_is_clean_and_gives_the_same_bytes(literal: str, value: object) -> None:
    assert shown(123, f"{EMERGENCY} {literal}")["floating"][0]["value"] == value


@pytest.mark.parametrize(
    ("literal", "value"), [("f4 04 00000002", 2), ("f4 02 0002", {"hex": "0002"}), ("f4 00", {"hex": ""})]
)
def test_numbers_of_an_odd_length_are_hexadecimal(literal: str, value: object) -> None:
    entry = shown(30, "00" * 58 + literal)["floating"][0]
    assert entry == {"tag": 244, "name": "Direction", "value": value}


def test_variables_have_names() -> None:
    floating = shown(23, "00" * 26 + "52 05 6100656e00 53 05 0261006200 52 03 610062 02 01 ff")["floating"]
    assert [entry["value"] for entry in floating] == [
        {"name": "a", "value": "en"},
        {"index": 2, "name": "a", "value": "b"},
        {"hex": "610062"},
        {"hex": "ff"},
    ]


def test_unknown_types_and_unpublished_bodies() -> None:
    assert shown(4711, "0102") == {"offset": 100, "length": 2, "type": 4711, "name": "UNKNOWN_4711", "body": "0102"}
    assert shown(126, "")["name"] == "AGENT_TEAM_CONFIG_REQ"


@pytest.mark.parametrize(
    ("version", "name"), [(24, "NUM_POSITIVE_ANSWERS_SUGGESTIONS"), (25, "MEDIA_TYPE"), (20, "UNKNOWN_9999")]
)
def test_a_tag_that_the_message_has_not_has_its_name_of_the_version(version: int, name: str) -> None:
    """Tag 312 belongs to SET_AGENT_SERVICE_DATA_REQ in version 24, to MEDIA_LOGIN_REQ in version 25."""
    tag = "270f" if name == "UNKNOWN_9999" else "0138"
    (entry,) = shown(123, f"{EMERGENCY} {tag} 0002 0001", version)["floating"]
    assert (entry["name"], entry["value"]) == (name, {"hex": "0001"})


def test_unknown_codes_and_masks_in_words() -> None:
    words = shown(3, "00000001 00000011 00000028 00001388 40000081 00000000 000003ff 00000000" + "00000000" * 3)[
        "words"
    ]
    assert words["ServicesRequested"] == "CTI_SERVICE_CLIENT_EVENTS|CTI_SERVICE_SUPERVISOR|0x40000000"
    assert words["CallMsgMask"] == "0"
    assert shown(2, "00000309")["words"] == {"Status": "UNKNOWN_777"}


def test_fields_that_are_no_number() -> None:
    fields = shown(242, "00" * 6 + "0102030405060708")["fields"]
    assert {"hex": "0102030405060708"} in fields.values()


def test_fields_may_be_given_in_any_order_and_the_number_by_name() -> None:
    given = {"name": "CLOSE_REQ", "fields": {"Status": 15, "InvokeID": 3}}
    assert from_json(Codec(), given) == wire("00000008 00000007 00000003 0000000f")
    assert from_json(Codec(), {"name": "UNKNOWN_4711", "body": "0f"}) == wire("00000001 00001267 0f")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ([], "a JSON object is wanted"),
        ({"offset": 3, "error": "no"}, "this line tells of a message that could not be decoded"),
        ({}, "type: the number of a message type is wanted"),
        ({"type": True}, "the number of a message type"),
        ({"type": -1}, "the number of a message type"),
        ({"type": 1 << 32}, "the number of a message type"),
        ({"name": "NO_SUCH"}, "the number of a message type"),
        ({"name": "NO_SUCH", "type": 3}, "NO_SUCH: name: type 3 is OPEN_REQ"),
        ({"type": 4711, "fields": {}}, "body: the fields of this type are not known"),
        ({"type": 4711, "body": "0g"}, "UNKNOWN_4711: body: hexadecimal digits are wanted"),
        ({"type": 4711, "body": 7}, "hexadecimal digits"),
        ({"type": 4711, "body": "00" * 65537}, "length: 65537 bytes are more than 65536"),
        ({"type": 5, "fields": {"Status": 1}}, "HEARTBEAT_REQ: Status: the message has no such field"),
        ({"type": 5, "fields": 1}, "fields: an object is wanted"),
        ({"type": 5, "fields": {"InvokeID": "1"}}, "InvokeID: '1' does not fit UINT"),
        ({"type": 5, "fields": {"InvokeID": True}}, "InvokeID: a number is wanted"),
        ({"type": 5, "fields": {"InvokeID": 1.0}}, "InvokeID: 1.0 does not fit UINT"),
        ({"type": 5, "fields": {"InvokeID": {"hex": "00"}}}, "does not fit UINT"),
        ({"type": 5, "floating": {}}, "floating: a list is wanted"),
        ({"type": 5, "floating": [7]}, "each entry needs a tag"),
        ({"type": 5, "floating": [{"tag": -1}]}, "each entry needs a tag"),
        ({"type": 5, "floating": [{"tag": 5, "value": 7}]}, "text is wanted, got int"),
        ({"type": 5, "floating": [{"tag": 5, "value": True}]}, "wanted as"),
        ({"type": 5, "floating": [{"tag": 5, "value": {"hex": "x"}}]}, "hexadecimal digits"),
        ({"type": 5, "floating": [{"tag": 240, "value": "x"}]}, "the value of a field that is not known"),
        ({"type": 5, "floating": [{"tag": 5, "value": "x" * 300}]}, "does not fit protocol version 17"),
        ({"type": 5, "floating": [{"tag": 300, "value": {"hex": ""}}]}, "does not fit protocol version 17"),
        ({"type": 23, "floating": [{"tag": 82, "value": {"name": "a"}}]}, "NamedVariable: text is wanted"),
        (
            {"type": 23, "floating": [{"tag": 83, "value": {"index": 256, "name": "a", "value": ""}}]},
            "256 does not fit",
        ),
        ({"type": 23, "floating": [{"tag": 82, "value": "ab"}]}, "a name and a value are wanted"),
        ({"type": 242, "fields": {"Reserved": {"hex": "00"}}}, "Reserved: 8 bytes are wanted, got 1"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_message_is_refused_in_words(given: object, words: str) -> None:
    with pytest.raises(EncodeError) as caught:
        from_json(Codec(17), given)
    assert words in str(caught.value)
