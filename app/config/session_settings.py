"""What the protocol needs for a session, made from the settings: identity, services, TLS."""

from __future__ import annotations

from pathlib import Path

from app.config.load import SettingsProblem, read_key_password
from app.config.model import Service, Settings
from app.files import check_regular
from protocol import tls
from protocol.session import VERSION_LADDER, SessionSettings
from protocol.wire.enums import CTIServiceMask

SERVICE_BITS: dict[Service, CTIServiceMask] = {
    "client-events": CTIServiceMask.CTI_SERVICE_CLIENT_EVENTS,
    "supervisor": CTIServiceMask.CTI_SERVICE_SUPERVISOR,
    "client-control": CTIServiceMask.CTI_SERVICE_CLIENT_CONTROL,
    "peripheral-monitor": CTIServiceMask.CTI_SERVICE_PERIPHERAL_MONITOR,
    "all-events": CTIServiceMask.CTI_SERVICE_ALL_EVENTS,
    "active-standby": CTIServiceMask.CTI_SERVICE_ACTIVE_STANDBY,
}
"""Service names of the settings -> bits of ServicesRequested (GED-188 v17, "CTI Service Masks")."""


def service_names(mask: int) -> list[str]:
    """The names of the services in a CTIServiceMask; bits that have no name in the settings are left out."""
    return [name for name, bit in SERVICE_BITS.items() if mask & bit]


def session_settings(settings: Settings) -> SessionSettings:
    """The settings of the protocol's session. Its password is ``supervisor.client_password``."""
    server, supervisor = settings.server, settings.supervisor
    services = 0
    for name in server.services:
        services |= SERVICE_BITS[name]
    password = supervisor.client_password
    return SessionSettings(
        peripheral_id=server.peripheral_id,
        protocol_version=VERSION_LADDER[0] if server.protocol_version == "auto" else server.protocol_version,
        step_down=server.protocol_version == "auto",
        heartbeat_interval=server.heartbeat_interval,
        open_timeout=server.open_timeout,
        request_timeout=server.request_timeout,
        query_timeout=server.query_timeout,
        services=int(services),
        agent_id=supervisor.agent_id,
        agent_extension=supervisor.agent_extension or "",
        agent_instrument=supervisor.agent_instrument or "",
        client_id=supervisor.client_id or "",
        client_password=password.get_secret_value() if password is not None else "",
        client_signature=supervisor.client_signature,
        skill_target_id=supervisor.skill_target_id,
    )


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
