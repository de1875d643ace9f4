"""Each fault at each moment: the right words while it lasts, the right floor after it, and nothing left behind."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from matrix_cells import MOMENTS, leave, reach
from matrix_kit import rig

from app.model import EngagementState, Floor, LinkState

S = EngagementState
ONLINE, RECONNECTING, REFUSED = LinkState.ONLINE, LinkState.RECONNECTING, LinkState.REFUSED

NEVER_BETTER = {"barge-in pending": S.BARGED_IN, "engaged": S.BARGED_IN, "clearing": S.CLEARED}
"""The engagement where a fault does no harm."""
UNKNOWN = {"barge-in pending": S.OUTCOME_UNKNOWN, "engaged": S.BARGED_IN, "clearing": S.OUTCOME_UNKNOWN}
"""The engagement after a loss: what was in flight is not known, what events had told stays."""
UNSEEN = {"barge-in pending": S.CONFIRMED, "engaged": S.BARGED_IN, "clearing": S.CONFIRMED}
"""The engagement where confirmations come and events don't."""
AFTERWARDS = {
    "barge-in pending": {S.BARGED_IN},
    "engaged": {S.BARGED_IN},
    "clearing": {S.CLEARED, S.ENDED, S.OUTCOME_UNKNOWN},
}
"""The engagement once everything has been asked again: the centre had gone on meanwhile."""


@dataclass(frozen=True)
class Row:
    """What a fault comes to."""

    fault: str
    link: LinkState = ONLINE
    words: str = ""
    """A pattern for a note of the event log."""
    engagement: dict[str, S] | None = None
    stale: bool = False
    opening: LinkState | None = None
    """The link where the fault was there before the session; None: the same."""
    opening_words: str = ""

    def expected(self, moment: str) -> tuple[LinkState, str]:
        if moment == "opening":
            return self.opening or self.link, self.opening_words or self.words
        return self.link, self.words


def lost(fault: str, words: str, **more: object) -> Row:
    return Row(fault, RECONNECTING, words, UNKNOWN, True, **more)  # type: ignore[arg-type]


ROWS = (
    lost("reset_peer", r"Connection reset|closed the connection"),
    lost("down", r"Connection refused|Connect call failed"),
    lost("timeout", r"3 heartbeats in a row were not answered", opening_words=r"did not answer within 0\.6 seconds"),
    lost("limit_data=0", r"closed the connection"),
    lost("garbage", r"out of step"),
    lost("wrong_length", r"out of step"),
    lost("standby=107", r"\(status 15\)", opening=REFUSED, opening_words=r"\(status 107\)"),
    lost("maintenance", r"\(status 15\)", opening=REFUSED),
    Row("second_login", REFUSED, r"opened a session elsewhere \(status 11\)", UNKNOWN, True),
    Row("refuse=36", opening=REFUSED, opening_words=r"password is wrong \(status 36\)"),
    Row("refuse=9", opening=REFUSED, opening_words=r"not signed in at a phone yet \(status 9\)"),
    Row("pg_status=1", engagement=UNKNOWN, stale=True),
    Row("pg_status=2"),
    Row("drop_events=1", engagement=UNSEEN),
    Row("latency=300"),
    Row("jitter=200"),
    Row("slicer=1"),
    Row("bandwidth=20000"),
    Row("slow_close=500"),
    Row("slow_open=300"),
    Row("reorder=300"),
    Row("duplicate=1"),
)


def met(floor: Floor, row: Row, moment: str) -> bool:
    """Does the screen say what it should while the fault lasts?"""
    link, words = row.expected(moment)
    said = not words or any(re.search(words, note.text) for note in floor.notes)
    settled = link is not RECONNECTING or floor.link.retry_at is not None
    engagement = (row.engagement or NEVER_BETTER).get(moment)
    state = floor.engagement.state if floor.engagement is not None else None
    stale = floor.agents_stale or not row.stale or moment == "opening"
    return floor.link.state is link and said and settled and stale and state is engagement


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.fault)
def test_fault_at_moment(row: Row, moment: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("protocol.session.session.CLOSE_TIMEOUT", 0.1)
    with rig(tmp_path, heartbeat=0.2 if row.fault == "timeout" else 0.5) as made:
        reach(made, moment, row.fault, monkeypatch)
        if moment == "closing":
            made.worker.join(20)
            assert made.floor.link.state is LinkState.CLOSED
            return
        made.until(lambda floor: met(floor, row, moment))
        if row.engagement is None and row.link is ONLINE and row.opening is None:
            made.until_right()
        leave(made, row.fault)
        made.until_right()
        if moment in AFTERWARDS:
            allowed = {NEVER_BETTER[moment]} if row.engagement is None else AFTERWARDS[moment]
            floor = made.engaged(*allowed)
            assert floor.engagement is not None
            assert floor.engagement.agent_id == "1001"


def test_a_request_in_flight_is_not_sent_again_after_the_loss(tmp_path: Path) -> None:
    with rig(tmp_path) as made:
        reach(made, "barge-in pending", "reset_peer", None)
        made.engaged(S.OUTCOME_UNKNOWN)
        made.mend()
        made.retry()
        made.until_right()
        made.engaged(S.BARGED_IN)
        assert made.barge_ins() == 1
