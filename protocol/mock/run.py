"""Running the mock server: in the foreground for ``floorwalker mock``, in a thread for the demo and for tests."""

from __future__ import annotations

import asyncio
import ipaddress
import signal
import sys
import threading
import time
from collections.abc import Callable, Sequence
from typing import TypeVar

from protocol.mock.fault_keys import listening_to_keys
from protocol.mock.scenario import Player, Scenario
from protocol.mock.server import MockServer
from protocol.mock.settings import MockSettings
from protocol.tls import TlsProblem

T = TypeVar("T")

SIDES_APART = 1000
"""Port of side B less that of side A, as with the usual ports 42027 and 43027."""


def make_servers(
    settings: MockSettings,
    scenario: Scenario | None = None,
    faults: Sequence[str] = (),
    clock: Callable[[], float] = time.monotonic,
) -> tuple[list[MockServer], Player | None]:
    """The sides of a server, not listening yet, with their faults, and the player of the scenario.

    Raises ScenarioError and FaultError.
    """
    first = MockServer(settings, clock=clock)
    if scenario is not None and scenario.sides == 2:
        MockServer(settings, first=first)
    for server in first.servers:
        server.set_faults(*faults)
    return first.servers, Player(scenario, first) if scenario is not None else None


def serve(
    settings: MockSettings,
    host: str = "127.0.0.1",
    port: int = 42027,
    *,
    scenario: Scenario | None = None,
    faults: Sequence[str] = (),
) -> int:
    """Serve until SIGINT or SIGTERM; the exit status.

    The first line on stdout is ``listening on HOST:PORT (seed N)``; nothing else is written there. The address of side
    B, where a scenario has one, is written to stderr, as is a warning where other machines can reach the server. Raises
    OSError when the address cannot be listened on, TlsProblem when the certificate cannot be used, ScenarioError and
    FaultError.
    """
    return asyncio.run(_serve_until_signal(settings, host, port, scenario, faults))


async def _serve_until_signal(
    settings: MockSettings, host: str, port: int, scenario: Scenario | None, faults: Sequence[str]
) -> int:
    servers, _ = make_servers(settings, scenario, faults)
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(number, stopped.set)
        except (NotImplementedError, RuntimeError):  # no such handlers on Windows, nor outside the main thread
            break
    try:
        bound = await servers[0].start(host, port)
        if any(map(reachable_from_elsewhere, {bound[0], *servers[0].hosts})):
            _say(exposure_warning(bound, settings))
        for other in servers[1:]:
            _say(f"side {other.side} listens on {_shown(await other.start(host, port and port + SIDES_APART))}")
        sys.stdout.write(f"listening on {_shown(bound)} (seed {settings.centre.seed})\n")
        sys.stdout.flush()
        if scenario is not None:
            _say(f"scenario {scenario.name}: {scenario.summary}")
        with listening_to_keys(servers[0]):
            await stopped.wait()
    finally:
        for server in servers:
            await server.stop()
    return 0


def reachable_from_elsewhere(host: str) -> bool:
    """Can other machines reach an IP address that is listened on? Not where it is a loopback address."""
    return not ipaddress.ip_address(host).is_loopback


def exposure_warning(address: tuple[str, int], settings: MockSettings) -> str:
    """What whoever reaches a server from elsewhere can do."""
    certified = settings.tls is not None and settings.tls.ca
    who = "anyone with a certificate from its CA who" if certified else "anyone who"
    gets = "reaches the port gets the floor, and can switch nothing else"
    return f"warning: {_shown(address)} is not loopback: {who} {gets}"


def _shown(address: tuple[str, int]) -> str:
    host, port = address
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _say(sentence: str) -> None:
    printable = "".join(sign if sign.isprintable() else "?" for sign in sentence)
    sys.stderr.write(f"{printable}\n")
    sys.stderr.flush()


class ThreadedServer:
    """A mock server in a thread and loop of its own. ``host`` and ``port`` are the address of its side A."""

    def __init__(
        self,
        settings: MockSettings | None = None,
        host: str = "127.0.0.1",
        port: int = 0,
        *,
        scenario: Scenario | None = None,
        faults: Sequence[str] = (),
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.settings = settings or MockSettings()
        self.host, self.port = host, port
        self.addresses: list[tuple[str, int]] = []
        """The addresses of the sides, side A first."""
        self.servers, self.player = make_servers(self.settings, scenario, faults, clock)
        self.server: MockServer = self.servers[0]
        self._loop: asyncio.AbstractEventLoop
        self._stop: asyncio.Event
        self._error: OSError | TlsProblem | None = None
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._main, name="mock CTI Server", daemon=True)

    def start(self) -> ThreadedServer:
        """Start it and wait until it listens. Raises OSError or TlsProblem when it cannot."""
        self._thread.start()
        self._ready.wait()
        if self._error is not None:
            raise self._error
        return self

    def _main(self) -> None:
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        try:
            for server in self.servers:
                self.addresses.append(await server.start(self.host, self.port if server is self.server else 0))
            self.host, self.port = self.addresses[0]
        except (OSError, TlsProblem) as error:
            self._error = error
            for server in self.servers:
                await server.stop()
            return
        finally:
            self._ready.set()
        await self._stop.wait()
        for server in self.servers:
            await server.stop()

    def call(self, act: Callable[[MockServer], T]) -> T:
        """Run ``act`` on the server's loop; its result. Raises what it raises, and TimeoutError after ten seconds."""

        async def there() -> T:
            return act(self.server)

        return asyncio.run_coroutine_threadsafe(there(), self._loop).result(10)

    def stop(self) -> None:
        """Stop it and wait until it has ended, at most ten seconds. Without effect once it is stopped."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._stop.set)
            self._thread.join(10)


def run_in_thread(
    settings: MockSettings | None = None,
    host: str = "127.0.0.1",
    port: int = 0,
    *,
    scenario: Scenario | None = None,
    faults: Sequence[str] = (),
) -> ThreadedServer:
    """A started :class:`ThreadedServer`, by default on a free loopback port. Raises OSError or TlsProblem."""
    return ThreadedServer(settings, host, port, scenario=scenario, faults=faults).start()
