"""The console on a real terminal: signals, the end of the session, and nothing left on the screen that broke."""

from __future__ import annotations

import gc
import logging
import os
import signal
import sys
from contextlib import suppress
from types import FrameType
from typing import TYPE_CHECKING

from app import exits
from app.config.log_file import log_words
from app.config.model import Settings
from app.model import Floor
from app.ui.app import Floorwalker
from app.ui.last_resort import LastResort
from app.ui.notifications import Notices
from app.ui.terminal_input import TerminalDriver
from app.ui.worker_port import WorkerPort

if TYPE_CHECKING:
    from textual.driver import Driver
    from textual.events import Ready

CLOSING_SECONDS = 12.0
"""How long the end waits for the worker: clearing may take 3 s, CLOSE_CONF 5 s, the last bytes 2 s."""

log = logging.getLogger(__name__)


class TerminalConsole(Floorwalker):
    """The console on a real terminal: ends on signals, and shows no traceback when something breaks in it."""

    broken = False
    """Something unexpected ended it; the log has it."""
    last_resort: LastResort | None = None
    _asked_to_end = ""

    def get_driver_class(self) -> type[Driver]:
        """The driver whose input outlives whatever the terminal sends."""
        return TerminalDriver

    def end(self, reason: str) -> None:
        """Quit without questions; works before the screen is up, too. For signal handlers and other threads."""
        self._asked_to_end = self._asked_to_end or reason
        self.request_quit(reason)
        if self.last_resort is not None:
            self.last_resort.start(reason)

    def input_ended(self, error: BaseException) -> None:
        """End: no key will ever come again. From the input's thread."""
        if not self._asked:
            self.broken = True
            log.error("the input from the terminal ended: %s", error, exc_info=error)
            self.end("the input from the terminal ended")

    def final_status(self) -> int:
        """The exit status: 1 where something unexpected ended it, else that of the session."""
        return self.exit_status() if self._asked and not self.broken else exits.UNEXPECTED

    @property
    def _asked(self) -> bool:
        """Did a key or a signal ask for the end?"""
        return self._leaving or bool(self._asked_to_end)

    def on_ready(self, event: Ready) -> None:
        """Catch up on a signal that came before the console could take it."""
        if self._asked_to_end:
            self.request_quit(self._asked_to_end)

    def _handle_exception(self, error: Exception) -> None:
        # Textual's own handler goes on to print a traceback with the local variables on the terminal.
        if self._asked:  # it ends because it was asked to, whatever breaks while it closes
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


def _give_title_back(app: Floorwalker) -> None:
    """After the last frame: the window is called what it was called before."""
    if app.notices.at_the_end and sys.__stderr__ is not None:
        with suppress(OSError, ValueError):  # the terminal may have gone away
            sys.__stderr__.write(app.notices.at_the_end)
            sys.__stderr__.flush()


def _emergencies_open(floor: Floor) -> str:
    """For the last words: how many calls for help nobody has acknowledged; empty when there is none."""
    count = sum(1 for alarm in floor.emergencies() if alarm.acknowledged is None)
    return f", with {count} {'emergency' if count == 1 else 'emergencies'} open" if count else ""


def _let_go_of_a_lost_terminal() -> None:
    """What a terminal that went away did not take is given up: else Python's last flush makes the exit status 120."""
    for name in ("stdout", "stderr"):
        try:
            getattr(sys, name).flush()
        except (OSError, ValueError):
            setattr(sys, name, open(os.devnull, "w"))  # noqa: SIM115 - stays open to the end of the process


def show(settings: Settings, worker: WorkerPort) -> int:
    """Draw the worker's floor until the person quits or a signal comes; the session is closed when this returns."""
    app = TerminalConsole(
        worker,
        flash=settings.ui.flash,
        notices=Notices(
            bell=settings.ui.bell, notify=settings.ui.notify, title=settings.ui.title, tmux="TMUX" in os.environ
        ),
        theme=settings.ui.theme,
        ascii_glyphs=settings.ui.ascii,
    )

    app.last_resort = last_resort = LastResort(worker, app.final_status, closing=CLOSING_SECONDS)

    def on_signal(number: int, frame: FrameType | None) -> None:
        app.end(signal.Signals(number).name)

    before = {number: signal.signal(number, on_signal) for number in (signal.SIGTERM, signal.SIGHUP)}
    log.info("console opens")
    # All that is imported stays: looking through it in every full collection would stop both loops for 15 ms and more.
    gc.freeze()
    try:
        app.run()
    finally:
        last_resort.screen_ended()
        worker.stop("the console ended")
        worker.join(CLOSING_SECONDS)
        _give_title_back(app)  # after the session's goodbye: the terminal may take nothing any more
        for number, handler in before.items():
            signal.signal(number, handler)
        _let_go_of_a_lost_terminal()
    status = app.final_status()
    if status == exits.UNEXPECTED:
        words = f"something unexpected ended the console{_emergencies_open(app.floor)}"
        log.error("%s", words)
        raise exits.Stop(status, f"{words}; {log_words()}")
    log.info("console ended with status %d", status)
    if status != exits.OK:
        link = app.floor.link
        what = "refused by" if status == exits.REFUSED else "no connection to"
        raise exits.Stop(status, f"{what} {link.address or settings.server.side_a}: {link.reason or 'no answer'}")
    return status
