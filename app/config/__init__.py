"""The settings: their model, how file and environment are read, the log file, and what a session opens with."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from app.config.apart import load_apart
from app.config.log_file import close_log, default_log_path, log_words, open_log
from app.config.passwords import exposed_secrets, read_key_password, read_password
from app.config.problem import SettingsProblem, default_config_path
from app.config.values import MAX_PASSWORD_BYTES, Address, Secret

if TYPE_CHECKING:
    from app.config.load import load_settings
    from app.config.model import Settings, table_keys
    from app.config.session import service_names, session_settings
    from app.config.tls import TLS_TERMS, UNVERIFIED, client_tls

_WHEN_ASKED_FOR = {
    "load_settings": "load",
    "Settings": "model",
    "table_keys": "model",
    "service_names": "session",
    "session_settings": "session",
    "TLS_TERMS": "tls",
    "UNVERIFIED": "tls",
    "client_tls": "tls",
}
"""Names whose modules are imported when somebody asks for them: pydantic takes half as long to load as Textual, and the
protocol's session is needed only after the first frame."""


def __getattr__(name: str) -> Any:
    if name not in _WHEN_ASKED_FOR:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(f"{__name__}.{_WHEN_ASKED_FOR[name]}"), name)
    return value


__all__ = [
    "MAX_PASSWORD_BYTES",
    "TLS_TERMS",
    "UNVERIFIED",
    "Address",
    "Secret",
    "Settings",
    "SettingsProblem",
    "client_tls",
    "close_log",
    "default_config_path",
    "default_log_path",
    "exposed_secrets",
    "load_apart",
    "load_settings",
    "log_words",
    "open_log",
    "read_key_password",
    "read_password",
    "service_names",
    "session_settings",
    "table_keys",
]
