"""Parts that panes and dialogs are made of: the live table, lines of parts, the footer, the message line."""

from app.ui.widgets.bar import Bar, who
from app.ui.widgets.columns import Cell, Column
from app.ui.widgets.footer import Footer
from app.ui.widgets.line_parts import Part, choose, text_of
from app.ui.widgets.live_table import LiveTable
from app.ui.widgets.message_line import MessageLine
from app.ui.widgets.row_cursor import R
from app.ui.widgets.row_order import Changes, Listing, changes

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
    "R",
    "changes",
    "choose",
    "text_of",
    "who",
]
