"""Whatever text the server sends: the line is written, the chain holds, and the print-out controls nothing."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from journal_kit import WAIT, emergency, journal, lines, verdict

from app.commands import alarms as alarms_history
from app.commands import audit
from app.journal.journal import Journal
from app.journal.statements import storable
from app.model import Action, ConnectionID

_HOSTILE = [
    "\x00",
    "\x1b]0;t\x07",
    "[red]",
    "\u202e",
    "\u200b",
    "e\u0301" * 9,
    "\ud83d",
    "\ue000",
    "=1",
    "\r\n",
    "'",
    "\U0001f600",
]
_TEXTS = st.text(st.characters(codec=None, exclude_categories=()), max_size=300) | st.lists(
    st.sampled_from(_HOSTILE), max_size=20
).map("".join)
_UINT = st.integers(0, 2**32 - 1)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journal]:
    with journal(tmp_path_factory.mktemp("texts") / "j.sqlite3") as started:
        yield started


@settings(deadline=None)
@given(agent=_TEXTS, device=_TEXTS, outcome=_TEXTS, name=_TEXTS, call=_UINT, milliseconds=st.floats(0, 1e9))
def test_any_text(
    shared: Journal, agent: str, device: str, outcome: str, name: str, call: int, milliseconds: float
) -> None:
    connection = ConnectionID(call, 0, device)
    request = shared.append_action(Action.BARGE_IN, agent, connection)
    appended = shared.append_outcome(request, outcome, milliseconds)
    alarm = emergency(1, agent_id=agent, name=name, text=outcome, ani=device, connection=connection)
    shared.record_alarm(None, alarm, reason=name).result(WAIT)
    appended.result(WAIT)
    *_, first, second = lines(shared.path)
    assert (first.agent_id, second.connection_device_id, second.outcome) == (
        storable(agent),
        storable(device),
        storable(outcome),
    )
    assert shared.load_alarms().result(WAIT).alarms == (alarm,)


def test_after_all_that_the_chain_holds_and_the_print_outs_are_safe(shared: Journal, tmp_path: Path) -> None:
    request = shared.append_action(Action.BARGE_IN, "\x1b[2J\u202e\ud800\x00", ConnectionID(1, 0, "\r\n=1"))
    shared.record_alarm(None, emergency(2, name="\x9b2J\u2028")).result(WAIT)
    assert request.result(WAIT) > 0
    assert verdict(shared.path)[0] == 0
    for form in ("text", "csv", "json"):
        out, err = io.StringIO(), io.StringIO()
        audit.show(audit.AuditOptions(shared.path, form=form), out, err)
        alarms_history.show(alarms_history.AlarmsOptions(shared.path, form=form), out, err)
        text = out.getvalue() + err.getvalue()
        text.encode("utf-8")
        assert not [c for c in text if c != "\n" and (ord(c) < 32 or 127 <= ord(c) < 160 or c in "\u2028\u202e")]


def test_a_text_without_end_is_cut() -> None:
    assert len(storable("x" * 1_000_000)) == 4096
