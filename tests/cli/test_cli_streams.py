"""``decode`` and ``encode``, as they are used: bytes in, JSON lines out, and back."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from app.cli import main
from app.commands.decode import lines

EMERGENCY = bytes.fromhex(
    "00000025 0000007b"  # MessageLength 37, MessageType 123
    "00001388"  # PeripheralID 5000
    "00002261"  # ConnectionCallID 8801
    "0000"  # ConnectionDeviceIDType 0, static
    "00000009"  # SessionID 9
    "19 05 3330303400"  # ConnectionDeviceID "3004"
    "05 05 3130303400"  # AgentID "1004"
    "04 05 331b303400"  # AgentExtension with an escape character in it
    "00 00"  # a tag that no guide has, empty
)
HEARTBEAT = bytes.fromhex("00000004 00000005 00000007")  # HEARTBEAT_REQ, InvokeID 7
UNKNOWN = bytes.fromhex("00000003 000003e7 c0ffee")  # type 999
BAD = bytes.fromhex("00000002 00000005 0001")  # HEARTBEAT_REQ with half an InvokeID


def decoded(path: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, list[dict[str, Any]]]:
    status = main(["decode", *arguments, str(path)])
    captured = capsys.readouterr()
    assert captured.err == ""
    return status, [json.loads(line) for line in captured.out.splitlines()]


def test_a_stream_as_json_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "capture"
    path.write_bytes(HEARTBEAT + UNKNOWN + HEARTBEAT)
    status, objects = decoded(path, capsys)
    assert status == 0
    assert objects == [
        {
            "offset": 0,
            "length": 4,
            "type": 5,
            "name": "HEARTBEAT_REQ",
            "fields": {"InvokeID": 7},
            "words": {},
            "floating": [],
        },
        {"offset": 12, "length": 3, "type": 999, "name": "UNKNOWN_999", "body": "c0ffee"},
        {
            "offset": 23,
            "length": 4,
            "type": 5,
            "name": "HEARTBEAT_REQ",
            "fields": {"InvokeID": 7},
            "words": {},
            "floating": [],
        },
    ]


def test_fields_words_and_floating(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "capture"
    path.write_bytes(EMERGENCY)
    status, (line,) = decoded(path, capsys)
    assert status == 0
    assert line == {
        "offset": 0,
        "length": 37,
        "type": 123,
        "name": "EMERGENCY_CALL_EVENT",
        "fields": {"PeripheralID": 5000, "ConnectionCallID": 8801, "ConnectionDeviceIDType": 0, "SessionID": 9},
        "words": {"ConnectionDeviceIDType": "CONNECTION_ID_STATIC"},
        "floating": [
            {"tag": 25, "name": "ConnectionDeviceID", "value": "3004"},
            {"tag": 5, "name": "AgentID", "value": "1004"},
            {"tag": 4, "name": "AgentExtension", "value": {"hex": "331b303400"}},
            {"tag": 0, "name": "UNKNOWN_0", "value": {"hex": ""}},
        ],
    }
    assert list(line) == ["offset", "length", "type", "name", "fields", "words", "floating"]


def test_bad_message_is_an_error_line_and_the_next_is_decoded(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "capture"
    path.write_bytes(BAD + HEARTBEAT)
    status, objects = decoded(path, capsys)
    assert status == 1
    assert set(objects[0]) == {"offset", "error"}
    assert objects[0]["offset"] == 0
    assert "HEARTBEAT_REQ" in objects[0]["error"]
    assert (objects[1]["offset"], objects[1]["name"]) == (10, "HEARTBEAT_REQ")


@pytest.mark.parametrize("cut", [1, 7, 8, 11])
def test_truncated_last_message_is_an_error_line(tmp_path: Path, capsys: pytest.CaptureFixture[str], cut: int) -> None:
    path = tmp_path / "capture"
    path.write_bytes(HEARTBEAT + HEARTBEAT[:cut])
    status, objects = decoded(path, capsys)
    assert status == 1
    assert [set(o) for o in objects[1:]] == [{"offset", "error"}]
    assert objects[1]["offset"] == 12


def test_stream_out_of_step_ends_with_an_error_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "capture"
    path.write_bytes(HEARTBEAT + b"\xff" * 8 + HEARTBEAT)
    status, objects = decoded(path, capsys)
    assert status == 1
    assert len(objects) == 2
    assert objects[1]["offset"] == 12


def test_nothing_in_nothing_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "capture"
    path.write_bytes(b"")
    assert decoded(path, capsys) == (0, [])


def test_every_chunking_gives_the_same_lines() -> None:
    class OneByOne(io.BytesIO):
        def read1(self, size: int | None = -1, /) -> bytes:
            return super().read1(1)

    data = HEARTBEAT + UNKNOWN + BAD + HEARTBEAT[:5]
    assert list(lines(OneByOne(data), 17)) == list(lines(io.BytesIO(data), 17))


def test_decode_then_encode_gives_the_same_bytes(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    data = HEARTBEAT + UNKNOWN + EMERGENCY
    (tmp_path / "capture").write_bytes(data)
    assert main(["decode", str(tmp_path / "capture")]) == 0
    (tmp_path / "lines").write_bytes(capfdbinary.readouterr().out)
    assert main(["encode", str(tmp_path / "lines")]) == 0
    assert capfdbinary.readouterr().out == data


def test_encode_names_line_and_field_and_goes_on(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    good = '{"type": 5, "fields": {"InvokeID": 7}}'
    bad = ['{"type": 5, "fields": {"InvokeID": -1}}', "[1]", "nonsense", '{"offset": 0, "error": "x"}', "[" * 100_000]
    (tmp_path / "lines").write_text("\n".join([good, *bad, "", good]), encoding="utf-8")
    assert main(["encode", str(tmp_path / "lines")]) == 1
    captured = capfdbinary.readouterr()
    assert captured.out == HEARTBEAT * 2
    errors = captured.err.decode().splitlines()
    assert [e.partition(":")[2].partition(":")[0] for e in errors] == [f" line {n}" for n in range(2, 7)]
    assert "InvokeID" in errors[0]
    assert "error" in errors[3]


def test_encode_shows_no_control_characters(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "lines").write_text(r'{"type": 5, "fields": {"\u001b[2J": 1}}', encoding="utf-8")
    assert main(["encode", str(tmp_path / "lines")]) == 1
    error = capfd.readouterr().err
    assert "\x1b" not in error
    assert r"\x1b[2J" in error


def test_unreadable_file_is_a_usage_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for command in ("decode", "encode"):
        assert main([command, str(tmp_path / "none")]) == 2
        assert "cannot be read (No such file or directory)" in capsys.readouterr().err


def test_live_stream_is_shown_as_it_comes() -> None:
    read_end, write_end = os.pipe()
    with subprocess.Popen(
        [sys.executable, "-m", "app", "decode", "-"], stdin=read_end, stdout=subprocess.PIPE
    ) as process:
        os.close(read_end)
        os.write(write_end, HEARTBEAT)
        assert process.stdout is not None
        watchdog = threading.Timer(30, process.kill)
        watchdog.start()
        first = process.stdout.readline()  # the pipe is still open: nothing but the message itself made this come
        watchdog.cancel()
        os.close(write_end)
        assert json.loads(first)["name"] == "HEARTBEAT_REQ"
        assert process.wait(30) == 0


def test_reader_that_goes_away_is_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "capture").write_bytes(HEARTBEAT * 20_000)
    with subprocess.Popen(
        [sys.executable, "-m", "app", "decode", str(tmp_path / "capture")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(30) == 1
