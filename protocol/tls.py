"""TLS around the session: contexts for both ends, and what a handshake came to.

Inside the tunnel the protocol is the same; a port is either plain or TLS. Cisco documents TLS 1.2 with certificates on
both ends for its secured ports, so a client may have a certificate of its own. Nothing here connects or waits.
"""

from __future__ import annotations

import hashlib
import ssl
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HANDSHAKE_TIMEOUT = 10.0
"""Seconds for the TLS handshake, counted from the TCP connection."""
OLDEST = ssl.TLSVersion.TLSv1_2
"""Nothing older is spoken."""


class TlsProblem(Exception):
    """A file can't be used. ``what`` is "ca", "certificate", "key" or "password"; the message says why, in words."""

    def __init__(self, what: str, words: str) -> None:
        super().__init__(words)
        self.what = what


@dataclass(frozen=True, slots=True)
class ClientTls:
    """How a client secures its connection. Made by :func:`client_tls`."""

    context: ssl.SSLContext
    server_name: str
    """Name that the server's certificate has to bear; empty: the host that was connected to."""
    has_certificate: bool
    """Has the client a certificate of its own to show?"""

    @property
    def verifies(self) -> bool:
        """Is the server's certificate checked? If not, anyone on the way can read and change everything."""
        return self.context.verify_mode is ssl.CERT_REQUIRED


@dataclass(frozen=True, slots=True)
class ServerTls:
    """The files of a server: PEM, by path."""

    certificate: str
    key: str = ""
    """Empty: it is in the certificate's file."""
    ca: str = ""
    """With it a client has to show a certificate from one of these CAs; empty: clients need none."""


@dataclass(frozen=True, slots=True)
class ClientFiles:
    """What a client's side of TLS is made from. Empty texts: not given."""

    ca: str = ""
    """CAs that the server's certificate may come from; empty: those that this system trusts."""
    certificate: str = ""
    key: str = ""
    """Empty: it is in the certificate's file."""
    key_password: str = field(default="", repr=False)
    server_name: str = ""
    verify: bool = True


def client_tls(files: ClientFiles) -> ClientTls:
    """The client's side. Raises :class:`TlsProblem`."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = OLDEST
    # A ca_file that holds only the CA in the middle, or the server's own certificate, is what sites often hand out.
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    if not files.verify:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    if files.ca:
        _trust(context, files.ca)
    elif files.verify:
        context.load_default_certs(ssl.Purpose.SERVER_AUTH)
    if files.certificate:
        _show(context, files.certificate, files.key, files.key_password)
    return ClientTls(context, files.server_name, bool(files.certificate))


def server_context(files: ServerTls) -> ssl.SSLContext:
    """The server's side. Raises :class:`TlsProblem`."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = OLDEST
    _show(context, files.certificate, files.key, "")
    if files.ca:
        context.verify_mode = ssl.CERT_REQUIRED
        _trust(context, files.ca)
    return context


def _trust(context: ssl.SSLContext, path: str) -> None:
    data = _readable("ca", path)
    try:
        # PEM may have comments in any letters around it; what isn't PEM may be the bare DER that Windows exports.
        context.load_verify_locations(cadata=data.decode("ascii", "ignore") if b"-----BEGIN" in data else data)
    except (ssl.SSLError, ValueError):
        raise TlsProblem("ca", f"{path} holds no certificates") from None


def _show(context: ssl.SSLContext, certificate: str, key: str, password: str) -> None:
    asked = False

    def answer() -> str:
        nonlocal asked  # OpenSSL would ask at the terminal if there were no answer
        asked = True
        return password

    if b"-----BEGIN CERTIFICATE-----" not in _readable("certificate", certificate):
        raise TlsProblem("certificate", f"{certificate} holds no certificate in PEM form")
    if b"PRIVATE KEY-----" not in _readable("key", key or certificate):
        more = "" if key else "; give the key's own file"
        raise TlsProblem("key", f"{key or certificate} holds no private key in PEM form{more}")
    try:
        context.load_cert_chain(certificate, key or None, answer)
    except (ssl.SSLError, ValueError, OSError) as error:
        reason = getattr(error, "reason", None) or ""
        if asked and reason != "KEY_VALUES_MISMATCH":
            words = "it is not the key's password" if password else f"{key or certificate} is encrypted and needs one"
            raise TlsProblem("password", words) from None
        if reason in ("KEY_VALUES_MISMATCH", "KEY_TYPE_MISMATCH"):
            raise TlsProblem("key", f"{key or certificate} is not the key of the certificate") from None
        if "TOO_" in reason:  # EE_KEY_TOO_SMALL, CA_MD_TOO_WEAK
            raise TlsProblem("certificate", f"{certificate} is too weak for today's TLS") from None
        raise TlsProblem("certificate", f"{certificate} and its key cannot be used: the PEM is damaged") from None


def _readable(what: str, path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise TlsProblem(what, f"{path} cannot be read ({error.strerror})") from None


# --- what was agreed ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Agreed:
    """What a handshake came to."""

    version: str
    """"TLSv1.3"."""
    cipher: str
    name: str
    """A name in the server's certificate; empty where that was not checked."""
    expires: float | None
    """When its certificate ends, seconds since 1970; None where it was not checked."""
    fingerprint: str
    """SHA-256 of its certificate, as browsers show it."""


def agreed(connection: ssl.SSLSocket) -> Agreed:
    """What was agreed on a connection whose handshake is over."""
    certificate = connection.getpeercert() or {}
    until = certificate.get("notAfter")
    cipher = connection.cipher()
    digest = hashlib.sha256(connection.getpeercert(binary_form=True) or b"").hexdigest().upper()
    return Agreed(
        version=connection.version() or "",
        cipher=cipher[0] if cipher else "",
        name=next(_names(certificate), ""),
        expires=ssl.cert_time_to_seconds(until) if isinstance(until, str) else None,
        fingerprint=":".join(digest[at : at + 2] for at in range(0, len(digest), 2)),
    )


def _names(certificate: Mapping[str, Any]) -> Iterator[str]:
    """The names in a certificate as :meth:`ssl.SSLSocket.getpeercert` gives it, the one to show first."""
    yield from (value for _, value in certificate.get("subjectAltName", ()))
    for part in certificate.get("subject", ()):
        yield from (value for key, value in part if key == "commonName")
