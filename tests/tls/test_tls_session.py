"""Whole sessions over TLS, against the mock: nothing else may change."""

from __future__ import annotations

import logging
import ssl
import threading
from pathlib import Path
from typing import Any

import pytest
from tls_kit import PATIENCE, RecordedClient

from app.config.model import Settings
from app.config.tls import UNVERIFIED
from app.model import Floor, LinkState, Severity
from app.worker.worker import Worker
from protocol.session.events import CallDetails, Closed, Discovered, HeartbeatConfirmed, Lost, Undecodable
from protocol.tls import ClientFiles, client_tls


@pytest.mark.parametrize("version", [9, 17, 25])
@pytest.mark.parametrize("newest", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
async def test_a_session_with_certificates_on_both_ends(
    pki: Any, secured: Any, version: int, newest: ssl.TLSVersion
) -> None:
    server = secured(pki.server, ca=pki.ca, agents=60)
    tls = client_tls(ClientFiles(ca=pki.ca, certificate=pki.client))
    tls.context.maximum_version = newest
    recorded = RecordedClient(server.port, tls, version)
    await recorded.until(Discovered)
    recorded.client.heartbeat()
    await recorded.until(HeartbeatConfirmed)
    assert (await recorded.until(CallDetails)).granted
    await recorded.end()
    assert (await recorded.until(Closed)).confirmed
    assert not [e for e in recorded.events if isinstance(e, (Lost, Undecodable))]


async def test_a_server_that_wants_no_client_certificate(pki: Any, secured: Any) -> None:
    recorded = RecordedClient(secured(pki.server).port, client_tls(ClientFiles(ca=pki.ca)))
    await recorded.until(Discovered)
    await recorded.end()
    assert (await recorded.until(Closed)).confirmed


async def test_the_name_in_the_certificate_may_be_another_than_the_host(pki: Any, secured: Any) -> None:
    certificate = pki.issue("named", "ctisrv.test")
    recorded = RecordedClient(secured(certificate).port, client_tls(ClientFiles(ca=pki.ca, server_name="ctisrv.test")))
    await recorded.until(Discovered)
    await recorded.end()


async def test_the_servers_own_certificate_may_stand_for_its_ca(pki: Any, secured: Any) -> None:
    itself = pki.part(pki.server, "CERTIFICATE")
    recorded = RecordedClient(secured(pki.server).port, client_tls(ClientFiles(ca=itself)))
    await recorded.until(Discovered)
    await recorded.end()


@pytest.mark.parametrize("certificate", ["strange", "expired"])
async def test_without_verification_any_certificate_is_accepted(pki: Any, secured: Any, certificate: str) -> None:
    path = pki.strange if certificate == "strange" else pki.issue("expired", "127.0.0.1", begins=-9, ends=-1)
    recorded = RecordedClient(secured(path).port, client_tls(ClientFiles(ca=pki.ca, verify=False)))
    await recorded.until(Discovered)
    await recorded.end()


class Screen:
    """Takes the worker's Floors."""

    def __init__(self) -> None:
        self.floor: Floor | None = None
        self._news = threading.Condition()

    def __call__(self, floor: Floor) -> None:
        with self._news:
            self.floor = floor
            self._news.notify_all()

    def until_online(self) -> Floor:
        with self._news:
            assert self._news.wait_for(
                lambda: self.floor is not None and self.floor.link.state is LinkState.ONLINE and self.floor.agents,
                PATIENCE,
            )
            assert self.floor is not None
            return self.floor


def through_the_worker(settings: Settings) -> Floor:
    screen, worker = Screen(), Worker(settings)
    worker.start(screen)
    try:
        return screen.until_online()
    finally:
        worker.stop("test over")
        worker.join(PATIENCE)


def settings(port: int, **tls: Any) -> Settings:
    return Settings(
        server={"side_a": f"127.0.0.1:{port}", "tls": {"enabled": True, **tls}},  # type: ignore[arg-type]
        supervisor={"agent_id": "9001"},  # type: ignore[arg-type]
    )


def test_the_worker_takes_tls_from_the_settings(pki: Any, secured: Any) -> None:
    server = secured(pki.server, ca=pki.ca)
    certificate, key = pki.part(pki.client, "CERTIFICATE"), pki.part(pki.client, "PRIVATE KEY")
    floor = through_the_worker(settings(server.port, ca_file=pki.ca, certificate_file=certificate, key_file=key))
    assert not [note for note in floor.notes if note.severity is Severity.WARNING]


def test_missing_verification_is_reported_on_screen_and_in_the_log(
    pki: Any, secured: Any, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    with caplog.at_level(logging.WARNING, "floorwalker"):
        floor = through_the_worker(settings(secured(pki.strange).port, verify=False))
    assert UNVERIFIED in [note.text for note in floor.notes if note.severity is Severity.WARNING]
    assert UNVERIFIED in caplog.messages
