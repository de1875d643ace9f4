"""The worker: its own thread and event loop around the session, so that a stuck terminal costs no heartbeat.

It owns the client and the journal, folds events into the floor, and hands Floors to the screen.
Commands come in from any thread and are carried out on the loop.
"""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from random import Random

from app.config import TLS_TERMS, UNVERIFIED, Settings, client_tls, session_settings, waits
from app.floor import Changed, blind_words, fold
from app.journal import ConnectDatabase, Journal, connect_database, journal_path
from app.model import Action, Command, Floor, RetryNow, Severity, Supervise, Target
from app.supervision import engaged_with, unanswered
from app.worker.alarm_recorder import CLOSING_WAIT, Recorder
from app.worker.auditor import Auditor
from app.worker.publisher import Teller
from app.worker.sender import Sender
from app.worker.session_log import log_command, log_event
from app.worker.starting import builder_of, sides_of
from protocol.client import Client
from protocol.session import SessionNotOpen
from protocol.session.events import SessionEvent, Waiting
from protocol.wire.messages import Message

TICK = 1.0
"""Seconds between looks at what time alone changes."""
CLEAR_SECONDS = 3.0
"""How long closing waits for the own phone to be seen off the call, once that was asked for."""

_FAILED = "the console's own worker failed: the session is closed, and the log has the details"
_DEFECT = "something unexpected happened in the console; the log has the details"

log = logging.getLogger("floorwalker")


class Worker:
    """A :class:`~app.ui.worker_port.WorkerPort` for the server of the settings.

    ``clock`` gives wall-clock seconds, ``monotonic`` those that the session counts in, ``rng`` the jitter of its waits,
    ``connecting`` opens the journal's file.
    Raises SettingsProblem when a file of ``[server.tls]`` can't be used.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        clock: Callable[[], float] = time.time,
        monotonic: Callable[[], float] = time.monotonic,
        rng: Random | None = None,
        connecting: ConnectDatabase = connect_database,
    ) -> None:
        self._settings = settings
        self._tls = client_tls(settings)
        self._clock, self._monotonic = clock, monotonic
        self._rng = rng or Random()
        self._builder = builder_of(settings)
        self._client: Client | None = None
        self._teller = Teller(lambda: self._builder.snapshot(clock()))
        tell = partial(self._teller.post, now_at_once=True)
        self._recorder = Recorder(self._builder, clock=clock, on_loop=self._call, tell=tell)
        self._journal = Journal(
            journal_path(settings.journal.path),
            settings.supervisor.agent_id,
            settings.server.peripheral_id,
            clock,
            on_trouble=self._recorder.on_trouble,
            connecting=connecting,
        )
        self._auditor = Auditor(self._journal, monotonic)
        self._sender = Sender(
            self._builder,
            self._auditor,
            peripheral_id=settings.server.peripheral_id,
            request=self._request,
            clock=clock,
            monotonic=monotonic,
            tell=tell,
            unwritable=self._recorder.unwritable,
            broken=self._break,
        )
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()
        self._early: list[Callable[[], None]] = []
        """What was asked for before the loop ran."""
        self._ended = False
        self._closing = False
        self._cleared: asyncio.Event | None = None
        self._unasked: asyncio.Event | None = None
        """Set, while closing, as soon as no supervisory request is unanswered."""
        self._leaving: asyncio.Task[None] | None = None

    # -- the port, for any thread ------------------------------------------------------------------------------------

    def start(self, on_floor: Callable[[Floor], None]) -> None:
        """Start connecting; ``on_floor`` is called from the worker's thread with each new Floor."""
        self._teller.on_floor = on_floor
        self._thread = threading.Thread(target=self._run, name="floorwalker-worker", daemon=True)
        self._thread.start()

    def submit(self, command: Command) -> None:
        """Hand over a command; never blocks. What becomes of it is told by later Floors."""
        self._call(lambda: self._carry_out(command))

    def stop(self, reason: str, *, clear_first: bool = False) -> None:
        """Start closing the session, and return at once."""
        log.info("closing: %s", reason)
        self._call(lambda: self._close(clear_first))

    def join(self, timeout: float) -> None:
        """Wait until the worker has ended, at most ``timeout`` seconds."""
        if self._thread is not None:
            self._thread.join(timeout)

    def _call(self, what: Callable[[], None]) -> None:
        with self._lock:
            if self._ended:
                return
            if self._loop is None:
                self._early.append(what)
            else:
                self._loop.call_soon_threadsafe(self._guarded, what)

    # -- the thread --------------------------------------------------------------------------------------------------

    def _run(self) -> None:
        try:
            asyncio.run(self._main())
        except Exception:
            self._failed()
        finally:
            with self._lock:
                self._ended = True
            self._auditor.close()
            if not self._journal.close(CLOSING_WAIT):
                log.error("the journal did not take what was left within %g seconds", CLOSING_WAIT)

    async def _main(self) -> None:
        client = self._client = Client(
            sides_of(self._settings),
            session_settings(self._settings),
            self._on_event,
            rng=self._rng,
            waits=waits(self._settings),
            clock=self._monotonic,
            tls=self._tls,
            terms=TLS_TERMS,
        )
        if self._tls is not None and not self._tls.verifies:
            log.warning(UNVERIFIED)
            self._builder.note(UNVERIFIED, self._clock(), Severity.WARNING)
        loop = asyncio.get_running_loop()
        self._cleared, self._unasked = asyncio.Event(), asyncio.Event()
        with self._lock:
            self._loop, early = loop, self._early
            self._early = []
        self._post(now_at_once=True)
        await self._recorder.start(self._journal)
        ticking = loop.create_task(self._tick())
        running = loop.create_task(client.run())
        for what in early:
            self._guarded(what)
        try:
            done, _ = await asyncio.wait({ticking, running}, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            with self._lock:
                self._ended = True
            for task in (ticking, running):
                task.cancel()
            await asyncio.gather(ticking, running, return_exceptions=True)
            self._client = None
        self._builder.session_closed()
        self._post(now_at_once=True)

    def _failed(self) -> None:
        """The worker broke: the log has the details, the screen a sentence."""
        log.exception("unexpected error in the worker")
        with self._lock:
            self._ended = True
        self._builder.fail(_FAILED, self._clock())
        self._teller.tell()

    def _guarded(self, what: Callable[[], None]) -> None:
        """Run something on the loop; a defect in it is told and logged, and does not vanish."""
        try:
            what()
        except Exception as error:
            self._break(error)

    def _break(self, error: Exception) -> None:
        log.error("unexpected error in the worker", exc_info=error)
        self._builder.note(_DEFECT, self._clock(), Severity.ERROR)
        self._post()

    # -- folding and telling -----------------------------------------------------------------------------------------

    def _on_event(self, event: SessionEvent) -> None:
        now = self._clock()
        if isinstance(event, Waiting):
            event = replace(event, retry_at=now + event.retry_at - self._monotonic())
        log_event(log, event)
        self._auditor.hear(event)
        before = self._builder.freshness.blind
        changed = fold(self._builder, event, now)
        blind = self._builder.freshness.blind
        if blind is not None and blind is not before:
            log.warning("%s", blind_words(blind))
        if changed:
            self._after_change()
            self._post(now_at_once=changed is Changed.NOW)

    async def _tick(self) -> None:
        while True:
            await asyncio.sleep(TICK)
            if self._builder.tick(self._clock()):
                self._after_change()
                self._post()

    def _after_change(self) -> None:
        self._auditor.watch(self._builder.engagement)
        if self._closing and self._cleared is not None and not engaged_with(self._builder.engagement):
            self._cleared.set()
        if self._closing and self._unasked is not None and not unanswered(self._builder.engagement):
            self._unasked.set()

    def _post(self, *, now_at_once: bool = False) -> None:
        self._teller.post(now_at_once=now_at_once)

    # -- commands ----------------------------------------------------------------------------------------------------

    def _carry_out(self, command: Command) -> None:
        match command:
            case Supervise():
                self._sender.submit(command)
            case RetryNow():
                log.info("trying again now: asked for")
                if self._client is not None:
                    self._client.retry_now()
            case _:
                log_command(log, command)
                self._builder.carry_out(command, self._settings.supervisor.agent_id, self._clock())
        self._post(now_at_once=True)

    def _request(self, message: Message) -> int:
        if self._client is None:
            raise SessionNotOpen("there is no session")
        return self._client.request(message)

    # -- closing -----------------------------------------------------------------------------------------------------

    def _close(self, clear_first: bool) -> None:
        if self._closing:
            return
        self._closing = True
        mine = self._builder.engagement
        if self._sender.busy or (clear_first and engaged_with(mine)):
            assert self._loop is not None
            self._leaving = self._loop.create_task(self._leave(clear_first))
            self._leaving.add_done_callback(self._left)
        else:
            self._close_now()

    async def _leave(self, clear_first: bool) -> None:
        assert self._cleared is not None
        if clear_first:
            await self._answered()
        mine = self._builder.engagement
        clear = None
        if clear_first and mine is not None and engaged_with(mine):
            # Nobody can be asked any more: getting out of the call goes before the audit.
            clear = Supervise(Action.CLEAR, Target(mine.agent_id, mine.connection), unaudited=True)
        if await self._sender.close(clear):
            try:
                await asyncio.wait_for(self._cleared.wait(), CLEAR_SECONDS)
            except TimeoutError:
                log.warning("the clear was not seen in call events within %g seconds", CLEAR_SECONDS)

    async def _answered(self) -> None:
        """Until the request that is on its way has its answer, after which a clear can be sent; not for ever."""
        assert self._unasked is not None
        self._unasked.clear()
        self._after_change()
        try:
            await asyncio.wait_for(self._unasked.wait(), CLEAR_SECONDS)
        except TimeoutError:
            log.warning("no answer to the last request within %g seconds", CLEAR_SECONDS)

    def _left(self, leaving: asyncio.Task[None]) -> None:
        if not leaving.cancelled() and isinstance(error := leaving.exception(), Exception):
            self._break(error)
        self._close_now()

    def _close_now(self) -> None:
        if self._client is not None:
            self._client.close()
