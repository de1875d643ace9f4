"""The dialogs, one a file. All draw the newest Floor, and the newest emergency in the line on top."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from app.ui.dialogs.dialog import LAPSE_SECONDS, FloorDialog

if TYPE_CHECKING:
    from app.ui.dialogs.choose_team import ALL_TEAMS, TeamDialog
    from app.ui.dialogs.confirm import Answer, QuestionDialog
    from app.ui.dialogs.details import DetailsDialog, Subject
    from app.ui.dialogs.event_log import EventLogDialog
    from app.ui.dialogs.help import HelpDialog
    from app.ui.dialogs.history import HistoryDialog
    from app.ui.dialogs.palette import PaletteDialog
    from app.ui.dialogs.quit import Leave, QuitDialog
    from app.ui.dialogs.shelve import ShelveDialog, Shelving

_AFTER_THE_FIRST_FRAME = {
    "ALL_TEAMS": "choose_team",
    "Answer": "confirm",
    "DetailsDialog": "details",
    "EventLogDialog": "event_log",
    "HelpDialog": "help",
    "HistoryDialog": "history",
    "Leave": "quit",
    "PaletteDialog": "palette",
    "QuestionDialog": "confirm",
    "QuitDialog": "quit",
    "ShelveDialog": "shelve",
    "Shelving": "shelve",
    "Subject": "details",
    "TeamDialog": "choose_team",
}
"""Names whose modules are imported when a key asks for them, or by :func:`load`: no dialog is in the first frame.

Who opens them says ``dialogs.HelpDialog``: ``from app.ui.dialogs import HelpDialog`` would load it there and then."""


def __getattr__(name: str) -> Any:
    if name not in _AFTER_THE_FIRST_FRAME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(f"{__name__}.{_AFTER_THE_FIRST_FRAME[name]}"), name)
    return found


def load() -> None:
    """Load all dialogs, so that none has to be loaded by the key that opens it."""
    for module in dict.fromkeys(_AFTER_THE_FIRST_FRAME.values()):
        import_module(f"{__name__}.{module}")


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
    "load",
]
