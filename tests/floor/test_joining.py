"""Conference and transfer: call ids change, ends merge, and the list of parties is complete."""

from __future__ import annotations

from call_kit import OWN, A, B, Bench, C

from protocol.wire import messages as m


def consulted(bench: Bench) -> None:
    """A talks to a caller, holds, and consults B on a call of its own."""
    bench.talk(8801, A)
    bench.hold(8801, A)
    bench.event(m.CallOriginatedEvent(calling_device_id=A, local_connection_state=3, **bench.at(8802, A)))
    bench.ring(8802, B, A)
    bench.answer(8802, B, A)


def test_a_conference_joins_the_consult_call_into_the_first() -> None:
    bench = Bench()
    consulted(bench)
    parties = [(8801, A), (8801, "5551"), (8801, B)]
    for monitor in (11, 12):  # one copy for each monitor
        bench.conference(8801, 8802, parties, added=B, monitor=monitor)
    live = {c.connection: c for c in bench.floor.calls.values() if c.ended is None}
    assert set(live) == {bench.id(8801, A), bench.id(8801, B)}
    for call in live.values():
        assert call.state == 3
        assert {p.device_id for p in call.parties} == {A, "5551", B}
        assert call.ani == "5551"


def test_the_joined_call_may_have_a_new_id() -> None:
    bench = Bench()
    consulted(bench)
    parties = [(8900, A), (8900, "5551"), (8900, B)]
    for _ in range(2):
        bench.conference(8801, 8802, parties, added=B)
    live = {c.connection: c.agent_id for c in bench.floor.calls.values() if c.ended is None}
    assert live == {bench.id(8900, A): "1001", bench.id(8900, B): "1002"}
    assert bench.call(8900, A).ani == "5551"


def test_a_transfer_leaves_the_transferring_agent_out() -> None:
    bench = Bench()
    consulted(bench)
    bench.conference(8801, 8802, [(8801, "5551"), (8801, B)], added=B, transfer=True)
    floor = bench.floor
    assert {c.connection: c.agent_id for c in floor.calls.values() if c.ended is None} == {bench.id(8801, B): "1002"}
    assert bench.call(8801, B).ani == "5551"
    assert bench.call(8801, A).ended is not None


def test_a_blind_transfer_keeps_ringing() -> None:
    bench = Bench()
    bench.talk(8801, A)
    bench.ring(8802, B, A)
    bench.conference(8801, 8802, [(8801, "5551"), (8801, B)], added=B, transfer=True)
    assert bench.call(8801, B).state == 2


def test_an_agent_known_only_by_the_list_gets_a_row_and_keeps_it_under_its_real_name() -> None:
    bench = Bench(hidden=True)
    bench.talk(8801, A)
    bench.conference(8801, 8802, [(8801, A), (8801, "5551"), (8801, C)], added=C)
    assert {c.agent_id for c in bench.floor.calls.values()} == {"1001", "1003"}
    bench.hold(8801, C)
    calls = {c.connection: (c.agent_id, c.state) for c in bench.floor.calls.values()}
    assert calls == {bench.id(8801, A): ("1001", 3), bench.id(8801, C): ("1003", 4)}


def test_without_a_list_everybody_on_either_call_stays() -> None:
    bench = Bench()
    consulted(bench)
    bench.conference(8801, 8802, [], added=B)
    live = {c.connection: c.agent_id for c in bench.floor.calls.values() if c.ended is None}
    assert live == {bench.id(8801, A): "1001", bench.id(8801, B): "1002"}


def test_another_supervisor_who_barges_in_is_named_until_he_leaves() -> None:
    bench = Bench()
    bench.talk(8801, A)
    bench.conference(8801, 8802, [(8801, A), (8801, "5551"), (8801, "3950")], added="3950", cause=48)
    assert bench.call(8801, A).supervised_by == ("3950",)
    bench.leave(8801, "3950", cause=45)
    assert bench.call(8801, A).supervised_by == ()
    assert bench.call(8801, A).ended is None


def test_the_own_device_on_the_list_is_the_supervisor() -> None:
    bench = Bench()
    bench.talk(8801, A)
    bench.conference(8801, 9100, [(8801, A), (8801, "5551"), (8801, OWN)], cause=48)
    call = bench.call(8801, A)
    assert [p.device_id for p in call.parties if p.is_supervisor] == [OWN]
    assert call.supervised_by == ()
    assert list(bench.floor.calls) == [bench.id(8801, A)]
