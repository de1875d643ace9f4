"""``ascii``: all that the console itself writes is ASCII, in every pane and dialog; and where that is chosen."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace

import pytest
from ui_kit import DIALOGS, NOW, Console, FakeWorker, assist, busy, changed, emergency, engaged, open_dialog

import app.ui
from app.commands import console as command
from app.config.model import Address, Server, Settings, Supervisor, Ui
from app.model import Alarm, AlarmKind, AlarmState, Floor, Link, LinkState, Note, Severity, Team
from app.ui import Appearance
from app.ui.ascii_only import ascii_by_itself
from app.ui.panes import PANES

FOREIGN = "Ødegård-García, Zoë 丽"


def floor() -> Floor:
    """Alarms of every kind, foreign letters and a control character in names, a team that is not followed."""
    now = busy(engagement=engaged())
    agents = {**now.agents, "1004": replace(now.agents["1004"], name=FOREIGN)}
    kinds = [kind for kind in AlarmKind if kind is not AlarmKind.EMERGENCY]
    alarms = [emergency(1, name=FOREIGN), assist(2, name=FOREIGN + "\x07")]
    alarms += [Alarm(n, kind, AlarmState.UNACK_ACTIVE, NOW - n, text="t" * 90) for n, kind in enumerate(kinds, 3)]
    teams = {**now.teams, 502: Team(502, FOREIGN, (), None, problem="the server refuses to have this team followed")}
    notes = tuple(Note(NOW, word, severity) for word, severity in zip("abc", Severity, strict=True))
    over = replace(alarms[1], alarm_id=50, state=AlarmState.NORMAL, cleared=NOW, cleared_reason="it is over")
    return replace(now, agents=agents, alarms=tuple(alarms), teams=teams, notes=notes, history=(over,))


def foreign_signs(console: Console) -> set[str]:
    """What is on the screen that is neither ASCII nor of the foreign names."""
    return {character for character in console.text() if not character.isascii()} - set(FOREIGN)


@pytest.mark.parametrize("size", [(40, 10), (80, 24), (120, 30)])
async def test_all_that_the_console_writes_is_ascii(size: tuple[int, int]) -> None:
    console = Console(ascii_glyphs=True)
    shown = ""
    async with console.app.run_test(size=size) as pilot:
        await console.push(pilot, floor())
        for name, (pane, action) in DIALOGS.items():
            await open_dialog(console, pilot, pane, action)
            assert not foreign_signs(console), name
            shown += console.text()
            await pilot.press("e" if action == "log" else "down", "pagedown")
            await pilot.pause()
            assert not foreign_signs(console), name
            console.app.close_dialogs()
            await pilot.pause()
        for severity in Severity:
            console.app.say("said", severity)
            await pilot.pause()
            assert not foreign_signs(console), severity
        for pane in (pane.PANE for pane in PANES):
            console.app.main.go_to(pane)
            await pilot.press("slash", *"zzz")
            await pilot.pause()
            assert not foreign_signs(console), pane
            assert 'contains "zzz"' in console.words() or size[0] < 80
            await pilot.press("escape")
        for state in LinkState:
            await console.push(pilot, changed(floor(), link=Link(state, reason="why it is so"), stale_since=NOW - 5))
            assert not foreign_signs(console), state
    assert "Ødegård" in shown
    assert "丽" in shown


@pytest.mark.parametrize(
    ("environ", "chosen"),
    [
        ({}, False),
        ({"LANG": "en_US.UTF-8", "TERM": "xterm-256color"}, False),
        ({"LANG": "C"}, True),
        ({"LANG": "POSIX"}, True),
        ({"LANG": "C.UTF-8"}, False),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "C"}, True),
        ({"LANG": "de_DE.UTF-8", "LC_CTYPE": "POSIX"}, True),
        ({"LANG": "C", "LC_CTYPE": "en_GB.UTF-8"}, False),
        ({"LC_ALL": "", "LC_CTYPE": "", "LANG": "C"}, True),
        ({"LC_ALL": "C.utf8", "LC_CTYPE": "C", "LANG": "C"}, False),
        ({"TERM": "linux", "LANG": "de_DE.UTF-8"}, True),
    ],
)
def test_where_it_is_chosen_by_itself(environ: dict[str, str], chosen: bool) -> None:
    assert ascii_by_itself(environ) is chosen


@pytest.mark.parametrize(
    ("environ", "chosen"),
    [({"LANG": "C"}, True), ({"LC_CTYPE": "C", "LANG": "C.UTF-8"}, True), ({}, False), ({"LANG": "C.UTF-8"}, False)],
)
def test_the_locale_is_the_one_that_the_process_was_started_with(environ: dict[str, str], chosen: bool) -> None:
    """Python itself sets LC_CTYPE where the locale is C."""
    code = "from app.ui.ascii_only import *; print(ascii_by_itself(environment_at_start()))"
    kept = {name: value for name, value in os.environ.items() if name not in ("LC_ALL", "LC_CTYPE", "LANG", "TERM")}
    done = subprocess.run([sys.executable, "-c", code], env=kept | environ, capture_output=True, text=True, check=True)
    assert done.stdout == f"{chosen}\n"


@pytest.mark.parametrize(
    ("given", "term", "chosen"),
    [(None, "linux", True), (None, "xterm", False), (False, "linux", False), (True, "xterm", True)],
)
def test_the_setting_wins_over_the_environment(
    monkeypatch: pytest.MonkeyPatch, given: bool | None, term: str, chosen: bool
) -> None:
    looks: list[Appearance] = []
    monkeypatch.setattr(app.ui, "environment_at_start", lambda: {"TERM": term, "LANG": "C.UTF-8"})
    monkeypatch.setattr(app.ui, "show", lambda worker, look, **more: looks.append(look) or 0)
    server, supervisor = Server(side_a=Address("cti", 42027)), Supervisor(agent_id="9001")
    settings = Settings(server=server, supervisor=supervisor, ui=Ui(ascii=given))
    command.show_console(settings, FakeWorker())
    assert [look.ascii_glyphs for look in looks] == [chosen]
