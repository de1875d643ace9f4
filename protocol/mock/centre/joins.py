"""The events that join two calls: conference and transfer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from protocol.mock.centre.call_messages import PERIPHERAL_TYPE, line_fields, skill_fields
from protocol.mock.centre.entities import Leg
from protocol.wire import messages as m


def _parties(legs: Iterable[Leg]) -> dict[str, Any]:
    legs = list(legs)
    return {
        "connected_party_call_id": [leg.call.call_id for leg in legs],
        "connected_party_device_id_type": [leg.device_type for leg in legs],
        "connected_party_device_id": [leg.device for leg in legs],
    }


def _joined(pid: int, primary: Leg, secondary: tuple[int, int, str], state: int, cause: int) -> dict[str, Any]:
    call_id, id_type, device_id = secondary
    return {
        "peripheral_id": pid,
        "peripheral_type": PERIPHERAL_TYPE,
        "primary_device_id_type": primary.id_type,
        "primary_call_id": primary.call.call_id,
        "primary_device_id": primary.connection_device_id,
        "secondary_device_id_type": id_type,
        "secondary_call_id": call_id,
        "secondary_device_id": device_id,
        "local_connection_state": state,
        "event_cause": cause,
    }


def conferenced(
    pid: int, controller: Leg, secondary: tuple[int, int, str], added: Leg, state: int, cause: int
) -> m.Message:
    """CALL_CONFERENCED_EVENT: ``secondary`` (call id, id type, device id) joined the controller's call."""
    return m.CallConferencedEvent(
        **_joined(pid, controller, secondary, state, cause),
        **line_fields(controller),
        **skill_fields(controller.call),
        controller_device_type=controller.device_type,
        controller_device_id=controller.device,
        added_party_device_type=added.device_type,
        added_party_device_id=added.device,
        **_parties(controller.call.legs),
    )


def transferred(
    pid: int, transferring: Leg, secondary: tuple[int, int, str], target: Leg, state: int, cause: int
) -> m.Message:
    """CALL_TRANSFERRED_EVENT: ``secondary`` joined the primary call, and the transferring end left both."""
    call = transferring.call
    return m.CallTransferredEvent(
        **_joined(pid, transferring, secondary, state, cause),
        **line_fields(transferring),
        **skill_fields(call),
        transferring_device_type=transferring.device_type,
        transferring_device_id=transferring.device,
        transferred_device_type=target.device_type,
        transferred_device_id=target.device,
        **_parties(leg for leg in call.legs if leg is not transferring),
    )
