"""What the keys do: the table of actions, and a function for each row, which gets the console and the context."""

from app.ui.handlers.table import ACTIONS, BY_ID, BY_KEY, floor_changed, readme_keys

__all__ = ["ACTIONS", "BY_ID", "BY_KEY", "floor_changed", "readme_keys"]
