"""What the worker starts with, from the settings: where the server is, and an empty floor."""

from __future__ import annotations

from app.config import Settings
from app.floor import FloorBuilder
from app.model import Me


def sides_of(settings: Settings) -> list[tuple[str, str, int]]:
    """The sides of the CTI Server as (label, host, port)."""
    server = settings.server
    sides = [("A", server.side_a.host, server.side_a.port)]
    if server.side_b is not None:
        sides.append(("B", server.side_b.host, server.side_b.port))
    return sides


def builder_of(settings: Settings) -> FloorBuilder:
    """An empty floor for the supervisor of the settings."""
    who = settings.supervisor
    return FloorBuilder(
        Me(who.agent_id, who.agent_extension or "", who.agent_instrument or "", who.skill_target_id),
        peripheral_id=settings.server.peripheral_id,
        names=settings.names,
        team_names=settings.teams,
        reason_texts=settings.reasons,
        skill_group_names=settings.skill_groups,
        policy=settings.actions,
        limits=settings.limits,
    )
