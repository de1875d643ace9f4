"""The audit of supervisory actions as a hash chain: what a line is, how it is hashed, how the chain is verified.

Every line carries the SHA-256 of the line before it and its own, over :func:`canonical`. A line that was edited,
deleted from the middle, moved or put in between breaks the chain at a place that :class:`Verifier` names.

Limits: there is no key, so whoever may write the file can build a whole new chain that holds. A chain whose end was cut
off holds as well; against that the database counts the numbers it gave out, and the *head* (number and hash of the last
line) is kept in a head file next to the database. The head is written right after each line, so it may be one line
behind, never ahead. An end that was cut off together with both is not noticed; sites that need more copy the head to
another machine.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import fields
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from app.files import make_owner_only, open_regular, read_regular
from protocol.frozen import frozen

FIRST_PREVIOUS = "0" * 64
"""``previous`` of the first line."""

REQUEST = "request"
OUTCOME = "outcome"


@frozen
class AuditLine:
    """One line of the audit; the order of the fields is the order in which they are hashed."""

    sequence: int
    """1, 2, 3 and so on, without gaps."""
    at: str
    """UTC, ``2026-01-31T14:02:31.123456Z``."""
    kind: str
    """``request``, written before the request leaves, or ``outcome``."""
    request: int | None
    """Of an outcome: the sequence number of its request."""
    supervisor: str
    """The supervisor's agent id."""
    agent_id: str
    peripheral_id: int
    connection_call_id: int | None
    """None (and the two below) when the agent was named in place of a call."""
    connection_device_id_type: int | None
    connection_device_id: str | None
    action: str
    """Name of the supervisory action: ``BARGE_IN``."""
    outcome: str
    """In words; of a request empty, or a remark."""
    milliseconds: int | None
    """Of an outcome: from the request to it."""
    previous: str
    """Hash of the line before, in hex."""
    hash: str = ""
    """SHA-256 of this line, in hex."""


AUDIT_COLUMNS = tuple(field.name for field in fields(AuditLine))
"""Names of the fields, and of the database's columns."""

_hashed = attrgetter(*AUDIT_COLUMNS[:-1])


def canonical(line: AuditLine) -> bytes:
    """The bytes that are hashed: a name of the format, then all fields but the hash as one ASCII JSON list.

    Numbers are bare, texts in quotes with everything but printable ASCII as ``\\uXXXX``, absent ones ``null``, a comma
    between and no spaces. A value of another type, which only an edited line can hold, is hashed as its ``repr``.
    """
    values = json.dumps(_hashed(line), ensure_ascii=True, separators=(",", ":"), default=repr)
    return b"floorwalker audit 1\n" + values.encode("ascii")


def digest(line: AuditLine) -> str:
    """SHA-256 of the line, in hex."""
    return hashlib.sha256(canonical(line)).hexdigest()


class Head(NamedTuple):
    """The last line of a chain."""

    sequence: int
    hash: str


class Broken(NamedTuple):
    """The first place where the chain doesn't hold, and why, in words."""

    sequence: int
    """The line that is wrong or missing."""
    words: str


class Verifier:
    """Verifies a chain line by line, up to the first broken place."""

    def __init__(self, head: Head | None = None) -> None:
        """``head`` is that of the head file, read before the lines are."""
        self.last = Head(0, FIRST_PREVIOUS)
        self.lines = 0
        self.broken: Broken | None = None
        self._head = head

    def feed(self, line: AuditLine) -> None:
        """The next line, in the order of the sequence numbers."""
        self.lines += 1
        if self.broken is None:
            self.broken = self._wrong(line)
        self.last = Head(line.sequence, line.hash)

    def finish(self, issued: int = 0) -> Broken | None:
        """After the last line: the first broken place, or None. ``issued`` is the last number the database gave out."""
        if self.broken is None and self._head is not None and self._head.sequence < 1:
            self.broken = Broken(self._head.sequence, f"the head file says line {self._head.sequence}: no chain has it")
        known = max(issued, self._head.sequence if self._head is not None else 0)
        if self.broken is None and known > self.last.sequence:
            first = self.last.sequence + 1
            self.broken = Broken(first, f"{_lines(first, known)} missing: the end was cut off")
        return self.broken

    def _wrong(self, line: AuditLine) -> Broken | None:
        number, before = line.sequence, self.last
        if number != before.sequence + 1:
            if number <= before.sequence:
                return Broken(number, f"line {number} is out of order: it comes after line {before.sequence}")
            first = before.sequence + 1
            return Broken(first, f"{_lines(first, number - 1)} missing")
        if line.hash != digest(line):
            return Broken(number, f"line {number} was changed after it was written")
        if line.previous != before.hash:
            if not before.sequence:
                return Broken(number, "line 1 does not begin the chain: something before it was taken away")
            return Broken(number, f"line {number} does not follow line {before.sequence}: one of them was replaced")
        if self._head is not None and self._head.sequence == number and self._head.hash != line.hash:
            return Broken(number, f"line {number} was replaced: the head file remembers another one")
        return None


def _lines(first: int, last: int) -> str:
    return f"line {first} is" if first == last else f"lines {first} to {last} are"


def head_path(journal: Path) -> Path:
    """The head file of a journal."""
    return journal.with_name(journal.name + ".head")


def read_head(path: Path) -> Head | None:
    """What a side file says, whether a chain can have such a line or not; None where there is none.

    Raises OSError, also when it is a link or no regular file, and ValueError when it holds something else.
    """
    try:
        number, value = read_regular(path, 200).decode("ascii").split()
    except FileNotFoundError:
        return None
    if len(value) != 64 or set(value) - set("0123456789abcdef"):
        raise ValueError("not a hash")
    return Head(int(number), value)


def write_head(path: Path, head: Head) -> None:
    """Write a side file, private to its owner. Raises OSError, also when it is a link or no regular file.

    One short write of always the same length, in place: a process that is killed leaves the old text or the new.
    """
    descriptor = open_regular(path, os.O_WRONLY | os.O_CREAT)
    try:
        make_owner_only(descriptor)
        os.write(descriptor, f"{head.sequence:020} {head.hash}\n".encode("ascii"))
    finally:
        os.close(descriptor)
