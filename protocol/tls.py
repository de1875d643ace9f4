"""TLS below the protocol: contexts for both ends, and what a handshake agreed on. Nothing here connects or waits.

The messages are the same with and without TLS; a port is either plain or TLS. Cisco documents TLS 1.2 with certificates
on both ends for the secured ports of the CTI Server, so a client may have a certificate of its own.
"""

from __future__ import annotations

import hashlib
import ssl
from collections.abc import Iterator, Mapping
from dataclasses import field
from pathlib import Path
from typing import Any

from protocol.frozen import frozen

HANDSHAKE_TIMEOUT = 10.0
"""Seconds for the TLS handshake, counted from the TCP connection."""
OLDEST = ssl.TLSVersion.TLSv1_2
"""The oldest version of TLS that is accepted."""


class TlsProblem(Exception):
    """A file can't be used. ``what`` is "ca", "certificate", "key" or "password"; the message says why."""

    def __init__(self, what: str, words: str) -> None:
        super().__init__(words)
        self.what = what


@frozen
class ClientTls:
    """A client's side of TLS. Made by :func:`client_tls`."""

    context: ssl.SSLContext
    server_name: str
    """The name that the server's certificate must hold; empty: the host that was connected to."""
    has_certificate: bool
    """Does the client have a certificate of its own?"""

    @property
    def verifies(self) -> bool:
        """Is the server's certificate checked? Without that anyone on the way can read and change everything."""
        return self.context.verify_mode is ssl.CERT_REQUIRED


@frozen
class ServerTls:
    """A server's side of TLS: the paths of its PEM files."""

    certificate: str
    key: str = ""
    """Empty: it is in the certificate's file."""
    ca: str = ""
    """CAs from one of which a client's certificate must come; empty: clients need none."""


@frozen
class ClientFiles:
    """What a client's side of TLS is made from: paths, and how they are used. Empty texts: not given."""

    ca: str = ""
    """CAs that the server's certificate may come from; empty: those that this system trusts."""
    certificate: str = ""
    key: str = ""
    """Empty: it is in the certificate's file."""
    key_password: str = field(default="", repr=False)
    server_name: str = ""
    """The name that the server's certificate must hold; empty: the host that is connected to."""
    verify: bool = True
    """Check the server's certificate."""


@frozen
class TlsTerms:
    """What a person can change about TLS, as advice calls it. An application gives the names of its settings."""

    switch_on: str = "use TLS"
    switch_off: str = "do without TLS"
    ca: str = "the file of trusted CAs"
    certificate: str = "the client's certificate and key"
    server_name: str = "the server's expected name"


def client_tls(files: ClientFiles) -> ClientTls:
    """A client's side of TLS. Raises :class:`TlsProblem`."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = OLDEST
    # Sites often hand out only the intermediate CA, or the server's own certificate: either is trusted as it is.
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    if not files.verify:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    if files.ca:
        _load_ca(context, files.ca)
    elif files.verify:
        context.load_default_certs(ssl.Purpose.SERVER_AUTH)
    if files.certificate:
        _load_certificate(context, files.certificate, files.key, files.key_password)
    return ClientTls(context, files.server_name, bool(files.certificate))


def server_context(files: ServerTls) -> ssl.SSLContext:
    """A server's side of TLS. Raises :class:`TlsProblem`."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = OLDEST
    _load_certificate(context, files.certificate, files.key, "")
    if files.ca:
        context.verify_mode = ssl.CERT_REQUIRED
        _load_ca(context, files.ca)
    return context


def _load_ca(context: ssl.SSLContext, path: str) -> None:
    data = _readable("ca", path)
    try:
        # PEM may have comments in any encoding around it. What isn't PEM may be DER, as Windows exports it.
        context.load_verify_locations(cadata=data.decode("ascii", "ignore") if b"-----BEGIN" in data else data)
    except (ssl.SSLError, ValueError):
        raise TlsProblem("ca", f"{path} holds no certificates") from None


def _load_certificate(context: ssl.SSLContext, certificate: str, key: str, password: str) -> None:
    asked = False

    def answer() -> str:
        nonlocal asked  # without this function OpenSSL asks at the terminal
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


@frozen
class Agreed:
    """What a handshake agreed on."""

    version: str
    """For instance "TLSv1.3"."""
    cipher: str
    """OpenSSL's name."""
    name: str
    """The first name in the server's certificate; empty where that was not checked."""
    expires: float | None
    """When its certificate expires, seconds since 1970; None where it was not checked."""
    fingerprint: str
    """SHA-256 of its certificate, in hexadecimal with colons."""


def agreed(connection: ssl.SSLSocket) -> Agreed:
    """What the handshake of a connection agreed on; it must be over."""
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
