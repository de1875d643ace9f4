"""Each write and sync of the journal's files fails in turn, and a kill comes between each pair of them.

Through a library that is preloaded, so on Linux with a C compiler. What was said to be shown or audited is there
afterwards, the chain holds, and no transition is there twice.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from journal_kit import WAIT, journal, lines, rows, verdict

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("cc") is None, reason="needs Linux and a C compiler"
)

WRITER = """
import os, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from journal_kit import CALL, WAIT, emergency, journal
from app.journal.journal import JournalError
from app.model import Action

def write(folder, said, arm):
    with journal(folder / "j.sqlite3", retry_seconds=0.01) as written:
        written.load_alarms().result(WAIT)
        arm.touch()
        for number in range(1, 4):
            raised = written.record_alarm(None, emergency(number))
            if written.settle_alarms(WAIT):
                print("shown", number, file=said, flush=True)
            raised.result(WAIT)
            try:
                line = written.append_action(Action.CLEAR, str(number), CALL).result(WAIT)
                print("audited", line, file=said, flush=True)
            except JournalError:
                print("failed", number, file=said, flush=True)
    if not arm.exists():
        print("faulty", file=said, flush=True)

root, step = Path(sys.argv[1]), int(sys.argv[3])
for at in range(1, 1000, step):
    folder = root / str(at)
    folder.mkdir()
    os.environ |= {"FAULT_AT": str(at), "FAULT_ARM": str(folder / "arm")}
    child = os.fork()
    if not child:
        os.dup2(os.open(folder / "said", os.O_CREAT | os.O_WRONLY, 0o600), 1)
        write(folder, sys.stdout, folder / "arm")
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if status == 0 and "faulty" not in (folder / "said").read_text():
        break
    assert status in (0, 9), (at, status)
"""
"""Forks a process for each fault, until one has no write or sync of that number any more."""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("faulty") / "faulty_disk.so"
    source = Path(__file__).with_name("faulty_disk.c")
    subprocess.run(["cc", "-shared", "-fPIC", "-o", str(made), str(source), "-ldl"], check=True)
    return made


@pytest.mark.parametrize("kind", ["fail", "kill"])
def test_what_was_said_is_there(tmp_path: Path, library: Path, kind: str) -> None:
    step = os.environ.get("JOURNAL_FAULT_STEP", "7")
    subprocess.run(
        [sys.executable, "-c", WRITER, str(tmp_path), str(Path(__file__).parent), step],
        env=os.environ | {"LD_PRELOAD": str(library), "FAULT_KIND": kind},
        check=True,
    )
    folders = list(tmp_path.iterdir())
    for folder in folders:
        check(folder / "j.sqlite3", (folder / "said").read_text().splitlines(keepends=True))
    assert len(folders) > 40 // int(step), "faults were injected"


def check(path: Path, said: list[str]) -> None:
    """What was said of the journal holds."""
    reported = [line.split() for line in said if line.endswith("\n") and " " in line]
    with journal(path) as after:
        listed = {alarm.alarm_id for alarm in after.load_alarms().result(WAIT).alarms}
    assert {int(number) for word, number in reported if word == "shown"} <= listed, (path, said)
    history = [number for (number,) in rows(path, "SELECT alarm_id FROM alarm_history")]
    assert sorted(history) == sorted(set(history)), f"no transition twice: {path}"
    assert rows(path, "PRAGMA integrity_check") == [("ok",)]
    status, words = verdict(path)
    assert status == 0, (path, words)
    assert {int(number) for word, number in reported if word == "audited"} <= {line.sequence for line in lines(path)}
