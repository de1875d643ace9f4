"""Which files of the settings hold secrets that others than their owner can read, in sentences."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app.files import readable_by_others

if TYPE_CHECKING:  # its module loads pydantic
    from app.config.model import Settings


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
