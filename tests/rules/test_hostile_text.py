"""Foreign text is text: in every field of every message, in every place on the screen, in bytes, logs and exports."""

from __future__ import annotations

import csv
import io
import json
import logging
from dataclasses import replace
from pathlib import Path

import pytest
from call_kit import Bench
from hostile_kit import (
    ALL_AT_ONCE,
    FOLDED,
    TEXTS,
    TOGETHER,
    Tape,
    acting,
    bench_full_of,
    crooked,
    filled,
    losses,
    session_events,
    text_fields,
    value,
)
from journal_kit import WAIT, journal
from ui_kit import Console, changed, engaged

from app.commands import alarms as alarms_history
from app.commands import audit
from app.commands.export import Form
from app.config.log_file import close_log, open_log
from app.model import Action, AlarmKind, EngagementState, Floor, Note, Party, Severity
from app.ui.context import Pane
from app.ui.dialogs.dialog import FloorDialog
from app.ui.notifications import Notifications
from app.ui.panes import AlertsPane, CallsPane, RosterPane
from app.worker.session_log import log_event
from protocol.wire import messages as m
from protocol.wire.codec import Codec
from protocol.wire.fields import Kind

ON_SCREEN = [*((name, (80, 24)) for name in TOGETHER), ("wide, bidi", (140, 40))]
PLACES: dict[str, tuple[Pane, str]] = {
    "roster, status, emergency line, YOU line": (RosterPane.PANE, ""),
    "live calls": (CallsPane.PANE, ""),
    "alerts": (AlertsPane.PANE, ""),
    "details of an agent": (RosterPane.PANE, "details"),
    "details of a call": (CallsPane.PANE, "details"),
    "details of an alarm": (AlertsPane.PANE, "details"),
    "intercept's question": (RosterPane.PANE, "intercept"),
    "quit": (RosterPane.PANE, "quit"),
    "alarm history": (RosterPane.PANE, "history"),
    "shelving": (AlertsPane.PANE, "shelve"),
    "help": (RosterPane.PANE, "help"),
    "palette": (RosterPane.PANE, "palette"),
    "team chooser": (RosterPane.PANE, "team"),
    "event log": (RosterPane.PANE, "log"),
}
"""The pane that has the keys, and what is opened over it."""


@pytest.fixture
def tape(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is written to the terminal."""
    written: list[str] = []
    monkeypatch.setattr(Tape, "written", written)
    monkeypatch.setattr("textual.drivers.headless_driver.HeadlessDriver", Tape)
    return written


def console() -> Console:
    """A console that uses every way out to the terminal."""
    return Console(notifications=Notifications(notify="99", title=True))


def stepping_in(floor: Floor, text: str) -> Floor:
    """The supervisor is in a call with the agent of that id, and every word about it is that text."""
    call = next((call for call in floor.calls.values() if call.agent_id == text), None)
    connection = call.connection if call is not None else None
    engagement = engaged(EngagementState.BARGED_IN, agent_id=text, connection=connection, reason=text)
    calls = dict(floor.calls)
    if call is not None and connection is not None:
        calls[connection] = replace(
            call, state=3, ended=None, supervised_by=(text,), parties=(Party(text, text), Party(text), Party("1"))
        )
    notes = (*floor.notes, Note(floor.now, text, Severity.ERROR))
    return changed(floor, engagement=engagement, calls=calls, notes=notes, call_details_reason=text, journal_trouble="")


@pytest.mark.parametrize(("name", "size"), ON_SCREEN)
async def test_every_place_on_the_screen(name: str, size: tuple[int, int], tape: list[str]) -> None:
    text = TOGETHER[name]
    bench = bench_full_of(text)
    floor = stepping_in(bench.floor, text)
    assert floor.emergencies()
    assert text in floor.agents
    under_test = console()
    app = under_test.app
    async with app.run_test(size=size) as pilot:
        await under_test.push(pilot, floor)
        app.main.roster.select_agent(text)
        app.main.alerts.table.select(next(a.alarm_id for a in floor.alarms if a.kind is AlarmKind.ASSIST))
        for place, (pane, action) in PLACES.items():
            app.main.go_to(pane)
            app.main.calls.table.action_edge(0)
            await pilot.pause()
            if action:
                app.action_perform(action)
                await pilot.pause()
                assert isinstance(app.screen, FloorDialog), (place, under_test.message)
            under_test.pass_time(1)
            await pilot.pause()
            assert crooked(under_test) == "", place
            if name.startswith("markup") and place.startswith(("roster", "details", "event")):
                assert "[red]x" in under_test.text(), place
            app.close_dialogs()
            await pilot.pause()
        app.say(text)
        app.main.roster.set_filter(text)
        await pilot.pause()
        assert crooked(under_test) == ""
        for event in losses(text):
            bench.tell(event)
            await under_test.push(pilot, bench.floor)
            assert crooked(under_test) == ""
    written = "".join(tape)
    assert "\x1b]2;EMERGENCY" in written
    assert "\x1b]99;" in written
    assert acting(written) == ""


@pytest.mark.parametrize("cls", FOLDED, ids=lambda cls: cls.name)
async def test_every_text_field_of_every_message_that_is_folded(cls: type[m.Message], tape: list[str]) -> None:
    under_test = console()
    async with under_test.app.run_test(size=(120, 30)) as pilot:
        for number, field in enumerate(text_fields(cls)):
            bench = Bench()
            bench.talk(8801, "3001")
            text = ALL_AT_ONCE[number:]
            message = filled(cls, text, field)
            assert getattr(message, field.attribute) == value(field, text)
            bench.event(message)
            under_test.app.show(bench.floor)
            await pilot.pause()
            assert crooked(under_test) == "", field.name
    assert acting("".join(tape)) == ""


@pytest.mark.parametrize("cls", FOLDED, ids=lambda cls: cls.name)
def test_any_255_bytes_in_any_text_field_come_from_the_wire_as_text_and_are_folded(cls: type[m.Message]) -> None:
    anything = bytes(range(255, 0, -1))
    for field in text_fields(cls):
        length = field.tag.max_bytes - 1 if field.tag.kind is Kind.STRING else 20
        stand_in = "Q" * length
        codec = Codec(max(version for version in range(9, 26) if field.in_version(version)))
        body = codec.encode(filled(cls, stand_in, field))[8:]
        assert stand_in.encode() in body
        bench = Bench()
        bench.talk(8801, "3001")
        bench.event(codec.decode(cls.message_type, body.replace(stand_in.encode(), anything[:length])))
        assert bench.floor.agents


@pytest.mark.parametrize("name", TEXTS)
def test_the_log_has_one_clean_line_for_each_event(name: str, tmp_path: Path) -> None:
    path = tmp_path / "floorwalker.log"
    handler = open_log(path, "debug")
    log = logging.getLogger("floorwalker.hostile")
    try:
        events = [*session_events(TEXTS[name]), *losses(TEXTS[name])]
        for event in events:
            log_event(log, event)
        log.info("shelved: %s", TEXTS[name])
    finally:
        close_log(handler)
    lines = path.read_bytes().decode("utf-8").removesuffix("\n").split("\n")
    assert 2 <= len(lines) <= len(events) + 1
    assert all(line.isprintable() for line in lines)


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("form", ["text", "csv", "json"])
def test_exports_are_lines_of_clean_text_and_no_formulas(name: str, form: Form, tmp_path: Path) -> None:
    bench = bench_full_of(TEXTS[name])
    path = tmp_path / "journal.sqlite3"
    with journal(path) as kept:
        for alarm in bench.builder.alarm_book.alarms:
            kept.record_alarm(None, alarm, who=TEXTS[name], reason=TEXTS[name])
            line = kept.append_action(Action.BARGE_IN, alarm.agent_id or "", alarm.connection)
            kept.append_outcome(line, TEXTS[name], 1.0).result(WAIT)
    for show in (
        lambda out: alarms_history.show(alarms_history.AlarmsOptions(path, form=form), out, io.StringIO()),
        lambda out: audit.show(audit.AuditOptions(path, form=form), out, io.StringIO()),
    ):
        out = io.StringIO(newline="")
        show(out)
        text = out.getvalue()
        lines = text.replace("\r\n", "\n").removesuffix("\n").split("\n")
        assert len(lines) >= len(bench.builder.alarm_book.alarms)
        assert acting(text) == ""
        if form == "json":
            assert all(line.isascii() and json.loads(line) for line in lines)
        if form == "csv":
            cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
            assert not any(cell.lstrip().startswith(("=", "+", "@")) for cell in cells)
