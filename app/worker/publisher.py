"""Handing Floors to the screen: when something changed, at most so often, and what is urgent at once."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from app.model import Floor

FLOORS_PER_SECOND = 20

log = logging.getLogger("floorwalker")


class Teller:
    """Tells the screen. For the worker's loop."""

    def __init__(self, snapshot: Callable[[], Floor]) -> None:
        """``snapshot`` makes the Floor of the moment."""
        self.on_floor: Callable[[Floor], None] = _nobody
        self._snapshot = snapshot
        self._at = 0.0
        self._timer: asyncio.TimerHandle | None = None

    def post(self, *, now_at_once: bool = False) -> None:
        """Tell the screen, now or when the last Floor is old enough."""
        loop = asyncio.get_running_loop()
        if now_at_once or loop.time() >= self._at:
            self._now()
        elif self._timer is None:
            self._timer = loop.call_at(self._at, self._now)

    def tell(self) -> None:
        """Tell the screen now, loop or not."""
        try:
            self.on_floor(self._snapshot())
        except Exception:
            # A screen that is being taken down must not cost the session its goodbye.
            log.exception("the screen could not be told")

    def _now(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        self._at = asyncio.get_running_loop().time() + 1 / FLOORS_PER_SECOND
        self.tell()


def _nobody(_: Floor) -> None:
    return
