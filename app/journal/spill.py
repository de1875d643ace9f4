"""The spill file: each transition of an alarm, written down before the screen shows it and whatever the database does.

Next to the journal, ``.spill-1`` (``-2`` for a second console on the same journal, and so on), locked by its console.
A line is added with one write to the operating system, which survives a kill without a sync; its room on disk is
reserved when the file is made, so that a full disk has place for it. What the database has taken is wiped from it. What
is left after a kill goes into the database at the next start.

A line is the CRC-32 of its JSON in eight hex digits, a space, the JSON and a line feed. Zeros follow the last line.
"""

from __future__ import annotations

import json
import logging
import os
import threading
import zlib
from collections import deque
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from app.files import make_owner_only, open_regular
from app.journal.alarm_record import from_record, to_record
from app.model import Alarm, AlarmState
from protocol.frozen import frozen

try:
    import fcntl
except ImportError:  # Windows: two consoles on one journal are not kept apart there
    fcntl = None  # type: ignore[assignment]

RESERVED = 256 * 1024
"""Bytes that are reserved on disk: some 300 transitions."""
MOST_BYTES = 64 * 1024 * 1024
"""Bytes that the file may grow to while the database takes nothing."""
RETRY_SECONDS = 1.0
"""Pause before a file that took nothing is tried again, unless something new comes."""
SLOTS = 64
"""Consoles that may share a journal and still have a spill file each."""

logger = logging.getLogger(__name__)


@frozen
class Transition:
    """One transition of an alarm, as the journal is told it."""

    supervisor: str
    peripheral_id: int
    at: float
    """Wall clock, seconds."""
    from_state: AlarmState
    alarm: Alarm
    """After the transition."""
    who: str
    reason: str


def to_line(transition: Transition) -> bytes:
    """A line of the spill file. Raises ValueError or TypeError when the alarm holds what JSON can't."""
    values = [
        transition.supervisor,
        transition.peripheral_id,
        transition.at,
        transition.from_state.value,
        transition.alarm.alarm_id,
        to_record(transition.alarm),
        transition.who,
        transition.reason,
    ]
    data = json.dumps(values, ensure_ascii=True).encode("ascii")
    return b"%08x %s\n" % (zlib.crc32(data), data)


def from_lines(data: bytes) -> Iterator[Transition]:
    """The transitions of a spill file, up to the first line that is not whole."""
    for line in data.split(b"\n")[:-1]:
        try:
            if int(line[:8], 16) != zlib.crc32(line[9:]):
                return
            supervisor, peripheral_id, at, from_state, alarm_id, record, who, reason = json.loads(line[9:])
            alarm = from_record(alarm_id, record)
            yield Transition(supervisor, peripheral_id, at, AlarmState(from_state), alarm, who, reason)
        except (ValueError, TypeError):
            return


class AlarmSpill:
    """The spill file of one console and the thread that writes it. All methods may be called from any thread."""

    def __init__(self, journal: Path) -> None:
        self._journal = journal
        self._news = threading.Condition()
        self._inbox: deque[int] = deque()
        self._outstanding: dict[int, bytes] = {}
        """Lines by number that the database has not taken."""
        self._put = self._done = 0
        """Numbers of the last line given, and of the last one that was written or could not be."""
        self._slow = False
        """Somebody has waited in vain since the last line was written."""
        self._left: tuple[Transition, ...] | None = None
        """What an earlier run left behind; None until it was read."""
        self._replayed = False
        self._look = self._closing = self._ended = False
        # The rest is the thread's.
        self._path: Path | None = None
        self._file = -1
        self._position = 0
        self._others: list[tuple[Path, int]] = []
        """Files of consoles that were killed, locked until the database has taken what they hold."""
        self._complained = False
        self._thread = threading.Thread(target=self._run, name="alarm-spill", daemon=True)

    def start(self) -> None:
        """Start the thread, which opens the file and reads what an earlier run left behind."""
        self._thread.start()

    def put(self, transition: Transition) -> int:
        """Have a transition written; its number. Raises as :func:`to_line` does."""
        line = to_line(transition)
        with self._news:
            self._put += 1
            self._outstanding[self._put] = line
            self._inbox.append(self._put)
            self._news.notify_all()
            return self._put

    def taken(self, number: int) -> None:
        """The database has this transition on disk."""
        with self._news:
            self._outstanding.pop(number, None)
            self._news.notify_all()

    def settle(self, seconds: float) -> bool:
        """Wait until all that was put is written, at most so many seconds; not again while the disk hangs."""
        with self._news:
            wanted = self._put
            if self._done >= wanted or self._ended or not self._thread.ident:
                return self._done >= wanted
            if self._slow:
                return False
            met = self._news.wait_for(lambda: self._done >= wanted or self._ended, seconds)
            self._slow = not met
            return met

    def left(self, seconds: float | None = None) -> tuple[Transition, ...]:
        """What an earlier run left behind, oldest first; waits until it has been read, at most so many seconds."""
        with self._news:
            self._news.wait_for(lambda: self._left is not None or self._ended, seconds)
            return self._left or ()

    def replayed(self) -> None:
        """The database has taken what was left behind."""
        with self._news:
            self._replayed = True
            self._news.notify_all()

    def look(self) -> None:
        """Have the thread see whether its file is still there; a new one is made where it isn't."""
        with self._news:
            self._look = True
            self._news.notify_all()

    def close(self, timeout: float) -> None:
        """Write and wipe what can be, and end the thread; waits for that at most so many seconds."""
        with self._news:
            self._closing = True
            self._news.notify_all()
        if self._thread.ident:
            self._thread.join(timeout)

    # -- the thread --------------------------------------------------------------------------------------------------

    def _run(self) -> None:
        try:
            self._begin()
            while self._step():
                continue
        except Exception:
            logger.exception("the spill file is given up")
        finally:
            with self._news:
                self._ended = True
                self._news.notify_all()
            for _, file in self._others:
                os.close(file)
            if self._file >= 0:
                os.close(self._file)

    def _begin(self) -> None:
        left: list[Transition] = []
        try:
            self._claim(taking=left)
        except OSError as error:
            self._complain(error)
        with self._news:
            self._left = tuple(left)
            self._replayed = not left
            self._news.notify_all()

    def _step(self) -> bool:
        """Wait for something to do and do it; False when the file is to be closed."""
        with self._news:
            self._news.wait_for(lambda: self._inbox or self._look or self._closing or self._wipeable())
            look, closing = self._look, self._closing
            self._look = False
        if look and not self._in_place():
            self._anew()
        self._write()
        with self._news:
            wipe = self._wipeable()
        if wipe:
            self._wipe()
        return not closing

    def _wipeable(self) -> bool:
        return not self._outstanding and self._replayed and (self._position > 0 or bool(self._others))

    def _write(self) -> None:
        with self._news:
            numbers = list(self._inbox)
            lines = b"".join(self._outstanding[number] for number in numbers if number in self._outstanding)
        written = not lines
        if lines and self._position + len(lines) <= MOST_BYTES:
            try:
                if self._file < 0:
                    self._claim()
                written = os.pwrite(self._file, lines, self._position) == len(lines)
                self._position += len(lines) if written else 0
            except OSError as error:
                self._complain(error)
        with self._news:
            if written:
                for _ in numbers:
                    self._inbox.popleft()
                self._complained = False
            if numbers:
                self._done, self._slow = max(self._done, numbers[-1]), False
            self._news.notify_all()
            if not written and not self._closing:
                self._news.wait(RETRY_SECONDS)  # then with what has come meanwhile; nobody waits for these lines

    def _wipe(self) -> None:
        """Everything in it is in the database."""
        try:
            if self._position:
                os.pwrite(self._file, bytes(self._position), 0)
                if self._position > RESERVED:
                    os.ftruncate(self._file, RESERVED)
        except OSError as error:
            self._complain(error)
        self._position = 0
        for path, file in self._others:
            with suppress(OSError):
                path.unlink()
            os.close(file)
        self._others.clear()

    def _claim(self, taking: list[Transition] | None = None) -> None:
        """Take the first file that no console has, and reserve its room; make it where it is missing.

        ``taking`` gets what it and the other files hold; without it only an empty file will do. Raises OSError.
        """
        self._journal.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        for slot in range(1, SLOTS + 1):
            path = self._journal.with_name(f"{self._journal.name}.spill-{slot}")
            if self._file >= 0 and (taking is None or not path.exists()):
                continue
            try:
                file = _locked(path)
            except OSError as error:
                self._complain(error)
                continue
            if file < 0:
                continue
            held = os.pread(file, MOST_BYTES, 0)
            found = list(from_lines(held))
            if taking is not None:
                taking.extend(found)
            elif found:
                os.close(file)
                continue
            if self._file >= 0:
                self._others.append((path, file))
                continue
            self._path, self._file = path, file
            self._position = sum(len(line) + 1 for line in held.split(b"\n")[: len(found)])
            if len(held) < RESERVED:
                os.pwrite(file, bytes(RESERVED - len(held)), len(held))
        if self._file < 0:
            raise OSError("no spill file is free")

    def _in_place(self) -> bool:
        if self._path is None:
            return True
        try:
            found, mine = os.stat(self._path), os.fstat(self._file)
        except OSError:
            return False
        return (found.st_dev, found.st_ino) == (mine.st_dev, mine.st_ino)

    def _anew(self) -> None:
        """The file was taken away: all that the database has not taken goes into a new one."""
        os.close(self._file)
        self._file, self._position, self._path = -1, 0, None
        with self._news:
            self._inbox = deque(sorted(self._outstanding))
        if not self._inbox:
            with suppress(OSError):
                self._claim()

    def _complain(self, error: OSError) -> None:
        if not self._complained:
            logger.warning("the spill file of %s cannot be written: %s", self._journal, error.strerror or error)
        self._complained = True


def _locked(path: Path) -> int:
    """The file, opened, private and locked; -1 when another console has it. Raises OSError."""
    file = open_regular(path, os.O_RDWR | os.O_CREAT)
    try:
        if fcntl is not None:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        make_owner_only(file)
        mine, there = os.fstat(file), os.stat(path)
    except OSError as error:
        os.close(file)
        if isinstance(error, BlockingIOError | FileNotFoundError):
            return -1
        raise
    if (mine.st_dev, mine.st_ino) != (there.st_dev, there.st_ino):
        os.close(file)  # wiped and removed between the opening and the lock
        return -1
    return file
