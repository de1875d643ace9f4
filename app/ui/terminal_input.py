"""Bytes from the terminal, made into Textual's events. No bytes end the input or stop it.

Bytes are first cut into text, whole control sequences and pastes, after ECMA-48 (5.4 control sequences, 5.6 control
strings), xterm's control sequences (X10 mouse reports, bracketed paste) and the Linux console (``ESC [ [ A``). Then
Textual's parser reads each of them. What is no UTF-8, too long, broken off or unknown is dropped as a whole: no part
of it is taken for keys.
"""

from __future__ import annotations

import codecs
import logging
import os
import selectors
import threading
import time
from collections.abc import Sequence
from enum import Enum, auto
from typing import Any, Protocol, cast

from textual import constants, events
from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message
from textual.messages import InBandWindowResize

MAX_SEQUENCE = 32
"""Bytes of the longest control sequence that is read. Textual's parser takes longer ones for keys."""
MAX_PASTE = 65_536
"""Bytes kept of one paste; the rest is cut off."""
MAX_COLUMNS, MAX_ROWS = 1_000, 500
"""The largest screen that is drawn. Of a terminal that reports more, only this part is used."""
SEQUENCE_SECONDS = 0.5
"""Seconds of silence after which an unfinished sequence is dropped; bytes that come before belong to it."""
PASTE_SECONDS = 2.0
"""Seconds of silence after which a paste without its end sequence counts as ended."""
LOST_SECONDS = 1.0
"""Seconds for which reads may fail before the terminal counts as lost. Most lost terminals send SIGHUP as well."""
TURN_SECONDS = 0.1
"""Seconds between checks whether time has run out or the driver has stopped."""
READ_BYTES = 4096
"""Bytes read at a time."""
MOST_WAITING = 64
"""Keys, mouse events and pastes that may wait for the app; a key that is held down sends some 30 a second."""

_ESC, _BEL, _CAN, _SUB = 0x1B, 0x07, 0x18, 0x1A
_LINUX_CONSOLE, _X10_MOUSE = b"\x1b[[", b"\x1b[M"
_PASTE_END = BRACKETED_PASTE_END.encode()
_UNDECODABLE = "\ufffd"

log = logging.getLogger(__name__)


class TerminalLost(Exception):
    """The terminal can no longer be read."""


class TerminalOwner(Protocol):
    """What the app of a :class:`TerminalDriver` must have."""

    def input_ended(self, error: BaseException) -> None:
        """The input ended by itself; no key can come any more. Called from the input's thread."""


class Backlog:
    """How much input waits for the app, and how much more was dropped. Used by the input's thread and by the app's."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting = self._dropped = 0

    @property
    def room(self) -> int:
        """How much more may be sent to the app."""
        with self._lock:
            return max(0, MOST_WAITING - self._waiting)

    def sent(self) -> None:
        """A key, mouse event or paste was sent to the app."""
        with self._lock:
            self._waiting += 1

    def handled(self) -> None:
        """The app has handled one."""
        with self._lock:
            self._waiting = max(0, self._waiting - 1)

    def drop(self, count: int) -> None:
        """So many were not sent."""
        with self._lock:
            self._dropped += count

    def take_dropped(self) -> int:
        """How many were dropped since this was asked last."""
        with self._lock:
            dropped, self._dropped = self._dropped, 0
            return dropped


class TerminalKey(events.Key):
    """A key, with what else came from the terminal at once with it: more than one hand can press is typing."""

    def __init__(self, key: events.Key, ahead: frozenset[str]) -> None:
        super().__init__(key.key, key.character)
        self.ahead = ahead
        """The different characters of the printable keys that came at once, from this key on."""


TerminalKey.handler_name = events.Key.handler_name  # Textual makes it of the class's name: widgets handle it as a key


def with_ahead(messages: Sequence[Message]) -> list[Message]:
    """The messages of one read, each printable key with those that came after it."""
    ahead: frozenset[str] = frozenset()
    found: list[Message] = []
    for message in reversed(messages):
        if isinstance(message, events.Key) and message.character is not None and message.is_printable:
            ahead |= {message.character}
            message = TerminalKey(message, ahead)
        found.append(message)
    return found[::-1]


def is_input(message: Message) -> bool:
    """Does it come from a hand, and not from the terminal by itself?"""
    return isinstance(message, events.InputEvent | events.Paste)


class _SequenceParser(XTermParser):
    """Textual's parser, fed one character or one whole control sequence at a time."""

    def messages(self, text: str) -> list[Message] | None:
        """The messages of ``text``; None where Textual doesn't know it as a whole."""
        found: list[Message] = []
        try:
            for used, character in enumerate(text, 1):
                found += self.feed(character)
                if self._awaiting.timeout is None:  # a sequence is complete
                    if used == len(text):
                        return found
                    break
        except Exception:
            # Textual's parser fails on character 1114112, on the number 1:3 and on a window of width 0.
            log.debug("a control sequence that Textual can't read", exc_info=True)
        self._restart()
        return None

    def alt(self, character: str) -> list[Message]:
        """The key of ``character`` with alt."""
        return list(self._sequence_to_key_events(character, alt=True))

    def _restart(self) -> None:
        self._tokens.clear()
        self._gen = self.parse(self._tokens.append)
        self._awaiting = next(self._gen)
        self._timeout_time = None


class _State(Enum):
    TEXT = auto()
    ESCAPE = auto()
    SEQUENCE = auto()
    """After ``ESC [`` or ``ESC O``, up to the final byte."""
    X10_MOUSE = auto()
    """In the three bytes after ``ESC [ M``, which may be any."""
    STRING = auto()
    """In an operating system command, a device control string or their like, up to BEL or ``ESC \\``."""
    STRING_ESCAPE = auto()
    PASTE = auto()


_PATIENCE = {
    _State.ESCAPE: constants.ESCAPE_DELAY,
    _State.SEQUENCE: SEQUENCE_SECONDS,
    _State.X10_MOUSE: SEQUENCE_SECONDS,
    _State.STRING: SEQUENCE_SECONDS,
    _State.STRING_ESCAPE: SEQUENCE_SECONDS,
    _State.PASTE: PASTE_SECONDS,
}
"""Seconds of silence after which a state is left for TEXT."""


class TerminalInput:
    """Bytes in, messages out, without I/O. Takes any bytes, split in any way, and never raises.

    ``now`` is monotonic seconds. Size reports in the stream (mode 2048) are dropped: the size is the kernel's.
    """

    def __init__(self) -> None:
        self.dropped = 0
        """Keys and control sequences that were dropped so far because there was no room for what they stand for."""
        self._room = MOST_WAITING
        self._parser = _SequenceParser()
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._state = _State.TEXT
        self._deadline: float | None = None
        self._out: list[Message] = []
        self._logged: set[str] = set()
        self._sequence = bytearray()
        self._malformed = False
        self._mouse_bytes = 0
        self._paste = bytearray()
        self._paste_tail = b""
        """The last bytes of the paste so far, which may be the first of its end sequence."""

    def feed(self, data: bytes, now: float, room: int | None = None) -> list[Message]:
        """The messages that ``data``, read at ``now``, completes: at most ``room`` of input, or all.

        What there is no room for is read without being understood: that takes little time.
        """
        self._room = len(data) + 1 if room is None else room
        position = 0
        while position < len(data):
            if self._state is _State.TEXT:
                end = data.find(_ESC, position)
                end = len(data) if end < 0 else end
                self._text(data[position:end])
                if end < len(data):
                    self._text(b"", final=True)
                    self._state = _State.ESCAPE
                    end += 1
                position = end
            elif self._state is _State.PASTE:
                position = self._pasted(data, position)
            else:
                self._byte(data[position])
                position += 1
        if data:
            patience = _PATIENCE.get(self._state)
            self._deadline = None if patience is None else now + patience
        return self._taken()

    def tick(self, now: float) -> list[Message]:
        """The messages that the silence up to ``now`` completes: the escape key, or a paste without its end."""
        if self._deadline is not None and now >= self._deadline:
            self._deadline = None
            state, self._state = self._state, _State.TEXT
            if state is _State.ESCAPE:
                self._out.append(events.Key("escape", "\x1b"))
            elif state is _State.SEQUENCE:
                self._complete()  # rxvt's shift+home has no final byte
            elif state is _State.PASTE:
                self._end_paste(self._paste_tail)
            else:
                self._drop("an unfinished control sequence")
        return self._taken()

    def _taken(self) -> list[Message]:
        out, self._out = self._out, []
        return out

    def _full(self) -> bool:
        """Is there no room for one more? Then it counts as dropped."""
        full = len(self._out) >= self._room
        self.dropped += full
        return full

    def _drop(self, what: str) -> None:
        """Log once for each kind: a terminal with another character set drops a byte at each key."""
        if what not in self._logged:
            self._logged.add(what)
            log.info("dropped from the terminal's input: %s", what)

    def _text(self, data: bytes, *, final: bool = False) -> None:
        for character in self._decoder.decode(data, final):
            if character == _UNDECODABLE:
                self._drop("bytes that are no UTF-8")
            elif not self._full():
                self._out += self._parser.messages(character) or ()

    def _byte(self, byte: int) -> None:
        """Take one byte in a state other than TEXT and PASTE."""
        match self._state:
            case _State.ESCAPE:
                self._after_escape(byte)
            case _State.SEQUENCE:
                self._in_sequence(byte)
            case _State.X10_MOUSE:
                self._mouse_bytes -= 1
                if byte == _ESC:
                    self._state = _State.ESCAPE
                elif not self._mouse_bytes:
                    self._state = _State.TEXT
            case _State.STRING:
                if byte == _ESC:
                    self._state = _State.STRING_ESCAPE
                elif byte in (_BEL, _CAN, _SUB):
                    self._state = _State.TEXT
            case _State.STRING_ESCAPE:
                self._state = _State.TEXT if byte == ord("\\") else _State.ESCAPE
                if self._state is _State.ESCAPE:  # the string was broken off
                    self._after_escape(byte)

    def _after_escape(self, byte: int) -> None:
        if byte == _ESC:
            if not self._full():
                self._out.append(events.Key("escape", "\x1b"))
        elif byte in b"[O":
            self._sequence[:] = bytes((_ESC, byte))
            self._malformed = False
            self._state = _State.SEQUENCE
        elif byte in b"]PX^_":
            self._state = _State.STRING
            self._drop("a control string")
        elif byte < 0x80:
            self._state = _State.TEXT
            if self._full():
                return
            known = self._parser.messages(f"\x1b{chr(byte)}")
            self._out += self._parser.alt(chr(byte)) if known is None else known
        else:
            self._state = _State.TEXT
            self._text(bytes((byte,)))

    def _in_sequence(self, byte: int) -> None:
        if byte == _ESC:
            self._complete()
            self._state = _State.ESCAPE
        elif byte in (_CAN, _SUB):
            self._state = _State.TEXT
        elif not 0x20 <= byte <= 0x7E:
            self._malformed = True
        else:
            if len(self._sequence) < MAX_SEQUENCE:
                self._sequence.append(byte)
            else:
                self._malformed = True
            if byte >= 0x40 and self._sequence != _LINUX_CONSOLE:
                self._state = _State.TEXT
                self._complete()

    def _complete(self) -> None:
        """The control sequence is complete: change the state, or hand on its messages."""
        text = self._sequence.decode("ascii")
        if self._malformed:
            self._drop("a control sequence that is broken or too long")
        elif self._sequence == _X10_MOUSE:
            self._mouse_bytes = 3
            self._state = _State.X10_MOUSE
        elif text == BRACKETED_PASTE_START:
            self._state = _State.PASTE
        elif not self._full():
            found = self._parser.messages(text)
            if found is None:
                self._drop("an unknown control sequence")
            else:
                self._out += [message for message in found if _allowed(message, text)]

    def _pasted(self, data: bytes, position: int) -> int:
        """Take the bytes of the paste from ``position`` on, and return where the rest begins."""
        work = self._paste_tail + data[position:]
        end = work.find(_PASTE_END)
        if end < 0:
            cut = max(0, len(work) - len(_PASTE_END) + 1)
            self._keep(work[:cut])
            self._paste_tail = work[cut:]
            return len(data)
        self._end_paste(work[:end])
        return len(data) - (len(work) - end - len(_PASTE_END))

    def _keep(self, data: bytes) -> None:
        self._paste += data[: MAX_PASTE - len(self._paste)]

    def _end_paste(self, last: bytes) -> None:
        self._keep(last)
        text = self._paste.decode("utf-8", "ignore")
        self._paste.clear()
        self._paste_tail = b""
        self._state = _State.TEXT
        # A text field draws what it holds: control characters would reach the terminal.
        text = "".join(character for character in text if character.isprintable() or character in "\t\r\n")
        if text and not self._full():
            self._out.append(events.Paste(text))


def _allowed(message: Message, sequence: str) -> bool:
    """May the app get this message of the control sequence ``sequence``?"""
    if isinstance(message, events.Key):
        if any("\ud800" <= character <= "\udfff" for character in message.key + (message.character or "")):
            return False
        # Letters come as themselves or as kitty's CSI u: CSI 99 ~ is an unknown function key and not c.
        return not message.is_printable or not sequence.startswith("\x1b[") or sequence.endswith("u")
    if isinstance(message, events.MouseEvent):
        return message.x < MAX_COLUMNS and message.y < MAX_ROWS
    return not isinstance(message, events.Resize | InBandWindowResize)


class TerminalDriver(LinuxDriver):
    """Textual's driver with an input that goes on whatever the terminal sends, and tells the app when it ends.

    Its app is a :class:`TerminalOwner`.
    """

    _lost_at: float | None = None
    """Since when nothing can be read, in monotonic seconds."""

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self.backlog = Backlog()
        if self._size is None:
            self._size = self._get_terminal_size()  # else the first layout is made for what the terminal claims

    def _get_terminal_size(self) -> tuple[int, int]:
        width, height = super()._get_terminal_size()
        return min(width, MAX_COLUMNS), min(height, MAX_ROWS)

    def _query_in_band_window_resize(self) -> None:
        """Ask for no size reports: sizes come with SIGWINCH, and wrong reports would blank the screen."""

    def _run_input_thread(self) -> None:
        try:
            self.run_input_thread()
        except BaseException as error:
            cast(TerminalOwner, self._app).input_ended(error)

    def run_input_thread(self) -> None:
        """Read until the driver stops. Raises :class:`TerminalLost` when the terminal went away."""
        terminal_input = TerminalInput()
        self._lost_at = None
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                data = self._read() if selector.select(TURN_SECONDS) else b""
                now = time.monotonic()
                before = terminal_input.dropped
                found = (*terminal_input.feed(data, now, self.backlog.room), *terminal_input.tick(now))
                for message in with_ahead(found):
                    self.process_message(message)
                self.backlog.drop(terminal_input.dropped - before)

    def send_message(self, message: Message) -> None:
        """Send a message to the app, which tells the backlog when it has handled it."""
        if is_input(message):
            self.backlog.sent()
        super().send_message(message)

    def _read(self) -> bytes:
        """What can be read now, else nothing. Raises :class:`TerminalLost` when reads fail for LOST_SECONDS."""
        try:
            data, why = os.read(self.fileno, READ_BYTES), "end of input"
        except BlockingIOError:  # another program made this terminal non-blocking
            return b""
        except OSError as error:
            data, why = b"", error.strerror or type(error).__name__
        now = time.monotonic()
        if data:
            self._lost_at = None
            return data
        if self._lost_at is None:
            self._lost_at = now
        elif now - self._lost_at >= LOST_SECONDS:
            raise TerminalLost(why)
        self.exit_event.wait(TURN_SECONDS)
        return b""
