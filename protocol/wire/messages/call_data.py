"""Changing the data of a call.

Source: CTI Server Message Reference Guide (GED-188) of versions 9 to 25, the tables of each message. Fields are in wire
order.
"""

from __future__ import annotations

from protocol.wire import enums as e
from protocol.wire import tags as t
from protocol.wire.fields import Group, Kind, NamedArray, NamedVariable, fixed, floating
from protocol.wire.messages.base import Message, message


@message(
    26,
    "SET_CALL_DATA_REQ",
    groups=(
        Group("named_variables", "num_named_variables", ("named_variable",), None, False),
        Group("named_arrays", "num_named_arrays", ("named_array",), None, False),
    ),
)
class SetCallDataReq(Message):
    """SET_CALL_DATA_REQ (26), client to server, call data update service.

    Variables left out keep their value. Variables that the peripheral owns are refused with E_CTI_PROTECTED_VARIABLE.

    Source: GED-188, table "SET_CALL_DATA_REQ Message Format"; guide of version 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)
    peripheral_id: int = fixed("PeripheralID", Kind.UINT, null=e.NULL_PERIPHERAL_ID)
    connection_device_id_type: int = fixed("ConnectionDeviceIDType", Kind.USHORT, codes=e.ConnectionDeviceIDType)
    connection_call_id: int = fixed("ConnectionCallID", Kind.UINT)
    num_named_variables: int = fixed("NumNamedVariables", Kind.USHORT)
    num_named_arrays: int = fixed("NumNamedArrays", Kind.USHORT)
    call_type: int = fixed("CallType", Kind.USHORT, codes=e.CallType, null=e.NULL_CALLTYPE, since=8)
    called_party_disposition: int = fixed("CalledPartyDisposition", Kind.USHORT, codes=e.Disposition, since=8)
    campaign_id: int = fixed("CampaignID", Kind.UINT, since=8)
    query_rule_id: int = fixed("QueryRuleID", Kind.UINT, since=8)
    connection_device_id: str | None = floating("ConnectionDeviceID", t.CONNECTION_DEVID)
    ani: str | None = floating("ANI", t.ANI)
    user_to_user_info: bytes | None = floating("UserToUserInfo", t.UUI)
    ani_ii: str | None = floating("ANI_II", t.ANI_II, since=11)
    caller_entered_digits: str | None = floating("CallerEnteredDigits", t.CED)
    call_variable1: str | None = floating("CallVariable1", t.CALL_VAR_1)
    call_variable2: str | None = floating("CallVariable2", t.CALL_VAR_2)
    call_variable3: str | None = floating("CallVariable3", t.CALL_VAR_3)
    call_variable4: str | None = floating("CallVariable4", t.CALL_VAR_4)
    call_variable5: str | None = floating("CallVariable5", t.CALL_VAR_5)
    call_variable6: str | None = floating("CallVariable6", t.CALL_VAR_6)
    call_variable7: str | None = floating("CallVariable7", t.CALL_VAR_7)
    call_variable8: str | None = floating("CallVariable8", t.CALL_VAR_8)
    call_variable9: str | None = floating("CallVariable9", t.CALL_VAR_9)
    call_variable10: str | None = floating("CallVariable10", t.CALL_VAR_10)
    call_wrapup_data: str | None = floating("CallWrapupData", t.CALL_WRAPUP_DATA)
    named_variable: list[NamedVariable] = floating("NamedVariable", t.NAMED_VARIABLE, repeats=True)
    named_array: list[NamedArray] = floating("NamedArray", t.NAMED_ARRAY, repeats=True)
    customer_phone_number: str | None = floating("CustomerPhoneNumber", t.CUSTOMER_PHONE_NUMBER)
    customer_account_number: str | None = floating("CustomerAccountNumber", t.CUSTOMER_ACCOUNT_NUMBER)
    router_call_key_day: int | None = floating("RouterCallKeyDay", t.ROUTER_CALL_KEY_DAY, since=14)
    router_call_key_call_id: int | None = floating("RouterCallKeyCallID", t.ROUTER_CALL_KEY_CALLID, since=14)
    router_call_key_sequence_number: int | None = floating(
        "RouterCallKeySequenceNumber", t.ROUTER_CALL_KEY_SEQUENCE_NUM, since=14
    )
    call_originated_from: int | None = floating("CallOriginatedFrom", t.CALL_ORIGINATED_FROM, since=14)
    ctioscil_client_id: str | None = floating("CTIOSCILClientID", t.CTIOS_CIL_CLIENT_ID, since=13)


@message(27, "SET_CALL_DATA_CONF")
class SetCallDataConf(Message):
    """SET_CALL_DATA_CONF (27), server to client, call data update service.

    Source: GED-188, table "SET_CALL_DATA_CONF Message Format"; guide of version 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)


@message(28, "RELEASE_CALL_REQ")
class ReleaseCallReq(Message):
    """RELEASE_CALL_REQ (28), client to server, call data update service.

    The client has no more wrap-up data for the call. The call is not hung up.

    Source: GED-188, table "RELEASE_CALL_REQ Message Format"; guide of version 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)
    peripheral_id: int = fixed("PeripheralID", Kind.UINT, null=e.NULL_PERIPHERAL_ID)
    connection_device_id_type: int = fixed("ConnectionDeviceIDType", Kind.USHORT, codes=e.ConnectionDeviceIDType)
    connection_call_id: int = fixed("ConnectionCallID", Kind.UINT)
    connection_device_id: str | None = floating("ConnectionDeviceID", t.CONNECTION_DEVID)


@message(29, "RELEASE_CALL_CONF")
class ReleaseCallConf(Message):
    """RELEASE_CALL_CONF (29), server to client, call data update service.

    Source: GED-188, table "RELEASE_CALL_CONF Message Format"; guide of version 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)


@message(141, "SET_DEVICE_ATTRIBUTES_REQ", since=8)
class SetDeviceAttributesReq(Message):
    """SET_DEVICE_ATTRIBUTES_REQ (141), client to server, call data update service.

    Source: GED-188, table "SET_DEVICE_ATTRIBUTES_REQ Message Format"; guide of version 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)
    peripheral_id: int = fixed("PeripheralID", Kind.UINT, null=e.NULL_PERIPHERAL_ID)
    service_number: int = fixed("ServiceNumber", Kind.UINT, null=e.NULL_SERVICE)
    service_id: int = fixed("ServiceID", Kind.UINT, null=e.NULL_SERVICE)
    skill_group_number: int = fixed("SkillGroupNumber", Kind.UINT, null=e.NULL_SKILL_GROUP)
    skill_group_id: int = fixed("SkillGroupID", Kind.UINT, null=e.NULL_SKILL_GROUP)
    skill_group_priority: int = fixed("SkillGroupPriority", Kind.USHORT)
    call_type: int = fixed("CallType", Kind.USHORT, codes=e.CallType, null=e.NULL_CALLTYPE)
    calling_device_type: int = fixed("CallingDeviceType", Kind.USHORT, codes=e.DeviceIDType)
    calling_device_id: str | None = floating("CallingDeviceID", t.CALLING_DEVID)


@message(142, "SET_DEVICE_ATTRIBUTES_CONF", since=8)
class SetDeviceAttributesConf(Message):
    """SET_DEVICE_ATTRIBUTES_CONF (142), server to client, call data update service.

    Source: GED-188, table "SET_DEVICE_ATTRIBUTES_CONF Message Format"; guide of version 25.
    """

    invoke_id: int = fixed("InvokeID", Kind.UINT)
