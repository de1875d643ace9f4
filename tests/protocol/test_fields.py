"""The guide's data types: sizes, what is read, what is written, what is refused."""

from __future__ import annotations

import pytest

from protocol.wire.fields import READERS, Kind, NamedArray, NamedVariable, read_packed, write_value
from protocol.wire.messages import OpenReq, TeamConfigReq

SIZES = {"UCHAR": 1, "USHORT": 2, "SHORT": 2, "BOOL": 2, "UINT": 4, "INT": 4, "TIME": 4, "UNSPEC8": 8}


def test_sizes_are_those_of_the_guide() -> None:
    assert {kind.name: kind.size for kind in Kind if kind.size} == SIZES
    assert {kind.name for kind in Kind if kind.is_integer} == SIZES.keys() - {"UNSPEC8"}


@pytest.mark.parametrize(
    ("kind", "value", "literal"),
    [
        (Kind.UCHAR, 255, "ff"),
        (Kind.USHORT, 1, "0001"),
        (Kind.SHORT, -2, "fffe"),
        (Kind.BOOL, True, "0001"),
        (Kind.UINT, 0xFFFFFFFF, "ffffffff"),
        (Kind.INT, -1, "ffffffff"),
        (Kind.TIME, 1767225600, "6955b900"),
        (Kind.UNSPEC8, bytes(8), "0000000000000000"),
        (Kind.STRING, "7210", "3732313000"),
        (Kind.STRING, "", "00"),
        (Kind.STRING, "Zoë", "5a6fc3ab00"),
        (Kind.UNSPEC, b"\0\1", "0001"),
        (Kind.UNSPEC, b"", ""),
        (Kind.NAMEDVAR, NamedVariable("a", "b"), "61006200"),
        (Kind.NAMEDARRAY, NamedArray(3, "a", ""), "03610000"),
        (Kind.TASKID, b"123456789012", "313233343536373839303132"),
    ],
)
def test_values_are_written_and_read(kind: Kind, value: object, literal: str) -> None:
    assert write_value(kind, value).hex() == literal
    assert READERS[kind](bytes.fromhex(literal)) == value


@pytest.mark.parametrize(
    ("kind", "literal", "value"),
    [
        (Kind.NAMEDVAR, "", NamedVariable("", "")),
        (Kind.NAMEDVAR, "61", NamedVariable("a", "")),
        (Kind.NAMEDVAR, "610062", NamedVariable("a", "b")),
        (Kind.NAMEDVAR, "6100620063", NamedVariable("a", "b")),
        (Kind.NAMEDVAR, "e400fc00", NamedVariable("ä", "ü")),
        (Kind.NAMEDARRAY, "", NamedArray(0, "", "")),
        (Kind.NAMEDARRAY, "07", NamedArray(7, "", "")),
        (Kind.NAMEDARRAY, "0761", NamedArray(7, "a", "")),
        (Kind.SHORT, "fe", -2),
        (Kind.INT, "", None),
        (Kind.USHORT, "000000000000000001", None),
    ],
)
def test_odd_bytes_are_read_as_far_as_they_make_sense(kind: Kind, literal: str, value: object) -> None:
    assert READERS[kind](bytes.fromhex(literal)) == value


@pytest.mark.parametrize(
    ("kind", "value"), [(Kind.UCHAR, 256), (Kind.SHORT, 32768), (Kind.UINT, -1), (Kind.UINT, None)]
)
def test_numbers_out_of_range_are_refused(kind: Kind, value: object) -> None:
    with pytest.raises(ValueError, match=f"does not fit {kind.name}"):
        write_value(kind, value)


def test_a_run_of_numbers_in_one_field() -> None:
    read = read_packed(Kind.USHORT)
    assert read(bytes.fromhex("00110022")) == (0x11, 0x22)
    assert read(b"") == ()
    assert read(b"\0\1\2") is None


def test_what_stands_for_a_value_that_is_not_there() -> None:
    by_name = {field.name: field for field in (*OpenReq.fixed_fields, *TeamConfigReq.fixed_fields)}
    assert (by_name["InvokeID"].null_value, by_name["InvokeID"].all_ones) == (0, 0xFFFFFFFF)
    assert (by_name["IdleTimeout"].null_value, by_name["PeripheralID"].null_value) == (0xFFFFFFFF, 0xFFFFFFFF)
    assert (by_name["Reserved"].null_value, by_name["Reserved"].all_ones) == (bytes(8), b"\xff" * 8)
