"""The rows of the alerts, followed from floor to floor, are those that the last floor alone would give."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.alarms import AlarmBook, AlarmTrigger
from app.model import AlarmKind, ConnectionID, Floor
from app.ui.panes.alert_rows import AlertRow, AlertRows

T0 = 1_700_000_000.0
KINDS = [AlarmKind.EMERGENCY, AlarmKind.ASSIST, AlarmKind.LONG_STATE]


def plain(rows: list[AlertRow]) -> list[AlertRow]:
    return [row._replace(stands_for=tuple(sorted(row.stands_for))) for row in rows]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["raise", "raise", "raise", "ack", "end", "shelve", "unshelve", "tick", "unfold"]),
            st.integers(0, 5),
            st.sampled_from([0, 1, 40, 700]),
            st.booleans(),
        ),
        max_size=40,
    )
)
def test_followed_rows_are_the_rows_of_the_floor(script: list[tuple[str, int, int, bool]]) -> None:
    book, now, rows, unfolded = AlarmBook(), T0, AlertRows(), set[AlarmKind]()
    for what, which, seconds, seen in script:
        now += seconds
        alarms = book.alarms
        one = alarms[which % len(alarms)].alarm_id if alarms else 0
        call = ConnectionID(8801 + which, 0, f"{seconds}")
        if what == "raise":
            kind, agent_id = KINDS[which % 3], f"100{which % 2}"
            book.raise_alarm(AlarmTrigger(kind, "text", agent_id, connection=call, by_event=seen), now)
        elif what == "ack":
            book.acknowledge(one, now, None, "9001")
        elif what == "end":
            book.clear_call(call, "call ended", now)
        elif what == "shelve":
            book.shelve(one, "known", 900, now, "9001")
        elif what == "unshelve":
            book.unshelve(one, now, "9001")
        elif what == "tick":
            book.tick(now, lambda _: False)
        else:
            unfolded ^= {KINDS[which % 3]}
        if seen:
            floor = Floor(alarms=book.in_order(), flood=book.flood)
            assert plain(rows.follow(floor, unfolded)) == plain(AlertRows().follow(floor, unfolded))


def test_in_a_flood_the_alarms_of_a_kind_are_one_row_at_the_place_of_the_first() -> None:
    book = AlarmBook()
    for n in range(6):
        book.raise_alarm(AlarmTrigger(AlarmKind.ASSIST, "text", f"{n}", by_event=True), T0 + n)
        book.raise_alarm(AlarmTrigger(AlarmKind.LONG_STATE, "text", f"{n}"), T0 + n)
    book.raise_alarm(AlarmTrigger(AlarmKind.EMERGENCY, "text", "7", by_event=True), T0)
    floor = Floor(alarms=book.in_order(), flood=True)
    emergency, assists, long = AlertRows().follow(floor, ())
    assert (emergency.key, emergency.of_many, emergency.flashing) == (13, False, True)
    assert (assists.key, assists.of_many, assists.raises) == (AlarmKind.ASSIST, True, 6)
    assert (assists.alarm.agent_id, assists.alarm.last_raised, len(assists.stands_for)) == ("5", T0 + 5, 6)
    assert long.key is AlarmKind.LONG_STATE
    unfolded = AlertRows().follow(floor, {AlarmKind.ASSIST})
    assert [row.alarm.agent_id for row in unfolded] == ["7", "5", "4", "3", "2", "1", "0", "5"]


def test_the_alarms_of_one_agent_that_chatter_are_one_row_until_they_do_not() -> None:
    book, rows = AlarmBook(), AlertRows()
    for n in range(3):
        call = ConnectionID(8801 + n, 0, "3001")
        book.raise_alarm(AlarmTrigger(AlarmKind.ASSIST, "text", "1001", connection=call, by_event=True), T0 + 10 * n)
    (row,) = rows.follow(Floor(alarms=book.in_order()), ())
    assert (row.key, row.stands_for, row.raises) == ((AlarmKind.ASSIST, "1001"), (1, 2, 3), 3)
    book.clear_call(ConnectionID(8801, 0, "3001"), "call ended", T0 + 40)
    book.acknowledge(1, T0 + 41, None, "9001")
    assert [row.key for row in rows.follow(Floor(alarms=book.in_order()), ())] == [3, 2]
