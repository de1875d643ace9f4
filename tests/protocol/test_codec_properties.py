"""Properties that hold for every declared message in every protocol version."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from typing import ParamSpec, TypeVar

import pytest
import strategies as own
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from protocol.wire.codec import Codec
from protocol.wire.errors import DecodeError, EncodeError, FramingError
from protocol.wire.fields import Kind
from protocol.wire.framing import FrameBuffer, frame
from protocol.wire.json_form import from_json, to_json
from protocol.wire.layouts import WIDE_SINCE, walk
from protocol.wire.messages import FailureConf, Message, UnknownMessage

FEW = settings(deadline=None, max_examples=4, suppress_health_check=list(HealthCheck), database=None)
MANY = settings(deadline=None, max_examples=200, suppress_health_check=list(HealthCheck), database=None)
P = ParamSpec("P")
T = TypeVar("T")
E = TypeVar("E", bound=Exception)


def attempt(expected: type[E], call: Callable[P, T], *given: P.args, **named: P.kwargs) -> tuple[T | None, E | None]:
    """What the call gave, or the error that it is allowed to give."""
    try:
        return call(*given, **named), None
    except expected as error:
        return None, error


every_message = pytest.mark.parametrize("cls", own.CLASSES, ids=lambda cls: cls.name)


@every_message
@FEW
@given(data=st.data(), version=own.versions)
def test_a_made_message_comes_back_equal(cls: type[Message], data: st.DataObject, version: int) -> None:
    made = data.draw(own.messages(cls, version))
    wire = Codec(version).encode(made)
    read = Codec(version).decode(cls.message_type, wire[8:])
    assert read == made
    assert wire[:8] == (len(wire) - 8).to_bytes(4, "big") + cls.message_type.to_bytes(4, "big")
    del read.wire
    assert Codec(version).encode(read) == wire


@every_message
@FEW
@given(data=st.data(), version=own.versions)
def test_any_well_formed_body_is_written_back_to_the_byte(
    cls: type[Message], data: st.DataObject, version: int
) -> None:
    body = data.draw(own.bodies(cls, version))
    codec = Codec(version)
    assert codec.encode(codec.decode(cls.message_type, body)) == frame(cls.message_type, body)
    line = json.dumps(to_json(codec, cls.message_type, body, 0))
    assert "\n" not in line
    assert from_json(Codec(version), json.loads(line)) == frame(cls.message_type, body)


@every_message
@FEW
@given(data=st.data(), version=own.versions)
def test_an_unknown_tag_at_any_place_changes_no_field(cls: type[Message], data: st.DataObject, version: int) -> None:
    """Also in a session that has read other bodies of the type before."""
    codec = Codec(version)
    for _ in range(data.draw(st.integers(1, 3))):
        made = data.draw(own.messages(cls, version))
        body = codec.encode(made)[8:]
        size = own.fixed_size(cls, version)
        places = [size]
        for tag, raw in walk(body, size, version >= WIDE_SINCE):
            places.append(places[-1] + len(own.floating_field(version, tag, raw)))
        place = data.draw(st.sampled_from(places))
        unknown = own.floating_field(version, *data.draw(own.unknown_fields(cls, version)))
        assert codec.decode(cls.message_type, body[:place] + unknown + body[place:]) == made


@MANY
@given(st.data(), st.sampled_from(own.CLASSES), own.versions, own.versions)
def test_a_body_of_a_neighbouring_layout_is_read_or_refused_and_never_changed(
    data: st.DataObject, cls: type[Message], version: int, layout: int
) -> None:
    body = data.draw(own.bodies(cls, version, known=True, layout=layout))
    codec = Codec(version)
    read, error = attempt(DecodeError, codec.decode, cls.message_type, body)
    if read is not None:
        assert codec.encode(read) == frame(cls.message_type, body)
    else:
        assert error is not None
        assert error.body == body
        # Refused may be only what lies as neither this version nor the ones that guides describe lay it.
        assert own.fixed_size(cls, layout) not in {own.fixed_size(cls, v) for v in (version, 17, 19, 24, 25)}


@MANY
@given(st.data(), st.sampled_from(own.CLASSES), own.versions)
def test_a_fixed_part_that_breaks_off_is_read_or_refused_with_its_place(
    data: st.DataObject, cls: type[Message], version: int
) -> None:
    body = data.draw(own.bodies(cls, version))[: own.fixed_size(cls, version)]
    cut = data.draw(st.integers(0, len(body)))
    codec = Codec(version)
    read, error = attempt(DecodeError, codec.decode, cls.message_type, body[:cut])
    if read is not None:
        assert codec.encode(read)[8:] == body[:cut]
    else:
        assert error is not None
        assert 0 <= error.offset <= cut
        assert f"{cls.name} ({cls.message_type}) at byte {error.offset} " in str(error)


@MANY
@given(st.data(), own.versions)
def test_every_stream_is_cut_and_written_back(data: st.DataObject, version: int) -> None:
    messages = data.draw(own.streams(version))
    stream = b"".join(frame(*one) for one in messages)
    codec, buffer = Codec(version), FrameBuffer()
    written = []
    at = 0
    while at < len(stream):
        size = data.draw(st.integers(1, 40))
        buffer.feed(stream[at : at + size])
        at += size
        while (one := buffer.next_frame()) is not None:
            written.append(codec.encode(codec.decode(*one)))
    buffer.finish()
    assert b"".join(written) == stream


@MANY
@given(own.versions, own.message_types, st.binary(max_size=120))
def test_any_bytes_give_a_message_or_the_documented_error(version: int, message_type: int, body: bytes) -> None:
    codec = Codec(version)
    message, error = attempt(DecodeError, codec.decode, message_type, body)
    if message is not None:
        assert codec.encode(message) == frame(message_type, body)
        shown = json.loads(json.dumps(to_json(codec, message_type, body, 0)))
        assert from_json(codec, shown) == frame(message_type, body)
        assert repr(message)
    else:
        assert error is not None
        assert (error.message_type, error.body) == (message_type, body)
        assert 0 <= error.offset <= len(body)
        assert error.wanted
        assert error.got
        with pytest.raises(DecodeError):
            to_json(codec, message_type, body, 0)


@MANY
@given(st.binary(max_size=200), own.versions)
def test_any_stream_gives_messages_or_the_documented_errors(stream: bytes, version: int) -> None:
    buffer, codec = FrameBuffer(), Codec(version)
    buffer.feed(stream)

    def read_all() -> None:
        while (one := buffer.next_frame()) is not None:
            attempt(DecodeError, codec.decode, *one)
        buffer.finish()

    _, error = attempt(FramingError, read_all)
    assert error is None or 0 <= error.offset <= len(stream)


@MANY
@given(own.versions, own.unknown_types, st.binary(max_size=60))
def test_unknown_types_are_kept(version: int, message_type: int, body: bytes) -> None:
    read = Codec(version).decode(message_type, body)
    assert isinstance(read, UnknownMessage)
    assert Codec(version).encode(read) == frame(message_type, body)


json_values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=6), inner, max_size=3)),
    max_leaves=6,
)


@cache
def any_fields(cls: type[Message]) -> st.SearchStrategy[dict[str, object]]:
    """Some of the fixed fields of a message, with any values."""
    return st.dictionaries(st.sampled_from([f.name for f in cls.fixed_fields] or ["X"]), json_values)


@cache
def any_floating(cls: type[Message]) -> st.SearchStrategy[list[dict[str, object]]]:
    """Floating fields, often of a message's own tags, with any values."""
    tags = st.one_of(st.sampled_from([f.tag.number for f in cls.floating_fields] or [1]), json_values)
    named = st.dictionaries(st.sampled_from(["hex", "name", "value", "index"]), json_values)
    return st.lists(st.fixed_dictionaries({"tag": tags, "value": st.one_of(json_values, named)}), max_size=3)


@MANY
@given(st.data(), own.versions)
def test_any_json_gives_bytes_or_the_documented_error(data: st.DataObject, version: int) -> None:
    cls = data.draw(st.sampled_from(own.CLASSES))
    fields = data.draw(any_fields(cls))
    whole = st.fixed_dictionaries(
        {"type": st.just(cls.message_type), "fields": st.just(fields), "floating": any_floating(cls)}
    )
    wire, error = attempt(EncodeError, from_json, Codec(version), data.draw(st.one_of(whole, json_values)))
    assert error if wire is None else len(wire) >= 8


@FEW
@given(st.integers(WIDE_SINCE, 25), st.integers(0, 0xFFFF), st.integers(0, 0xFFFFFFFF))
def test_the_second_layout_of_failure_conf_is_made_and_read(version: int, code: int, peripheral: int) -> None:
    made = FailureConf(invoke_id=7, failure_code=code, peripheral_error_code=peripheral)
    wire = Codec(version).encode(made)
    assert len(wire) == 18
    assert Codec(version).decode(1, wire[8:]) == made


@FEW
@given(st.integers(9, WIDE_SINCE - 1), own.numbers(Kind.UINT), st.integers(0, 0xFFFF))
def test_before_version_20_failure_conf_is_written_in_its_first_layout(version: int, status: int, code: int) -> None:
    wire = Codec(version).encode(FailureConf(invoke_id=7, status=status, failure_code=code))
    assert Codec(version).decode(1, wire[8:]) == FailureConf(invoke_id=7, status=status)
