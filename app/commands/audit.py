"""``floorwalker audit``: print the audit of supervisory actions, and verify its chain."""

from __future__ import annotations

import argparse
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TextIO

from app import exits
from app.commands.export import Form, Writer, local, since
from app.journal import (
    AUDIT_COLUMNS,
    OUTCOME,
    AuditLine,
    Head,
    JournalError,
    Verifier,
    as_journal_error,
    audit_lines,
    default_journal_path,
    head_path,
    journal_path,
    last_issued,
    open_reading,
    read_head,
    utc,
)
from app.model import Action
from app.text import ACTION_WORDS, plain_line
from protocol.frozen import frozen


@frozen
class AuditOptions:
    """What to print."""

    journal: Path | None = None
    """The journal's file; None: the default one."""
    since: str | None = None
    """The earliest time, as :func:`app.commands.export.since` takes it; None: everything."""
    agent: str | None = None
    """Only this agent id."""
    form: Form = "text"
    clock: Callable[[], float] = time.time


def run(args: argparse.Namespace) -> int:
    """Print the journal of ``--journal``, else that of the settings."""
    return show(AuditOptions(journal_of(args), args.since, args.agent, args.form))


def journal_of(args: argparse.Namespace) -> Path:
    """The journal's file by ``--journal``, else by ``[journal]``; the other settings may be missing."""
    if args.journal is not None:
        return Path(args.journal)
    from app.config import load_settings  # here: --journal needs no settings

    return journal_path(load_settings(args.config, only=("journal",)).journal.path)


def show(options: AuditOptions, out: TextIO | None = None, err: TextIO | None = None) -> int:
    """Print the audit on ``out`` and the verdict on ``err``; returns 1 when the chain is broken.

    The whole chain is verified, whatever part of it is printed. Raises :class:`app.exits.Stop` where there is no
    journal to read, or ``since`` is no time.
    """
    out, err = out or sys.stdout, err or sys.stderr
    path = options.journal or default_journal_path()
    start = start_of(options.since, options.clock())
    writer = Writer(out, options.form, AUDIT_COLUMNS)
    with reading(path) as db:
        # The head is read first: a console may append lines in between, but removes none.
        head, remark = _head(path)
        verifier = Verifier(head)
        db.execute("BEGIN")
        for line in audit_lines(db):
            verifier.feed(line)
            if str(line.at) >= start and options.agent in (None, line.agent_id):
                writer.row(asdict(line), _in_text(line))
        broken = verifier.finish(last_issued(db))
    out.flush()
    if broken is not None:
        print(f"floorwalker audit: BROKEN: {plain_line(broken.words)} ({plain_line(str(path))})", file=err)
        return exits.UNEXPECTED
    print(f"floorwalker audit: the chain of {verifier.lines} lines holds{remark if verifier.lines else ''}", file=err)
    return exits.OK


def start_of(text: str | None, now: float) -> str:
    """``--since`` as a time of the journal. Raises :class:`app.exits.Stop`."""
    if text is None:
        return ""
    try:
        return utc(since(text, now))
    except (ValueError, OverflowError):
        raise exits.Stop(
            exits.USAGE, f"--since: {text!r} is neither a span (90m, 2h, 3d) nor a date or time (2026-01-31T14:00)"
        ) from None


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """The journal, for reading. Raises :class:`app.exits.Stop` where it can't be read."""
    if not path.exists():
        if head_path(path).exists():
            raise exits.Stop(exits.UNEXPECTED, f"the journal {path} was taken away: its head file is still there")
        raise exits.Stop(exits.USAGE, f"there is no journal {path}")
    if words := _emptied(path):
        raise exits.Stop(exits.UNEXPECTED, words)
    try:
        db = open_reading(path)
        try:
            yield db
        finally:
            db.close()
    except (JournalError, sqlite3.Error) as error:
        raise exits.Stop(exits.UNEXPECTED, str(as_journal_error(error, path))) from None


def _emptied(path: Path) -> str:
    """The verdict on a journal of no bytes whose head file remembers lines; empty for any other."""
    try:
        if path.stat().st_size:
            return ""
        verifier = Verifier(read_head(head_path(path)))
    except (OSError, ValueError):
        return ""
    broken = verifier.finish()
    return f"BROKEN: {broken.words} ({path})" if broken is not None else ""


def _head(path: Path) -> tuple[Head | None, str]:
    """The head in the head file, and a remark for the verdict where there is none."""
    try:
        head = read_head(head_path(path))
    except (OSError, ValueError):
        return None, "; its head file cannot be read, so a cut-off end might not be noticed"
    return head, "" if head is not None else "; there is no head file, so a cut-off end might not be noticed"


def _action(name: str) -> str:
    """A supervisory action in the screen's words; another name as it is."""
    action = Action.__members__.get(str(name))
    return ACTION_WORDS[action].noun if action in ACTION_WORDS else str(name)


def _in_text(line: AuditLine) -> str:
    where = "no call named"
    if line.connection_call_id is not None:
        where = f"call {line.connection_call_id} device {line.connection_device_id}"
        where += f" (type {line.connection_device_id_type})"
    words = (
        f"{line.sequence:>6}  {local(line.at)}  supervisor {line.supervisor}  {line.kind!s:<7}  {_action(line.action)}"
    )
    words += f"  agent {line.agent_id}  {where}  peripheral {line.peripheral_id}"
    if line.kind == OUTCOME:
        return f"{words}  of {line.request}: {line.outcome}  {line.milliseconds} ms"
    return f"{words}  {line.outcome}".rstrip()
