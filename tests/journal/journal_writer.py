"""A console's journal in a process of its own, to be killed: writes, and says on standard output what is on disk.

Arguments: path, supervisor, how many rounds (0: for ever), and ``WAL`` or ``DELETE``. Begins when a line comes in.
"""

from __future__ import annotations

import sqlite3
import sys
from dataclasses import replace
from pathlib import Path

from journal_kit import CALL, WAIT, Clock, Disk, emergency

from app.journal.journal import Journal
from app.model import Action, AlarmState


def main() -> None:
    path, supervisor, rounds, mode = sys.argv[1:]
    disk = Disk()

    def no_wal(statement: str) -> None:
        if mode == "DELETE" and statement == "PRAGMA journal_mode = WAL":
            raise sqlite3.OperationalError("locking protocol")

    disk.before = no_wal
    journal = Journal(Path(path), supervisor, 5000, Clock(), busy_seconds=WAIT, connecting=disk.connecting)
    journal.start()
    first = journal.load_alarms().result(WAIT).next_alarm_id
    print("ready", flush=True)
    sys.stdin.readline()
    number = 0
    while not int(rounds) or number < int(rounds):
        alarm = emergency(first + number)
        request = journal.append_action(Action.BARGE_IN, f"{supervisor}-{number}", CALL)
        raised = journal.record_alarm(None, alarm)
        print("request", request.result(WAIT), f"{supervisor}-{number}", flush=True)
        raised.result(WAIT)
        print("alarm", alarm.alarm_id, alarm.state.value, flush=True)
        outcome = journal.append_outcome(request, "BARGED IN", 12.0)
        acked = replace(alarm, state=AlarmState.ACK_ACTIVE, acknowledged=alarm.raised + 5)
        if number % 2:
            journal.record_alarm(alarm, acked, who=supervisor).result(WAIT)
            print("alarm", acked.alarm_id, acked.state.value, flush=True)
        print("outcome", outcome.result(WAIT), f"{supervisor}-{number}", flush=True)
        number += 1
    journal.close(WAIT)


if __name__ == "__main__":
    main()
