"""The table of actions as Textual bindings."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from app.ui.actions import ACTIONS, UiAction


def main_bindings() -> list[BindingType]:
    """For the main screen: every row that the live tables don't handle themselves."""
    return [binding for row in ACTIONS if not row.in_table for binding in _bind(row)]


def dialog_bindings() -> list[BindingType]:
    """For dialogs: Textual looks for no bindings of the app or the screen below while a modal screen is on top."""
    return [binding for row in ACTIONS if row.in_dialogs for binding in _bind(row)]


def _bind(row: UiAction) -> list[Binding]:
    return [
        Binding(key, f"app.perform('{row.id}')", row.label, show=False, id=row.id if key == row.keys[0] else None)
        for key in row.keys
    ]
