"""A server that falls silent, and a console that was stopped: from the mock's bytes to the screen."""

from __future__ import annotations

from floor_kit import EPOCH, Wired
from ui_kit import Console

from app.floor.freshness import blind_words
from protocol.wire import messages as m


async def head(made: Wired) -> str:
    """The screen's lines."""
    console = Console()
    console.clock.now = EPOCH + made.now
    async with console.app.run_test(size=(160, 40)) as pilot:
        await console.push(pilot, made.floor)
        return console.text()


def silent() -> Wired:
    """A floor on which nothing happens; heartbeats are not answered from now on."""
    made = Wired(seed=2, agents=4, still=True, emergencies=0, services=0xA5)
    made.run(3.0)
    made.server.mute.add(m.HeartbeatReq)
    return made


async def test_the_first_unanswered_heartbeat_is_said_and_silence_counts_from_the_last_thing_heard() -> None:
    made = silent()
    assert "no answer" not in await head(made)
    heard = made.floor.link.last_heard
    assert heard is not None
    made.until(lambda floor: floor.link.no_answer)
    assert EPOCH + made.now - heard <= 16.5
    line = (await head(made)).split("\n")[0]
    assert "ONLINE  no answer" in line
    lost = made.until(lambda floor: floor.stale_since is not None, 60)
    assert lost.stale_since == heard
    assert not lost.link.no_answer
    assert f"STALE {int(EPOCH + made.now - heard)} s" in await head(made)
    made.server.mute.clear()
    made.connect()
    made.run(10.0)
    blind = made.floor.blind
    assert blind is not None
    assert blind.since == heard
    assert blind.until - blind.since >= 35
    assert blind_words(blind, ()) in [note.text for note in made.floor.notes]
    assert "no answer" not in await head(made)


async def test_any_message_ends_no_answer() -> None:
    made = silent()
    made.until(lambda floor: floor.link.no_answer)
    made.server.centre.floor.announce_state(made.server.centre.floor.agents[0])
    made.run(0.5)
    assert "no answer" not in await head(made)


async def test_after_the_console_was_stopped_silence_counts_from_before_that() -> None:
    """What the server had sent meanwhile is read in one go, and then the end of the session."""
    made = silent()
    heard = made.floor.link.last_heard
    made.now += 60.0
    made.server.centre.floor.announce_state(made.server.centre.floor.agents[0])
    made.server.send(made.peer, m.FailureEvent(16))
    made.pump()
    assert made.floor.stale_since == heard
    assert heard is not None
    assert f"STALE {int(EPOCH + made.now - heard)} s" in await head(made)
    made.connect()
    made.run(10.0)
    assert made.floor.blind is not None
    assert made.floor.blind.since == heard
