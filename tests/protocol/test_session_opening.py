"""OPEN_REQ, and what the answers to it lead to."""

from __future__ import annotations

import pytest
from session_help import BASIC, CONTROL, Harness, some_settings

from protocol.client.backoff import OpeningPlan
from protocol.session.events import Lost, Opened, Opening, Received, Refused, Undecodable
from protocol.session.refusals import Verdict
from protocol.session.settings import BASIC_SERVICES, DEFAULT_SERVICES
from protocol.session.states import State
from protocol.wire.enums import StatusCode
from protocol.wire.framing import frame
from protocol.wire.messages import ControlFailureConf, FailureConf, FailureEvent, OpenConf, OpenReq, SystemEvent


def test_open_req_is_what_a_supervisor_session_wants() -> None:
    h = Harness(some_settings(client_password="geheim", agent_extension="3001", client_signature="sig")).connect()
    request = h.sent_one(OpenReq)
    assert h.events == [Opening()]
    assert request == OpenReq(
        invoke_id=1,
        version_number=17,
        idle_timeout=40,
        peripheral_id=5000,
        services_requested=0xA5,
        call_msg_mask=0x0087EFFF,
        agent_state_mask=0x3FF,
        config_msg_mask=0,
        client_id="console",
        client_password=b"geheim",
        client_signature="sig",
        agent_id="9001",
        agent_extension="3001",
    )


def test_an_empty_password_is_present_with_no_bytes() -> None:
    assert Harness().connect().sent_one(OpenReq).client_password == b""


def test_the_password_may_be_closed_by_nul() -> None:
    settings = some_settings(client_password="pw", password_terminated=True)
    assert Harness(settings).connect().sent_one(OpenReq).client_password == b"pw\0"


def test_a_password_from_the_environment_keeps_its_bytes() -> None:
    password = b"p\xe4ss".decode("utf-8", "surrogateescape")
    assert Harness(some_settings(client_password=password)).connect().sent_one(OpenReq).client_password == b"p\xe4ss"


def test_the_password_is_in_no_repr() -> None:
    assert "geheim" not in repr(some_settings(client_password="geheim"))


@pytest.mark.parametrize(("interval", "timeout"), [(5, 20), (4, 20), (10, 40), (90, 360)])
def test_idle_timeout_is_four_intervals_and_at_least_twenty_seconds(interval: float, timeout: int) -> None:
    h = Harness(some_settings(heartbeat_interval=interval)).connect()
    assert h.sent_one(OpenReq).idle_timeout == timeout


@pytest.mark.parametrize(("version", "mask"), [(9, None), (14, 6), (17, 6), (20, 6), (25, 6)])
def test_configuration_is_asked_for_where_the_version_has_it(version: int, mask: int | None) -> None:
    h = Harness(some_settings(protocol_version=version, want_configuration=True)).connect()
    assert h.sent_one(OpenReq).config_msg_mask == mask
    assert h.sent_one(OpenReq).version_number == version


def test_open_conf_opens() -> None:
    h = Harness().open(BASIC | CONTROL, monitor_id=7)
    opened = h.the_event(Opened)
    assert (opened.version, opened.confirmation.services_granted, opened.confirmation.monitor_id) == (17, 0x85, 7)
    assert h.session.state is State.OPEN
    assert h.session.was_open


def test_an_open_conf_with_another_invoke_id_opens_nothing() -> None:
    h = Harness().connect().receive(OpenConf(invoke_id=99))
    assert h.session.state is State.OPENING


def test_events_before_open_conf_are_not_lost() -> None:
    h = Harness().connect().receive(SystemEvent())
    assert isinstance(h.the_event(Received).message, SystemEvent)


@pytest.mark.parametrize("status", [1, 11, 18, 20, 21, 22, 23, 36])
def test_fatal_refusals(status: int) -> None:
    h = Harness().connect().receive(FailureConf(invoke_id=1, status=status))
    refused = h.the_event(Refused)
    assert (refused.status, refused.fatal) == (status, True)
    assert f"(status {status})" in refused.words
    assert h.session.wants_disconnect


@pytest.mark.parametrize("status", [6, 7, 8, 9, 10, 15, 16, 17, 32, 92, 107, 110, 4711])
def test_refusals_that_may_pass(status: int) -> None:
    h = Harness().connect().receive(FailureConf(invoke_id=1, status=status))
    refused = h.the_event(Refused)
    assert (refused.status, refused.fatal) == (status, False)
    assert f"(status {status})" in refused.words


@pytest.mark.parametrize(
    ("version", "literal"),
    [
        (9, "00000001 00000024 d900"),
        (17, "00000001 00000024 d900"),
        (19, "00000001 00000024 fe00"),
        (20, "00000001 0024 00000000"),
        (25, "00000001 0024 0000277b"),
    ],
)
def test_a_ten_byte_refusal_is_understood(version: int, literal: str) -> None:
    """Before version 20 an empty floating field behind Status, from then on FailureCode and PeripheralErrorCode."""
    h = Harness(some_settings(protocol_version=version)).connect()
    h.session.receive_data(frame(1, bytes.fromhex(literal)), 1.0)
    refused = h.collect().the_event(Refused)
    assert (refused.status, refused.fatal) == (36, True)
    assert StatusCode.E_CTI_INVALID_PASSWORD.text.removesuffix(".") in refused.words


def test_a_control_failure_refuses_too() -> None:
    h = Harness().connect().receive(ControlFailureConf(invoke_id=1, failure_code=15))
    assert h.the_event(Refused).status == 15


def test_services_refused_asks_once_more_for_the_two_alone() -> None:
    for status in (12, 19):
        plan = OpeningPlan(some_settings())
        h = Harness(plan.settings).connect().receive(FailureConf(invoke_id=1, status=status))
        assert not h.the_event(Refused).fatal
        assert h.the_event(Refused).words.endswith("Asking again for Client Events and Supervisor alone.")
        assert plan.refused(status) is None
        second = Harness(plan.settings).connect()
        assert second.sent_one(OpenReq).services_requested == BASIC_SERVICES
        second.receive(FailureConf(invoke_id=1, status=status))
        assert second.the_event(Refused).fatal
        assert (
            status != 12
            or second.the_event(Refused).words == "This agent is not configured as a supervisor (status 12)"
        )
        assert plan.refused(status) is Verdict.FATAL


def test_configuration_refused_asks_again_without() -> None:
    plan = OpeningPlan(some_settings(want_configuration=True))
    h = Harness(plan.settings).connect().receive(FailureConf(invoke_id=1, status=95))
    assert not h.the_event(Refused).fatal
    assert plan.refused(95) is None
    assert plan.settings.services == DEFAULT_SERVICES
    assert Harness(plan.settings).connect().sent_one(OpenReq).config_msg_mask == 0
    assert plan.refused(95) is Verdict.FATAL


def test_the_fallbacks_add_up_and_are_kept_until_reset() -> None:
    wanted = some_settings(want_configuration=True)
    plan = OpeningPlan(wanted)
    assert plan.refused(12) is None
    assert plan.refused(95) is None
    assert (plan.settings.services, plan.settings.want_configuration) == (BASIC_SERVICES, False)
    assert plan.refused(9) is Verdict.SIGN_IN
    assert plan.refused(15) is Verdict.OTHER_SIDE
    assert plan.refused(17) is Verdict.LATER
    assert (plan.settings.services, plan.settings.want_configuration) == (BASIC_SERVICES, False)
    plan.reset()
    assert plan.settings == wanted


def test_versions_step_down_only_where_wanted() -> None:
    assert OpeningPlan(some_settings(protocol_version=25)).refused(1) is Verdict.FATAL
    plan = OpeningPlan(some_settings(protocol_version=25, step_down=True))
    seen = []
    while plan.refused(1) is None:
        seen.append(plan.settings.protocol_version)
    assert seen == [24, 20, 17, 14, 9]


def test_no_answer_to_open_req() -> None:
    h = Harness().connect().at(29.999)
    assert h.session.state is State.OPENING
    h.at(30.0)
    assert h.the_event(Lost).reason == "The server did not answer within 30 seconds."


def test_an_unreadable_open_conf_is_the_end() -> None:
    h = Harness().connect()
    h.session.receive_data(frame(4, b"\0\0"), 0.5)
    h.collect()
    assert "OPEN_CONF" in h.the_event(Lost).reason
    assert len(h.events_of(Undecodable)) == 1


def test_an_unreadable_refusal_refuses() -> None:
    h = Harness().connect()
    h.session.receive_data(frame(1, b"\0\0\0\x01\0"), 0.5)
    assert h.collect().the_event(Refused).words == "Refused; the reason could not be read."


def test_what_does_not_fit_open_req_is_reported_before_anything_is_sent() -> None:
    h = Harness(some_settings(agent_id="9" * 40)).connect()
    assert h.sent == []
    refused = h.the_event(Refused)
    assert refused.fatal
    assert "AgentID" in refused.words


def test_a_failure_event_while_opening() -> None:
    h = Harness().connect().receive(FailureEvent(status=15))
    assert "(status 15)" in h.the_event(Lost).reason


@pytest.mark.parametrize("version", [9, 13, 14, 17, 19, 20, 24, 25])
def test_every_split_point_of_an_opening_gives_the_same(version: int) -> None:
    settings = some_settings(protocol_version=version)
    whole = Harness(settings).connect()
    stream = whole.codec.encode(OpenConf(invoke_id=1, services_granted=BASIC, agent_id="9001", agent_extension="3001"))
    stream += whole.codec.encode(SystemEvent(system_event_id=5, text="hello"))
    stream += whole.codec.encode(FailureEvent(status=11))
    whole.session.receive_data(stream, 1.0)
    wanted = whole.collect().events
    assert isinstance(wanted[-1], Refused)
    for split in range(len(stream) + 1):
        h = Harness(settings).connect()
        h.session.receive_data(stream[:split], 1.0)
        h.session.receive_data(stream[split:], 1.0)
        assert h.collect().events == wanted
