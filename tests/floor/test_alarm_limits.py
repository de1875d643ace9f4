"""Who is too long in a state or a call is an alarm, by the limits of the settings; refused actions are alarms too."""

from __future__ import annotations

from dataclasses import replace

import pytest
from call_kit import A, B, Bench

from app.config.model import Settings
from app.model import LIMITS, Acknowledge, Action, Alarm, AlarmKind, AlarmState, Limits, Supervise, Target
from app.worker.worker import floor_builder
from protocol.session.events import Confirmed, Denied, Discovered, Lost, Opened, TimedOut
from protocol.wire import messages as m

ALL = frozenset(LIMITS)


def bench(limits: Limits) -> Bench:
    return Bench(limits=limits)


def alarms(made: Bench) -> list[Alarm]:
    return [alarm for alarm in made.floor.alarms if alarm.kind is AlarmKind.LONG_STATE]


@pytest.mark.parametrize(
    ("state", "name", "words"),
    [
        (10, "hold", "on hold"), (2, "not_ready", "not ready"), (5, "wrap_up", "in wrap-up"), (6, "wrap_up", "wrap-up"),
        (4, "talking", "talking"),
    ],
)  # fmt: skip
def test_a_state_that_lasts_longer_than_its_limit_is_an_alarm_until_it_changes(
    state: int, name: str, words: str
) -> None:
    made = bench(replace(Limits(alarms=ALL), **{name: 60.0}))
    made.state("1001", A, state)
    made.wait(59)
    assert alarms(made) == []
    made.wait(1)
    (alarm,) = alarms(made)
    assert (alarm.agent_id, alarm.name, alarm.extension) == ("1001", "Ada", A)
    assert words in alarm.text
    assert "1 min" in alarm.text
    made.wait(100)
    assert alarms(made)[0].count == 1
    made.state("1001", A, 3)
    made.wait(1)
    (alarm,) = alarms(made)
    assert (alarm.state, alarm.cleared_reason) == (AlarmState.UNACK_CLEARED, "the state has changed")


def test_by_default_hold_and_not_ready_raise_alarms_and_0_is_no_limit() -> None:
    assert Limits().alarms == {"hold", "not_ready"}
    made = bench(Limits())
    made.state("1001", A, 4)
    made.state("1002", B, 5)
    made.wait(10_000)
    assert [alarm.agent_id for alarm in alarms(made)] == []
    made = bench(Limits(hold=0, alarms=ALL))
    made.state("1001", A, 10)
    made.wait(10_000)
    assert alarms(made) == []


def test_a_call_on_hold_while_the_agent_talks_on_another_and_one_that_rings_name_the_call() -> None:
    made = bench(Limits(hold=60, ringing=20, talking=0, alarms=ALL))
    made.talk(8801, A)
    made.hold(8801, A)
    made.talk(8802, A)
    made.state("1001", A, 4)
    made.begin(8803, B)
    made.ring(8803, B)
    made.wait(20)
    (ringing,) = alarms(made)
    assert (ringing.agent_id, ringing.connection) == ("1002", made.id(8803, B))
    assert "rings" in ringing.text
    made.wait(40)
    assert {(alarm.agent_id, alarm.connection) for alarm in alarms(made)} == {
        ("1001", made.id(8801, A)),
        ("1002", made.id(8803, B)),
    }
    made.end(8803, B)
    made.wait(1)
    assert {alarm.agent_id: alarm.state for alarm in alarms(made)} == {
        "1001": AlarmState.UNACK_ACTIVE,
        "1002": AlarmState.UNACK_CLEARED,
    }


def test_supervisors_and_old_data_raise_none() -> None:
    made = bench(Limits())
    made.event(
        m.AgentTeamConfigEvent(
            team_id=501, config_operation=1, atc_agent_id=["1009"], agent_flags=[4], atc_agent_state=[2],
            atc_state_duration=[100_000],
        )
    )  # fmt: skip
    made.state("1001", A, 10)
    made.tell(Lost("gone"))
    made.wait(10_000)
    assert alarms(made) == []
    made.tell(Opened(m.OpenConf(services_granted=0xA5, peripheral_online=1), 17))
    made.event(m.AgentTeamConfigEvent(team_id=501, config_operation=1, atc_agent_id=["1001"], agent_flags=[0],
                                      atc_agent_state=[10], atc_state_duration=[10_000]))  # fmt: skip
    made.tell(Discovered())
    made.wait(1)
    assert [alarm.agent_id for alarm in alarms(made)] == ["1001"]


def test_an_alarm_about_a_state_marks_no_call_and_is_acknowledged_like_any_other() -> None:
    made = bench(Limits(hold=60))
    made.talk(8801, A)
    made.hold(8801, A)
    made.state("1001", A, 10)
    made.wait(61)
    (alarm,) = alarms(made)
    assert alarm.connection == made.id(8801, A)
    assert made.call(8801, A).alarm is None
    made.builder.carry_out(Acknowledge(alarm.alarm_id, made.now - 4), "9001", made.now)
    (alarm,) = alarms(made)
    assert (alarm.state, alarm.painted) == (AlarmState.ACK_ACTIVE, made.now - 4)
    made.retrieve(8801, A)
    made.state("1001", A, 4)
    made.wait(1)
    assert alarms(made) == []
    assert [(a.state, a.painted) for a in made.floor.history] == [(AlarmState.NORMAL, alarm.painted)]


def test_the_settings_are_the_floor_s_limits() -> None:
    settings = Settings(
        server={"side_a": "cti:1"}, supervisor={"agent_id": "9001"}, limits={"hold": 7, "alarms": ["hold", "talking"]}
    )  # type: ignore[arg-type]
    limits = floor_builder(settings).snapshot(0.0).limits
    assert limits == Limits(hold=7, alarms=frozenset({"hold", "talking"}))


def press(made: Bench) -> m.SuperviseCallReq:
    made.talk(8801, A)
    request = m.SuperviseCallReq(supervisory_action=3)
    made.builder.requested(Supervise(Action.BARGE_IN, Target("1001", made.id(8801, A))), 7, made.now)
    return request


def test_a_refused_action_is_an_alarm_until_the_next_one() -> None:
    made = Bench()
    made.tell(Denied(7, press(made), None, 62, None, "the call is gone (62)"))
    (alarm,) = made.floor.alarms
    assert (alarm.kind, alarm.agent_id, alarm.connection) == (AlarmKind.ACTION, "1001", made.id(8801, A))
    assert alarm.text == "barge-in refused: the call is gone (62)"
    made.builder.requested(Supervise(Action.BARGE_IN, Target("1001", made.id(8801, A))), 8, made.now)
    (alarm,) = made.floor.alarms
    assert alarm.state is AlarmState.UNACK_CLEARED


def test_an_action_whose_outcome_is_unknown_is_an_alarm_and_a_confirmed_one_is_none() -> None:
    made = Bench()
    made.tell(TimedOut(7, press(made)))
    (alarm,) = made.floor.alarms
    assert alarm.kind is AlarmKind.ACTION
    assert "unknown outcome" in alarm.text
    made = Bench()
    made.tell(Confirmed(7, press(made), m.SuperviseCallConf(), 0.1))
    assert made.floor.alarms == ()
