"""Rows from floor to floor: in order when it is calm, in place but never old when it isn't."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st
from pane_samples import NOW, Stage, agent, call, connection, emergency, floor, lines

from app.model import Agent, Call, ConnectionID
from app.ui.panes.calls import CallsPane
from app.ui.panes.roster import RosterPane
from app.ui.widgets.row_order import BURST, CALM, SETTLE, Changes, Listing, changes

MANY = int(BURST) + 8


class Item(NamedTuple):
    key: int
    rank: int
    subject: int = 0


class Source:
    """A floor of numbers with ranks, and the listing of them."""

    def __init__(self, count: int) -> None:
        self.ranks = {key: key for key in range(count)}
        self.listing: Listing[int, Item] = Listing(
            lambda key: Item(key, self.ranks[key]) if key in self.ranks else None
        )
        self.listing.fill(self.ranks, self.order, NOW)

    @staticmethod
    def order(row: Item) -> tuple[int, int]:
        return row.rank, row.key

    def change(self, now: float, ranks: dict[int, int | None], urgent: bool = False) -> list[int]:
        """Give these keys these ranks (None: gone); returns the keys as listed."""
        old = dict(self.ranks)
        for key, rank in ranks.items():
            self.ranks.pop(key, None) if rank is None else self.ranks.update({key: rank})
        self.listing.follow(changes(old, self.ranks), self.order, now, urgent)
        return [row.key for row in self.listing.rows]


def test_few_changes_are_put_in_their_places_at_once() -> None:
    source = Source(5)
    assert source.change(NOW, {4: -1}) == [4, 0, 1, 2, 3]
    assert source.change(NOW + 0.05, {0: 9, 7: -2, 1: None}) == [7, 4, 2, 3, 0]
    assert not source.listing.unsettled


def test_many_changes_stay_in_place_for_half_a_second_with_their_new_values() -> None:
    source = Source(MANY)
    flipped: dict[int, int | None] = {key: -key for key in range(MANY)}
    assert source.change(NOW + 0.05, flipped) == list(range(MANY))
    assert [row.rank for row in source.listing.rows] == [-key for key in range(MANY)]
    assert source.listing.unsettled
    assert source.change(NOW + SETTLE - 0.01, {}) == list(range(MANY))
    assert source.change(NOW + SETTLE, {}) == list(range(MANY))[::-1]
    assert not source.listing.unsettled


def test_the_first_rows_are_there_at_once_however_many_come() -> None:
    source = Source(0)
    assert source.change(NOW + 0.05, {key: key for key in range(MANY)}) == list(range(MANY))


def test_what_is_gone_goes_at_once_and_what_is_urgent_moves_at_once() -> None:
    source = Source(MANY)
    flipped: dict[int, int | None] = {key: -key for key in range(MANY)}
    assert source.change(NOW + 0.05, {**flipped, 3: None, 99: -99}) == [key for key in range(MANY) if key != 3]
    assert source.change(NOW + 0.1, {5: -100}, urgent=True)[:2] == [5, 99]


def test_a_floor_stays_calm_at_the_calm_rate() -> None:
    source = Source(3)
    for step in range(200):
        source.change(NOW + step / CALM, {step % 3: -step})
        assert not source.listing.unsettled


def test_a_clock_that_was_set_back_settles() -> None:
    source = Source(MANY)
    flipped: dict[int, int | None] = {key: -key for key in range(MANY)}
    assert source.change(NOW - 3600, flipped) == list(range(MANY))[::-1]


@given(st.dictionaries(st.integers(0, 6), st.sampled_from("abc")), st.dictionaries(st.integers(0, 6), st.text("ab")))
def test_changes_are_those_of_a_plain_comparison(old: dict[int, str], new: dict[int, str]) -> None:
    kept = {key: value for key, value in old.items() if key % 2} | new
    expected = {key for key in kept if old.get(key) is not kept[key]}
    assert changes(old, kept) == Changes(expected, old.keys() - kept.keys())
    assert changes(kept, kept) == Changes(set(), set())


async def test_on_a_busy_floor_panes_show_new_states_at_once_and_settle_with_the_clock() -> None:
    roster, calls = RosterPane(), CallsPane()
    app = Stage(roster, calls)
    agents: dict[str, Agent] = {str(1001 + n): agent(1001 + n, 3, since=100 - n) for n in range(MANY)}
    live: dict[ConnectionID, Call] = {
        made.connection: made for made in (call(8801 + n, 1001 + n, began=n) for n in range(MANY))
    }
    async with app.run_test(size=(140, 80)) as pilot:
        calm = floor(list(agents.values()), list(live.values()))
        roster.show(calm)
        calls.show(calm)
        busy = replace(
            calm,
            now=NOW + 0.05,
            agents={key: replace(each, state=4, state_since=NOW - int(key)) for key, each in agents.items()},
            calls={key: replace(each, state=4, began=NOW - key[0]) for key, each in live.items()},
        )
        roster.show(busy)
        calls.show(busy)
        await pilot.pause()
        assert [row.key for row in roster.table.rows] == list(agents)
        assert sum("Talking" in line for line in lines(app)) == MANY
        assert sum("hold" in line for line in lines(app)) == MANY
        with_alarm = replace(
            busy, now=NOW + 0.1, alarms=(emergency(1, 1009),),
            calls=busy.calls | {connection(5, "3009"): call(5, 1009, state=2, alarm=emergency(1).kind)},
        )  # fmt: skip
        roster.show(with_alarm)
        calls.show(with_alarm)
        assert roster.table.rows[0].key == "1009"
        assert calls.table.rows[0].call.connection == connection(5, "3009")
        roster.show(replace(with_alarm, now=NOW + 0.15, agents=dict(calm.agents)))
        assert roster.unsettled
        roster.tick(NOW + 1)
        assert not roster.unsettled
        assert [row.key for row in roster.table.rows] == ["1009", *[key for key in agents if key != "1009"]]
