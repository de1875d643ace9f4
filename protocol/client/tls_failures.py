"""What went wrong with TLS, in plain words, and what to do about it.

Advice names the settings of ``[server.tls]``, since that is what a person can change.
"""

from __future__ import annotations

import re
import ssl
from typing import NamedTuple

from protocol.tls import HANDSHAKE_TIMEOUT, ClientTls


class Trouble(NamedTuple):
    """What went wrong and what to do about it, each a sentence without its full stop."""

    words: str
    advice: str

    @property
    def told(self) -> str:
        """Both, for the end of a sentence that others began."""
        return f"{self.words}. {self.advice[:1].upper()}{self.advice[1:]}."

    @property
    def sentence(self) -> str:
        """Both, as sentences of their own."""
        return f"{self.words[:1].upper()}{self.told[1:]}"


_UNKNOWN_CA = "give the certificate of that CA in server.tls.ca_file"
_CERTIFICATE = {
    2: ("comes from a CA that is not trusted here", _UNKNOWN_CA),
    9: ("is not valid yet", "check this machine's clock; if it is right, the site has to replace the certificate"),
    10: ("has expired", "the site has to renew it; check this machine's clock too"),
    18: ("is signed by itself", "give it, as the site hands it out, in server.tls.ca_file"),
    19: ("comes from a CA of the site's own that is not trusted here", _UNKNOWN_CA),
    20: ("comes from a CA that is not trusted here", _UNKNOWN_CA),
    21: ("comes from a CA that is not trusted here", _UNKNOWN_CA),
    23: ("has been revoked", "the site has to replace it"),
    26: ("is not meant for a server", "the site has to replace it"),
    62: ("is for another name", "set server.tls.server_name to the name in it, or use that name as the address"),
    64: ("is for another address", "set server.tls.server_name to the name in it, or use that name as the address"),
}
"""By OpenSSL's verify codes (x509_vfy.h): what is said of the server's certificate, and what to do."""

_REPLACE = "ask the site which client certificate it wants, and set server.tls.certificate_file and key_file"
_NO_TLS = Trouble(
    "the answer is not TLS", "is this a plain port? Then set server.tls.enabled = false, or use the secured port"
)
_TOO_OLD = Trouble("the server speaks no TLS 1.2 or newer", "the site has to allow TLS 1.2 on the CTI Server")
_REASONS = (
    ("CERTIFICATE_REQUIRED", Trouble("the server wants a client certificate", _REPLACE)),
    ("ALERT_UNKNOWN_CA", Trouble("the server does not know the CA of our client certificate", _REPLACE)),
    ("ALERT_CERTIFICATE_EXPIRED", Trouble("our client certificate has expired", "have it renewed")),
    ("ALERT_CERTIFICATE_REVOKED", Trouble("our client certificate has been revoked", _REPLACE)),
    ("ALERT_BAD_CERTIFICATE", Trouble("the server refused our client certificate", _REPLACE)),
    ("ALERT_CERTIFICATE_UNKNOWN", Trouble("the server refused our client certificate", _REPLACE)),
    ("ALERT_UNSUPPORTED_CERTIFICATE", Trouble("the server refused our client certificate", _REPLACE)),
    ("ALERT_ACCESS_DENIED", Trouble("the server refused our client certificate", _REPLACE)),
    ("ALERT_DECRYPT_ERROR", Trouble("the server refused our client certificate", _REPLACE)),
    ("UNRECOGNIZED_NAME", Trouble("the server does not know the name it was called by", "set server.tls.server_name")),
    ("UNSUPPORTED_PROTOCOL", _TOO_OLD),
    ("PROTOCOL_VERSION", _TOO_OLD),
    ("NO_PROTOCOLS_AVAILABLE", _TOO_OLD),
    ("WRONG_SSL_VERSION", _TOO_OLD),
    ("WRONG_VERSION_NUMBER", _NO_TLS),
    ("PACKET_LENGTH_TOO_LONG", _NO_TLS),
    ("RECORD_LAYER_FAILURE", _NO_TLS),
    ("UNEXPECTED_MESSAGE", _NO_TLS),
    ("UNEXPECTED_RECORD", _NO_TLS),
    ("BAD_RECORD_TYPE", _NO_TLS),
    ("HTTP_REQUEST", _NO_TLS),
    (
        "ALERT_HANDSHAKE_FAILURE",
        Trouble(
            "the server refused the TLS handshake: it may want a client certificate, or other TLS settings than ours",
            f"{_REPLACE}; ask which TLS versions and ciphers it takes",
        ),
    ),
)
"""By OpenSSL's reasons. Alerts speak of *our* certificate: the server sent them."""


def handshake_trouble(error: Exception, tls: ClientTls, name: str) -> Trouble:
    """Why a TLS handshake with the server called ``name`` failed."""
    if isinstance(error, ssl.SSLCertVerificationError):
        said, advice = _CERTIFICATE.get(
            error.verify_code,
            (f"is refused ({error.verify_message})", "show this to those who look after the site's certificates"),
        )
        if error.verify_code in (62, 64):
            said += f" than {tls.server_name or name}"
        return Trouble(f"the server's certificate {said}", advice)
    if isinstance(error, TimeoutError) or "taking longer" in str(error):  # asyncio's words for its own timeout
        return Trouble(
            f"no TLS handshake within {HANDSHAKE_TIMEOUT:g} seconds",
            "is this a plain port? Then set server.tls.enabled = false, or use the secured port",
        )
    if _hung_up(error):
        wants = "or it wants another client certificate" if tls.has_certificate else "or it wants a client certificate"
        return Trouble(
            f"the server ended the connection during the TLS handshake: this is not a TLS port, {wants}",
            "check the port; " + _REPLACE,
        )
    return _by_reason(error)


def unanswered_trouble(error: Exception | None, tls: ClientTls | None) -> Trouble:
    """Why a connection ended after it was made, before the server said anything.

    With TLS 1.3 a refused client certificate shows only now: the handshake is over for the client when it has sent it.
    """
    if tls is None:
        end = "closed the connection" if error is None else f"broke the connection ({plain_words(error)})"
        return Trouble(
            f"the server {end} before it said anything",
            "a secured port does that to a client without TLS: if this is one, set server.tls.enabled = true",
        )
    if not _hung_up(error):
        assert error is not None
        return _by_reason(error)
    certificate = "our client certificate" if tls.has_certificate else "a client without a certificate"
    return Trouble(
        f"the server ended the connection right after the TLS handshake: it may not take {certificate}", _REPLACE
    )


SECURED = Trouble("the server speaks TLS on this port", "set server.tls.enabled = true, or use the plain port")
"""For a client without TLS that :func:`looks_secured`."""


def looks_secured(data: bytes | bytearray | memoryview) -> bool:
    """Do a server's first bytes begin a TLS alert or handshake? As a message's length they would be far too much."""
    return len(data) >= 2 and data[0] in (0x15, 0x16) and data[1] == 0x03


def plain_words(error: Exception) -> str:
    """A broken connection's error in words."""
    if isinstance(error, ssl.SSLError):
        return _by_reason(error).words
    return (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__


def _hung_up(error: Exception | None) -> bool:
    """Did the peer just end it: no alert, no reason?"""
    return error is None or isinstance(error, (ssl.SSLEOFError, ssl.SSLZeroReturnError, ConnectionError))


def _by_reason(error: Exception) -> Trouble:
    # Python knows the reasons of its own OpenSSL by name, those of a newer one by their text.
    said = getattr(error, "reason", None) or str(error)
    name = re.sub(r"[^A-Z0-9]+", "_", said.upper())
    for reason, trouble in _REASONS:
        if reason in name:
            return trouble
    return Trouble(f"TLS failed ({said.replace('_', ' ').lower()})", "ask the site how its secured port is set up")
