"""What the live panes have in common: border and titles, table, team, filter, order."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any, ClassVar, Generic, Self, TypeVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.geometry import Region
from textual.theme import Theme

from app.model import Floor, Link, LinkState, Target
from app.text import LOGIN_ELSEWHERE, age, clean, cut, in_steps, signs
from app.ui.context import Pane
from app.ui.themes import palette_of
from app.ui.widgets import Column, LiveTable, Part, Row, choose, text_of
from protocol.wire.enums import CTIServiceMask

R = TypeVar("R", bound=Row)


class LivePane(Vertical, Generic[R]):
    """A bordered pane around one :class:`LiveTable` of rows of type ``R``.

    The top border has the pane's number (its key) and name, and ``STALE`` with an age while its data is old; the bottom
    border has counts, and team, order and filter with the keys that change them.
    """

    DEFAULT_CSS = """
    LivePane {
        border: round $border-blurred;
        border-title-color: $foreground;
        border-title-style: bold;
        border-subtitle-color: $foreground;
        background: $background;
        min-height: 3;
    }
    LivePane.-ascii { border: ascii $border-blurred; }
    LivePane:focus-within {
        border: round $accent;
        border-title-color: $background;
        border-title-background: $accent;
    }
    LivePane.-ascii:focus-within { border: ascii $accent; }
    LivePane:focus-within:ansi { border-title-color: ansi_black; }
    """

    PANE: ClassVar[Pane]
    ORDERS: ClassVar[tuple[str, ...]] = ()
    """Words of the orders; the first is the one at the start."""
    TOP_UNTIL_MOVED: ClassVar[bool] = False
    """Is the cursor on the first row until it is moved by hand?"""
    HEADING_FROM: ClassVar[int] = 4
    """Lines of the table from which one of them is the heading."""

    def __init__(self, *, ascii_glyphs: bool = False, id: str | None = None) -> None:  # noqa: A002
        """A pane without rows; ``ascii_glyphs`` draws everything in ASCII."""
        super().__init__(id=id, classes="-ascii" if ascii_glyphs else None)
        self.ascii_glyphs = ascii_glyphs
        self.floor = Floor()
        self.now = 0.0
        self.team_id: int | None = None
        self.filter_text = ""
        self._alone = False
        self._before_filter: Hashable | None = None
        """Key of the row that had the cursor before the filter moved it; None where it has not."""
        self.order = self.ORDERS[0] if self.ORDERS else ""
        self.table: LiveTable[R] = LiveTable(
            self.columns(),
            overlay=self.overlay,
            depends=self.depends,
            top_until_moved=self.TOP_UNTIL_MOVED,
            heading_from=self.HEADING_FROM,
            ascii_glyphs=ascii_glyphs,
        )
        self._titles_shown: tuple[list[Part], list[Part], str] | None = None
        self._titling = ""
        """The border whose words are being changed: ``top`` or ``bottom``, else empty."""

    # What each pane defines

    def columns(self) -> list[Column[R]]:
        """The table's columns."""
        raise NotImplementedError

    def overlay(self, row: R) -> str:
        """Name of the style over the whole row (one of :data:`app.ui.themes.OVERLAYS`)."""
        raise NotImplementedError

    def depends(self, row: R) -> Sequence[object]:
        """Values that the row's cells are made of besides the row, teams, reason texts and limits."""
        raise NotImplementedError

    def rows(self) -> list[R]:
        """Rows of the present floor, filtered and in order."""
        raise NotImplementedError

    def counts(self) -> list[Part]:
        """The left parts of the bottom border."""
        raise NotImplementedError

    def news(self) -> list[Part]:
        """Parts of the top border after the name."""
        return []

    def why_empty(self) -> str:
        """A sentence: why there are no rows, and what will bring some."""
        raise NotImplementedError

    @property
    def stale(self) -> bool:
        """Is the data that this pane shows old?"""
        raise NotImplementedError

    @property
    def unsettled(self) -> bool:
        """Do rows wait to be put in order?"""
        return False

    def target(self) -> Target | None:
        """What an action pressed now is pinned to; None when there is no row to act on."""
        raise NotImplementedError

    # What all panes share

    def compose(self) -> ComposeResult:
        """The table."""
        yield self.table

    def on_mount(self) -> None:
        """Draw the titles, and again whenever the theme changes: they hold its colours."""
        self.app.theme_changed_signal.subscribe(self, self._theme_changed)
        self._title()

    def _theme_changed(self, _theme: Theme) -> None:
        self._title()
        self.table.refresh()

    def watch_virtual_size(self) -> None:
        """Draw the borders' words again: what fits depends on the width.

        Textual calls this while it lays out, so the first frame has the words. Its Resize comes after that frame.
        """
        self._title()

    def show(self, floor: Floor) -> None:
        """Draw this floor."""
        self.floor = floor
        self.now = max(self.now, floor.now)
        self.rebuild()

    def rebuild(self) -> None:
        """Make the rows from the present floor, filter, team and order, and draw them."""
        rows = self.rows()
        floor = self.floor
        context = (floor.teams, floor.reason_texts, floor.limits)
        self.table.set_rows(rows, self.now, "" if rows else self.why_empty(), context)
        self._title()

    def rebuild_as_asked(self) -> None:
        """A person has asked for other rows or another order: draw them at once, whatever kept their places."""
        self.table.let_go()
        self.rebuild()

    def set_step(self, seconds: int) -> None:
        """Times change every so many seconds."""
        self.table.step = seconds

    def tick(self, now: float) -> None:
        """Time moved on to ``now`` (steady seconds); the floor is the same."""
        self.now = now
        if self.unsettled:
            self.rebuild()
        else:
            self.table.tick(now)
        if self.stale:
            self._title()

    def select_agent(self, agent_id: str) -> bool:
        """Move the cursor to this agent's (first) row; False when there is none."""
        for row in self.table.rows:
            if row.subject == agent_id:
                return self.table.select(row.key)
        return False

    def set_team(self, team_id: int | None) -> None:
        """Show this team only; None shows all."""
        if team_id != self.team_id:
            self.team_id = team_id
            self.rebuild_as_asked()

    def cycle_sort(self) -> str:
        """Take the next order and return its words; empty where the pane has one order."""
        if self.ORDERS:
            self.order = self.ORDERS[(self.ORDERS.index(self.order) + 1) % len(self.ORDERS)]
            self.rebuild_as_asked()
        return self.order

    def set_filter(self, text: str) -> None:
        """Show only rows that contain this text (any case) somewhere; empty shows all.

        A row that the filter took from under the cursor gets it back as soon as the filter lets it through again.
        """
        if text == self.filter_text:
            return
        if self._before_filter is None:
            self._before_filter = self.table.cursor_key
        self.filter_text = text
        self.rebuild_as_asked()
        if self._before_filter is not None and self._before_filter != self.table.cursor_key:
            self.table.select(self._before_filter)
        if not text:
            self._before_filter = None

    def keep_filter(self) -> None:
        """The filter is meant as it is: the cursor stays where it is, unless no row is left for it."""
        if self.table.rows:
            self._before_filter = None

    def set_alone(self, alone: bool) -> None:
        """Say in the border whether the pane has all the room, and how to see the others again."""
        self._alone = alone
        self._title()

    def matches(self, *texts: str) -> bool:
        """Does any of these texts contain the filter's text, whatever the case?"""
        wanted = self.filter_text.casefold()
        return any(wanted in text.casefold() for text in texts)

    def team_word(self) -> str:
        """The team chosen, by name where known."""
        if self.team_id is None:
            return "All teams"
        team = self.floor.teams.get(self.team_id)
        return cut(clean(team.name), 24) if team and team.name else f"team {self.team_id}"

    def why_no_agents(self) -> str:
        """Why no agent is known (of the team chosen), in words."""
        link = self.floor.link
        if self.filter_text:
            quotes = signs("“”", self.ascii_glyphs)
            return f"nothing here contains {quotes[0]}{clean(self.filter_text)}{quotes[1]}: escape shows all again"
        if link.state is not LinkState.ONLINE:
            why = clean(link.reason) or f"{link.state.value.lower()} {clean(link.address)}".strip()
            advice = f". {clean(link.advice[0].upper() + link.advice[1:])}; r {retry_does(link)}" if link.advice else ""
            return f"no data yet: {why.removesuffix('.') if advice else why}{advice}"
        if not self.floor.teams and not link.services_granted & CTIServiceMask.CTI_SERVICE_SUPERVISOR:
            return f"no agents: {clean(link.trouble)}"
        if self.team_id is not None:
            team = self.floor.teams.get(self.team_id)
            if team and team.problem:
                return f"team {self.team_id} can't be followed: {clean(team.problem)}"
            return f"waiting for team {self.team_id}"
        problems = [f"team {t.team_id}: {clean(t.problem)}" for t in self.floor.teams.values() if t.problem]
        if problems:
            return "no agents: " + "; ".join(problems)
        waiting = ", ".join(str(number) for number in sorted(self.floor.teams))
        return f"waiting for team {waiting}" if waiting else "waiting for the server to name your teams"

    # Borders

    def _title(self) -> None:
        """Draw the words of the borders that changed."""
        width = self.outer_size.width - 6
        if width <= 0 or not self.is_mounted:
            return
        head = [Part(((f"{self.PANE.number} {self.PANE.name}", ""),))]
        if self.stale:
            since = self.floor.stale_since
            old = f" {age(in_steps(self.now, self.table.step) - since)}" if since is not None else ""
            head.append(Part(((f" STALE{old} ", "stale"),)))
        head += self.news()
        foot = self.counts()
        if self._alone:
            foot.append(Part((("z", "key"), (" all panes", "warm")), 1))
        if self.filter_text:
            foot.append(Part((("/", "key"), (f" {cut(clean(self.filter_text), 24)}", "warm")), 1))
        if self.order:
            foot.append(Part((("o", "key"), (f" {self.order}", "dim")), 4))
        shown = (choose(head, width, 1), choose(foot, width, 3), self.app.theme)
        before, self._titles_shown = self._titles_shown or ([], [], ""), shown
        palette = palette_of(self.app)
        for border, number in (("top", 0), ("bottom", 1)):
            if (shown[number], shown[2]) == (before[number], before[2]):
                continue
            self._titling = border
            try:
                if border == "top":
                    self.border_title = text_of(shown[0], palette, 1)
                else:
                    self.border_subtitle = text_of(shown[1], palette, 3)
            finally:
                self._titling = ""

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Repaint. While :meth:`_title` changes a title, only that border: Textual would repaint the whole pane."""
        if self._titling and not regions:
            width, height = self.outer_size
            gutter = self.gutter
            line = 0 if self._titling == "top" else height - 1
            regions = (Region(-gutter.left, line - gutter.top, width, 1),) if width and height else ()
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)


def blind(floor: Floor) -> bool:
    """Would a call for help not be seen here now?"""
    return floor.link.state is not LinkState.ONLINE or floor.stale_since is not None


def retry_does(link: Link) -> str:
    """What the key that tries again does to a session that was refused, after its name."""
    return "takes over" if link.refused_with == LOGIN_ELSEWHERE else "asks again"


def team_part(pane: LivePane[Any]) -> Part:
    """The team chosen and the key that changes it."""
    return Part((("t", "key"), (f" {pane.team_word()}", "dim" if pane.team_id is None else "warm")), 3)
