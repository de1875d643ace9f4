"""When a Textual app under test has nothing left to do: its event loop is asked, not the processor.

Textual's ``Pilot.pause`` and ``Pilot.press`` wait until the process uses less than 1 ms of CPU time within 20 ms.
That is 20 ms each time at least, up to 1 s while frames are drawn, and too short on a machine that gives it no time.
"""

from __future__ import annotations

import asyncio
from time import monotonic

import textual.app
import textual.pilot
import textual.screen
from textual._context import active_app
from textual._wait import wait_for_idle

GRACE = 0.02
"""A timer that is due within so many seconds is waited for: Textual waits at least as long."""
FRAME = 0.001
"""Seconds between two updates of a screen that changes; Textual's 1/60 would be waited for after each key."""
WAITERS = (textual.app, textual.pilot)
"""The modules that wait."""


async def settled(min_sleep: float = 0.0, max_sleep: float = 1.0) -> None:
    """Return once nothing is ready to run in the loop, and no timer of an app that runs is due within ``GRACE``.

    The arguments are those of Textual's function; at ``max_sleep`` seconds it ends in any case.
    """
    app, loop = active_app.get(None), asyncio.get_running_loop()
    deadline = monotonic() + max_sleep
    while monotonic() < deadline:
        await asyncio.sleep(0)
        if loop._ready:  # type: ignore[attr-defined]
            continue
        if app is None or app._exit:  # its timers go on, and do nothing
            return
        timers = loop._scheduled  # type: ignore[attr-defined]
        due = min((timer.when() for timer in timers if not timer.cancelled()), default=deadline) - loop.time()
        if due > GRACE:
            return
        await asyncio.sleep(max(0.0, due))


def install() -> None:
    """Take the place of Textual's wait in this process."""
    for module in WAITERS:
        assert vars(module)["wait_for_idle"] is wait_for_idle, f"{module.__name__} waits in another way"
        vars(module)["wait_for_idle"] = settled
    assert "UPDATE_PERIOD" in vars(textual.screen)
    vars(textual.screen)["UPDATE_PERIOD"] = FRAME
