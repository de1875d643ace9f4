"""Values of settings that have a form of their own: where a server listens, and what nobody may see.

No pydantic here: the console starts with the values alone (see :mod:`app.config.apart`).
"""

from __future__ import annotations

from typing import NamedTuple

from protocol.wire import tags

MAX_PASSWORD_BYTES = tags.CLIENT_PASSWORD.max_bytes - 1
"""Bytes of a client password in UTF-8; the null that ends it comes on top."""


class Secret:
    """A text that no log, no traceback and no message shows; as pydantic's SecretStr."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def get_secret_value(self) -> str:
        """The text itself."""
        return self._text

    def __repr__(self) -> str:
        return "Secret('**********')" if self._text else "Secret('')"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and self._text == other._text

    def __hash__(self) -> int:
        return hash(self._text)


class Address(NamedTuple):
    """Where one side of the CTI Server listens; ``str()`` gives it as it is written in the settings."""

    host: str
    port: int

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


def parse_address(value: object) -> object:
    """``host:port`` or ``[ipv6]:port`` as an :class:`Address`; raises ValueError in the user's words."""
    if not isinstance(value, str):
        return value
    host, colon, port = value.strip().rpartition(":")
    if not colon or not host:
        raise ValueError('it should be "host:port"')
    if host.startswith("[") and host.endswith("]"):
        host = host[1:-1]
    elif ":" in host:
        raise ValueError('an IPv6 address goes in brackets: "[address]:port"')
    if not is_host(host):
        raise ValueError('it should be "host:port", and the host is not a name or an address')
    if not (port.isascii() and port.isdigit() and 1 <= int(port) <= 65535):
        raise ValueError("the port should be a number from 1 to 65535")
    return Address(host, int(port))


def is_host(text: str) -> bool:
    """Is it a host name or an address, as far as its characters tell?"""
    if not text or not text.isprintable() or any(c in text for c in " []/@"):
        return False
    try:
        text.encode("idna")  # as name service and TLS encode it
    except UnicodeError:
        return ":" in text
    return True
