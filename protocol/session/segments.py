"""The segments of a LIST_AGENT_TEAM_CONF, collected by their number until all are there. Pure.

Source: GED-188, table "LIST_AGENT_TEAM_CONF Message Format". The guide doesn't say whether SegmentNumber starts at 0 or
1, nor that it counts at all: a list whose last segment has the lowest number that came is collected by arrival.
"""

from __future__ import annotations

from collections.abc import Iterable

from protocol.wire.enums import More
from protocol.wire.messages import ListAgentTeamConf

MOST_TEAMS = 4096
"""Most teams taken from one list: bounds the memory that a list without a last segment takes."""


class TeamSegments:
    """The teams of one list, as far as its segments have come. They may come in any order, and more than once."""

    def __init__(self) -> None:
        self._teams: dict[int, dict[int, None]] = {}
        """SegmentNumber -> TeamIDs."""
        self._last: int | None = None
        """SegmentNumber of the segment with More LAST."""
        self._taken = 0

    def add(self, segment: ListAgentTeamConf) -> None:
        """Take in a segment; one that comes again changes nothing."""
        teams = [team_id for team_id in segment.team_id if team_id is not None]
        self._teams.setdefault(segment.segment_number, {}).update(dict.fromkeys(teams))
        self._taken += max(1, len(teams))
        if segment.more != More.MORE or not teams:
            self._last = segment.segment_number

    def merge(self, other: TeamSegments) -> None:
        """Take in the segments of another answer to the same question."""
        for number, teams in other._teams.items():
            self._teams.setdefault(number, {}).update(teams)
        self._last = other._last if self._last is None else self._last

    @property
    def complete(self) -> bool:
        """Are all segments there? Also where so much has come that no more is taken."""
        return self._taken >= MOST_TEAMS or (self._last is not None and not self.missing)

    @property
    def missing(self) -> tuple[int, ...]:
        """SegmentNumbers before the last one that have not come; the last one is not known before it has come."""
        if self._last is None or self._last > MOST_TEAMS:
            return ()
        return tuple(number for number in range(1, self._last) if number not in self._teams)

    @property
    def team_ids(self) -> list[int]:
        """The teams in the order of the segments, each once."""
        return list(dict.fromkeys(team_id for number in sorted(self._teams) for team_id in self._teams[number]))

    @property
    def words(self) -> str:
        """What is missing, fit for the screen; empty where all segments are there."""
        if self.complete:
            return ""
        if not self.missing:
            return "The end of the list of teams did not come."
        numbers = ", ".join(map(str, self.missing))
        return f"Segment{'s' if len(self.missing) > 1 else ''} {numbers} of the list of teams did not come."


def merged(answers: Iterable[TeamSegments]) -> TeamSegments:
    """The segments of all answers to one question, none of which is complete."""
    together = TeamSegments()
    for answer in answers:
        together.merge(answer)
    return together
