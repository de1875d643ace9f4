"""Running the mock server: by itself for ``floorwalker mock``, and in a thread for the demo."""

from __future__ import annotations

import asyncio
import signal
import sys
import threading
from collections.abc import Callable
from typing import TypeVar

from protocol.mock.server import MockServer
from protocol.mock.settings import MockSettings
from protocol.tls import TlsProblem

T = TypeVar("T")


def run(settings: MockSettings, host: str = "127.0.0.1", port: int = 42027) -> int:
    """Serve until SIGINT or SIGTERM; the exit status. Raises OSError when the address can't be listened on,
    and TlsProblem when its certificate can't be used.

    The first line on stdout is ``listening on HOST:PORT (seed N)``; nothing else is written there.
    """
    return asyncio.run(_serve(settings, host, port))


async def _serve(settings: MockSettings, host: str, port: int) -> int:
    server = MockServer(settings)
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(number, stopped.set)
        except (NotImplementedError, RuntimeError):  # no such handlers on Windows, nor outside the main thread
            break
    host, port = await server.start(host, port)
    shown = f"[{host}]" if ":" in host else host
    sys.stdout.write(f"listening on {shown}:{port} (seed {settings.centre.seed})\n")
    sys.stdout.flush()
    try:
        await stopped.wait()
    finally:
        await server.stop()
    return 0


class ThreadedServer:
    """A mock server in a thread and loop of its own. ``host`` and ``port`` say where it listens."""

    def __init__(self, settings: MockSettings | None = None, host: str = "127.0.0.1", port: int = 0) -> None:
        self.settings = settings or MockSettings()
        self.host, self.port = host, port
        self.server: MockServer
        self._loop: asyncio.AbstractEventLoop
        self._stop: asyncio.Event
        self._error: OSError | TlsProblem | None = None
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._main, name="mock CTI Server", daemon=True)

    def start(self) -> ThreadedServer:
        """Start it and wait until it listens. Raises OSError or TlsProblem when it can't."""
        self._thread.start()
        self._ready.wait()
        if self._error is not None:
            raise self._error
        return self

    def _main(self) -> None:
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        self.server = MockServer(self.settings)
        try:
            self.host, self.port = await self.server.start(self.host, self.port)
        except (OSError, TlsProblem) as error:
            self._error = error
            return
        finally:
            self._ready.set()
        await self._stop.wait()
        await self.server.stop()

    def call(self, act: Callable[[MockServer], T]) -> T:
        """Run something on the server's loop and wait for its result."""

        async def there() -> T:
            return act(self.server)

        return asyncio.run_coroutine_threadsafe(there(), self._loop).result(10)

    def stop(self) -> None:
        """Stop it and wait until it has ended. Once stopped, nothing happens."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._stop.set)
            self._thread.join(10)


def run_in_thread(settings: MockSettings | None = None, host: str = "127.0.0.1", port: int = 0) -> ThreadedServer:
    """Start a mock server in its own thread, on a free loopback port unless told otherwise."""
    return ThreadedServer(settings, host, port).start()
