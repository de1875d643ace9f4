"""``floorwalker alarms``: print every transition of the alarms."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TextIO

from app import exits
from app.commands.audit import journal_of, reading, start_of
from app.commands.export import Form, Writer, local
from app.journal import HISTORY_COLUMNS, alarm_history, default_journal_path
from app.model import AlarmState
from app.text import ALARM_STATES
from protocol.frozen import frozen


@frozen
class AlarmsOptions:
    """What to print."""

    journal: Path | None = None
    """The journal's file; None: the default one."""
    since: str | None = None
    """The earliest time, as :func:`app.commands.export.since` takes it; None: everything."""
    form: Form = "text"
    clock: Callable[[], float] = time.time


def run(args: argparse.Namespace) -> int:
    """Print the journal of ``--journal``, else that of the settings."""
    return show(AlarmsOptions(journal_of(args), args.since, args.form))


def show(options: AlarmsOptions, out: TextIO | None = None, err: TextIO | None = None) -> int:
    """Print the alarm history on ``out``, and the number of its lines on ``err``.

    Raises :class:`app.exits.Stop` where there is no journal to read, or ``since`` is no time.
    """
    out, err = out or sys.stdout, err or sys.stderr
    path = options.journal or default_journal_path()
    start = start_of(options.since, options.clock())
    writer = Writer(out, options.form, HISTORY_COLUMNS)
    count = 0
    with reading(path) as db:
        for row in alarm_history(db, start):
            writer.row(row, _in_text(row))
            count += 1
    out.flush()
    print(f"floorwalker alarms: {count} lines", file=err)
    return exits.OK


def _state(name: object) -> str:
    """A state of an alarm in the screen's word; another name as it is."""
    try:
        return ALARM_STATES[AlarmState(name)].word
    except ValueError:
        return str(name)


def _in_text(row: dict[str, Any]) -> str:
    words = [local(row["at"]), f"#{row['alarm_id']}", str(row["kind"])]
    words.append(f"{_state(row['from_state'])} -> {_state(row['to_state'])}")
    words.append(f"by {row['who']}" if row["who"] else "by itself")
    if row["agent_id"] is not None or row["name"]:
        words.append(f"agent {row['agent_id'] or ''} {row['name']}".rstrip())
    if row["connection_call_id"] is not None:
        words.append(f"call {row['connection_call_id']}")
    words += [str(row[name]) for name in ("text", "reason") if row[name]]
    return "  ".join(words)
