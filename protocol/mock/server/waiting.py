"""Waiting, without polling, for what clients do to a mock server."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from typing import TypeVar

from protocol.wire.messages import Message

M = TypeVar("M", bound=Message)


class Waiting:
    """The part of a server that tests wait with."""

    def __init__(self) -> None:
        self._waiters: list[tuple[Callable[[], bool], asyncio.Future[None]]] = []

    @property
    def received(self) -> deque[Message]:
        """What clients sent, decoded, oldest first."""
        raise NotImplementedError

    async def wait_for(self, condition: Callable[[], bool], seconds: float = 10.0) -> None:
        """Wait until the condition holds, looked at whenever something came in or happened. Raises TimeoutError."""
        if condition():
            return
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiters.append((condition, future))
        await asyncio.wait_for(future, seconds)

    async def wait_received(self, kind: type[M], count: int = 1, seconds: float = 10.0) -> list[M]:
        """Wait until so many messages of a class have been received, and give all of them."""

        def found() -> list[M]:
            return [message for message in self.received if isinstance(message, kind)]

        await self.wait_for(lambda: len(found()) >= count, seconds)
        return found()

    def wake(self) -> None:
        """Something came in or happened: look at what is waited for."""
        for condition, future in list(self._waiters):
            if future.done() or condition():
                self._waiters.remove((condition, future))
                if not future.done():
                    future.set_result(None)
