"""The console: a Textual app that draws the Floors of a worker and hands it the commands of keys."""

from __future__ import annotations

import threading
import time
from asyncio import AbstractEventLoop, get_running_loop
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from rich.console import RenderableType
from textual import events
from textual._compositor import CompositorUpdate
from textual.app import App
from textual.binding import Binding
from textual.filter import LineFilter
from textual.geometry import Size
from textual.message import Message
from textual.screen import Screen

from app.alarms import newest_emergency
from app.clock import steady
from app.exits import NO_CONNECTION, OK, REFUSED
from app.model import Alarm, AlarmState, Command, Floor, LinkState, Note, Severity
from app.text import time_of_day
from app.ui.ascii_only import AsciiOnly
from app.ui.bindings import dialog_bindings
from app.ui.context import Context
from app.ui.dialogs import LAPSE_SECONDS, FloorDialog
from app.ui.dialogs import load as load_dialogs
from app.ui.guards import Acknowledgements, RequestGuard, Sightings
from app.ui.handlers import ACTIONS, BY_ID, BY_KEY, floor_changed
from app.ui.main_screen import MainScreen
from app.ui.notifications import Notifications
from app.ui.painted import Frame, Frames
from app.ui.terminal_input import TerminalKey
from app.ui.terminal_lines import ChangedLines, TerminalLines
from app.ui.themes import DEFAULT_THEME, THEMES, register
from app.ui.typing_guard import Pace, TypingGuard, Verdict
from app.ui.worker_port import WorkerPort

Answer = TypeVar("Answer")

BEAT = 0.5
"""Seconds between beats of the console's clock: half a flash period. Times change with every second beat."""
LATEST_START = 2.0
"""Seconds after which the worker starts also where the terminal has taken no frame yet."""
DIALOGS_AFTER = 2.0
"""Seconds after the start of the worker in which agents come on the screen; then the dialogs are loaded."""


SLOW_FRAME = 0.5
"""Seconds between two frames at least, over a slow line."""
SLOW_STEP = 5
"""Seconds in which times change there."""


class FloorChanged(Message):
    """The worker has a newer Floor. All that wait in the queue are handled as one."""

    def can_replace(self, message: Message) -> bool:
        """Take the place of one that waits in the queue."""
        return isinstance(message, FloorChanged)


class Floorwalker(App[object]):
    """A supervisor's console over one worker.

    ``clock`` gives steady seconds, as :func:`app.clock.steady`, ``monotonic`` those in which keys are pressed (as
    :func:`time.monotonic`); ``lapse`` is how long a question stands, in seconds; ``pace`` is how quick a hand may be.
    ``slow`` is for a slow line: few frames, no flash, times in steps.
    After :meth:`run`, ``return_code`` is 0 if a session was ever open, else 3 (no connection) or 4 (refused); the
    caller then waits for the worker with its ``join``.
    """

    TITLE = "floorwalker"
    # All of them are the app's: Textual loads none of a default screen, and for one that comes with a dialog it parses
    # all styles anew and looks at every widget when that is opened.
    CSS_PATH = ["main_screen.tcss", "dialogs/dialog.tcss"]  # noqa: RUF012
    ENABLE_COMMAND_PALETTE = False
    BINDINGS = [  # noqa: RUF012
        Binding("ctrl+q", "perform('quit')", "Quit", show=False),
        Binding("ctrl+c", "interrupted", "Interrupted", show=False),
    ]

    def __init__(
        self,
        worker: WorkerPort,
        *,
        flash: bool = True,
        bell: bool = True,
        notifications: Notifications | None = None,
        theme: str = DEFAULT_THEME,
        ascii_glyphs: bool = False,
        clock: Callable[[], float] = steady,
        monotonic: Callable[[], float] = time.monotonic,
        lapse: float = LAPSE_SECONDS,
        slow: bool = False,
        pace: Pace = Pace(),  # noqa: B008 - a value
    ) -> None:
        super().__init__()
        self.worker_port = worker
        self.clock = clock
        self.lapse = lapse
        self.ascii_glyphs = ascii_glyphs
        self._ascii_only = AsciiOnly()
        self.floor = Floor()
        self.answers: deque[Note] = deque(maxlen=200)
        """Answers to keys, for the event log."""
        self.request_guard = RequestGuard()
        self.monotonic = monotonic
        self.typing_guard: TypingGuard[events.Key] = TypingGuard(pace.typing)
        self.sightings = Sightings(pace.look, pace.swap)
        self._look_again: float | None = None
        """When what is too new for ``a`` changes by itself, in monotonic seconds."""
        self.acknowledgements = Acknowledgements()
        self.notifications = notifications or Notifications(bell=bell)
        """Bell, desktop notices and title; ``bell`` is for those that are not given."""
        self.main = MainScreen(ascii_glyphs=ascii_glyphs, bell=self.notifications.bell, step=SLOW_STEP if slow else 1)
        self.painted: dict[int, float] = {}
        """When each listed alarm was first on the screen, by its id."""
        self._listed: Mapping[int, Alarm] = {}
        """The alarms of the floor that is shown, by their ids."""
        self.flashing = True
        """False after all flashing was stopped by key."""
        self.may_flash = flash and not slow
        self._frame_seconds = self.main.frame_seconds = SLOW_FRAME if slow else 0.0
        self._ticked = -1
        self._last_note: Note | None = None
        self._ever_open = False
        self._refused = False
        self._leaving = False
        self._worker_started = False
        self._own_loop: AbstractEventLoop | None = None
        self._newest: Floor | None = None
        """The worker's newest Floor, until it is drawn."""
        self._floor_lock = threading.Lock()
        self._leave_at_once: str | None = None
        """Reason of a request to end that came before the screen was up."""
        self._frames = Frames()
        self._terminal_lines = TerminalLines()
        self._size_told: Size | None = None
        """The terminal's size as it was told last."""
        self._pressed_at: float | None = None
        """When the key that is being handled was pressed, in seconds of the monotonic clock."""
        register(self)
        self.theme = theme if theme in THEMES else DEFAULT_THEME

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's own, and the last one where only ASCII is drawn."""
        filters = super().get_line_filters()
        return [*filters, self._ascii_only] if self.ascii_glyphs else filters

    def get_default_screen(self) -> MainScreen:
        """The main screen, laid out for the window."""
        self.main.fit(self.size)
        return self.main

    def refresh_css(self, animate: bool = True) -> None:
        """Style everything anew, with the theme's colours. Before there is a screen they only have to be known."""
        if self.screen_stack:
            super().refresh_css(animate)
        else:
            self.stylesheet.set_variables(self.get_css_variables())

    def on_mount(self) -> None:
        """Start the clock. Beats come right after full and half seconds: times change on time."""
        self._own_loop = get_running_loop()
        self.beat()
        self.set_timer(LATEST_START, self._start_worker)
        self.set_timer(BEAT - self.clock() % BEAT + 0.02, lambda: self.set_interval(BEAT, self.beat))
        if self._leave_at_once is not None:
            self.leave(self._leave_at_once)

    def _start_worker(self) -> None:
        """Start the worker, once."""
        if not self._worker_started:
            self._worker_started = True
            if not self._leaving:
                self.worker_port.start(self._on_floor)
                self.set_timer(DIALOGS_AFTER, load_dialogs)

    def _on_floor(self, floor: Floor) -> None:
        """Take a Floor, from the worker's thread. Only the newest is kept: a blocked screen must not collect them."""
        with self._floor_lock:
            posted, self._newest = self._newest is not None, floor
        if not posted and not self._leaving:
            self.post_message(FloorChanged())

    def on_floor_changed(self) -> None:
        """Draw the newest Floor."""
        with self._floor_lock:
            floor, self._newest = self._newest, None
        if floor is not None:
            self.show(floor)

    def show(self, floor: Floor) -> None:
        """Draw this floor on every screen, answer what was asked before, show new notes, and ring for new alarms."""
        now = self.clock()
        if floor.link.state is not self.floor.link.state and self.main.composed:
            self.main.message_line.link_changed()
        self.floor = floor
        link = floor.link
        self._ever_open = self._ever_open or link.ever_open
        if link.state is not LinkState.CLOSED:
            self._refused = link.state is LinkState.REFUSED
        self.main.set_too_new(*self._too_new(floor))
        self.main.show(floor, now)
        floor_changed(self, floor)
        for dialog in self.dialogs():
            dialog.show(floor)
        self._offer_keys()
        self._show_new_notes(now)
        self._notify(now)
        listed = floor.alarm_index.by_id
        if listed is not self._listed:
            self._listed = listed
            for alarm_id in self.painted.keys() - listed.keys():
                del self.painted[alarm_id]
            self.call_after_refresh(self._keep_painted, listed.keys() - self.painted.keys())

    def on_resize(self, event: events.Resize) -> None:
        """Write the whole screen also where the size is what it was: the terminal may have moved what was on it."""
        if event.size == self._size_told:
            self.screen.refresh()
        self._size_told = event.size

    def beat(self) -> None:
        """One beat of the clock: flash and bell, and once a second the times."""
        now = self.clock()
        self.flash(now)
        if int(now) != self._ticked:
            self._ticked = int(now)
            self.main.tick(now)
            for dialog in self.dialogs():
                dialog.tick(now)
        self._notify(now)

    def dialogs(self) -> list[FloorDialog[object]]:
        """The dialogs that are open, lowest first."""
        return [screen for screen in self.screen_stack if isinstance(screen, FloorDialog)]

    def close_dialogs(self) -> None:
        """Close every dialog without an answer."""
        while isinstance(self.screen, FloorDialog):
            self.screen.dismiss(None)

    def say(self, text: str, severity: Severity = Severity.INFO) -> None:
        """Answer a key: in the message line, over an open dialog too, and in the event log."""
        self.answers.append(Note(self.clock(), text, severity))
        self.main.say(text, self.clock(), severity)
        if isinstance(self.screen, FloorDialog):
            self.screen.say(text)

    async def on_event(self, event: events.Event) -> None:
        """Handle each key and each press of the mouse completely before the next one.

        Textual sends a key to the widget with the focus, from where it passes the queues of all widgets above. There
        keys overtake each other when the focus has moved in between, and floors are drawn before they arrive.
        """
        first_hand = isinstance(event, events.InputEvent) and not event.is_forwarded and bool(self.screen_stack)
        if first_hand and self._leaving:
            return  # no key opens anything on a console that ends
        if first_hand and isinstance(event, events.Key):
            self.app_focus = True
            await self._pressed(event)
            self.main.hand(self.clock())
            return
        if first_hand and isinstance(event, events.MouseDown):
            await self.hand_rested()
            if self.screen is self.main:
                self.main.press(event.x, event.y)
                self.main.hand(self.clock())
        await super().on_event(event)

    async def _pressed(self, event: events.Key) -> None:
        """Take a key, unless it is typing or may still turn out to be."""
        guard = self.typing_guard
        for key in guard.due(event.time):
            await self._take_key(key)
        if guard.wait_until is None and self._is_text(event):
            await self._take_key(event)
            return
        row = BY_KEY.get(event.key)
        opens_text = row is not None and row.opens_text
        verdict = guard.pressed(
            event,
            event.character if event.is_printable else None,
            event.time,
            ahead=() if opens_text or not isinstance(event, TerminalKey) else event.ahead,
            harmless=row is not None and (row.moves or row.opens_text),
        )
        if verdict is Verdict.TAKE:
            await self._take_key(event)
        elif verdict is Verdict.TYPING:
            done = f"after {' '.join(guard.taken)} nothing more" if guard.taken else "nothing"
            self.say(f"taken as typing: {done} was done", Severity.WARNING)
        elif guard.wait_until is not None:
            self._take_later(guard.wait_until)

    def _take_later(self, when: float) -> None:
        self.set_timer(max(0.001, when - self.monotonic()), self._take_due)

    async def _take_due(self) -> None:
        """Take the keys that have waited long enough."""
        for key in self.typing_guard.due(self.monotonic()):
            await self._take_key(key)
        if self.typing_guard.wait_until is not None:
            self._take_later(self.typing_guard.wait_until)

    async def hand_rested(self) -> None:
        """Take the keys that wait: nothing more is typed."""
        for key in self.typing_guard.rested():
            await self._take_key(key)

    def _is_text(self, event: events.Key) -> bool:
        """Is the key a letter for a text field?"""
        return self.focused is not None and self.focused.check_consume_key(event.key, event.character)

    async def _take_key(self, event: events.Key) -> None:
        """Do what the key does, on what was on the screen when it was pressed."""
        self._pressed_at = event.time
        try:
            if isinstance(self.screen, FloorDialog):
                self.screen.key_pressed(self.painted_when_pressed().top is self.screen)
            if self.focused is not None and self._is_text(event):
                await self.focused.on_event(event)
            elif not await self._check_bindings(event.key, priority=True):
                await self._check_bindings(event.key)
        finally:
            self._pressed_at = None

    def painted_when_pressed(self) -> Frame:
        """The frame on the screen when the key that is being handled was pressed; without a key the latest one."""
        return self._frames.at(self._pressed_at)

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        """Write a frame: of the lines that were composed, what differs from those on the terminal."""
        if isinstance(renderable, CompositorUpdate):
            renderable = ChangedLines(renderable, self._terminal_lines)
        super()._display(screen, renderable)

    def post_display_hook(self) -> None:
        """Textual has written a frame to the terminal. After the first the worker starts: to load it takes as long."""
        if self.main.composed:
            self._start_worker()
        top = self.screen_stack[-1] if self.screen_stack else None
        if self.main.composed and (not isinstance(top, FloorDialog) or top.composed):
            now = self.monotonic()
            self._frames.add(Frame(now, self.main.floor, self.main.losses(), top))
            self.sightings.painted(self.main.floor, now)
            self._watch_too_new(now)

    def present(self) -> Context:
        """What the key that is being handled acts on: the selected row, or under a dialog the emergency in its line.

        Rows are hidden by a dialog, so no alarm counts as selected while one is open and an emergency waits.
        """
        frame = self.painted_when_pressed()
        context = self.main.context()
        row_lost = self.main.row_lost_since(frame)
        if row_lost or frame.floor is not context.floor:
            context = replace(context, painted=frame.floor, row_lost=row_lost)
        too_new, line_too_new = self._too_new(context.floor, self._pressed_at)
        context = replace(context, too_new=too_new, line_too_new=line_too_new)
        if isinstance(self.screen, FloorDialog):
            context = replace(context, rows_hidden=True)
            if newest_emergency(context.floor) is not None:
                return replace(context, alarm_id=None, alarm_ids=())
        return context

    def _too_new(self, floor: Floor, at: float | None = None) -> tuple[frozenset[int], bool]:
        """Which emergencies of this floor are too new for ``a`` at ``at`` (None: now), and is that in the line?"""
        at = self.monotonic() if at is None else at
        return self.sightings.too_new(floor, at), self.sightings.line_too_new(at)

    def _watch_too_new(self, now: float) -> None:
        """Offer keys again when something stops being too new."""
        until = self.sightings.until(now)
        if until is not None and until != self._look_again:
            self._look_again = until
            self.set_timer(max(0.001, until - now), self._offer_again)

    def _offer_again(self) -> None:
        self._look_again = None
        self.main.set_too_new(*self._too_new(self.floor))
        self.main.refresh_keys()
        self._offer_keys()
        self._watch_too_new(self.monotonic())

    def _offer_keys(self) -> None:
        """Let dialogs offer the keys that do something now."""
        for dialog in self.dialogs():
            dialog.keys_for(self.present())

    def perform(self, action_id: str, context: Context | None = None) -> None:
        """Do an action of the table or say why not, in this context (by default the present one)."""
        context = context or self.present()
        row = BY_ID[action_id]
        reason = row.why_not(context)
        if reason is not None:
            self.say(reason)
        elif row.handler is not None:
            row.handler(self, context)

    def submit(self, command: Command) -> None:
        """Hand a command to the worker."""
        self.worker_port.submit(command)

    def open(self, dialog: Screen[Answer], answered: Callable[[Answer | None], None] | None = None) -> None:
        """Open a dialog. ``answered`` gets its answer, None where it was closed without one."""
        if isinstance(dialog, FloorDialog):
            dialog.add_bindings(dialog_bindings(ACTIONS))
            dialog.ascii_glyphs = self.ascii_glyphs
            dialog.frame_seconds = self._frame_seconds
        self.push_screen(dialog, answered)
        self._offer_keys()

    def toggle_flashing(self) -> bool:
        """Stop all flashing, or let it go on; True when alarms flash now."""
        self.flashing = not self.flashing
        self.main.status_line.set_flash_off(not self.flashing)
        self.flash(self.clock())
        return self.flashing

    def action_perform(self, action_id: str) -> None:
        """A key of the table of actions was pressed."""
        self.perform(action_id)

    async def action_quit(self) -> None:
        """Textual's own action to quit."""
        self.perform("quit")

    def action_interrupted(self) -> None:
        """ctrl+c was pressed: it doesn't end the console."""
        self.say("q quits")

    def leave(self, reason: str, *, clear_first: bool = False) -> None:
        """Start closing the session and end the console; with ``clear_first`` the own device is cleared before."""
        if self._leaving:
            return
        self._leaving = True
        self.worker_port.stop(reason, clear_first=clear_first)
        self.exit(return_code=self.exit_status())

    def request_quit(self, reason: str = "asked to end") -> None:
        """End without questions (SIGTERM, SIGHUP). Safe from any thread and from a signal handler."""
        self._leave_at_once = reason
        if self._own_loop is not None and not self._own_loop.is_closed():
            self._own_loop.call_soon_threadsafe(self.leave, reason)

    def exit_status(self) -> int:
        """0 if a session was ever open, else 4 if the server refused it, else 3."""
        if self._ever_open:
            return OK
        return REFUSED if self._refused else NO_CONNECTION

    def _notify(self, now: float) -> None:
        """Ring the bell, write desktop notices and the title of the window."""
        if self.notifications.ring(self.floor, now):
            self.bell()
        written = self.notifications.sequences(self.floor)
        if written:
            self.write_terminal(written)

    def write_terminal(self, data: str) -> None:
        """Write a whole escape sequence between two frames. Nothing is written where there is no terminal."""
        if self._driver is not None and not self._driver.is_headless:
            self._driver.write(data)

    def _keep_painted(self, alarm_ids: set[int]) -> None:
        now = self.clock()
        for alarm_id in alarm_ids:
            self.painted.setdefault(alarm_id, now)

    def flash(self, now: float) -> None:
        """Draw the phase of the flash clock at ``now``: 1 Hz while an alarm is unacknowledged, unless switched off."""
        if not self.may_flash:
            return
        waits = self.floor.alarm_index.how_many(AlarmState.UNACK_ACTIVE) > 0
        on = waits and self.flashing and now % 1.0 < BEAT
        self.main.set_flash(on)
        for dialog in self.dialogs():
            dialog.set_flash(on)

    def _show_new_notes(self, now: float) -> None:
        """Queue the warnings and errors among the worker's new notes in the message line."""
        notes = self.floor.notes
        new: list[Note] = []
        for note in reversed(notes):
            if note is self._last_note or note == self._last_note:
                break
            new.append(note)
        self._last_note = notes[-1] if notes else None
        opened = next((n for n, note in enumerate(new) if note.about_link and note.severity is Severity.INFO), len(new))
        new = [note for n, note in enumerate(new) if n <= opened or not note.about_link]  # newest first
        for note in reversed(new):
            if note.severity is not Severity.INFO:
                came = time_of_day(now, self.floor.clock_steps)
                self.main.message_line.queue(note.text, now, note.severity, came=came, about_link=note.about_link)
