"""Refusals in plain words with their code, and what each means for the session.

Source: GED-188, tables "Status Codes" and "Control Failure Codes"; the texts are in :mod:`protocol.wire.enums`.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import NamedTuple

from protocol.wire.enums import ControlFailureCode as Failure
from protocol.wire.enums import StatusCode as Status
from protocol.wire.messages import ControlFailureConf, FailureConf

_OPENING_TEXTS: dict[int, str] = {
    Status.E_CTI_AGENT_NOT_LOGGED_ON: "The agent has not signed in at a phone yet.",
    Status.E_CTI_NEW_SESSION_OPENED: "The same login opened a session elsewhere.",
    Status.E_CTI_FUNCTION_NOT_AVAILABLE: (
        "This agent is not configured as a supervisor, or a service asked for is not allowed."
    ),
}
"""StatusCodes that mean something narrower in answer to OPEN_REQ than their text says."""
_SESSION_TEXTS: dict[int, str] = {
    Status.E_CTI_NEW_SESSION_OPENED: "The same login opened a session elsewhere.",
    Status.E_CTI_FUNCTION_NOT_AVAILABLE: "Not allowed in this session.",
}
"""The same for a session that is open."""

_SWITCH_TEXTS: dict[int, str] = {
    13139: "the agent's phone can't be monitored",
    13140: "it is a mobile agent, or an old Unified CM",
    13141: "the phone's built-in bridge is off",
    13142: "the partition or the calling search space forbids it",
    13145: "the agent is on hold or not ready",
}
"""PeripheralErrorCodes of Unified CM in answer to a request to monitor; other numbers stay numbers."""


class Verdict(Enum):
    """What to do about a session that the server refused or ended."""

    FATAL = auto()
    """Asking again would not help; a person has to change something."""
    SIGN_IN = auto()
    """The agent isn't signed in yet: ask again every 15 seconds."""
    OTHER_SIDE = auto()
    """This side is offline, on standby or in maintenance: leave it for the other at once."""
    LATER = auto()
    """Ask again, the other side first, after growing waits."""


_FATAL: frozenset[int] = frozenset(
    {
        Status.E_CTI_INVALID_VERSION,
        Status.E_CTI_NEW_SESSION_OPENED,
        Status.E_CTI_FUNCTION_NOT_AVAILABLE,
        Status.E_CTI_INVALID_TIMEOUT,
        Status.E_CTI_INVALID_SERVICE_MASK,
        Status.E_CTI_INVALID_CALL_MSG_MASK,
        Status.E_CTI_INVALID_AGENT_STATE_MASK,
        Status.E_CTI_INVALID_RESERVED_FIELD,
        Status.E_CTI_INVALID_FIELD_LENGTH,
        Status.E_CTI_INVALID_PASSWORD,
        Status.E_CTI_INVALID_CONFIG_MSG_MASK,
    }
)
SIDE_IS_OUT: frozenset[int] = frozenset(
    {
        Status.E_CTI_CTI_SERVER_OFFLINE,
        Status.E_CTI_SERVER_NOT_MASTER,
        Status.E_CTI_INVALID_CLIENT_FOR_STANDBY,
        Status.E_CTI_SERVER_IN_MAINTENANCE_MODE,
    }
)
"""StatusCodes of a side that is offline, stands by for the other, or goes into maintenance."""
_ENDS_SESSION: frozenset[int] = SIDE_IS_OUT | {
    Status.E_CTI_SESSION_NOT_OPEN,
    Status.E_CTI_NEW_SESSION_OPENED,
    Status.E_CTI_TIMEOUT,
    Status.E_CTI_CLIENT_DISCONNECTED,
}
_NOT_GRANTED: frozenset[int] = frozenset(
    {
        Status.E_CTI_INVALID_MESSAGE_TYPE,
        Status.E_CTI_FUNCTION_NOT_AVAILABLE,
        Status.E_CTI_INVALID_SERVICE_MASK,
        Status.E_CTI_NOT_CALL_PARTY,
        Status.E_CTI_INVALID_MSG_TYPE_FOR_VERSION,
        Status.E_CTI_INVALID_SERVICE,
    }
)
_NOT_GRANTED_CONTROL: frozenset[int] = frozenset(
    {
        Failure.CF_PRIVILEGE_VIOLATION_ON_SPECIFIED_DEVICE,
        Failure.CF_INVALID_FEATURE,
        Failure.CF_SECURITY_VIOLATION,
        Failure.CF_UNRECOGNIZED_OPERATION_REJECTION,
        Failure.CF_REQUESTED_SERVICE_NOT_REGISTERED,
    }
)


class Refusal(NamedTuple):
    """A refused request: codes as they came, and words for the screen."""

    status: int | None
    """StatusCode of FAILURE_CONF; None where the refusal came with a ControlFailureCode."""
    failure_code: int | None
    """ControlFailureCode; None where the refusal came with a StatusCode."""
    peripheral_error_code: int | None
    """The switch's own error number, beside a ControlFailureCode; 0 or None where it gives none."""
    words: str

    @property
    def not_granted(self) -> bool:
        """Would the server refuse every request of this kind in this session?"""
        return self.status in _NOT_GRANTED or (self.status is None and self.failure_code in _NOT_GRANTED_CONTROL)


def verdict(status: int) -> Verdict:
    """What a StatusCode that refused or ended a session means for the next attempt."""
    if status in _FATAL:
        return Verdict.FATAL
    if status in SIDE_IS_OUT:
        return Verdict.OTHER_SIDE
    return Verdict.SIGN_IN if status == Status.E_CTI_AGENT_NOT_LOGGED_ON else Verdict.LATER


def ends_session(status: int) -> bool:
    """Does a FAILURE_EVENT with that StatusCode end the session? After any other one it goes on."""
    return status in _ENDS_SESSION


def opening_words(status: int, *, least: bool = False) -> str:
    """The words for a StatusCode that refused a session.

    ``least``: no more than Client Events and Supervisor had been asked for.
    """
    if least and status == Status.E_CTI_FUNCTION_NOT_AVAILABLE:
        return f"This agent is not configured as a supervisor (status {status})"
    return f"{_clause(_OPENING_TEXTS.get(status) or Status.of(status).text)} (status {status})"


def status_words(status: int) -> str:
    """The words for a StatusCode inside a session. Status 2 has two meanings, by the version of the guide: both."""
    return f"{_clause(_SESSION_TEXTS.get(status) or Status.of(status).text)} (status {status})"


def control_failure_words(failure_code: int, peripheral_error_code: int | None = None) -> str:
    """The words for a ControlFailureCode, with the switch's own error number where it gave one."""
    more = f", switch error {peripheral_error_code}" if peripheral_error_code else ""
    switch = _SWITCH_TEXTS.get(peripheral_error_code or 0)
    said = f"The switch says: {switch}. " if switch else ""
    return f"{said}{_clause(Failure.of(failure_code).text)} (control failure {failure_code}{more})"


def _clause(sentence: str) -> str:
    """The sentence without its full stop: its code follows."""
    return sentence.removesuffix(".")


def refusal_of(message: FailureConf | ControlFailureConf) -> Refusal:
    """The refusal in a FAILURE_CONF, in both its printed shapes, or in a CONTROL_FAILURE_CONF."""
    code, error = message.failure_code, message.peripheral_error_code
    if isinstance(message, ControlFailureConf) or code is not None:
        # A FAILURE_CONF of 10 bytes has the tail of CONTROL_FAILURE_CONF (GED-188 v24, table of FAILURE_CONF).
        number = 0 if code is None else code
        return Refusal(None, number, error, control_failure_words(number, error))
    return Refusal(message.status, None, None, status_words(message.status))
