"""What went wrong with TLS, in plain words, and what to do about it.

The advice calls what a person can change by the names in :class:`~protocol.tls.TlsTerms`.
"""

from __future__ import annotations

import re
import ssl
from typing import NamedTuple

from protocol.tls import HANDSHAKE_TIMEOUT, ClientTls, TlsTerms


class TlsFailure(NamedTuple):
    """What went wrong and what to do about it, each a sentence without its capital and its full stop."""

    words: str
    advice: str

    @property
    def sentences(self) -> str:
        """Both, as sentences of their own."""
        return _capital(self.continued)

    @property
    def continued(self) -> str:
        """Both, for the end of a sentence that began before."""
        return f"{self.words}. {_capital(self.advice)}."

    def naming(self, terms: TlsTerms) -> TlsFailure:
        """With the terms in the places of the advice that stand for them."""
        return self._replace(advice=self.advice.format(terms=terms))


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


# In the advice of the tables ``{terms.…}`` stands for a field of TlsTerms.
_TRUST_CA = "give the certificate of that CA in {terms.ca}"
_NAME = "set {terms.server_name} to the name in it, or use that name as the address"
_CERTIFICATE = {
    2: ("comes from a CA that is not trusted here", _TRUST_CA),
    9: ("is not valid yet", "check this machine's clock; if it is right, the site has to replace the certificate"),
    10: ("has expired", "the site has to renew it; check this machine's clock too"),
    18: ("is signed by itself", "give it, as the site hands it out, in {terms.ca}"),
    19: ("comes from a CA of the site's own that is not trusted here", _TRUST_CA),
    20: ("comes from a CA that is not trusted here", _TRUST_CA),
    21: ("comes from a CA that is not trusted here", _TRUST_CA),
    23: ("has been revoked", "the site has to replace it"),
    26: ("is not meant for a server", "the site has to replace it"),
    62: ("is for another name", _NAME),
    64: ("is for another address", _NAME),
}
"""By OpenSSL's verify codes (x509_vfy.h): what is wrong with the server's certificate, and what to do."""
_WRONG_NAME = (62, 64)

_REPLACE = "ask the site which client certificate it wants, and set {terms.certificate}"
_PLAIN_PORT = "is this a plain port? Then {terms.switch_off}, or use the secured port"
_NO_TLS = TlsFailure("the answer is not TLS", _PLAIN_PORT)
_TOO_OLD = TlsFailure("the server speaks no TLS 1.2 or newer", "the site has to allow TLS 1.2 on the CTI Server")
_REFUSED = TlsFailure("the server refused our client certificate", _REPLACE)
_REASONS = (
    ("CERTIFICATE_REQUIRED", TlsFailure("the server wants a client certificate", _REPLACE)),
    ("ALERT_UNKNOWN_CA", TlsFailure("the server does not know the CA of our client certificate", _REPLACE)),
    ("ALERT_CERTIFICATE_EXPIRED", TlsFailure("our client certificate has expired", "have it renewed")),
    ("ALERT_CERTIFICATE_REVOKED", TlsFailure("our client certificate has been revoked", _REPLACE)),
    ("ALERT_BAD_CERTIFICATE", _REFUSED),
    ("ALERT_CERTIFICATE_UNKNOWN", _REFUSED),
    ("ALERT_UNSUPPORTED_CERTIFICATE", _REFUSED),
    ("ALERT_ACCESS_DENIED", _REFUSED),
    ("ALERT_DECRYPT_ERROR", _REFUSED),
    (
        "UNRECOGNIZED_NAME",
        TlsFailure("the server does not know the name it was called by", "set {terms.server_name}"),
    ),
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
        TlsFailure(
            "the server refused the TLS handshake: it may want a client certificate, or other TLS settings than ours",
            f"{_REPLACE}; ask which TLS versions and ciphers it takes",
        ),
    ),
)
"""By OpenSSL's reasons. Alerts are about *our* certificate: the server sends them."""


def handshake_failure(error: Exception, tls: ClientTls, name: str, terms: TlsTerms) -> TlsFailure:
    """Why a TLS handshake with the server called ``name`` failed."""
    return _of_handshake(error, tls, name).naming(terms)


def unanswered_failure(error: Exception | None, tls: ClientTls | None, terms: TlsTerms) -> TlsFailure:
    """Why a connection ended after it was made, before the server sent anything.

    With TLS 1.3 a refused client certificate shows only now: the handshake is over for the client when it has sent it.
    """
    return _of_silence(error, tls).naming(terms)


def secured_port(terms: TlsTerms) -> TlsFailure:
    """A client without TLS got an answer that :func:`looks_secured`."""
    return TlsFailure("the server speaks TLS on this port", "{terms.switch_on}, or use the plain port").naming(terms)


def looks_secured(data: bytes | bytearray | memoryview) -> bool:
    """Do a server's first bytes begin a TLS alert or handshake? As a MessageLength they are far above the limit."""
    return len(data) >= 2 and data[0] in (0x15, 0x16) and data[1] == 0x03


def plain_words(error: Exception) -> str:
    """A broken connection's error in words."""
    if isinstance(error, ssl.SSLError):
        return _by_reason(error).words
    return (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__


def _of_handshake(error: Exception, tls: ClientTls, name: str) -> TlsFailure:
    if isinstance(error, ssl.SSLCertVerificationError):
        words, advice = _CERTIFICATE.get(
            error.verify_code,
            (f"is refused ({error.verify_message})", "show this to those who look after the site's certificates"),
        )
        if error.verify_code in _WRONG_NAME:
            words += f" than {tls.server_name or name}"
        return TlsFailure(f"the server's certificate {words}", advice)
    if isinstance(error, TimeoutError) or "taking longer" in str(error):  # asyncio's words for its own timeout
        return TlsFailure(f"no TLS handshake within {HANDSHAKE_TIMEOUT:g} seconds", _PLAIN_PORT)
    if _hung_up(error):
        wants = "or it wants another client certificate" if tls.has_certificate else "or it wants a client certificate"
        return TlsFailure(
            f"the server ended the connection during the TLS handshake: this is not a TLS port, {wants}",
            f"check the port; {_REPLACE}",
        )
    return _by_reason(error)


def _of_silence(error: Exception | None, tls: ClientTls | None) -> TlsFailure:
    if tls is None:
        end = "closed the connection" if error is None else f"broke the connection ({plain_words(error)})"
        return TlsFailure(
            f"the server {end} before it said anything",
            "a secured port does that to a client without TLS: if this is one, {terms.switch_on}",
        )
    if not _hung_up(error):
        assert error is not None
        return _by_reason(error)
    certificate = "our client certificate" if tls.has_certificate else "a client without a certificate"
    return TlsFailure(
        f"the server ended the connection right after the TLS handshake: it may not take {certificate}", _REPLACE
    )


def _hung_up(error: Exception | None) -> bool:
    """Did the peer end the connection without an alert or a reason?"""
    return error is None or isinstance(error, (ssl.SSLEOFError, ssl.SSLZeroReturnError, ConnectionError))


def _by_reason(error: Exception) -> TlsFailure:
    # Python has names for the reasons of the OpenSSL it was built with; those of a newer one come as text.
    reason = getattr(error, "reason", None) or str(error)
    name = re.sub(r"[^A-Z0-9]+", "_", reason.upper())
    for known, failure in _REASONS:
        if known in name:
            return failure
    return TlsFailure(f"TLS failed ({reason.replace('_', ' ').lower()})", "ask the site how its secured port is set up")
