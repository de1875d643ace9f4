"""The dialogs, one a file. All draw the newest Floor, and the newest emergency in the line on top."""

from app.ui.dialogs.choose_team import ALL_TEAMS, TeamDialog
from app.ui.dialogs.confirm import LAPSE_SECONDS, Answer, QuestionDialog
from app.ui.dialogs.details import DetailsDialog, Subject
from app.ui.dialogs.dialog import FloorDialog
from app.ui.dialogs.event_log import EventLogDialog
from app.ui.dialogs.help import HelpDialog
from app.ui.dialogs.history import HistoryDialog
from app.ui.dialogs.palette import PaletteDialog
from app.ui.dialogs.quit import Leave, QuitDialog
from app.ui.dialogs.shelve import ShelveDialog, Shelving

__all__ = [
    "ALL_TEAMS",
    "LAPSE_SECONDS",
    "Answer",
    "DetailsDialog",
    "EventLogDialog",
    "FloorDialog",
    "HelpDialog",
    "HistoryDialog",
    "Leave",
    "PaletteDialog",
    "QuestionDialog",
    "QuitDialog",
    "ShelveDialog",
    "Shelving",
    "Subject",
    "TeamDialog",
]
