"""Where the settings file lies, and the exception for settings that can't be used."""

from __future__ import annotations

from pathlib import Path

import platformdirs

from app import exits


class SettingsProblem(exits.Stop):
    """The settings can't be used; the message names the key and the place."""

    def __init__(self, message: str) -> None:
        super().__init__(exits.USAGE, message)


def default_config_path() -> Path:
    """The settings file without ``--config``."""
    return Path(platformdirs.user_config_dir("floorwalker")) / "config.toml"
