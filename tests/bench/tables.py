"""The reference for painting: the same panes in Textual's DataTable, behind the same worker.

``python -m tests.bench.tables``, settings in the environment. Changed cells are updated, times of the rows in sight
once a second, nothing is ever sorted: less than the console does.
"""

from __future__ import annotations

import time

from textual.app import App, ComposeResult
from textual.widgets import DataTable

from app.config.load import load_settings
from app.model import Floor
from app.text.labels import agent_state, call_type, connection_state
from app.text.times import duration
from app.worker.worker import Worker


class Tables(App[None]):
    """Roster, live calls and alarms."""

    CSS = "DataTable { height: 1fr; }"

    def __init__(self, worker: Worker) -> None:
        super().__init__()
        self._worker = worker
        self.floor = self._newest = Floor()
        self.roster: DataTable[str] = DataTable()
        self.live: DataTable[str] = DataTable()
        self.alerts: DataTable[str] = DataTable()

    def compose(self) -> ComposeResult:
        """One above the other."""
        yield self.roster
        yield self.live
        yield self.alerts

    def on_mount(self) -> None:
        """Columns, the clock, and the worker."""
        for name in ("Agent", "Name", "Ext", "State", "Time", "Team", "Call"):
            self.roster.add_column(name, key=name)
        for name in ("Agent", "Call", "State", "ANI", "DNIS", "Type", "Time"):
            self.live.add_column(name, key=name)
        for name in ("Alarm", "Agent", "Call"):
            self.alerts.add_column(name, key=name)
        self.set_interval(1.0, self.tick)
        self._worker.start(self.tell)

    def tell(self, floor: Floor) -> None:
        """From the worker's thread: only the newest Floor is shown."""
        self._newest = floor
        self.call_later(self.show_newest)

    def show_newest(self) -> None:
        """Show it, unless it is on the screen already."""
        if self._newest is not self.floor:
            self.show(self._newest)

    def tick(self) -> None:
        """Times of the rows in sight."""
        now = time.time()
        since = {number: agent.state_since for number, agent in self.floor.agents.items()}
        since |= {str(connection): call.began for connection, call in self.floor.calls.items()}
        for table in (self.roster, self.live):
            top = int(table.scroll_y)
            for key in list(table.rows)[top : top + table.size.height]:
                began = since.get(str(key.value))
                table.update_cell(key, "Time", duration(now - began) if began else "")

    def show(self, floor: Floor) -> None:
        """Only what is new, gone or other."""
        old, self.floor = self.floor, floor
        for number, agent in floor.agents.items():
            if number not in old.agents:
                self.roster.add_row(number, agent.name, agent.extension, "", "", "", "", key=number)
            if old.agents.get(number) is not agent and agent.state is not None:
                self.roster.update_cell(number, "State", agent_state(agent.state).word)
                self.roster.update_cell(number, "Time", duration(floor.now - (agent.state_since or floor.now)))
        for connection, call in floor.calls.items():
            key = str(connection)
            if connection not in old.calls:
                row = (call.agent_id or "", str(connection.connection_call_id), "", call.ani, call.dnis)
                self.live.add_row(*row, call_type(call.call_type), "", key=key)
            if old.calls.get(connection) is not call:
                self.live.update_cell(key, "State", connection_state(call.state).word)
        for connection in old.calls.keys() - floor.calls.keys():
            self.live.remove_row(str(connection))
        shown = {alarm.alarm_id for alarm in old.alarms}
        for alarm in floor.alarms:
            if alarm.alarm_id not in shown:
                call = str(alarm.connection.connection_call_id) if alarm.connection else ""
                self.alerts.add_row(alarm.kind.name, alarm.agent_id or "", call, key=str(alarm.alarm_id))
        for alarm_id in shown - {alarm.alarm_id for alarm in floor.alarms}:
            self.alerts.remove_row(str(alarm_id))


def main() -> None:
    """Show the floor of the server in the settings."""
    worker = Worker(load_settings())
    Tables(worker).run()
    worker.stop("the reference has ended")
    worker.join(5)


if __name__ == "__main__":
    main()
