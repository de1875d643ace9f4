"""Asking for the calls of the supervisor's own phone: whether they are told, and when to ask again.

Pure; times are steady seconds.
"""

from __future__ import annotations

FIRST_GAP, LONGEST_GAP = 5.0, 300.0
"""Seconds after an answer that settles nothing until the next question: doubled each time, up to the second."""


class OwnPhone:
    """What is known about the calls of the own phone having been told in this session."""

    def __init__(self) -> None:
        self._told_at: float | None = None
        """When the calls were listed, for the present question."""
        self._outstanding: set[int] = set()
        """ConnectionCallIDs that were listed, and of which CallFound has not come yet."""
        self._possible = False
        self._waiting = False
        """A question has no answer yet."""
        self._asked_at = 0.0
        self._gap = FIRST_GAP

    @property
    def told(self) -> bool:
        """Has the server told all calls of the own phone since it was asked last?"""
        return self._told_at is not None and not self._outstanding

    def session_opened(self, now: float, *, possible: bool) -> None:
        """A new session, which asks by itself. ``possible``: it was granted that request (Client Control)."""
        self._possible, self._told_at, self._waiting = possible, None, True
        self.doubt(now)

    def doubt(self, now: float) -> None:
        """Something has become uncertain: what was told before is too old to go by, and is asked for after a while."""
        if self._told_at == now:
            return
        self._told_at = None
        self._outstanding.clear()
        self._asked_at, self._gap = now, FIRST_GAP

    def listed(self, call_ids: tuple[int, ...], now: float) -> None:
        """The server has listed the calls; CallFound follows for each."""
        self._told_at, self._waiting = now, False
        self._outstanding = set(call_ids)

    def refused(self, now: float, *, again: bool) -> None:
        """It was refused or not answered. ``again``: asking once more may help."""
        self._possible = self._possible and again
        self._waiting, self._asked_at = False, now

    def discovered(self) -> None:
        """The session has no question open."""
        self._waiting = False

    def found(self, call_id: int) -> None:
        """CallFound has come for a listed call."""
        self._outstanding.discard(call_id)

    def due(self, now: float) -> bool:
        """Is it time to ask, where something is uncertain?"""
        return self._possible and not self._waiting and now - self._asked_at >= self._gap

    def asked(self, now: float) -> None:
        """The server is asked; the next time is further away."""
        self._told_at, self._waiting = None, True
        self._asked_at, self._gap = now, min(2 * self._gap, LONGEST_GAP)
