"""Everything that goes wrong with TLS ends in a sentence that says what, and what to do."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable
from typing import Any

import pytest
import trustme
from tls_kit import answering, openssl_server, why_lost

from protocol.client.tls_failures import (
    handshake_failure,
    looks_secured,
    plain_words,
    secured_port,
    unanswered_failure,
)
from protocol.mock.run import run_in_thread
from protocol.tls import ClientFiles, ClientTls, ServerTls, TlsTerms, client_tls, server_context

V12, V13 = ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3
SERVER_HELLO_OF_TLS_1_0 = (
    b"\x16\x03\x01\x00\x2a"  # record: handshake, TLS 1.0, 42 bytes
    b"\x02\x00\x00\x26"  # ServerHello, 38 bytes
    b"\x03\x01"  # TLS 1.0
    + b"\x07"
    * 32  # random
    + b"\x00"  # no session id
    b"\x00\x2f"  # TLS_RSA_WITH_AES_128_CBC_SHA
    b"\x00"  # no compression
)
ALERT_PROTOCOL_VERSION = b"\x15\x03\x01\x00\x02\x02\x46"


@pytest.mark.parametrize(
    ("certificate", "words"),
    [
        ({"begins": -9, "ends": -1}, "the server's certificate has expired. The site has to renew it"),
        ({"begins": 1, "ends": 9}, "the server's certificate is not valid yet. Check this machine's clock"),
        ({"stranger": True}, "the server's certificate comes from a CA that is not trusted here. Give the certificate"),
    ],
    ids=["expired", "not yet valid", "unknown CA"],
)
async def test_server_certificate(pki: Any, secured: Any, certificate: dict[str, Any], words: str) -> None:
    port = secured(pki.issue("bad", "127.0.0.1", **certificate)).port
    assert (await why_lost(port, client_tls(ClientFiles(ca=pki.ca)))).startswith(
        f"No connection to 127.0.0.1:{port}: {words}"
    )


async def test_certificate_signed_by_itself(pki: Any, secured: Any, tmp_path: Any) -> None:
    ca = trustme.CA()  # a CA's certificate, used as a server's
    path = tmp_path / "self.pem"
    path.write_bytes(ca.private_key_pem.bytes() + ca.cert_pem.bytes())
    reason = await why_lost(secured(str(path)).port, client_tls(ClientFiles(ca=pki.ca)))
    assert "the server's certificate is signed by itself. Give it, as the site hands it out, in server.tls" in reason


@pytest.mark.parametrize(
    ("server_name", "words"),
    [("", "for another address than 127.0.0.1. Set"), ("other.test", "for another name than other.test. Set")],
)
async def test_name_mismatch(pki: Any, secured: Any, server_name: str, words: str) -> None:
    tls = client_tls(ClientFiles(ca=pki.ca, server_name=server_name))
    reason = await why_lost(secured(pki.issue("named", "ctisrv.test")).port, tls)
    assert f"the server's certificate is {words} server.tls.server_name" in reason


def wanting(pki: Any, version: ssl.TLSVersion) -> Callable[[socket.socket], None]:
    context = server_context(ServerTls(pki.server, ca=pki.ca))
    context.maximum_version = version
    return openssl_server(context)


@pytest.mark.parametrize("version", [V12, V13])
async def test_no_client_certificate(pki: Any, listen: Any, version: ssl.TLSVersion) -> None:
    reason = await why_lost(listen(wanting(pki, version)).port, client_tls(ClientFiles(ca=pki.ca)))
    assert "client certificate" in reason
    assert "set server.tls.certificate_file" in reason


@pytest.mark.parametrize("version", [V12, V13])
@pytest.mark.parametrize("ends", [9, -1])
async def test_rejected_client_certificate(pki: Any, listen: Any, version: ssl.TLSVersion, ends: int) -> None:
    certificate = pki.issue("bad-client", "supervisor.test", stranger=ends > 0, begins=-9, ends=ends)
    tls = client_tls(ClientFiles(ca=pki.ca, certificate=certificate))
    reason = await why_lost(listen(wanting(pki, version)).port, tls)
    assert "our client certificate" in reason.lower()
    assert "the server's certificate" not in reason


@pytest.mark.parametrize("with_certificate", [False, True])
@pytest.mark.parametrize("newest", [V12, V13])
async def test_the_mock_refuses_without_an_alert(
    pki: Any, secured: Any, with_certificate: bool, newest: ssl.TLSVersion
) -> None:
    """asyncio's servers close the connection without an alert, as some servers on Windows do."""
    certificate = pki.issue("strange-client", "supervisor.test", stranger=True) if with_certificate else ""
    tls = client_tls(ClientFiles(ca=pki.ca, certificate=certificate))
    tls.context.maximum_version = newest
    reason = await why_lost(secured(pki.server, ca=pki.ca).port, tls)
    when = "right after" if newest is V13 else "during"
    assert f"he server ended the connection {when} the TLS handshake" in reason
    assert "sk the site which client certificate it wants" in reason


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (b"HTTP/1.1 400 Bad Request\r\n\r\n", "the answer is not TLS. Is this a plain port?"),
        (b"\x00\x00\x00\x0a\x00\x00\x00\x01" + b"\x00" * 10, "the answer is not TLS. Is this a plain port?"),
        (ALERT_PROTOCOL_VERSION, "the server speaks no TLS 1.2 or newer. The site has to allow TLS 1.2"),
        (SERVER_HELLO_OF_TLS_1_0, "the server speaks no TLS 1.2 or newer. The site has to allow TLS 1.2"),
    ],
    ids=["http", "a CTI server", "refuses as too new", "answers in TLS 1.0"],
)
async def test_answers_that_are_not_tls_or_too_old(pki: Any, listen: Any, answer: bytes, words: str) -> None:
    assert words in await why_lost(listen(answering(answer)).port, client_tls(ClientFiles(ca=pki.ca)))


async def test_a_plain_mock_on_a_tls_port(pki: Any) -> None:
    server = run_in_thread()
    try:
        reason = await why_lost(server.port, client_tls(ClientFiles(ca=pki.ca)))
    finally:
        server.stop()
    assert "during the TLS handshake: this is not a TLS port, or" in reason


async def test_a_server_that_never_answers_the_handshake(
    pki: Any, listen: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("protocol.client.client", "protocol.client.tls_failures"):
        monkeypatch.setattr(f"{module}.HANDSHAKE_TIMEOUT", 0.1)
    reason = await why_lost(listen(answering(b"")).port, client_tls(ClientFiles(ca=pki.ca)))
    assert "no TLS handshake within 0.1 seconds. Is this a plain port?" in reason


async def test_nobody_listens(pki: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    reason = await why_lost(port, client_tls(ClientFiles(ca=pki.ca)))
    assert "TLS" not in reason
    assert reason.startswith(f"No connection to 127.0.0.1:{port}: ")


@pytest.mark.parametrize("alert", [b"\x15\x03\x03\x00\x02\x02\x0a", b"\x15\x03\x01\x00\x02\x02\x46"])
async def test_a_tls_server_that_answers_a_plain_client(listen: Any, alert: bytes) -> None:
    assert await why_lost(listen(answering(alert)).port, None) == (
        "The server speaks TLS on this port. Set server.tls.enabled = true, or use the plain port."
    )


async def test_a_tls_server_that_hangs_up_on_a_plain_client(pki: Any, secured: Any) -> None:
    reason = await why_lost(secured(pki.server).port, None)
    assert reason.startswith("The server ")
    assert "before it said anything. A secured port does that to a client without TLS" in reason


@pytest.fixture
def tls() -> ClientTls:
    return client_tls(ClientFiles(verify=False))


@pytest.mark.parametrize("code", [2, 9, 10, 18, 19, 20, 21, 23, 26, 62, 64, 999])
def test_every_verdict_on_a_certificate_has_words(tls: ClientTls, code: int) -> None:
    error = ssl.SSLCertVerificationError(1, "certificate verify failed")
    error.verify_code, error.verify_message = code, "no such luck"
    words, advice = handshake_failure(error, tls, "cti.test", TlsTerms())
    assert words.startswith("the server's certificate ")
    assert advice
    assert ("no such luck" in words) == (code == 999)


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("TLSV13_ALERT_CERTIFICATE_REQUIRED", "the server wants a client certificate"),
        ("tlsv13 alert certificate required", "the server wants a client certificate"),
        ("TLSV1_ALERT_UNKNOWN_CA", "the server does not know the CA of our client certificate"),
        ("SSLV3_ALERT_CERTIFICATE_EXPIRED", "our client certificate has expired"),
        ("ssl/tls alert certificate expired", "our client certificate has expired"),
        ("SSLV3_ALERT_CERTIFICATE_REVOKED", "our client certificate has been revoked"),
        ("SSLV3_ALERT_BAD_CERTIFICATE", "the server refused our client certificate"),
        ("TLSV1_UNRECOGNIZED_NAME", "the server does not know the name it was called by"),
        ("SSLV3_ALERT_HANDSHAKE_FAILURE", "the server refused the TLS handshake: it may want a client certificate"),
        ("UNSUPPORTED_PROTOCOL", "the server speaks no TLS 1.2 or newer"),
        ("WRONG_VERSION_NUMBER", "the answer is not TLS"),
        ("DECRYPTION_FAILED_OR_BAD_RECORD_MAC", "TLS failed (decryption failed or bad record mac)"),
    ],
)
def test_alerts_and_reasons_have_words(tls: ClientTls, reason: str, words: str) -> None:
    error = ssl.SSLError(1, f"[SSL] {reason}")
    error.reason = reason
    terms = TlsTerms()
    for failure in (handshake_failure(error, tls, "cti.test", terms), unanswered_failure(error, tls, terms)):
        assert failure.words.startswith(words)
        assert failure.advice
        assert "server.tls" not in failure.advice
    assert plain_words(error).startswith(words)


def test_the_first_bytes_of_tls_differ_from_those_of_a_message() -> None:
    assert looks_secured(b"\x15\x03\x01")
    assert looks_secured(memoryview(b"\x16\x03\x03\x00"))
    assert not looks_secured(b"\x15")
    assert not looks_secured(b"\x00\x00\x00\x15\x03\x01")
    assert secured_port(TlsTerms()).sentences == "The server speaks TLS on this port. Use TLS, or use the plain port."
