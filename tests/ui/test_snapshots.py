"""Whole screens, as a person sees them, at three sizes. The README's picture is one of them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from textual.pilot import Pilot
from ui_kit import NOW, OKAFOR_CALL, Console, agent, busy, call, emergency, engaged

from app.model import Alarm, AlarmKind, AlarmState, ConnectionID, Engagement, Floor, LinkState, Party, Team

SIZES = [(80, 24), (120, 40), (200, 50)]
Snap = Callable[..., bool]

_PEOPLE = (
    ("1001", "García, Mateo", 4), ("1002", "Rao, Meera", 3), ("1003", "Kowalska, Zofia", 5), ("1004", "Okafor, Ada", 4),
    ("1005", "Haddad, Sami", 2), ("1006", "Sato, Yui", 8), ("1007", "Bianchi, Chiara", 4), ("1008", "Kim, Su-jin", 1),
    ("1009", "Ødegård, Liv", 4), ("1010", "de Vries, Sanne", 10), ("1011", "Lind, Per", 10), ("1012", "Costa, Rui", 3),
)  # fmt: skip


@pytest.fixture(autouse=True)
def _utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def _connection(agent_id: str) -> ConnectionID:
    return OKAFOR_CALL if agent_id == "1004" else ConnectionID(16_777_000 + int(agent_id), 0, "3" + agent_id[1:])


def floor(engagement: Engagement | None = None, **more: Any) -> Floor:
    """Twelve agents of two teams, six of them on calls; an emergency, a request for help."""
    agents = [
        replace(
            agent(number, name, state, reason_code=7 if state == 2 else None),
            state_since=NOW - 17 * place - 4,
            team_ids=(501 + place % 2,),
        )
        for place, (number, name, state) in enumerate(_PEOPLE)
    ]
    calls = [
        call(
            _connection(a.agent_id),
            a.agent_id,
            f"555{a.agent_id}",
            state=4 if a.state == 10 else 3,
            began=a.state_since,
            began_known=a.agent_id != "1009",
        )
        for a in agents
        if a.state in (4, 10)
    ]
    calls = [replace(c, alarm=AlarmKind.EMERGENCY, call_type=20) if c.agent_id == "1004" else c for c in calls]
    if engagement is not None:
        calls = [
            replace(c, parties=(*c.parties, Party("3901", None, True))) if c.agent_id == "1004" else c for c in calls
        ]
    alarms = (
        emergency(1, raised=NOW - 14, ani="5551004"),
        Alarm(
            2, AlarmKind.ASSIST, AlarmState.ACK_ACTIVE, NOW - 90, "1011", "Lind, Per", "3011", _connection("1011"),
            "asks for a supervisor", "5551011", acknowledged=NOW - 80,
        ),
    )  # fmt: skip
    fields: dict[str, Any] = {
        "agents": {a.agent_id: a for a in agents},
        "calls": {c.connection: c for c in calls},
        "teams": {
            team_id: Team(team_id, name, tuple(a.agent_id for a in agents if team_id in a.team_ids), team_id)
            for team_id, name in ((501, "Billing"), (502, "Cards"))
        },
        "alarms": alarms,
        "engagement": engagement,
    }
    return busy(**{**fields, **more})


async def _settled(console: Console, pilot: Pilot[object], still: int = 5) -> None:
    """Layouts follow one another, and on a busy machine slowly: the picture is taken when it has been still a while."""
    before, same = "", 0
    while same < still:
        await pilot.pause()
        now = console.app.export_screenshot()
        before, same = now, same + 1 if now == before else 0


def showing(shown: Floor, *keys: str, theme: str = "dark") -> tuple[Console, Callable[[Pilot[object]], Any]]:
    """A console and what brings it to the picture."""
    console = Console(theme=theme, flash=False)  # steady: the beats of the flash come in real time

    async def run(pilot: Pilot[object]) -> None:
        await console.push(pilot, shown)
        for key in keys:
            await pilot.press(key)
        await _settled(console, pilot)

    return console, run


@pytest.mark.parametrize("size", SIZES)
def test_an_emergency(snap_compare: Snap, size: tuple[int, int]) -> None:
    console, run = showing(floor())
    assert snap_compare(console.app, terminal_size=size, run_before=run)


def test_readme_picture(snap_compare: Snap) -> None:
    console, run = showing(floor(engaged()), "e")
    assert snap_compare(console.app, terminal_size=(120, 32), run_before=run)


def test_stale_while_reconnecting(snap_compare: Snap) -> None:
    before = floor(alarms=())
    lost = replace(
        before,
        link=replace(
            before.link,
            state=LinkState.RECONNECTING,
            reason="3 heartbeats in a row were not answered.",
            retry_at=NOW + 12,
        ),
        stale_since=NOW - 9,
        agents_stale=True,
        calls_stale=True,
    )
    console, run = showing(lost)
    assert snap_compare(console.app, terminal_size=(80, 24), run_before=run)


@pytest.mark.parametrize("theme", ["light", "high-contrast", "ansi16"])
def test_themes(snap_compare: Snap, theme: str) -> None:
    console, run = showing(floor(), theme=theme)
    assert snap_compare(console.app, terminal_size=(100, 30), run_before=run)
