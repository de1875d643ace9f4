"""TLS as ``[server.tls]`` wants it, and the names of its settings for advice."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app.config.passwords import read_key_password
from app.config.problem import SettingsProblem
from app.files import check_regular
from protocol import tls

if TYPE_CHECKING:  # its module loads pydantic
    from app.config.model import Settings

UNVERIFIED = "The server's certificate is not checked: anyone on the way can read and change everything."
"""The warning in the log, on screen and in the check while ``server.tls.verify`` is off."""

TLS_TERMS = tls.TlsTerms(
    switch_on="set server.tls.enabled = true",
    switch_off="set server.tls.enabled = false",
    ca="server.tls.ca_file",
    certificate="server.tls.certificate_file and key_file",
    server_name="server.tls.server_name",
)
"""The settings that advice about TLS names."""

_TLS_KEYS = {"ca": "ca_file", "certificate": "certificate_file", "key": "key_file", "password": "key_password"}


def client_tls(settings: Settings) -> tls.ClientTls | None:
    """The TLS of ``[server.tls]``; None where it is off. Raises SettingsProblem when a file can't be used."""
    wanted = settings.server.tls
    if not wanted.enabled:
        return None
    for key, name, follow in (
        ("ca_file", wanted.ca_file, True),
        ("certificate_file", wanted.certificate_file, True),
        ("key_file", wanted.key_file, False),
    ):
        _check_file(key, name, follow=follow)
    password = read_key_password(settings)
    files = tls.ClientFiles(
        ca=_path(wanted.ca_file),
        certificate=_path(wanted.certificate_file),
        key=_path(wanted.key_file),
        key_password=password.get_secret_value() if password is not None else "",
        server_name=wanted.server_name or "",
        verify=wanted.verify,
    )
    try:
        return tls.client_tls(files)
    except tls.TlsProblem as problem:
        raise SettingsProblem(f"server.tls.{_TLS_KEYS[problem.what]}: {problem}") from None


def _check_file(key: str, name: str | None, *, follow: bool) -> None:
    """Raise SettingsProblem when there is something else than a regular file; of a missing one TLS tells."""
    try:
        if name:
            check_regular(Path(name).expanduser(), follow=follow)
    except OSError as error:
        raise SettingsProblem(f"server.tls.{key}: {name} cannot be read ({error.strerror})") from None


def _path(name: str | None) -> str:
    return str(Path(name).expanduser()) if name else ""
