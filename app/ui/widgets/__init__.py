"""Widgets that know no pane and no dialog: the live table, lines of parts, the message line, the footer."""

from app.ui.widgets.bar import Bar, Stretch, who
from app.ui.widgets.columns import Cell, Column
from app.ui.widgets.footer import Footer
from app.ui.widgets.line_parts import Part, choose, text_of
from app.ui.widgets.live_table import LiveTable, whole_cells
from app.ui.widgets.message_line import MessageLine, reading_time
from app.ui.widgets.row_cursor import Row
from app.ui.widgets.row_order import Changes, Listing, Tally, changes

__all__ = [
    "Bar",
    "Cell",
    "Changes",
    "Column",
    "Footer",
    "Listing",
    "LiveTable",
    "MessageLine",
    "Part",
    "Row",
    "Stretch",
    "Tally",
    "changes",
    "choose",
    "reading_time",
    "text_of",
    "who",
    "whole_cells",
]
