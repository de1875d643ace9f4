"""The worker: a thread and event loop of its own around the session, so that a stuck terminal delays no heartbeat.

It owns the client, the floor's builder and the journal; it folds events into the floor and publishes Floors to the
screen. Commands come from any thread and are carried out on the loop.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from random import Random
from typing import TYPE_CHECKING

from app.clock import WallWatch, elapsed, steady
from app.config import TLS_TERMS, UNVERIFIED, client_tls, session_settings
from app.floor import Changed, FloorBuilder, blind_words, fold
from app.journal import ConnectDatabase, Journal, connect_database, journal_path
from app.model import Action, Command, Floor, Me, RetryNow, Severity, Supervise, Target
from app.supervision import engaged_with, unanswered
from app.worker.alarm_recorder import AlarmRecorder
from app.worker.auditor import Auditor
from app.worker.publisher import FloorPublisher
from app.worker.sender import Sender
from app.worker.session_log import log_command, log_event
from protocol.client import Client, Waits
from protocol.session import SessionNotOpen
from protocol.session.events import SessionEvent, Waiting
from protocol.tls import ClientTls
from protocol.wire.messages import Message

if TYPE_CHECKING:  # its module loads pydantic
    from app.config import Settings

TICK = 1.0
"""Seconds between checks of what changes by time alone."""
CLEAR_SECONDS = 3.0
"""Seconds that closing waits for the answer to the last request, and then for call events to show the clear."""
JOURNAL_CLOSING_WAIT = 1.0
"""Seconds that closing waits for the journal to write what is left."""

_FAILED = "the console's own worker failed: the session is closed, and the log has the details"
_DEFECT = "something unexpected happened in the console; the log has the details"

log = logging.getLogger("floorwalker")


def floor_builder(settings: Settings) -> FloorBuilder:
    """An empty floor for the supervisor of the settings."""
    who = settings.supervisor
    return FloorBuilder(
        Me(who.agent_id, who.agent_extension or "", who.agent_instrument or "", who.skill_target_id),
        peripheral_id=settings.server.peripheral_id,
        names=settings.names,
        team_names=settings.teams,
        reason_texts=settings.reasons,
        skill_group_names=settings.skill_groups,
        policy=settings.actions,
        limits=settings.limits,
    )


def _sides(settings: Settings) -> list[tuple[str, str, int]]:
    """The sides of the CTI Server as (label, host, port)."""
    addresses = {"A": settings.server.side_a, "B": settings.server.side_b}
    return [(label, *address) for label, address in addresses.items() if address is not None]


def _waits(settings: Settings) -> Waits:
    """The waits before connecting again, in seconds."""
    wanted = settings.server.reconnect
    return Waits(tuple(wanted.waits), wanted.jitter, wanted.sign_in_wait)


class Worker:
    """A :class:`~app.ui.worker_port.WorkerPort` for the server of the settings.

    ``clock`` gives steady seconds (:func:`app.clock.steady`), ``wall`` wall-clock seconds (None: the same clock),
    ``monotonic`` the seconds that the session counts in, ``rng`` the jitter of its waits; ``connecting`` opens the
    journal's file. ``tls`` is that of ``[server.tls]`` where it has been made already.
    Raises SettingsProblem when a file of ``[server.tls]`` can't be used.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        clock: Callable[[], float] = steady,
        wall: Callable[[], float] | None = None,
        monotonic: Callable[[], float] = elapsed,
        rng: Random | None = None,
        connecting: ConnectDatabase = connect_database,
        tls: ClientTls | None = None,
    ) -> None:
        self._settings = settings
        self._tls = tls or client_tls(settings)
        self._clock, self._monotonic = clock, monotonic
        self._wall_watch = WallWatch(clock, wall or clock)
        self._rng = rng or Random()
        self._builder = floor_builder(settings)
        self._client: Client | None = None
        self._publisher = FloorPublisher(self._snapshot)
        publish = partial(self._publisher.publish, at_once=True)
        self._recorder = AlarmRecorder(self._builder, clock=clock, on_loop=self._call, publish=publish)
        self._journal = Journal(
            journal_path(settings.journal.path),
            settings.supervisor.agent_id,
            settings.server.peripheral_id,
            wall or clock,
            on_trouble=self._recorder.on_trouble,
            on_loss=self._recorder.on_loss,
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
            publish=publish,
            on_unwritable=self._recorder.on_unwritable,
            on_defect=self._report_defect,
        )
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()
        self._before_loop: list[Callable[[], None]] = []
        """Calls that were made before the loop ran."""
        self._ended = False
        self._closing = False
        self._cleared: asyncio.Event | None = None
        """Set, while closing, as soon as the supervisor is in no call."""
        self._answered: asyncio.Event | None = None
        """Set, while closing, as soon as no supervisory request is unanswered."""
        self._clearing: asyncio.Task[None] | None = None

    # -- the port, for any thread ------------------------------------------------------------------------------------

    def start(self, on_floor: Callable[[Floor], None]) -> None:
        """Start connecting; ``on_floor`` is called from the worker's thread with each new Floor."""
        self._publisher.subscribe(on_floor)
        self._thread = threading.Thread(target=self._run, name="floorwalker-worker", daemon=True)
        self._thread.start()

    def submit(self, command: Command) -> None:
        """Hand over a command; never blocks. Its outcome is in later Floors."""
        self._call(lambda: self._carry_out(command))

    def stop(self, reason: str, *, clear_first: bool = False) -> None:
        """Start closing the session, and return at once."""
        log.info("closing: %s", reason)
        self._call(lambda: self._close(clear_first))

    def join(self, timeout: float) -> None:
        """Wait until the worker has ended, at most ``timeout`` seconds."""
        if self._thread is not None:
            self._thread.join(timeout)

    def _call(self, call: Callable[[], None]) -> None:
        """Call something on the loop, now or as soon as it runs; nothing once the worker has ended."""
        with self._lock:
            if self._ended:
                return
            if self._loop is None:
                self._before_loop.append(call)
            else:
                self._loop.call_soon_threadsafe(self._guarded, call)

    # -- the thread --------------------------------------------------------------------------------------------------

    def _run(self) -> None:
        try:
            asyncio.run(self._main())
        except Exception:
            self._report_failure()
        finally:
            with self._lock:
                self._ended = True
            self._auditor.close()
            if not self._journal.close(JOURNAL_CLOSING_WAIT):
                log.error("the journal did not take what was left within %g seconds", JOURNAL_CLOSING_WAIT)

    async def _main(self) -> None:
        client = self._client = Client(
            _sides(self._settings),
            session_settings(self._settings),
            self._on_event,
            rng=self._rng,
            waits=_waits(self._settings),
            clock=self._monotonic,
            tls=self._tls,
            terms=TLS_TERMS,
        )
        if self._tls is not None and not self._tls.verifies:
            log.warning(UNVERIFIED)
            self._builder.note(UNVERIFIED, self._clock(), Severity.WARNING)
        loop = asyncio.get_running_loop()
        self._cleared, self._answered = asyncio.Event(), asyncio.Event()
        with self._lock:
            self._loop, calls = loop, self._before_loop
            self._before_loop = []
        self._publisher.publish(at_once=True)
        await self._recorder.start(self._journal)
        ticking = loop.create_task(self._tick())
        running = loop.create_task(client.run())
        for call in calls:
            self._guarded(call)
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
        self._publisher.publish(at_once=True)

    def _report_failure(self) -> None:
        """The worker itself failed: the log gets the error, the screen a closed link with a sentence."""
        log.exception("unexpected error in the worker")
        with self._lock:
            self._ended = True
        self._builder.fail(_FAILED, self._clock())
        self._publisher.publish_now()

    def _guarded(self, call: Callable[[], None]) -> None:
        """Call something; an unexpected error in it is reported."""
        try:
            call()
        except Exception as error:
            self._report_defect(error)

    def _report_defect(self, error: Exception) -> None:
        """An unexpected error in one step: the log gets it, the screen a note; the worker goes on."""
        log.error("unexpected error in the worker", exc_info=error)
        self._builder.note(_DEFECT, self._clock(), Severity.ERROR)
        self._publisher.publish()

    # -- folding and publishing --------------------------------------------------------------------------------------

    def _on_event(self, event: SessionEvent) -> None:
        now = self._clock()
        if isinstance(event, Waiting):
            event = replace(event, retry_at=now + event.retry_at - self._monotonic())
        log_event(log, event)
        self._auditor.session_event(event)
        before = self._builder.freshness.blind
        changed = fold(self._builder, event, now)
        blind = self._builder.freshness.blind
        if blind is not None and blind is not before:
            log.warning("%s", blind_words(blind, self._builder.clock_steps))
        if changed:
            self._after_change()
            self._publisher.publish(at_once=changed is Changed.NOW)

    def _snapshot(self) -> Floor:
        """The Floor of the moment; its alarms survive a kill."""
        self._recorder.settle()
        return self._builder.snapshot(self._clock())

    async def _tick(self) -> None:
        while True:
            await asyncio.sleep(TICK)
            now = self._clock()
            if self._client is not None and self._builder.take_question(now):
                self._client.ask_own_calls()
            was_set = self._follow_wall_clock(now)
            if self._builder.tick(now) or was_set:
                self._after_change()
                self._publisher.publish()

    def _follow_wall_clock(self, now: float) -> bool:
        """Has the wall clock been set? The floor is told: times of day are other ones from now on."""
        correction = self._wall_watch.look()
        if correction is not None:
            log.warning("the clock of this computer was set: %+.0f s since the console started", correction)
            self._builder.clock_set(correction, now)
        return correction is not None

    def _after_change(self) -> None:
        engagement = self._builder.engagement
        self._auditor.engagement_changed(engagement)
        if self._closing and self._cleared is not None and not engaged_with(engagement):
            self._cleared.set()
        if self._closing and self._answered is not None and not unanswered(engagement):
            self._answered.set()

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
        self._publisher.publish(at_once=True)

    def _request(self, message: Message) -> int:
        if self._client is None:
            raise SessionNotOpen("there is no session")
        return self._client.request(message)

    # -- closing -----------------------------------------------------------------------------------------------------

    def _close(self, clear_first: bool) -> None:
        if self._closing:
            return
        self._closing = True
        if self._sender.busy or (clear_first and engaged_with(self._builder.engagement)):
            assert self._loop is not None
            self._clearing = self._loop.create_task(self._clear_before_close(clear_first))
            self._clearing.add_done_callback(self._clearing_done)
        else:
            self._close_now()

    async def _clear_before_close(self, clear_first: bool) -> None:
        assert self._cleared is not None
        if clear_first:
            await self._wait_for_answer()
        engagement = self._builder.engagement
        clear = None
        if clear_first and engagement is not None and engaged_with(engagement):
            # Nobody can be asked any more whether to go on without an audit line: the clear is sent in any case.
            clear = Supervise(Action.CLEAR, Target(engagement.agent_id, engagement.connection), unaudited=True)
        if await self._sender.close(clear):
            try:
                await asyncio.wait_for(self._cleared.wait(), CLEAR_SECONDS)
            except TimeoutError:
                log.warning("the clear was not seen in call events within %g seconds", CLEAR_SECONDS)

    async def _wait_for_answer(self) -> None:
        """Wait for the answer to the last request, after which a clear can be sent, at most CLEAR_SECONDS."""
        assert self._answered is not None
        self._answered.clear()
        self._after_change()
        try:
            await asyncio.wait_for(self._answered.wait(), CLEAR_SECONDS)
        except TimeoutError:
            log.warning("no answer to the last request within %g seconds", CLEAR_SECONDS)

    def _clearing_done(self, clearing: asyncio.Task[None]) -> None:
        if not clearing.cancelled() and isinstance(error := clearing.exception(), Exception):
            self._report_defect(error)
        self._close_now()

    def _close_now(self) -> None:
        if self._client is not None:
            self._client.close()
