"""Rules of supervisory actions and of what is kept: asking again, keys that don't work, writing first, surviving."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from call_kit import A, B, Bench
from journal_kit import WAIT, journal, verdict
from ui_kit import LIND_CALL, NOW, OKAFOR_CALL, Console, agent, busy, call, changed, engaged
from worker_kit import SECONDS, Screen, Watched, settings_for, talker

from app.model import (
    Acknowledge,
    Action,
    ActionPolicy,
    AlarmState,
    ConnectionID,
    EngagementState,
    Floor,
    Me,
    Supervise,
    Target,
)
from app.ui.dialogs.confirm import LAPSE_SECONDS, QuestionDialog
from app.ui.handlers import ACTIONS
from app.ui.widgets.footer import footer_keys
from app.worker.worker import Worker
from protocol.mock.run import ThreadedServer
from protocol.mock.settings import CentreSettings, MockSettings
from protocol.wire import messages as m

IN = busy(engagement=engaged())


# -- A19: kill -9 itself is tried in the rooms of the journal and of the worker ----------------------------------------


def emergency_of(bench: Bench, call_id: int, device: str, agent_id: str) -> None:
    named = {k: v for k, v in bench.at(call_id, device).items() if k != "monitor_id"}
    bench.event(m.EmergencyCallEvent(agent_id=agent_id, agent_extension=device, **named))


def test_a19_the_same_list_is_there_after_a_console_that_never_closed_its_journal(tmp_path: Path) -> None:
    first = Bench()
    with journal(tmp_path / "j.sqlite3") as kept:
        written: list[Any] = []
        first.builder.record_alarms(lambda old, new, who: written.append(kept.record_alarm(old, new, who=who)), 1)
        emergency_of(first, 8801, A, "1001")
        emergency_of(first, 8802, B, "1002")
        first.builder.carry_out(Acknowledge(1), "9001", first.now)
        assert all(future.result(WAIT) for future in written)
        copy = tmp_path / "copy.sqlite3"  # as the disk has it now, with nothing closed
        for suffix in ("", "-wal"):
            if (source := tmp_path / f"j.sqlite3{suffix}").exists():
                Path(f"{copy}{suffix}").write_bytes(source.read_bytes())
        second = Bench()
        with journal(copy) as again:
            left = again.load_alarms().result(WAIT)
            second.builder.restore(left.alarms, left.next_alarm_id, second.now)
    assert second.floor.alarms == first.floor.alarms
    assert [alarm.state for alarm in second.floor.alarms] == [AlarmState.UNACK_ACTIVE, AlarmState.ACK_ACTIVE]


# -- A21: intercept asks again ---------------------------------------------------------------------------------------


async def asked(console: Console, pilot: Any, floor: Floor = IN) -> None:
    await console.push(pilot, floor)
    console.app.main.roster.select_agent("1004")
    await pilot.press("i")
    assert isinstance(console.app.screen, QuestionDialog)
    assert console.worker.commands == []


async def test_a21_it_names_agent_call_ani_and_effect_and_says_how_long_it_stands() -> None:
    console = Console()
    async with console.app.run_test(size=(80, 24)) as pilot:
        await asked(console, pilot)
        for word in ("1004 Okafor, Ada", "call 8801", "5559876", "is dropped", "y intercept", "n no", "in 10 s"):
            assert word in console.words()


@pytest.mark.parametrize("key", ["enter", "escape", "n"])
async def test_a21_the_default_is_no(key: str) -> None:
    console = Console()
    async with console.app.run_test(size=(80, 24)) as pilot:
        await asked(console, pilot)
        await pilot.press(key)
        assert console.worker.commands == []
        assert "nothing was sent" in console.message


async def test_a21_yes_is_another_key_and_goes_to_what_was_asked_about() -> None:
    console = Console()
    async with console.app.run_test(size=(80, 24)) as pilot:
        await asked(console, pilot)
        console.app.main.roster.select_agent("1011")
        await pilot.press("y")
        assert console.worker.supervised == [Supervise(Action.INTERCEPT, Target("1004", OKAFOR_CALL))]


async def test_a21_it_lapses_after_ten_seconds() -> None:
    assert LAPSE_SECONDS == 10
    console = Console()
    async with console.app.run_test(size=(80, 24)) as pilot:
        await asked(console, pilot)
        console.pass_time(9.5)
        assert isinstance(console.app.screen, QuestionDialog)
        console.pass_time(1)
        await pilot.pause()
        assert not isinstance(console.app.screen, QuestionDialog)
        await pilot.press("y")
        assert console.worker.commands == []


CHANGES: dict[str, Callable[[], Floor]] = {
    "ended": lambda: changed(IN, calls={**IN.calls, OKAFOR_CALL: replace(IN.calls[OKAFOR_CALL], ended=NOW)}),
    "gone": lambda: changed(IN, calls={LIND_CALL: IN.calls[LIND_CALL]}),
    "transferred": lambda: changed(
        IN, calls={**IN.calls, OKAFOR_CALL: replace(IN.calls[OKAFOR_CALL], agent_id="1011")}
    ),
    "replaced by another call": lambda: changed(
        IN, calls={(new := ConnectionID(8999, 0, "3004")): call(new, "1004", "555")}
    ),
    "cleared": lambda: changed(IN, engagement=engaged(EngagementState.ENDED, over=True)),
}


@pytest.mark.parametrize("what", CHANGES)
async def test_a21_what_changed_meanwhile_is_said_and_nothing_is_sent(what: str) -> None:
    console = Console()
    async with console.app.run_test(size=(80, 24)) as pilot:
        await asked(console, pilot)
        await console.push(pilot, CHANGES[what]())
        await pilot.press("y")
        await pilot.pause()
        assert console.worker.commands == []
        assert "nothing was sent: " in console.message
        assert not isinstance(console.app.screen, QuestionDialog)


def test_a21_forced_sign_out_is_offered_by_no_key_so_it_needs_no_question() -> None:
    assert {action.name for action in Action} == {"CLEAR", "MONITOR", "WHISPER", "BARGE_IN", "INTERCEPT"}


# -- A22: a key whose precondition fails -----------------------------------------------------------------------------

PRECONDITIONS: dict[str, tuple[Floor, str, str]] = {
    "service not granted": (
        busy(link=replace(busy().link, services_granted=0x11)), "b", "did not grant the supervisor"),
    "agent not talking": (
        busy(calls={}, agents={"1004": agent("1004", "Okafor, Ada", 3)}), "b", "1004 Okafor, Ada is on no call"),
    "no barge-in before an intercept": (busy(), "i", "intercept follows a barge-in"),
    "own state does not allow it": (
        busy(policy=ActionPolicy(only_when_not_ready=True), me=Me("9001", "3901", "3901", 5001, 3)), "b", "Not Ready"),
    "barge-in only while monitoring": (
        busy(policy=ActionPolicy(barge_in_needs_monitoring=True)), "b", "monitor"),
    "nothing to clear": (busy(), "c", "you are in no call"),
}  # fmt: skip


@pytest.mark.parametrize("case", PRECONDITIONS)
async def test_a22_a_key_that_does_not_work_is_dim_and_says_why(case: str) -> None:
    floor, key, words = PRECONDITIONS[case]
    console = Console()
    async with console.app.run_test(size=(200, 50)) as pilot:
        await console.push(pilot, floor)
        console.app.main.roster.select_agent("1004")
        console.app.main.refresh_keys()
        shown = {shown.key: shown.works for shown in footer_keys(ACTIONS, console.app.main.context(), 200)[0]}
        assert shown[key] is False
        await pilot.press(key)
        assert words in console.message
        assert console.worker.commands == []


# -- A23: written before it is sent ----------------------------------------------------------------------------------


def test_a23_the_audit_line_is_on_disk_when_the_request_arrives_and_the_chain_shows_an_edit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "journal.sqlite3"
    monkeypatch.setenv("FLOORWALKER_JOURNAL__PATH", str(path))
    centre = CentreSettings(still=True, pace=0.0, emergencies_per_minute=0)
    server = ThreadedServer(MockSettings(centre=centre)).start()
    screen = Screen()
    worker = Worker(settings_for(server))
    try:
        worker.start(screen)
        screen.until(lambda floor: floor.agents and not floor.agents_stale)
        watched = Watched(path)
        server.call(lambda mock: setattr(mock.state, "received", watched))
        server.call(lambda mock: mock.call_for("1001"))
        target = talker(screen.until(lambda floor: any(call.state == 3 for call in floor.calls.values())))
        worker.submit(Supervise(Action.BARGE_IN, target))
        screen.engaged(EngagementState.BARGED_IN)
    finally:
        worker.stop("test over")
        worker.join(SECONDS)
        server.stop()
    (known,) = watched.known
    (line,) = known
    assert (line.kind, line.action, line.supervisor, line.agent_id) == ("request", "BARGE_IN", "9001", "1001")
    assert line.peripheral_id == 5000
    assert target.connection is not None
    assert (line.connection_call_id, line.connection_device_id) == (
        target.connection.connection_call_id, target.connection.connection_device_id,
    )  # fmt: skip
    assert verdict(path)[0] == 0
    with closing(sqlite3.connect(path)) as db, db:
        for (trigger,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            db.execute(f"DROP TRIGGER {trigger}")  # append only: it takes an effort to edit it
        db.execute("UPDATE audit SET agent_id = '1002' WHERE sequence = 1")
    status, words = verdict(path)
    assert status == 1
    assert "1" in words
