"""Sample floors and a small app around the panes, for the tests of this room."""

from __future__ import annotations

from dataclasses import replace

from textual.app import App, ComposeResult
from textual.widget import Widget

from app.model import (
    Agent,
    Alarm,
    AlarmKind,
    AlarmState,
    Call,
    ConnectionID,
    Floor,
    Link,
    LinkState,
    Party,
    Team,
)
from app.ui import themes

NOW = 1_750_000_000.0
HOSTILE = (
    "Smith [/x]",
    "\x1b[31mred",
    "佐藤 花子",
    "e\u0301\u0301\u0301\u0301\u0301va",
    "\u202egnp.exe",
    "a\u200bb",
    "[@click=q]",
)


def connection(call_id: int, device: str = "3001") -> ConnectionID:
    return ConnectionID(call_id, 0, device)


def agent(number: int, state: int | None = 3, name: str = "", since: float = 60.0, **more: object) -> Agent:
    made = Agent(
        str(number),
        name or f"Agent {number}",
        str(number + 2000),
        state=state,
        state_since=NOW - since,
        team_ids=(501,),
    )
    return replace(made, **more)  # type: ignore[arg-type]


def call(call_id: int, agent_id: int, state: int = 3, began: float = 30.0, **more: object) -> Call:
    device = str(agent_id + 2000)
    made = Call(
        connection(call_id, device), str(agent_id), device, state, 1, "5550100", "80055",
        began=NOW - began, state_since=NOW - began, parties=(Party(device, str(agent_id)), Party("5550100")),
    )  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]


def emergency(alarm_id: int, agent_id: int = 1001, ago: float = 14.0, **more: object) -> Alarm:
    made = Alarm(
        alarm_id, AlarmKind.EMERGENCY, AlarmState.UNACK_ACTIVE, NOW - ago, str(agent_id), "Okafor, Ada", "3001",
        connection(8801), "emergency key", "5559876",
    )  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]


def floor(
    agents: list[Agent] | None = None, calls: list[Call] | None = None, alarms: tuple[Alarm, ...] = (), **more: object
) -> Floor:
    made = Floor(
        1, NOW,
        Link(LinkState.ONLINE, "A", "ctisrv-a:42027", services_granted=0x85, last_heard=NOW - 2, ever_open=True),
        teams={501: Team(501, "Billing"), 502: Team(502, "Sales")},
        agents={a.agent_id: a for a in agents or []},
        calls={c.connection: c for c in calls or []},
        alarms=alarms,
    )  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]


class Stage(App[None]):
    """Nothing but the widgets under test."""

    def __init__(self, *widgets: Widget, theme_name: str = "dark") -> None:
        super().__init__()
        self.widgets = widgets
        self.theme_name = theme_name
        self.heard: list[object] = []

    def compose(self) -> ComposeResult:
        yield from self.widgets

    def on_mount(self) -> None:
        themes.register(self)
        self.theme = self.theme_name

    def on_live_table_cursor_lost(self, event: object) -> None:
        self.heard.append(event)


def lines(app: App[None]) -> list[str]:
    """The screen as text."""
    return [strip.text for strip in app.screen._compositor.render_strips()]


def text(app: App[None]) -> str:
    return "\n".join(lines(app))
