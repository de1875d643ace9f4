"""The asyncio shell around a session: connections with and without TLS, two sides, waits between attempts.

``Client`` keeps a session; the rest is for callers with a socket of their own: TLS failures in words, and what to do.
"""

from protocol.client.backoff import Waits
from protocol.client.client import Client
from protocol.client.tls_failures import (
    TlsFailure,
    handshake_failure,
    looks_secured,
    plain_words,
    secured_port,
    unanswered_failure,
)

__all__ = [
    "Client",
    "TlsFailure",
    "Waits",
    "handshake_failure",
    "looks_secured",
    "plain_words",
    "secured_port",
    "unanswered_failure",
]
