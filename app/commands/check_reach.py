"""The first steps of ``check``: the address behind a name, the TCP connection, TLS over it."""

from __future__ import annotations

import socket
import time

from app import exits
from app.commands.check_report import SideReport
from app.config import TLS_TERMS, UNVERIFIED, Address
from protocol.client import handshake_failure
from protocol.tls import HANDSHAKE_TIMEOUT, Agreed, ClientTls, agreed

CONNECT_TIMEOUT = 10.0
"""Seconds that a TCP connection may take."""
EXPIRES_SOON = 30
"""Days before a certificate's end from which there is a note about it."""
_DAY = 86_400


def resolve(report: SideReport, address: Address) -> list[str]:
    """The addresses of the host's name, each as ``host:port``; none where it has none."""
    try:
        found = socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        report.failed(
            "resolve",
            exits.NO_CONNECTION,
            f"{address.host} has no address",
            "check the name in [server], and this machine's name service",
        )
        return []
    names = list(dict.fromkeys(str(Address(str(entry[4][0]), address.port)) for entry in found))
    report.ok("resolve", ", ".join(names))
    return names


def connect(report: SideReport, names: list[str]) -> socket.socket | None:
    """A TCP connection to the first of these that accepts one; None where none does."""
    words = []
    for name in names:
        host, _, port = name.rpartition(":")
        began = time.monotonic()
        try:
            connection = socket.create_connection((host.strip("[]"), int(port)), timeout=CONNECT_TIMEOUT)
        except OSError as error:
            words.append(f"{name}: {error.strerror or f'no answer within {CONNECT_TIMEOUT:g} s'}")
        else:
            report.ok("connect", f"{name} in {milliseconds(time.monotonic() - began)}")
            return connection
    report.failed(
        "connect",
        exits.NO_CONNECTION,
        "; ".join(words),
        "check host and port, that the CTI Server runs on this side, and the firewalls between",
    )
    return None


def secure(report: SideReport, connection: socket.socket, tls: ClientTls, host: str) -> socket.socket | None:
    """TLS over a connection; None where it fails, and the connection is closed."""
    connection.settimeout(HANDSHAKE_TIMEOUT)
    try:
        secured = tls.context.wrap_socket(connection, server_hostname=tls.server_name or host)
    except OSError as error:
        connection.close()
        trouble = handshake_failure(error, tls, host, TLS_TERMS)
        report.failed("tls", exits.NO_CONNECTION, trouble.words, trouble.advice)
        return None
    _report_agreed(report, agreed(secured), time.time())
    return secured


def _report_agreed(report: SideReport, got: Agreed, now: float) -> None:
    words = f"{got.version}, {got.cipher}"
    if got.expires is None:
        advice = "set server.tls.verify = true, and server.tls.ca_file where the site has a CA of its own"
        report.note("tls", f"{words}. {UNVERIFIED} SHA-256 {got.fingerprint}", advice)
        return
    days = int((got.expires - now) // _DAY)
    date = time.strftime("%Y-%m-%d", time.gmtime(got.expires))
    words += f", certificate of {got.name or 'nobody'}, expires in {days} day{'' if days == 1 else 's'} ({date})"
    if days < EXPIRES_SOON:
        report.note("tls", words, "the site should renew it before that")
    else:
        report.ok("tls", words)


def milliseconds(seconds: float) -> str:
    """Seconds as ``12 ms``."""
    return f"{seconds * 1000:.0f} ms"
