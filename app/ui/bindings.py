"""The table of actions as Textual bindings."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from app.ui.actions import ACTIONS, UiAction


def main_bindings() -> list[BindingType]:
    """For the main screen: every row the table under the cursor doesn't handle by itself."""
    return [binding for row in ACTIONS if not row.in_table for binding in _bind(row)]


def dialog_bindings() -> list[BindingType]:
    """For dialogs: bindings of the app don't fire over a modal screen, so the dialogs carry the few that must."""
    return [binding for row in ACTIONS if row.in_dialogs for binding in _bind(row)]


def _bind(row: UiAction) -> list[Binding]:
    return [
        Binding(key, f"app.perform('{row.id}')", row.label, show=False, id=row.id if key == row.keys[0] else None)
        for key in row.keys
    ]
