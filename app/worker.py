"""The worker: its own thread and event loop around the session, so that a stuck terminal costs no heartbeat.

It owns the client, folds events into the floor, and hands Floors to the screen: when something changed, at most
:data:`FLOORS_PER_SECOND`, alarms at once. Commands come in from any thread and are carried out on the loop.
"""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from random import Random

from app.config import Settings
from app.floor import Changed
from app.model import Acknowledge, Action, Command, Floor, LinkState, RetryNow, Severity, Silence, Supervise, Target
from app.opening import UNVERIFIED, client_tls, session_settings
from app.rules import engaged_with, why_not
from app.session_log import log_event
from app.starting import builder_of, sides_of
from app.supervision import build
from protocol.client import Client
from protocol.errors import ProtocolError
from protocol.session_events import SessionEvent, Waiting

FLOORS_PER_SECOND = 20
TICK = 1.0
"""Seconds between looks at what time alone changes."""
CLEAR_SECONDS = 3.0
"""How long closing waits for the own phone to be seen off the call, once that was asked for."""

_FAILED = "the console's own worker failed: the session is closed, and the log has the details"
_DEFECT = "something unexpected happened in the console; the log has the details"

log = logging.getLogger("floorwalker")


class Worker:
    """A :class:`~app.port.WorkerPort` for the server of the settings.

    ``clock`` gives wall-clock seconds, ``monotonic`` those that the session counts in, ``rng`` the jitter of its waits.
    Raises SettingsProblem when a file of ``[server.tls]`` can't be used.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        clock: Callable[[], float] = time.time,
        monotonic: Callable[[], float] = time.monotonic,
        rng: Random | None = None,
    ) -> None:
        self._settings = settings
        self._tls = client_tls(settings)
        self._clock, self._monotonic = clock, monotonic
        self._rng = rng or Random()
        self._builder = builder_of(settings)
        self._client: Client | None = None
        self._on_floor: Callable[[Floor], None] = _nobody
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()
        self._early: list[Callable[[], None]] = []
        """What was asked for before the loop ran."""
        self._ended = False
        self._post_at = 0.0
        self._posting: asyncio.TimerHandle | None = None
        self._closing = False
        self._cleared: asyncio.Event | None = None

    # -- the port, for any thread ------------------------------------------------------------------------------------

    def start(self, on_floor: Callable[[Floor], None]) -> None:
        """Start connecting; ``on_floor`` is called from the worker's thread with each new Floor."""
        self._on_floor = on_floor
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

    async def _main(self) -> None:
        client = self._client = Client(
            sides_of(self._settings),
            session_settings(self._settings),
            self._on_event,
            rng=self._rng,
            clock=self._monotonic,
            tls=self._tls,
        )
        if self._tls is not None and not self._tls.verifies:
            log.warning(UNVERIFIED)
            self._builder.note(UNVERIFIED, self._clock(), Severity.WARNING)
        loop = asyncio.get_running_loop()
        self._cleared = asyncio.Event()
        with self._lock:
            self._loop, early = loop, self._early
            self._early = []
        self._post(now_at_once=True)
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
        if self._builder.link.state is not LinkState.CLOSED:
            self._builder.link = replace(self._builder.link, state=LinkState.CLOSED, retry_at=None)
        self._post(now_at_once=True)

    def _failed(self) -> None:
        """The worker broke: the log has the details, the screen a sentence."""
        log.exception("unexpected error in the worker")
        with self._lock:
            self._ended = True
        self._builder.fail(
            "the console's own worker failed; the session is closed and the log has the details", self._clock()
        )
        try:
            self._on_floor(self._builder.snapshot(self._clock()))
        except Exception:
            log.exception("the screen could not be told")

    def _guarded(self, what: Callable[[], None]) -> None:
        """Run something on the loop; a defect in it ends the worker, in words, and does not vanish."""
        try:
            what()
        except Exception as error:
            self._break(error)

    def _break(self, error: Exception) -> None:
        log.error("unexpected error in the worker", exc_info=error)
        self._builder.note(
            "something unexpected happened in the console; the log has the details", self._clock(), Severity.ERROR
        )
        self._post()

    # -- folding and telling -----------------------------------------------------------------------------------------

    def _on_event(self, event: SessionEvent) -> None:
        now = self._clock()
        if isinstance(event, Waiting):
            event = replace(event, retry_at=now + event.retry_at - self._monotonic())
        log_event(log, event)
        changed = self._builder.apply(event, now)
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
        if self._closing and self._cleared is not None and not engaged_with(self._builder.engagement):
            self._cleared.set()

    def _post(self, *, now_at_once: bool = False) -> None:
        """Tell the screen, now or when the last Floor is old enough."""
        assert self._loop is not None
        now = self._loop.time()
        if now_at_once or now >= self._post_at:
            self._post_now()
        elif self._posting is None:
            self._posting = self._loop.call_at(self._post_at, self._post_now)

    def _post_now(self) -> None:
        assert self._loop is not None
        if self._posting is not None:
            self._posting.cancel()
            self._posting = None
        self._post_at = self._loop.time() + 1 / FLOORS_PER_SECOND
        self._tell()

    def _tell(self) -> None:
        try:
            self._on_floor(self._builder.snapshot(self._clock()))
        except Exception:
            # A screen that is being taken down must not cost the session its goodbye.
            log.exception("the screen could not be told")

    # -- commands ----------------------------------------------------------------------------------------------------

    def _carry_out(self, command: Command) -> None:
        now = self._clock()
        match command:
            case Supervise():
                self._supervise(command)
            case Acknowledge(alarm_id):
                log.info("alarm %d acknowledged", alarm_id)
                self._builder.acknowledge(alarm_id, now)
            case Silence():
                self._builder.silence()
            case RetryNow():
                log.info("trying again now: asked for")
                if self._client is not None:
                    self._client.retry_now()
        self._post(now_at_once=True)

    def _supervise(self, command: Supervise) -> bool:
        """Send one request, if it is still allowed and its call still the same; else say why not."""
        now = self._clock()
        floor = self._builder.snapshot(now)
        reason = why_not(floor, command.action, command.target)
        if reason is None:
            request = build(command.action, command.target, floor, self._settings.server.peripheral_id)
            try:
                assert self._client is not None
                invoke_id = self._client.request(request)
            except ProtocolError as error:
                reason = f"not sent: {error}"
            else:
                log.info("sent %s for agent %s: InvokeID %d", command.action.name, command.target.agent_id, invoke_id)
                self._builder.requested(command, invoke_id, now)
                return True
        log.info("%s for agent %s was not sent: %s", command.action.name, command.target.agent_id, reason)
        self._builder.note(reason, now, Severity.WARNING)
        return False

    # -- closing -----------------------------------------------------------------------------------------------------

    def _close(self, clear_first: bool) -> None:
        if self._closing:
            return
        self._closing = True
        mine = self._builder.engagement
        target = Target(mine.agent_id, mine.connection) if mine is not None else None
        if (
            clear_first
            and target is not None
            and engaged_with(mine)
            and self._supervise(Supervise(Action.CLEAR, target))
        ):
            assert self._loop is not None
            self._loop.create_task(self._clear_then_close())
            self._post(now_at_once=True)
        else:
            self._close_now()

    async def _clear_then_close(self) -> None:
        assert self._cleared is not None
        try:
            await asyncio.wait_for(self._cleared.wait(), CLEAR_SECONDS)
        except TimeoutError:
            log.warning("the clear was not seen in call events within %g seconds", CLEAR_SECONDS)
        self._close_now()

    def _close_now(self) -> None:
        if self._client is not None:
            self._client.close()


def _nobody(_: Floor) -> None:
    return
