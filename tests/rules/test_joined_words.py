"""Sentences that are put together: no full stop within one, nothing said twice. From the session on."""

from __future__ import annotations

from dataclasses import replace

from floor_kit import Wired
from ui_kit import Console

from app import exits
from app.model import Link
from app.ui.context import Context
from app.ui.hints import hint
from app.ui.panes import RosterPane
from app.ui.terminal import why_never_open
from protocol.session.events import Lost, Waiting


def wired() -> Wired:
    """A session of a few agents, three seconds old."""
    made = Wired(seed=2, agents=4, still=True, emergencies=0, services=0xA5)
    made.run(3.0)
    return made


async def test_after_a_loss_the_reason_is_in_the_status_line_and_the_keys_in_the_hint() -> None:
    made = wired()
    made.session.connection_lost(made.now, "3 heartbeats in a row were not answered.")
    made.pump()
    now = made.floor.now
    keys = "reconnecting: r tries now, q quits, ? shows all keys"
    assert hint(Context(made.floor, RosterPane.PANE)) == keys
    made.take(Waiting("3 heartbeats in a row were not answered.", now + 15))
    console = Console()
    console.clock.now = now
    async with console.app.run_test(size=(80, 24)) as pilot:
        await console.push(pilot, made.floor)
        console.app.main.dismiss_message()
        await pilot.pause()
        shown = console.text()
    assert "3 heartbeats in a row were not ans" in shown.split("\n")[0]
    assert "again in 15 s" in shown.split("\n")[0]
    assert f"{keys} " in shown, "the line above has the reason: the keys are whole"
    assert shown.count("heartbeats in a row") == 1


def test_a_connection_that_was_never_made_is_said_once() -> None:
    made = wired()
    made.lose()
    made.take(Lost("No connection to mock:1: connection refused."))
    assert made.floor.notes[-1].text == "No connection to mock:1: connection refused."
    made.take(Lost("The server did not answer within 10 seconds."))
    assert made.floor.notes[-1].text == "No session: The server did not answer within 10 seconds."


def test_a_refusal_has_no_full_stop_before_its_code() -> None:
    made = Wired(seed=2, agents=4, still=True, emergencies=0, services=0xA5)
    made.server.settings = replace(made.server.settings, protocol_max=14)
    made.lose()
    made.connect()
    assert made.floor.link.reason.endswith(" (status 1)")
    assert ". (" not in made.floor.link.reason
    said = hint(Context(made.floor, RosterPane.PANE))
    assert said == "refused: r asks again, q quits, ? shows all keys"


def test_the_last_words_where_no_session_was_ever_open() -> None:
    never_made = Link(address="b:2", reason="No connection to a:1: connection refused.")
    assert why_never_open(never_made, exits.NO_CONNECTION, "a:1") == "no connection to a:1: connection refused"
    silent = Link(address="b:2", reason="The server did not answer within 10 seconds.")
    words = "no connection to b:2: The server did not answer within 10 seconds"
    assert why_never_open(silent, exits.NO_CONNECTION, "a:1") == words
    assert why_never_open(Link(), exits.NO_CONNECTION, "a:1") == "no connection to a:1: no answer"
    refused = Link(address="a:1", reason="That agent is not signed in. (status 9)")
    assert why_never_open(refused, exits.REFUSED, "a:1") == "refused by a:1: That agent is not signed in (status 9)"
