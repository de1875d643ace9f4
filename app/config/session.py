"""What the protocol needs for a session, made from the settings: identity and services."""

from __future__ import annotations

from typing import TYPE_CHECKING

from protocol.session import VERSION_LADDER, SessionSettings
from protocol.wire.enums import CTIServiceMask

if TYPE_CHECKING:  # its module loads pydantic
    from app.config.model import Service, Settings

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
