"""What is remembered from one key to the next: the request on its way, emergencies on the screen, acknowledgements.

Times are steady seconds, where it doesn't say monotonic ones.
"""

from __future__ import annotations

from operator import attrgetter

from app.model import Alarm, Engagement, Floor, Note

ANSWER_WAIT = 2.0
"""Seconds for which a request handed to the worker holds back the next one, while no Floor shows its outcome."""
LATE_KEY = 10.0
"""Seconds after its press within which a key is handled."""


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


class Sightings:
    """Since when emergencies are on the screen, in monotonic seconds: ``a`` isn't taken for what has just come.

    ``look`` and ``swap`` are those of :class:`~app.ui.typing_guard.Pace`.
    """

    def __init__(self, look: float, swap: float) -> None:
        self._look, self._swap = look, swap
        self._since: dict[int, float] = {}
        """Since when each unacknowledged emergency is on the screen."""
        self._new: dict[int, float] = {}
        """The same of those that have come last."""
        self._painted: tuple[Alarm, ...] | None = None
        """The emergencies of the latest frame."""
        self._line: int | None = None
        """The emergency in the emergency line."""
        self._line_since = float("-inf")
        """Since when, where there was another one in it before."""

    def painted(self, floor: Floor, at: float) -> None:
        """A frame with this floor was written at ``at``."""
        emergencies = floor.emergencies()
        if emergencies is self._painted:
            return
        self._painted = emergencies
        waiting = _waiting(floor)
        for alarm_id in self._since.keys() - waiting:
            del self._since[alarm_id]
            self._new.pop(alarm_id, None)
        for alarm_id in [n for n, since in self._new.items() if at - since >= self._look + LATE_KEY]:
            del self._new[alarm_id]
        for alarm_id in waiting - self._since.keys():
            self._since[alarm_id] = self._new[alarm_id] = at
        line = emergencies[0].alarm_id if waiting else None
        if line != self._line:
            self._line_since = at if self._line is not None else float("-inf")
            self._line = line

    def too_new(self, floor: Floor, at: float) -> frozenset[int]:
        """The emergencies that were on the screen for less than ``look`` seconds at ``at``."""
        if not self._look:
            return frozenset()
        waiting = _waiting(floor)
        new = {n for n, since in self._new.items() if n in waiting and at - since < self._look}
        return frozenset(new | (waiting - self._since.keys()))

    def line_too_new(self, at: float) -> bool:
        """Did another emergency take the emergency line less than ``swap`` seconds before ``at``?"""
        return at - self._line_since < self._swap

    def until(self, at: float) -> float | None:
        """When the next of what is too new at ``at`` no longer is; None where nothing is."""
        ends = [*(since + self._look for since in self._new.values()), self._line_since + self._swap]
        return min((end for end in ends if end > at), default=None)


def _waiting(floor: Floor) -> set[int]:
    """Ids of the emergencies that nobody has acknowledged."""
    lookup = floor.alarm_index
    return set(map(attrgetter("alarm_id"), lookup.emergencies[: lookup.emergencies_waiting]))


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
        listed = (floor.alarm_index.by_id.get(alarm_id) for alarm_id in sorted(self._alarm_ids))
        left = (alarm for alarm in floor.history[-20:] if alarm.alarm_id in self._alarm_ids)
        found = [alarm for alarm in (*listed, *left) if alarm is not None and alarm.acknowledged is not None]
        self._alarm_ids -= {alarm.alarm_id for alarm in found}
        return found
