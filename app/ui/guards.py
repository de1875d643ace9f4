"""What is remembered from one key to the next: the request on its way, the newest emergency, acknowledgements.

Times are steady seconds.
"""

from __future__ import annotations

from app.alarms import newest_emergency
from app.model import Alarm, Engagement, Floor, Note

ANSWER_WAIT = 2.0
"""Seconds for which a request handed to the worker holds back the next one, while no Floor shows its outcome."""
SWAP_GUARD = 0.5
"""Seconds after a newer emergency took the emergency line from another one in which ``a`` is refused for it."""


class RequestGuard:
    """Holds back a supervisory request while the one before is on its way to the worker."""

    def __init__(self) -> None:
        self._sent: tuple[Engagement | None, tuple[Note, ...]] | None = None
        """Engagement and notes of the floor on which the latest request was sent."""
        self._sent_at = float("-inf")

    def sent(self, floor: Floor, now: float) -> None:
        """A request was handed to the worker at ``now``."""
        self._sent = (floor.engagement, floor.notes)
        self._sent_at = now

    def answered(self, floor: Floor) -> bool:
        """Does this floor show an outcome of the latest request: another engagement, or a note?"""
        return self._sent is None or (floor.engagement, floor.notes) != self._sent

    def holds_back(self, floor: Floor, now: float) -> bool:
        """Must another request wait?"""
        return not self.answered(floor) and 0 <= now - self._sent_at < ANSWER_WAIT


class EmergencyGuard:
    """Refuses an ``a`` that was meant for the emergency which a newer one has just replaced."""

    def __init__(self) -> None:
        self._newest: int | None = None
        self._replaced_at = float("-inf")

    def follow(self, floor: Floor, now: float) -> None:
        """Note which emergency is the newest on this floor, and whether it replaced one that still waits."""
        newest, before = newest_emergency(floor), self._newest
        if newest != before:
            waits = any(alarm.alarm_id == before and alarm.acknowledged is None for alarm in floor.alarms)
            self._newest, self._replaced_at = newest, now if before is not None and waits else float("-inf")

    def refuses(self, alarm_id: int | None, now: float) -> bool:
        """Is this the newest emergency, and was it another one less than SWAP_GUARD seconds ago? True only once."""
        if alarm_id != self._newest or now - self._replaced_at >= SWAP_GUARD:
            return False
        self._replaced_at = float("-inf")
        return True


class Acknowledgements:
    """Alarms that were acknowledged here one by one, until a floor shows it."""

    def __init__(self) -> None:
        self._alarm_ids: set[int] = set()

    def sent(self, alarm_id: int) -> None:
        """An acknowledgement was handed to the worker."""
        self._alarm_ids.add(alarm_id)

    def confirmed(self, floor: Floor) -> list[Alarm]:
        """Those that are acknowledged on this floor; each is returned once."""
        if not self._alarm_ids:
            return []
        found = [
            alarm
            for alarm in (*floor.alarms, *floor.history[-20:])
            if alarm.alarm_id in self._alarm_ids and alarm.acknowledged is not None
        ]
        self._alarm_ids -= {alarm.alarm_id for alarm in found}
        return found
