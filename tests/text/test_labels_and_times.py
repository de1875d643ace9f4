"""Words, glyphs and times."""

from __future__ import annotations

from datetime import UTC

import pytest
from rich.cells import cell_len

from app.alarms import agent_warmth, connection_warmth
from app.model import AlarmKind, AlarmState, EngagementState, Limits, LinkState
from app.text import labels as words
from app.text.times import DURATION_WIDTH, age, duration, time_of_day
from protocol.wire.enums import AgentState, LocalConnectionState

TABLES = {
    "agent": words.AGENT_STATES,
    "connection": words.CONNECTION_STATES,
    "alarm": words.ALARM_KINDS,
    "alarm state": words.ALARM_STATES,
    "link": words.LINK_STATES,
    "engagement": words.ENGAGEMENT_STATES,
}


@pytest.mark.parametrize("table", TABLES)
def test_every_state_is_told_apart_without_colour(table: str) -> None:
    said = [(word.word, word.glyph) for word in TABLES[table].values()]
    plain = [(word.word, word.ascii_glyph) for word in TABLES[table].values()]
    assert len(set(said)) == len(said)
    assert len(set(plain)) == len(plain)


@pytest.mark.parametrize("table", TABLES)
def test_glyphs_take_one_cell(table: str) -> None:
    for word in TABLES[table].values():
        assert cell_len(word.glyph) == 1
        assert len(word.ascii_glyph) == 1
        assert word.ascii_glyph.isascii()
        assert word.mark(True) == word.ascii_glyph
        assert word.mark(False) == word.glyph


def test_every_member_has_a_word() -> None:
    assert set(words.ALARM_KINDS) == set(AlarmKind)
    assert set(words.ALARM_STATES) == set(AlarmState)
    assert set(words.LINK_STATES) == set(LinkState)
    assert set(words.ENGAGEMENT_STATES) == set(EngagementState)


def test_unknown_numbers_are_shown() -> None:
    assert words.agent_state(77).word == "unknown (77)"
    assert words.agent_state(None).word == "Unknown"
    assert words.connection_state(99).word == "unknown (99)"
    assert words.call_type(88) == "unknown (88)"


def test_the_words_kept_for_alarms_are_used_for_nothing_else() -> None:
    others = [*words.CALL_TYPES.values(), *(w.word for w in words.AGENT_STATES.values())]
    others += [w.word for w in (*words.CONNECTION_STATES.values(), *words.LINK_STATES.values())]
    assert not [word for word in others if "EMERGENCY" in word.upper() or "STALE" in word.upper()]


def test_states_warm_up_with_time() -> None:
    limits = Limits(hold=100, talking=0)
    assert agent_warmth(AgentState.HOLD, 99, limits) == ""
    assert agent_warmth(AgentState.HOLD, 100, limits) == "warm"
    assert agent_warmth(AgentState.HOLD, 200, limits) == "hot"
    assert agent_warmth(AgentState.TALKING, 1e6, limits) == ""
    assert agent_warmth(AgentState.AVAILABLE, 1e6, limits) == ""
    assert agent_warmth(None, 1e6, limits) == ""
    assert connection_warmth(LocalConnectionState.LCS_HOLD, 100, limits) == "warm"
    assert connection_warmth(LocalConnectionState.LCS_ALERTING, limits.ringing, limits) == "warm"


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (-5, "0:00"), (0, "0:00"), (9.9, "0:09"), (251, "4:11"), (3599, "59:59"), (3600, "1:00:00"),
        (35_999, "9:59:59"), (36_000, "10h 00m"), (359_999, "99h 59m"), (360_000, "4d 04h"),
    ],
)  # fmt: skip
def test_durations(seconds: float, shown: str) -> None:
    assert duration(seconds) == shown
    assert len(shown) <= DURATION_WIDTH


def test_ages_and_times_of_day() -> None:
    assert [age(s) for s in (-1, 2.9, 99, 100, 6000, 400_000)] == ["0 s", "2 s", "99 s", "1 min", "1 h", "4 d"]
    assert time_of_day(1_750_000_000, (), UTC) == "15:06:40"
    assert time_of_day(1e300, ()) == "--:--:--"
