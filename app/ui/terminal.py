"""The console on a real terminal: signals, the end of the session, and errors that don't reach the screen."""

from __future__ import annotations

import logging
import os
import select
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from types import FrameType

from textual.driver import Driver
from textual.events import Event, Ready

from app import exits
from app.model import Link, Severity
from app.text import clause, plain_line
from app.ui.app import Floorwalker
from app.ui.notifications import Notifications
from app.ui.terminal_input import TerminalDriver, is_input
from app.ui.themes import DEFAULT_THEME
from app.ui.worker_port import WorkerPort
from protocol.frozen import frozen

CLOSING_SECONDS = 12.0
"""How long the end waits for the worker: clearing may take 3 s, CLOSE_CONF 5 s, the last bytes 2 s."""
GRACE_SECONDS = 5.0
"""How long the screen may take to end by itself after a signal."""

ENDING_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
"""Signals that ask for the end. ctrl+c on the terminal is a key and no SIGINT."""

TOO_MANY_KEYS = "keys come faster than they can be taken: the rest is dropped"

STDERR = 2

log = logging.getLogger(__name__)


@frozen
class Appearance:
    """How the console looks and calls attention: the settings' ``[ui]``."""

    theme: str = DEFAULT_THEME
    ascii_glyphs: bool = False
    flash: bool = True
    bell: bool = True
    notify: str = "off"
    """OSC number of desktop notices, or "off"."""
    title: bool = False
    """Does the window's title count open emergencies?"""
    slow: bool = False
    """Is the line to the terminal slow?"""


def write_now(sentence: str) -> None:
    """Write a line to stderr if it can be written without waiting: the terminal may take nothing any more."""
    with suppress(OSError, ValueError):
        if select.select([], [STDERR], [], 0)[1]:
            os.write(STDERR, f"floorwalker: {plain_line(sentence)}\r\n".encode("utf-8", "backslashreplace"))


class ForcedExit:
    """Closes the session and ends the process where the screen doesn't end by itself.

    Textual writes through a thread with a bounded queue. When the terminal goes away that thread may die, and the
    screen's loop then waits for room in the queue for ever: it can neither draw nor quit.

    ``status`` gives the exit status; ``log_words`` says where the log is, ``open_words`` which alarms are left open;
    ``say`` gets the last words; ``leave`` ends the process with the status. ``grace`` and ``closing`` are seconds: for
    the screen to end, and for the worker.
    """

    def __init__(
        self,
        worker: WorkerPort,
        status: Callable[[], int],
        log_words: Callable[[], str],
        *,
        grace: float = GRACE_SECONDS,
        closing: float = CLOSING_SECONDS,
        open_words: Callable[[], str] = str,
        say: Callable[[str], object] = write_now,
        leave: Callable[[int], object] = os._exit,
    ) -> None:
        self._worker, self._status, self._log_words = worker, status, log_words
        self._grace, self._closing, self._open_words = grace, closing, open_words
        self._say, self._leave = say, leave
        self._screen_ended = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self, reason: str) -> None:
        """A signal asked for the end: the grace begins. Safe in signal handlers; a second call does nothing."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._wait, args=(reason,), name="forced-exit", daemon=True)
            self._thread.start()

    def screen_ended(self) -> None:
        """The screen ended by itself: the process is not ended from here."""
        self._screen_ended.set()

    def join(self, timeout: float) -> None:
        """Wait until it has decided, but not longer than ``timeout`` seconds."""
        if self._thread is not None:
            self._thread.join(timeout)

    def _wait(self, reason: str) -> None:
        if self._screen_ended.wait(self._grace):
            return
        self._worker.stop(reason)
        self._worker.join(self._closing)
        if not self._screen_ended.is_set():
            words = f"the screen did not end by itself ({reason}){self._open_words()}"
            log.warning("%s: its terminal is gone; the console ends now", words)
            self._say(f"{words}; {self._log_words()}")
            self._leave(self._status())


class TerminalConsole(Floorwalker):
    """The console on a real terminal: ends on signals, and shows no traceback after an error."""

    def __init__(self, worker: WorkerPort, look: Appearance, log_words: Callable[[], str]) -> None:
        """See :func:`show`."""
        notifications = Notifications(bell=look.bell, notify=look.notify, title=look.title, tmux="TMUX" in os.environ)
        super().__init__(
            worker,
            flash=look.flash,
            notifications=notifications,
            theme=look.theme,
            ascii_glyphs=look.ascii_glyphs,
            slow=look.slow,
        )
        self.broken = False
        """True when an error ended it; the log has the error."""
        self._dropped = 0
        """Keys dropped of the present flood of them."""
        self.forced_exit = ForcedExit(worker, self.final_status, log_words, open_words=self._emergencies_open)
        self._asked_to_end = ""

    def get_driver_class(self) -> type[Driver]:
        """The driver whose input goes on whatever the terminal sends."""
        return TerminalDriver

    async def on_event(self, event: Event) -> None:
        """Handle it, and tell the driver once input from the terminal is handled."""
        try:
            await super().on_event(event)
        finally:
            if is_input(event) and not event.is_forwarded and isinstance(self._driver, TerminalDriver):
                self._driver.backlog.handled()

    def beat(self) -> None:
        """One beat of the clock: say that keys are being dropped, and when that is over how many were."""
        super().beat()
        if isinstance(self._driver, TerminalDriver):
            dropped = self._driver.backlog.take_dropped()
            if dropped and not self._dropped:
                self.say(TOO_MANY_KEYS, Severity.WARNING)
            elif self._dropped and not dropped:
                self.say(f"{self._dropped} keys came faster than they can be taken, and were dropped", Severity.WARNING)
            self._dropped = self._dropped + dropped if dropped else 0

    def end(self, reason: str) -> None:
        """Quit without questions, before the screen is up too. For signal handlers and other threads."""
        self._asked_to_end = self._asked_to_end or reason
        self.request_quit(reason)
        self.forced_exit.start(reason)

    def input_ended(self, error: BaseException) -> None:
        """End the console: no key can come any more. Called from the input's thread."""
        if not self._asked:
            self.broken = True
            log.error("the input from the terminal ended: %s", error, exc_info=error)
            self.end("the input from the terminal ended")

    def final_status(self) -> int:
        """The exit status: 1 when an error ended it, else that of the session."""
        return self.exit_status() if self._asked and not self.broken else exits.UNEXPECTED

    def last_words(self) -> str:
        """What to say where something unexpected ended it, and how many emergencies nobody has acknowledged."""
        return f"something unexpected ended the console{self._emergencies_open()}"

    def _emergencies_open(self) -> str:
        count = self.floor.alarm_index.emergencies_waiting
        return f", with {count} {'emergency' if count == 1 else 'emergencies'} open" if count else ""

    @property
    def _asked(self) -> bool:
        """Did a key or a signal ask for the end?"""
        return self._leaving or bool(self._asked_to_end)

    def on_ready(self, event: Ready) -> None:
        """End for a signal that came before the app was running."""
        if self._asked_to_end:
            self.request_quit(self._asked_to_end)

    def _handle_exception(self, error: Exception) -> None:
        # Textual's own handler goes on to print a traceback with the local variables on the terminal.
        if self._asked:  # the console closes already: an error now doesn't change its exit status
            log.warning("error on the screen while the console closes", exc_info=error)
        else:
            self.broken = True
            log.error("unexpected error on the screen", exc_info=error)
        super()._handle_exception(error)

    def _print_error_renderables(self) -> None:
        self._exit_renderables.clear()


def need_terminal() -> None:
    """End the command where there is no terminal to draw on."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise exits.Stop(exits.USAGE, "the console needs a terminal; `floorwalker check` works without one")


def _restore_title(app: Floorwalker) -> None:
    """Give the window its former title back, after the last frame."""
    sequence = app.notifications.closing_sequence
    if sequence and sys.__stderr__ is not None:
        with suppress(OSError, ValueError):  # the terminal may have gone away
            sys.__stderr__.write(sequence)
            sys.__stderr__.flush()


def _drop_unwritten_output() -> None:
    """Give up output that a lost terminal did not take: Python's flush at exit would make the exit status 120."""
    for name in ("stdout", "stderr"):
        try:
            getattr(sys, name).flush()
        except (OSError, ValueError):
            setattr(sys, name, open(os.devnull, "w"))  # noqa: SIM115 - stays open to the end of the process


def why_never_open(link: Link, status: int, server: str) -> str:
    """The last words where no session was ever open: by whom refused, or to what there was no connection, and why.

    ``server`` is the address of side A, named where no link was tried.
    """
    reason = clause(link.reason)
    if reason.startswith("No connection to "):  # names the address itself
        return reason[0].lower() + reason[1:]
    what = "refused by" if status == exits.REFUSED else "no connection to"
    return f"{what} {link.address or server}: {reason or 'no answer'}"


def show(worker: WorkerPort, look: Appearance, *, server: str, log_words: Callable[[], str]) -> int:
    """Draw the worker's floor until the person quits or a signal comes; the session is closed when this returns.

    ``server`` is the address of side A, for the last words where no link was tried; ``log_words`` says where the log
    is. Returns 0; raises :class:`app.exits.Stop` with another exit status and the reason.
    """
    app = TerminalConsole(worker, look, log_words)

    def on_signal(number: int, frame: FrameType | None) -> None:
        app.end(signal.Signals(number).name)

    before = {number: signal.signal(number, on_signal) for number in ENDING_SIGNALS}
    log.info("console opens")
    try:
        app.run()
    except Exception:
        app.broken = True
        log.exception("the screen failed")
    finally:
        app.forced_exit.screen_ended()
        worker.stop("the console ended")
        worker.join(CLOSING_SECONDS)
        _restore_title(app)  # only now: writing to a stuck terminal must not delay CLOSE_REQ
        for number, handler in before.items():
            signal.signal(number, handler)
        _drop_unwritten_output()
    status = app.final_status()
    if status == exits.UNEXPECTED:
        words = app.last_words()
        log.error("%s", words)
        raise exits.Stop(status, f"{words}; {log_words()}")
    log.info("console ended with status %d", status)
    if status != exits.OK:
        raise exits.Stop(status, why_never_open(app.floor.link, status, server))
    return status
