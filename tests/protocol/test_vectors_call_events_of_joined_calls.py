"""Conferences and transfers: two calls become one (GED-188, chapter "Client events service").

Written from the tables of the guide: one field a line, and behind two spaces its name.
"""

from __future__ import annotations

import pytest
from wire_literals import Vector, check_reading, check_writing

from protocol.wire.messages import CallConferencedEvent, CallTransferredEvent

VECTORS = [
    Vector(
        9,
        CallConferencedEvent(
            monitor_id=31,
            peripheral_id=5000,
            peripheral_type=17,
            primary_device_id_type=260,
            primary_call_id=261,
            line_handle=65535,
            line_type=65535,
            skill_group_number=21,
            skill_group_id=5101,
            skill_group_priority=1,
            num_parties=1,
            secondary_device_id_type=268,
            secondary_call_id=269,
            controller_device_type=270,
            added_party_device_type=271,
            local_connection_state=3,
            event_cause=48,
            primary_device_id="pdid0",
            secondary_device_id="sdid1",
            controller_device_id="cdid2",
            added_party_device_id="apdid3",
            connected_party_call_id=[257],
            connected_party_device_id_type=[258],
            connected_party_device_id=["cpdid2"],
        ),
        """
        00000062              MessageLength
        00000011              MessageType CALL_CONFERENCED_EVENT
        0000001f              MonitorID
        00001388              PeripheralID
        0011                  PeripheralType
        0104                  PrimaryDeviceIDType
        00000105              PrimaryCallID
        ffff                  LineHandle
        ffff                  LineType
        00000015              SkillGroupNumber
        000013ed              SkillGroupID
        0001                  SkillGroupPriority
        0001                  NumParties
        010c                  SecondaryDeviceIDType
        0000010d              SecondaryCallID
        010e                  ControllerDeviceType
        010f                  AddedPartyDeviceType
        0003                  LocalConnectionState
        0030                  EventCause
        23 06 706469643000    PrimaryDeviceID "pdid0"
        24 06 736469643100    SecondaryDeviceID "sdid1"
        25 06 636469643200    ControllerDeviceID "cdid2"
        26 07 61706469643300  AddedPartyDeviceID "apdid3"
        27 04 00000101        ConnectedPartyCallID
        28 02 0102            ConnectedPartyDeviceIDType
        29 07 63706469643200  ConnectedPartyDeviceID "cpdid2"
        """,
    ),
    Vector(
        17,
        CallConferencedEvent(
            monitor_id=31,
            peripheral_id=5000,
            peripheral_type=17,
            primary_device_id_type=260,
            primary_call_id=261,
            line_handle=65535,
            line_type=65535,
            skill_group_number=21,
            skill_group_id=5101,
            skill_group_priority=1,
            num_parties=2,
            secondary_device_id_type=268,
            secondary_call_id=269,
            controller_device_type=270,
            added_party_device_type=271,
            local_connection_state=3,
            event_cause=48,
            primary_device_id="pdid0",
            secondary_device_id="sdid1",
            controller_device_id="cdid2",
            added_party_device_id="apdid3",
            connected_party_call_id=[257, 514],
            connected_party_device_id_type=[258, 515],
            connected_party_device_id=["cpdid2", "cpdid2b"],
        ),
        """
        00000076                MessageLength
        00000011                MessageType CALL_CONFERENCED_EVENT
        0000001f                MonitorID
        00001388                PeripheralID
        0011                    PeripheralType
        0104                    PrimaryDeviceIDType
        00000105                PrimaryCallID
        ffff                    LineHandle
        ffff                    LineType
        00000015                SkillGroupNumber
        000013ed                SkillGroupID
        0001                    SkillGroupPriority
        0002                    NumParties
        010c                    SecondaryDeviceIDType
        0000010d                SecondaryCallID
        010e                    ControllerDeviceType
        010f                    AddedPartyDeviceType
        0003                    LocalConnectionState
        0030                    EventCause
        23 06 706469643000      PrimaryDeviceID "pdid0"
        24 06 736469643100      SecondaryDeviceID "sdid1"
        25 06 636469643200      ControllerDeviceID "cdid2"
        26 07 61706469643300    AddedPartyDeviceID "apdid3"
        27 04 00000101          ConnectedPartyCallID
        28 02 0102              ConnectedPartyDeviceIDType
        29 07 63706469643200    ConnectedPartyDeviceID "cpdid2"
        27 04 00000202          ConnectedPartyCallID
        28 02 0203              ConnectedPartyDeviceIDType
        29 08 6370646964326200  ConnectedPartyDeviceID "cpdid2b"
        """,
    ),
    Vector(
        25,
        CallConferencedEvent(
            monitor_id=31,
            peripheral_id=5000,
            peripheral_type=17,
            primary_device_id_type=260,
            primary_call_id=261,
            line_handle=65535,
            line_type=65535,
            skill_group_number=21,
            skill_group_id=5101,
            skill_group_priority=1,
            num_parties=2,
            secondary_device_id_type=268,
            secondary_call_id=269,
            controller_device_type=270,
            added_party_device_type=271,
            local_connection_state=3,
            event_cause=48,
            primary_device_id="pdid0",
            secondary_device_id="sdid1",
            controller_device_id="cdid2",
            added_party_device_id="apdid3",
            connected_party_call_id=[257, 514],
            connected_party_device_id_type=[258, 515],
            connected_party_device_id=["cpdid2", "cpdid2b"],
        ),
        """
        0000008a                    MessageLength
        00000011                    MessageType CALL_CONFERENCED_EVENT
        0000001f                    MonitorID
        00001388                    PeripheralID
        0011                        PeripheralType
        0104                        PrimaryDeviceIDType
        00000105                    PrimaryCallID
        ffff                        LineHandle
        ffff                        LineType
        00000015                    SkillGroupNumber
        000013ed                    SkillGroupID
        0001                        SkillGroupPriority
        0002                        NumParties
        010c                        SecondaryDeviceIDType
        0000010d                    SecondaryCallID
        010e                        ControllerDeviceType
        010f                        AddedPartyDeviceType
        0003                        LocalConnectionState
        0030                        EventCause
        0023 0006 706469643000      PrimaryDeviceID "pdid0"
        0024 0006 736469643100      SecondaryDeviceID "sdid1"
        0025 0006 636469643200      ControllerDeviceID "cdid2"
        0026 0007 61706469643300    AddedPartyDeviceID "apdid3"
        0027 0004 00000101          ConnectedPartyCallID
        0028 0002 0102              ConnectedPartyDeviceIDType
        0029 0007 63706469643200    ConnectedPartyDeviceID "cpdid2"
        0027 0004 00000202          ConnectedPartyCallID
        0028 0002 0203              ConnectedPartyDeviceIDType
        0029 0008 6370646964326200  ConnectedPartyDeviceID "cpdid2b"
        """,
    ),
    Vector(
        17,
        CallTransferredEvent(
            monitor_id=31,
            peripheral_id=5000,
            peripheral_type=17,
            primary_device_id_type=260,
            primary_call_id=261,
            line_handle=65535,
            line_type=65535,
            skill_group_number=21,
            skill_group_id=5101,
            skill_group_priority=1,
            num_parties=2,
            secondary_device_id_type=268,
            secondary_call_id=269,
            transferring_device_type=270,
            transferred_device_type=271,
            local_connection_state=3,
            event_cause=48,
            primary_device_id="pdid0",
            secondary_device_id="sdid1",
            transferring_device_id="tdid2",
            transferred_device_id="tdid3",
            connected_party_call_id=[257, 514],
            connected_party_device_id_type=[258, 515],
            connected_party_device_id=["cpdid2", "cpdid2b"],
        ),
        """
        00000075                MessageLength
        00000012                MessageType CALL_TRANSFERRED_EVENT
        0000001f                MonitorID
        00001388                PeripheralID
        0011                    PeripheralType
        0104                    PrimaryDeviceIDType
        00000105                PrimaryCallID
        ffff                    LineHandle
        ffff                    LineType
        00000015                SkillGroupNumber
        000013ed                SkillGroupID
        0001                    SkillGroupPriority
        0002                    NumParties
        010c                    SecondaryDeviceIDType
        0000010d                SecondaryCallID
        010e                    TransferringDeviceType
        010f                    TransferredDeviceType
        0003                    LocalConnectionState
        0030                    EventCause
        23 06 706469643000      PrimaryDeviceID "pdid0"
        24 06 736469643100      SecondaryDeviceID "sdid1"
        2a 06 746469643200      TransferringDeviceID "tdid2"
        2b 06 746469643300      TransferredDeviceID "tdid3"
        27 04 00000101          ConnectedPartyCallID
        28 02 0102              ConnectedPartyDeviceIDType
        29 07 63706469643200    ConnectedPartyDeviceID "cpdid2"
        27 04 00000202          ConnectedPartyCallID
        28 02 0203              ConnectedPartyDeviceIDType
        29 08 6370646964326200  ConnectedPartyDeviceID "cpdid2b"
        """,
    ),
    Vector(
        20,
        CallTransferredEvent(
            monitor_id=31,
            peripheral_id=5000,
            peripheral_type=17,
            primary_device_id_type=260,
            primary_call_id=261,
            line_handle=65535,
            line_type=65535,
            skill_group_number=21,
            skill_group_id=5101,
            skill_group_priority=1,
            num_parties=2,
            secondary_device_id_type=268,
            secondary_call_id=269,
            transferring_device_type=270,
            transferred_device_type=271,
            local_connection_state=3,
            event_cause=48,
            primary_device_id="pdid0",
            secondary_device_id="sdid1",
            transferring_device_id="tdid2",
            transferred_device_id="tdid3",
            connected_party_call_id=[257, 514],
            connected_party_device_id_type=[258, 515],
            connected_party_device_id=["cpdid2", "cpdid2b"],
        ),
        """
        00000089                    MessageLength
        00000012                    MessageType CALL_TRANSFERRED_EVENT
        0000001f                    MonitorID
        00001388                    PeripheralID
        0011                        PeripheralType
        0104                        PrimaryDeviceIDType
        00000105                    PrimaryCallID
        ffff                        LineHandle
        ffff                        LineType
        00000015                    SkillGroupNumber
        000013ed                    SkillGroupID
        0001                        SkillGroupPriority
        0002                        NumParties
        010c                        SecondaryDeviceIDType
        0000010d                    SecondaryCallID
        010e                        TransferringDeviceType
        010f                        TransferredDeviceType
        0003                        LocalConnectionState
        0030                        EventCause
        0023 0006 706469643000      PrimaryDeviceID "pdid0"
        0024 0006 736469643100      SecondaryDeviceID "sdid1"
        002a 0006 746469643200      TransferringDeviceID "tdid2"
        002b 0006 746469643300      TransferredDeviceID "tdid3"
        0027 0004 00000101          ConnectedPartyCallID
        0028 0002 0102              ConnectedPartyDeviceIDType
        0029 0007 63706469643200    ConnectedPartyDeviceID "cpdid2"
        0027 0004 00000202          ConnectedPartyCallID
        0028 0002 0203              ConnectedPartyDeviceIDType
        0029 0008 6370646964326200  ConnectedPartyDeviceID "cpdid2b"
        """,
    ),
]
every_vector = pytest.mark.parametrize("vector", VECTORS, ids=str)


@every_vector
def test_the_bytes_are_read(vector: Vector) -> None:
    check_reading(vector)


@every_vector
def test_the_message_is_written(vector: Vector) -> None:
    check_writing(vector)
