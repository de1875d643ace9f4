"""What console, demo and check start with: settings, password and log."""

from __future__ import annotations

import getpass
import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from app import exits
from app.config import (
    MAX_PASSWORD_BYTES,
    Secret,
    SettingsProblem,
    close_log,
    default_config_path,
    default_log_path,
    exposed_secrets,
    log_words,
    open_log,
    read_key_password,
    read_password,
)
from app.text import plain_line

if TYPE_CHECKING:  # its module loads pydantic
    from app.config import Settings


def settings_with_password(config: Path | None, load: Callable[[], Settings] | None = None) -> Settings:
    """The settings, with the passwords of client id and TLS key filled in from their files where they have one.

    ``load`` gives those of the file ``config``, where their loading has begun (:func:`app.config.load_apart`). The
    client's password is asked for where there is a ``client_id``, neither password nor file, and stdin is a terminal.
    Files with secrets that others can read are named on stderr.
    """
    if load is None:
        from app.config import load_settings  # here: it loads pydantic

        load = partial(load_settings, config)
    settings = load()
    for words in exposed_secrets(settings, config or default_config_path()):
        print(f"floorwalker: warning: {plain_line(words)}", file=sys.stderr)
    password = read_password(settings)
    if password is None and settings.supervisor.client_id is not None and sys.stdin.isatty():
        password = _ask(settings.supervisor.client_id)
    supervisor = settings.supervisor.model_copy(update={"client_password": password})
    tls = settings.server.tls.model_copy(update={"key_password": read_key_password(settings)})
    server = settings.server.model_copy(update={"tls": tls})
    return settings.model_copy(update={"supervisor": supervisor, "server": server})


def _ask(client_id: str) -> Secret:
    try:
        answer = getpass.getpass(f"Password of client id {plain_line(client_id)}: ")
    except (EOFError, KeyboardInterrupt):
        raise exits.Stop(exits.USAGE, "supervisor.client_password: none was given") from None
    if len(answer.encode("utf-8", "surrogateescape")) > MAX_PASSWORD_BYTES:
        raise SettingsProblem(f"supervisor.client_password: it should be at most {MAX_PASSWORD_BYTES} bytes long")
    return Secret(answer)


@contextmanager
def logging_as_set(settings: Settings) -> Iterator[None]:
    """Log to the file of the settings until the end of the block, and never to the terminal.

    Raises SettingsProblem when the file that the settings name can't be written; without the default file nothing is
    logged.
    """
    chosen = settings.log.file
    path = Path(chosen).expanduser() if chosen else default_log_path()
    passwords = (settings.supervisor.client_password, settings.server.tls.key_password)
    secrets = tuple(password.get_secret_value() for password in passwords if password is not None)
    try:
        handler = open_log(path, settings.log.level, secrets)
    except OSError as error:
        if chosen:
            raise SettingsProblem(f"log.file: {path} cannot be written ({error.strerror})") from None
        handler = logging.NullHandler()
        logging.getLogger().addHandler(handler)
    try:
        yield
    except Exception as error:
        # Logged here, while there is a log; the command line says one sentence about it.
        if not isinstance(error, (exits.Stop, BrokenPipeError)):  # `check | head` is no defect
            logging.getLogger(__name__).exception("unexpected error")
            raise exits.Stop(exits.UNEXPECTED, f"something unexpected happened; {log_words()}") from None
        raise
    finally:
        close_log(handler)
