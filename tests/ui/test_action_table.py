"""The table of actions and what is made of it."""

from __future__ import annotations

import pytest
from ui_kit import busy, changed, emergency

from app.model import Link, LinkState, Target
from app.ui.bindings import dialog_bindings, main_bindings
from app.ui.context import Context
from app.ui.handlers import ACTIONS, BY_ID
from app.ui.panes import PANES, AlertsPane, RosterPane
from app.ui.widgets.footer import footer_keys


def test_ids_and_keys_are_unique() -> None:
    keys = [key for row in ACTIONS for key in row.keys]
    assert len(keys) == len(set(keys))
    assert len(BY_ID) == len(ACTIONS)


def test_panes_are_numbered_in_their_order_and_the_number_is_the_key() -> None:
    assert [pane.PANE.number for pane in PANES] == list(range(1, len(PANES) + 1))
    assert all(BY_ID[pane.PANE.id].keys == (str(pane.PANE.number),) for pane in PANES)


@pytest.mark.parametrize(
    ("key", "action_id"),
    [
        ("1", "roster"), ("2", "calls"), ("3", "alerts"), ("tab", "next_pane"), ("b", "barge_in"), ("i", "intercept"),
        ("c", "clear"), ("m", "monitor"), ("w", "whisper"), ("e", "emergency"), ("a", "acknowledge"), ("s", "silence"),
        ("t", "team"), ("o", "sort"), ("slash", "filter"), ("enter", "details"), ("escape", "back"),
        ("question_mark", "help"), ("colon", "palette"), ("ctrl+p", "palette"), ("q", "quit"), ("r", "retry"),
        ("A", "acknowledge_all"), ("v", "shelve"), ("z", "zoom"), ("x", "steady"), ("h", "history"),
    ("j", "cursor"), ("k", "cursor"), ("up", "cursor"), ("down", "cursor"),
    ],
)  # fmt: skip
def test_the_keys_of_the_contract(key: str, action_id: str) -> None:
    assert key in BY_ID[action_id].keys


def test_every_row_is_bound_and_handled() -> None:
    bound = {binding.key for binding in main_bindings(ACTIONS)}
    for row in ACTIONS:
        if row.handler is not None:
            assert set(row.keys) <= bound
    assert [row.id for row in ACTIONS if row.handler is None] == ["cursor"]


def test_every_key_is_in_readme() -> None:
    left_out = {row.id for row in ACTIONS if row.keys and row.readme is None}
    assert left_out == {"previous_pane"}


def test_dialogs_carry_emergency_and_acknowledge_only() -> None:
    assert {binding.key for binding in dialog_bindings(ACTIONS)} == {"e", "a"}


@pytest.mark.parametrize("width", [40, 60, 80, 100, 120, 200])
def test_the_footer_fits_and_keeps_help(width: int) -> None:
    keys, gap = footer_keys(ACTIONS, Context(busy(), RosterPane.PANE), width)
    assert 1 + sum(len(key.key) + 1 + len(key.label) + gap for key in keys) - gap <= width
    assert {"help", "barge_in", "emergency"} <= {key.id for key in keys}


def test_the_footer_at_80_has_the_keys_of_the_main_job() -> None:
    keys, _ = footer_keys(ACTIONS, Context(busy(), RosterPane.PANE), 80)
    assert {"barge_in", "intercept", "clear", "emergency", "acknowledge", "help", "quit", "filter"} <= {
        key.id for key in keys
    }


def works(context: Context) -> dict[str, bool]:
    return {key.id: key.works for key in footer_keys(ACTIONS, context, 200)[0]}


def test_the_footer_dims_what_does_not_work() -> None:
    shown = works(Context(busy(), RosterPane.PANE, target=Target("1002")))
    assert shown["barge_in"] is False
    assert shown["help"] is True
    assert shown["emergency"] is False
    assert works(Context(changed(busy(), alarms=(emergency(),)), RosterPane.PANE))["emergency"] is True


def test_retry_is_shown_only_when_there_is_something_to_retry() -> None:
    assert "retry" in works(Context(busy(link=Link(LinkState.RECONNECTING)), RosterPane.PANE))
    assert "retry" not in works(Context(busy(), RosterPane.PANE))


def test_acknowledge_takes_the_selected_alarm_in_the_alerts_pane_only() -> None:
    floor = changed(busy(), alarms=(emergency(2), emergency(1)))
    assert BY_ID["acknowledge"].why_not(Context(floor, AlertsPane.PANE, alarm_id=99)) is not None
    assert BY_ID["acknowledge"].why_not(Context(floor, RosterPane.PANE, alarm_id=None)) is None
