"""The settings: their model, how file and environment are read, the log file, and what a session opens with."""

from app.config.load import (
    SettingsProblem,
    default_config_path,
    exposed_secrets,
    load_settings,
    read_key_password,
    read_password,
)
from app.config.log_file import close_log, default_log_path, log_words, open_log
from app.config.model import MAX_PASSWORD_BYTES, Address, Settings, table_keys
from app.config.session_settings import TLS_TERMS, UNVERIFIED, client_tls, service_names, session_settings

__all__ = [
    "MAX_PASSWORD_BYTES",
    "TLS_TERMS",
    "UNVERIFIED",
    "Address",
    "Settings",
    "SettingsProblem",
    "client_tls",
    "close_log",
    "default_config_path",
    "default_log_path",
    "exposed_secrets",
    "load_settings",
    "log_words",
    "open_log",
    "read_key_password",
    "read_password",
    "service_names",
    "session_settings",
    "table_keys",
]
