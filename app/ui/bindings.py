"""Rows of the table of actions as Textual's bindings."""

from __future__ import annotations

from collections.abc import Iterable

from textual.binding import Binding, BindingType

from app.ui.actions import UiAction


def main_bindings(actions: Iterable[UiAction]) -> list[BindingType]:
    """For the main screen: every row but those that the live tables handle themselves."""
    return [binding for row in actions if row.handler is not None for binding in _bindings(row)]


def dialog_bindings(actions: Iterable[UiAction]) -> list[BindingType]:
    """For dialogs: Textual looks for no bindings of the app or the screen below while a modal screen is on top."""
    return [binding for row in actions if row.in_dialogs for binding in _bindings(row)]


def _bindings(row: UiAction) -> list[Binding]:
    return [
        Binding(key, f"app.perform('{row.id}')", row.label, show=False, id=row.id if key == row.keys[0] else None)
        for key in row.keys
    ]
