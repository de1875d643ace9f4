"""The passwords of client id and TLS key, from the settings or the files that they name, and who can read those."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app.config.problem import SettingsProblem
from app.config.values import MAX_PASSWORD_BYTES, Secret
from app.files import read_regular, readable_by_others

if TYPE_CHECKING:  # pydantic, which these load, isn't loaded before the first frame
    from pydantic import SecretStr

    from app.config.model import Settings

MAX_KEY_PASSWORD_BYTES = 1023
"""Bytes of a key's password that OpenSSL takes: PEM_BUFSIZE less the null that ends it."""


def read_password(settings: Settings) -> Secret | None:
    """The client's password from the settings, else from the file they name; None where neither is given.

    Raises :class:`SettingsProblem` when the file can't be read or holds no usable password.
    """
    supervisor = settings.supervisor
    if supervisor.client_password is not None or supervisor.client_password_file is None:
        return _given(supervisor.client_password)
    return _first_line("supervisor.client_password_file", supervisor.client_password_file, MAX_PASSWORD_BYTES)


def read_key_password(settings: Settings) -> Secret | None:
    """The password of the client certificate's key, in the same way."""
    tls = settings.server.tls
    if tls.key_password is not None or tls.key_password_file is None:
        return _given(tls.key_password)
    return _first_line("server.tls.key_password_file", tls.key_password_file, MAX_KEY_PASSWORD_BYTES)


def exposed_secrets(settings: Settings, config: Path) -> list[str]:
    """One sentence for each file with a password or a key that its group or everybody can read.

    ``config`` is the settings file; it counts when a password is in the settings (which may be the environment's).
    """
    supervisor, tls = settings.supervisor, settings.server.tls
    files = [supervisor.client_password_file, tls.key_password_file, tls.key_file]
    paths = [Path(name).expanduser() for name in files if name]
    if supervisor.client_password is not None or tls.key_password is not None:
        paths.insert(0, config)
    return [words for path in paths if (words := readable_by_others(path))]


def _given(password: Secret | SecretStr | None) -> Secret | None:
    return None if password is None else Secret(password.get_secret_value())


def _first_line(key: str, file_name: str, longest: int) -> Secret:
    path = Path(file_name).expanduser()
    where = f"{key}: {path}"
    try:
        line = read_regular(path, 4096, follow=True).partition(b"\n")[0].rstrip(b"\r")
    except OSError as error:
        raise SettingsProblem(f"{where} cannot be read ({error.strerror})") from None
    try:
        password = line.decode("utf-8")
    except UnicodeDecodeError:
        raise SettingsProblem(f"{where} is not UTF-8 text") from None
    if not 1 <= len(line) <= longest:
        raise SettingsProblem(f"{where}: its first line should be the password, 1 to {longest} bytes long")
    return Secret(password)
