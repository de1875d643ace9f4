"""Publishing Floors to the screen: after a change, at most :data:`FLOORS_PER_SECOND`, and urgent ones at once."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from app.model import Floor

FLOORS_PER_SECOND = 20

log = logging.getLogger("floorwalker")


class FloorPublisher:
    """Gives Floors to the screen. For the worker's loop."""

    def __init__(self, snapshot: Callable[[], Floor]) -> None:
        """``snapshot`` makes the Floor of the moment."""
        self._on_floor: Callable[[Floor], None] = _ignore
        self._snapshot = snapshot
        self._next_at = 0.0
        """When the next Floor may be published, on the loop's clock."""
        self._timer: asyncio.TimerHandle | None = None

    def subscribe(self, on_floor: Callable[[Floor], None]) -> None:
        """Call ``on_floor`` with each Floor from now on."""
        self._on_floor = on_floor

    def publish(self, *, at_once: bool = False) -> None:
        """Publish the Floor: ``at_once``, or as soon as the rate allows."""
        loop = asyncio.get_running_loop()
        if at_once or loop.time() >= self._next_at:
            self._publish_on_loop()
        elif self._timer is None:
            self._timer = loop.call_at(self._next_at, self._publish_on_loop)

    def publish_now(self) -> None:
        """Publish the Floor at once; needs no running loop."""
        try:
            self._on_floor(self._snapshot())
        except Exception:
            # An error on the screen must not prevent CLOSE_REQ.
            log.exception("the screen could not be told")

    def _publish_on_loop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        self._next_at = asyncio.get_running_loop().time() + 1 / FLOORS_PER_SECOND
        self.publish_now()


def _ignore(_: Floor) -> None:
    return
