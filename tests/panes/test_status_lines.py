"""The lines above the panes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pane_samples import HOSTILE, NOW, Stage, agent, call, connection, emergency, floor, lines, text
from rich.cells import cell_len

from app.model import Action, Alarm, AlarmKind, AlarmState, Engagement, EngagementState, Link, LinkState, Party
from app.ui.panes.status import EmergencyLine, StatusLine, YouLine

AGENTS = [agent(1001, 4, "Okafor, Ada"), agent(1002, 4), agent(1003, 10), agent(1004, 3), agent(1005, 2)]
MINE = Engagement(
    EngagementState.BARGED_IN, Action.BARGE_IN, "1001", connection(8801), NOW - 62, NOW - 62, engaged=Action.BARGE_IN
)


async def test_the_status_line_says_link_and_counts() -> None:
    line = StatusLine()
    app = Stage(line)
    async with app.run_test(size=(140, 5)) as pilot:
        line.show(floor(AGENTS))
        await pilot.pause()
        said = lines(app)[0]
        for word in (
            "● ONLINE",
            "side A",
            "ctisrv-a:42027",
            "v17",
            "♥ 2 s",
            "2 teams",
            "5 agents",
            "2 talking",
            "1 hold",
        ):
            assert word in said
        assert "1 ready" in said
        assert "1 not ready" in said
        line.tick(NOW + 5)
        await pilot.pause()
        assert "♥ 7 s" in lines(app)[0]


@pytest.mark.parametrize("state", list(LinkState))
async def test_every_link_state_is_said_with_its_reason_and_next_try(state: LinkState) -> None:
    line = StatusLine()
    app = Stage(line)
    async with app.run_test(size=(120, 5)) as pilot:
        line.show(floor(link=Link(state, reason="host is down", retry_at=NOW + 4)))
        await pilot.pause()
        assert state.value in text(app)
        assert ("host is down  again in 4 s, r retries" in text(app)) == (state is not LinkState.ONLINE)


async def test_an_unhealthy_peripheral_is_said() -> None:
    line = StatusLine()
    app = Stage(line)
    async with app.run_test(size=(120, 5)) as pilot:
        healthy = floor().link
        line.show(floor(link=replace(healthy, trouble="our peripheral is offline: no events come")))
        await pilot.pause()
        assert "our peripheral is offline: no events come" in text(app)


@pytest.mark.parametrize("width", [40, 60, 80, 160])
async def test_a_journal_alarm_is_in_sight_however_many_rows_are_above_its_own(width: int) -> None:
    line = StatusLine()
    app = Stage(line)
    lost = Alarm(99, AlarmKind.JOURNAL, AlarmState.UNACK_ACTIVE, NOW, text="lost: the file was deleted")
    emergencies = tuple(emergency(number, 1000 + number) for number in range(30))
    async with app.run_test(size=(width, 5)) as pilot:
        line.show(floor(AGENTS, alarms=(*emergencies, lost), flood=True, alarms_lately=31))
        await pilot.pause()
        assert " JOURNAL " in lines(app)[0]
        if width > 40:
            reason = "No connection to ctisrv-a:42027: " + "x" * 60
            down = Link(LinkState.RECONNECTING, reason=reason, retry_at=NOW + 14)
            line.show(floor(AGENTS, alarms=(*emergencies, lost), flood=True, link=down))
            await pilot.pause()
            assert "again in 14 s" in lines(app)[0]
            assert "  JOURNAL" in lines(app)[0]
        line.show(floor(AGENTS, alarms=(*emergencies, replace(lost, state=AlarmState.UNACK_CLEARED)), flood=True))
        await pilot.pause()
        assert "JOURNAL" not in lines(app)[0]


async def test_a_refusal_that_a_person_has_to_see_to_says_what_to_do() -> None:
    line = StatusLine()
    app = Stage(line)
    async with app.run_test(size=(120, 5)) as pilot:
        link = Link(LinkState.REFUSED, reason="Wrong password. (status 36)", refused_with=36, advice="check it")
        line.show(floor(link=link))
        await pilot.pause()
        assert "Wrong password. (status 36)  check it  r asks again" in text(app)
        line.show(floor(link=replace(link, refused_with=11)))
        await pilot.pause()
        assert "r takes over" in text(app)


async def test_a_narrow_status_line_keeps_the_countdown() -> None:
    line = StatusLine()
    app = Stage(line)
    async with app.run_test(size=(60, 5)) as pilot:
        line.show(
            floor(
                link=Link(
                    LinkState.RECONNECTING, reason="No connection to ctisrv-a:42027: " + "x" * 60, retry_at=NOW + 4
                )
            )
        )
        await pilot.pause()
        assert "RECONNECTING" in text(app)
        assert "No connection" in text(app)
        assert "again in 4 s, r retries" in text(app)


async def test_the_emergency_line_keeps_its_row_and_says_whether_one_is_unacknowledged() -> None:
    line = EmergencyLine()
    app = Stage(line)
    async with app.run_test(size=(120, 5)) as pilot:
        line.show(floor(AGENTS))
        await pilot.pause()
        assert lines(app)[0].strip() == "no open emergency"
        line.show(floor(AGENTS, alarms=(emergency(7), emergency(8, 1002, ago=5, name="", extension=""))))
        await pilot.pause()
        said = lines(app)[0]
        for word in ("▲ EMERGENCY", "1002 Agent 1002", "x3002", "call 8801", "ANI 5559876", "0:05", "e go", "a acknow"):
            assert word in said
        assert "2 open" in said
        acked = replace(emergency(7), state=AlarmState.ACK_ACTIVE, acknowledged=NOW)
        line.show(floor(AGENTS, alarms=(acked,)))
        await pilot.pause()
        assert lines(app)[0].strip() == "1 emergency acked here"
        line.show(floor(AGENTS, alarms=(acked,), stale_since=NOW - 9))
        await pilot.pause()
        assert lines(app)[0].strip() == "emergencies can't be seen now"
        over = replace(emergency(7), state=AlarmState.UNACK_CLEARED, cleared=NOW, cleared_reason="call ended")
        line.show(floor(AGENTS, alarms=(over,)))
        await pilot.pause()
        assert "call ended" in text(app)


async def test_the_head_cell_flashes_and_nothing_else_does() -> None:
    line = EmergencyLine()
    app = Stage(line)
    async with app.run_test(size=(120, 5)) as pilot:
        line.show(floor(AGENTS, alarms=(emergency(7),)))
        await pilot.pause()
        off = list(line.render_line(0))
        line.set_flash(True)
        on = list(line.render_line(0))
        changed = [one.text for one, other in zip(off, on, strict=True) if one.style != other.style]
        assert len(changed) == 1
        assert "EMERGENCY" in changed[0]
        line.show(floor(AGENTS, alarms=(replace(emergency(7), state=AlarmState.UNACK_CLEARED),)))
        assert not any(s.style and s.style.reverse for s in line.render_line(0))


async def test_the_you_line_says_what_is_known_with_whom_and_the_keys() -> None:
    line = YouLine()
    app = Stage(line)
    parties = (Party("3001", "1001"), Party("+495559876"), Party("3900", None, True))
    now = floor(AGENTS, [call(8801, 1001, parties=parties)])
    async with app.run_test(size=(120, 5)) as pilot:
        line.show(now)
        assert not "".join(text(app).split())
        line.show(replace(now, engagement=MINE))
        await pilot.pause()
        said = lines(app)[0]
        for word in (
            "YOU",
            "BARGED IN",
            "call 8801",
            "1001 Okafor, Ada & +495559876 & you",
            "1:02",
            "i intercept",
            "c clear",
        ):
            assert word in said
        line.show(replace(now, engagement=replace(MINE, state=EngagementState.INTERCEPT_REQUESTED, pending=True)))
        await pilot.pause()
        assert "INTERCEPT REQUESTED" in text(app)
        assert "c clear" not in text(app)
        line.show(replace(now, engagement=None))
        assert not "".join(text(app).split())


async def test_at_80_cells_the_you_line_keeps_the_call_and_the_parties() -> None:
    line = YouLine()
    app = Stage(line)
    pinned = connection(16777223, "3012")
    parties = (Party("3012", "1012"), Party("3900", None, True), Party("5559876"))
    engagement = replace(MINE, agent_id="1012", connection=pinned)
    live = call(16777223, 1012, parties=parties, connection=pinned)
    now = floor([agent(1012, 4, "Dubois, Camille")], [live], engagement=engagement)
    async with app.run_test(size=(80, 5)) as pilot:
        line.show(now)
        await pilot.pause()
        assert lines(app)[0].rstrip().split("  ") == [
            " YOU", "● BARGED IN", "call 16777223", "1012 Dubois, Camille & 5559876 & you", "1:02",
        ]  # fmt: skip
        refused = replace(
            engagement, state=EngagementState.REFUSED, reason="the agent is on no call that can be joined (91)"
        )
        line.show(replace(now, engagement=refused))
        await pilot.pause()
        assert "REFUSED  the agent is on no call that can be joined (91)  " in lines(app)[0]
        line.show(replace(now, engagement=replace(refused, reason="so it is said " * 9)))
        await pilot.pause()
        assert lines(app)[0].rstrip().endswith("…")
        assert lines(app)[0].startswith(" YOU  ✗ REFUSED  so it is said so it is said")


@pytest.mark.parametrize("state", list(EngagementState))
async def test_every_engagement_state_is_said_with_its_reason(state: EngagementState) -> None:
    line = YouLine()
    app = Stage(line)
    async with app.run_test(size=(120, 5)) as pilot:
        line.show(floor(AGENTS, engagement=replace(MINE, state=state, reason="agent is not signed in (9)")))
        await pilot.pause()
        assert state.value in text(app)
        assert "agent is not signed in (9)" in text(app)


@pytest.mark.parametrize("width", range(60, 201, 20))
@pytest.mark.parametrize("name", HOSTILE)
async def test_lines_never_wrap_and_keep_what_matters(width: int, name: str) -> None:
    status, alarm, you = StatusLine(), EmergencyLine(), YouLine()
    app = Stage(status, alarm, you)
    link = Link(LinkState.RECONNECTING, "B", name * 9, reason=name * 9, retry_at=NOW + 3)
    waiting = emergency(7, name=name * 9, ani=name)
    engagement = replace(MINE, state=EngagementState.REFUSED, reason=name * 9)
    async with app.run_test(size=(width, 6)) as pilot:
        for line in (status, alarm, you):
            line.show(floor(AGENTS, alarms=(waiting,), link=link, engagement=engagement))
        await pilot.pause()
        said = lines(app)
        assert "RECONNECTING" in said[0]
        assert "EMERGENCY" in said[1]
        assert "REFUSED" in said[2]
        assert all(cell_len(line) == width for line in said)
        assert not said[3].strip()
        assert not set("\x1b\u202e\u200b") & set("".join(said))


async def test_ascii_lines_are_ascii() -> None:
    status, alarm, you = (kind(ascii_glyphs=True) for kind in (StatusLine, EmergencyLine, YouLine))
    app = Stage(status, alarm, you)
    async with app.run_test(size=(60, 6)) as pilot:
        for line in (status, alarm, you):
            line.show(floor(AGENTS, alarms=(emergency(7),), engagement=replace(MINE, reason="x" * 99)))
        await pilot.pause()
        assert text(app).isascii()


@pytest.mark.parametrize("width", [40, 60, 80])
async def test_in_a_low_window_emergency_and_engagement_share_the_row(width: int) -> None:
    line = EmergencyLine()
    app = Stage(line)
    async with app.run_test(size=(width, 24)) as pilot:
        line.show(floor(AGENTS, engagement=MINE))
        await pilot.pause()
        assert lines(app)[0].startswith(" YOU  ● BARGED IN")
        line.show(floor(AGENTS, alarms=(emergency(7),), engagement=MINE))
        await pilot.pause()
        said = lines(app)[0]
        assert said.split()[:3] == ["▲", "EMERGENCY", "1001…" if width == 40 else "1001"]
        assert "YOU  ● BARGED IN" in said
        await pilot.resize_terminal(width, 30)
        line.update()
        await pilot.pause()
        assert "YOU" not in lines(app)[0]
