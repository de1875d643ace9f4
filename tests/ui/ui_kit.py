"""What the screen's tests share: a worker that records, a clock that stands still, floors to look at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from textual.pilot import Pilot

from app.model import (
    Action,
    Agent,
    Alarm,
    AlarmKind,
    AlarmState,
    Call,
    Command,
    ConnectionID,
    Engagement,
    EngagementState,
    Floor,
    Link,
    LinkState,
    Me,
    Party,
    StateChange,
    Supervise,
    Team,
)
from app.ui.app import Floorwalker
from app.ui.context import Pane
from app.ui.dialogs.dialog import FloorDialog
from app.ui.panes import AlertsPane, CallsPane, RosterPane
from app.ui.typing_guard import Pace

NOW = 1_750_000_000.0
OKAFOR_CALL = ConnectionID(8801, 0, "3004")
LIND_CALL = ConnectionID(8814, 0, "3011")


NO_HURRY = Pace(typing=0, look=0, swap=0)
"""Of a person who takes time between keys."""


class FakeClock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> float:
        return self.now


class FakeWorker:
    """Records what it is asked; the test pushes the floors."""

    def __init__(self) -> None:
        self.commands: list[Command] = []
        self.stopped: list[tuple[str, bool]] = []
        self.on_floor: Callable[[Floor], None] | None = None

    def start(self, on_floor: Callable[[Floor], None]) -> None:
        self.on_floor = on_floor

    def submit(self, command: Command) -> None:
        self.commands.append(command)

    def stop(self, reason: str, *, clear_first: bool = False) -> None:
        self.stopped.append((reason, clear_first))

    def join(self, timeout: float) -> None:
        return None

    @property
    def supervised(self) -> list[Supervise]:
        return [command for command in self.commands if isinstance(command, Supervise)]


def agent(agent_id: str, name: str, state: int = 3, **more: Any) -> Agent:
    """An agent of team 501, ten seconds in its state."""
    return Agent(
        agent_id=agent_id,
        name=name,
        extension="3" + agent_id[1:],
        state=state,
        state_since=NOW - 10,
        team_ids=(501,),
        recent=(StateChange(NOW - 60, 3), StateChange(NOW - 10, state)),
        **more,
    )


def call(connection: ConnectionID, agent_id: str, ani: str, **more: Any) -> Call:
    """A talking call, 30 seconds old."""
    return Call(
        **{
            "connection": connection,
            "agent_id": agent_id,
            "device_id": connection.connection_device_id,
            "state": 3,
            "call_type": 1,
            "ani": ani,
            "dnis": "80055",
            "began": NOW - 30,
            "answered": NOW - 25,
            "state_since": NOW - 25,
            "parties": (Party(connection.connection_device_id, agent_id), Party(ani)),
            "variables": (("CallVariable1", "gold customer"),),
            **more,
        }
    )


def emergency(alarm_id: int = 1, **more: Any) -> Alarm:
    """An emergency of 1004 Okafor on call 8801."""
    return Alarm(
        **{
            "alarm_id": alarm_id,
            "kind": AlarmKind.EMERGENCY,
            "state": AlarmState.UNACK_ACTIVE,
            "raised": NOW - 5 + alarm_id,
            "agent_id": "1004",
            "name": "Okafor, Ada",
            "extension": "3004",
            "connection": OKAFOR_CALL,
            "text": "calls for help",
            "ani": "5559876",
            **more,
        }
    )


def busy(**more: Any) -> Floor:
    """Four agents, two calls, online with everything granted."""
    agents = [
        agent("1004", "Okafor, Ada", 4),
        agent("1011", "Lind, Per", 10),
        agent("1002", "Rao, Meera", 3),
        agent("1007", "Haddad, Sami", 2, reason_code=7),
    ]
    calls = [call(OKAFOR_CALL, "1004", "5559876"), call(LIND_CALL, "1011", "5550199", state=4)]
    fields: dict[str, Any] = {
        "revision": 1,
        "now": NOW,
        "link": Link(
            LinkState.ONLINE, "A", "ctisrv-a:42027", 17, services_granted=0x95, last_heard=NOW - 2, ever_open=True
        ),
        "me": Me("9001", "3901", "3901", 5001, 2),
        "teams": {501: Team(501, "Billing", tuple(a.agent_id for a in agents), 1)},
        "agents": {a.agent_id: a for a in agents},
        "calls": {c.connection: c for c in calls},
        "reason_texts": {7: "Lunch"},
    }
    return Floor(**{**fields, **more})


def engaged(
    state: EngagementState = EngagementState.BARGED_IN,
    action: Action = Action.BARGE_IN,
    *,
    pending: bool = False,
    **more: Any,
) -> Engagement:
    """The supervisor's engagement with 1004 on call 8801."""
    return Engagement(
        **{
            "state": state,
            "action": action,
            "agent_id": "1004",
            "connection": OKAFOR_CALL,
            "since": NOW,
            "began": NOW,
            "own_connection": None if pending else ConnectionID(8801, 0, "3901"),
            "pending": pending,
            "confirmed": not pending,
            "engaged": None if pending else action,
            **more,
        }
    )


class Console:
    """An app under test with its worker and clock."""

    def __init__(self, **settings: Any) -> None:
        self.worker = FakeWorker()
        self.clock = FakeClock()
        # Pilots press keys without a pause, and are meant for people who look before each.
        self.app = Floorwalker(self.worker, clock=self.clock, **{"pace": NO_HURRY, **settings})
        self.bells = 0
        self.app.bell = self._bell  # type: ignore[method-assign]

    def _bell(self) -> None:
        self.bells += 1

    async def push(self, pilot: Pilot[object], floor: Floor) -> None:
        """Hand the app a floor as the worker does, and wait until it is drawn."""
        while self.worker.on_floor is None:  # until the first frame
            await pilot.pause()
        self.worker.on_floor(floor)
        await pilot.pause()
        await pilot.pause()

    def pass_time(self, seconds: float) -> None:
        """Move the clock and beat once."""
        self.clock.now += seconds
        self.app.beat()

    @property
    def message(self) -> str:
        """What the message line says."""
        return self.app.main.message_line.message

    def text(self) -> str:
        """The screen as text, line by line."""
        return "\n".join(strip.text for strip in self.app.screen._compositor.render_strips())

    def words(self) -> str:
        """The dialog on top, or else the screen, as one line: without borders, with single spaces."""
        lines = self.text().split("\n")
        if isinstance(self.app.screen, FloorDialog):
            box = self.app.screen.query_one("#dialog").region
            lines = [line[box.x + 1 : box.right - 1] for line in lines[box.y : box.bottom]]
        return " ".join(" ".join(lines).replace("│", " ").split())


def changed(floor: Floor, **more: Any) -> Floor:
    """The floor with other fields and the next revision."""
    return replace(floor, revision=floor.revision + 1, **more)


DIALOGS: dict[str, tuple[Pane, str]] = {
    "details of an agent": (RosterPane.PANE, "details"),
    "details of a call": (CallsPane.PANE, "details"),
    "details of an alarm": (AlertsPane.PANE, "details"),
    "event log": (RosterPane.PANE, "log"),
    "history": (AlertsPane.PANE, "history"),
    "help": (RosterPane.PANE, "help"),
    "palette": (RosterPane.PANE, "palette"),
    "team": (RosterPane.PANE, "team"),
    "shelve": (AlertsPane.PANE, "shelve"),
    "intercept": (RosterPane.PANE, "intercept"),
    "quit": (RosterPane.PANE, "quit"),
}
"""The pane with the keys, and the action that opens the dialog."""


def assist(alarm_id: int = 2, **more: Any) -> Alarm:
    """Lind asks for help."""
    return Alarm(
        **{
            "alarm_id": alarm_id,
            "kind": AlarmKind.ASSIST,
            "state": AlarmState.UNACK_ACTIVE,
            "raised": NOW - 90,
            "agent_id": "1011",
            "name": "Lind, Per",
            "extension": "3011",
            "connection": LIND_CALL,
            "text": "asks for a supervisor",
            "ani": "5550199",
            **more,
        }
    )


async def open_dialog(console: Console, pilot: Pilot[object], pane: Pane, action: str) -> None:
    """Open a dialog by its action, from this pane: in the roster on Okafor, in the alerts on alarm 2."""
    console.app.main.go_to(pane)
    if pane is RosterPane.PANE:
        console.app.main.roster.select_agent("1004")
    elif pane is AlertsPane.PANE:
        console.app.main.alerts.select_alarm(2)
    console.app.action_perform(action)
    await pilot.pause()
    await pilot.pause()
    assert isinstance(console.app.screen, FloorDialog), (action, console.message)
