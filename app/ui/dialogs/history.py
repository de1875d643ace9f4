"""The alarm history of this session: each alarm and what came of it, how fast emergencies were acked, and a filter."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from app.alarms import response
from app.model import Alarm, AlarmKind, AlarmState, ClockStep, Floor
from app.text import ALARM_KINDS, ALARM_STATES, clause, clean, cut, duration, fit, time_of_day, wrap
from app.ui.dialogs.dialog import FloorDialog

GOAL = 15.0
"""Seconds within which emergency centres want nine of ten calls answered."""
WIDE = 100
"""Cells of the list from which there is room for whole names."""
COLUMNS = 69
"""Cells of the list from which agent, call and acknowledgement are columns."""
LEAST_WHAT = 32
"""Cells of the last column at least; where fewer are left, it is below the others."""
_TIME, _KIND, _CALL, _ACKED = 8, 11, 10, 22
"""Cells of the columns of fixed width."""


class HistoryFilter(Input):
    """The text field of ``/``. Escape clears it and focuses the list."""

    BINDINGS = [Binding("escape", "screen.filter_clear", "Clear", show=False)]  # noqa: RUF012


class HistoryDialog(FloorDialog[None]):
    """Alarms raised, acked here and over, newest first; drawn again when they change."""

    BINDINGS = [  # noqa: RUF012
        Binding("h,enter", "close", "Back", show=False),
        Binding("slash", "filter", "Filter", show=False),
        Binding("j", "scroll_body(1)", show=False),
        Binding("k", "scroll_body(-1)", show=False),
    ]

    def __init__(self, floor: Floor, now: float) -> None:
        super().__init__(floor, now, title="Alarm history")
        self._drawn: tuple[list[Alarm], str, int] | None = None
        self._wanted = ""

    def body(self) -> ComposeResult:
        """The summary, the list, and the text field of the filter."""
        yield Static(id="history-summary", markup=False)
        with VerticalScroll(id="history-scroll"):
            yield Static(id="history", markup=False)
        field = HistoryFilter(
            placeholder="show lines with these words", id="history-filter", compact=True, select_on_focus=False
        )
        field.display = False
        yield field

    def keys(self) -> str:
        """The keys that scroll, filter and close."""
        return "↑ ↓ scroll    / filter    esc back"

    def on_mount(self) -> None:
        """Focus the list: in the text field the keys of alarms are letters."""
        super().on_mount()
        self.query_one("#history-scroll").focus()

    def draw(self) -> None:
        """Draw the list, if alarms, filter or width differ from those drawn."""
        alarms = alarms_of(self.floor)
        width = self.query_one("#history-scroll").scrollable_content_region.width
        if (alarms, self._wanted, width) == self._drawn:
            return
        self._drawn = (alarms, self._wanted, width)
        shown = matching(alarms, self._wanted)
        text = Text("" if shown or not self._wanted else "no line has these words", no_wrap=True, overflow="ellipsis")
        if shown:
            text.append(heading(width) + "\n", "dim")
        entries = (entry_of(alarm, self.floor.clock_steps, ascii_glyphs=self.ascii_glyphs) for alarm in shown)
        text.append("\n".join(line for entry in entries for line in lines(entry, width)))
        self.query_one("#history", Static).update(text)
        self.query_one("#history-summary", Static).update(Content(summary(alarms)))

    def on_resize(self) -> None:
        """Draw for the new width, which is known after the layout."""
        super().on_resize()
        self.call_after_refresh(self.redraw)

    def action_filter(self) -> None:
        """Open the text field."""
        field = self.query_one(HistoryFilter)
        field.display = True
        field.select_all()
        self.set_focus(field)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter by the text typed so far."""
        self._wanted = event.value
        self.redraw()

    def on_input_submitted(self) -> None:
        """Enter keeps the filter and focuses the list."""
        self.query_one("#history-scroll").focus()

    def action_filter_clear(self) -> None:
        """Escape clears the filter and focuses the list."""
        field = self.query_one(HistoryFilter)
        field.value = ""
        field.display = False
        self.set_focus(self.query_one("#history-scroll"))

    def action_scroll_body(self, lines: int) -> None:
        """Scroll by so many lines."""
        self.query_one("#history-scroll").scroll_relative(y=lines, animate=False)


# What the dialog says. Foreign text is cleaned here.


def alarms_of(floor: Floor) -> list[Alarm]:
    """Every alarm of the session, the newest first: those on the list, and those that have left it."""
    return sorted((*floor.alarms, *floor.history), key=lambda alarm: (-alarm.raised, -alarm.alarm_id))


def heading(width: int) -> str:
    """The heading of the columns that fit."""
    if width < COLUMNS:
        return "Raised   Alarm       Agent"
    titles = (fit("Agent", _who_width(width)), fit("Call", _CALL), fit("Acked here", _ACKED))
    what = ("What",) if _room_for_what(width) else ()
    return " ".join((fit("Raised", _TIME), fit("Alarm", _KIND), *titles, *what)).rstrip()


def lines(entry: Entry, width: int) -> list[str]:
    """An alarm as lines of at most ``width`` cells: one of columns, and what came of it, whole.

    That is in the last column where it has room, else below the others; in a narrow list call and acknowledgement too.
    """
    start = f"{entry.raised} {fit(entry.kind, _KIND)} "
    indent = " " * (_TIME + 1)
    if width < COLUMNS:
        below = [*([f"call {entry.call}"] if entry.call != "-" else []), entry.acked, entry.what]
        return [start + cut(entry.who, width - len(start)), *_below(indent, "; ".join(below), width)]
    columns = ((entry.who, _who_width(width)), (entry.call, _CALL), (entry.acked, _ACKED))
    start += " ".join(fit(text, cells) for text, cells in columns)
    room = _room_for_what(width)
    if not room:
        return [start.rstrip(), *_below(indent, entry.what, width)]
    first, *rest = wrap(entry.what, room) or [""]
    return [f"{start} {first}".rstrip(), *(" " * (width - room) + more for more in rest)]


def _below(indent: str, text: str, width: int) -> list[str]:
    return [indent + line for line in wrap(text, width - len(indent))]


def _who_width(width: int) -> int:
    """Cells of the agent's column: fewer below WIDE."""
    return 14 if width < WIDE else 26


def _room_for_what(width: int) -> int:
    """Cells of the last column; 0 where they are too few for a sentence."""
    room = width - sum((_TIME, _KIND, _who_width(width), _CALL, _ACKED)) - 5
    return room if room >= LEAST_WHAT else 0


class Entry(NamedTuple):
    """What the list says of an alarm. All of it is clean."""

    raised: str
    kind: str
    who: str
    call: str
    acked: str
    what: str
    """When and why it was over, and what it was about."""


def entry_of(alarm: Alarm, clock_steps: Sequence[ClockStep] = (), *, ascii_glyphs: bool = False) -> Entry:
    """An alarm: time raised, kind, agent, call, time and delay of the acknowledgement, when and why it was over."""
    kind = ALARM_KINDS[alarm.kind]
    what = [f"{alarm.count} times, the last {time_of_day(alarm.last_raised, clock_steps)}"] if alarm.count > 1 else []
    if alarm.cleared is not None:
        what.append(f"{alarm.cleared_reason or 'over'} {time_of_day(alarm.cleared, clock_steps)}")
    if alarm.state is AlarmState.SHELVED:
        until = f" until {time_of_day(alarm.shelved_until, clock_steps)}" if alarm.shelved_until is not None else ""
        what.append(f"shelved{until}: {alarm.shelved_reason}")
    elif alarm.shelved_reason:
        what.append(f"was shelved: {alarm.shelved_reason}")
    if alarm.text:
        what.append(alarm.text)
    return Entry(
        raised=time_of_day(alarm.raised, clock_steps),
        # EMERGENCY in capitals means that one is listed.
        kind=f"{kind.mark(ascii_glyphs)} {kind.word.capitalize()}",
        who=clean(f"{alarm.agent_id or '-'} {alarm.name}".strip()),
        call=str(alarm.connection.connection_call_id) if alarm.connection is not None else "-",
        acked=_acked(alarm, clock_steps),
        what="; ".join(clean(clause(part)) for part in what),
    )


def _acked(alarm: Alarm, clock_steps: Sequence[ClockStep]) -> str:
    if alarm.acknowledged is None:
        return "never acked here" if alarm.state is AlarmState.NORMAL else ALARM_STATES[alarm.state].word
    took = response(alarm)
    return time_of_day(alarm.acknowledged, clock_steps) + (f" after {duration(took)}" if took is not None else "")


def matching(alarms: Sequence[Alarm], text: str) -> list[Alarm]:
    """The alarms whose lines have every word of ``text`` in them, whatever their case."""
    words = text.casefold().split()
    if not words:
        return list(alarms)
    said = [" ".join(entry_of(alarm)).casefold() for alarm in alarms]
    return [alarm for alarm, text in zip(alarms, said, strict=True) if all(word in text for word in words)]


def summary(alarms: Sequence[Alarm]) -> str:
    """How many, how many of them acked here, and the seconds from first paint to acknowledgement of emergencies."""
    if not alarms:
        return "no alarm in this session yet"
    acked = sum(1 for alarm in alarms if alarm.acknowledged is not None)
    words = f"{len(alarms)} alarm{'' if len(alarms) == 1 else 's'}, {acked} acked here"
    times = [took for alarm in alarms if alarm.kind is AlarmKind.EMERGENCY and (took := response(alarm)) is not None]
    if times:
        share = 100 * sum(1 for took in times if took <= GOAL) // len(times)
        words += f"; emergencies: median {duration(median(times))} from paint to key, {share} % within {GOAL:g} s"
    return words
