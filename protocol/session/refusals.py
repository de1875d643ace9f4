"""Refusals in plain words with their code, and what each means for the session.

Source: GED-188, tables "Status Codes" and "Control Failure Codes"; the texts are in :mod:`protocol.wire.enums`.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import NamedTuple

from protocol.wire.enums import ControlFailureCode, StatusCode
from protocol.wire.messages import ControlFailureConf, FailureConf

_OPENING_TEXTS = {
    9: "The agent has not signed in at a phone yet.",
    11: "The same login opened a session elsewhere.",
    12: "This agent is not configured as a supervisor, or a service asked for is not allowed.",
}
_SESSION_TEXTS = {
    11: "The same login opened a session elsewhere.",
    12: "Not allowed in this session.",
}


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


_FATAL = frozenset({1, 11, 12, 18, 19, 20, 21, 22, 23, 36, 95})
SIDE_IS_OUT = frozenset({15, 92, 107, 110})
"""StatusCode of a side that is offline, stands by for the other, or goes into maintenance."""
_ENDS_SESSION = frozenset({4, 11, 15, 16, 37, 92, 107, 110})
_NOT_GRANTED = frozenset({2, 12, 19, 35, 48, 84})
_NOT_GRANTED_CONTROL = frozenset({8, 15, 19, 73, 272})


class Refusal(NamedTuple):
    """A refused request: codes as they came, and words for the screen."""

    status: int | None
    failure_code: int | None
    peripheral_error_code: int | None
    words: str

    @property
    def not_granted(self) -> bool:
        """Is it the kind of refusal that every request of this sort will meet in this session?"""
        return self.status in _NOT_GRANTED or (self.status is None and self.failure_code in _NOT_GRANTED_CONTROL)


def verdict(status: int) -> Verdict:
    """What a StatusCode that refused or ended a session means for the next attempt."""
    if status in _FATAL:
        return Verdict.FATAL
    if status in SIDE_IS_OUT:
        return Verdict.OTHER_SIDE
    return Verdict.SIGN_IN if status == StatusCode.E_CTI_AGENT_NOT_LOGGED_ON else Verdict.LATER


def ends_session(status: int) -> bool:
    """Does a FAILURE_EVENT with that StatusCode end the session? Others only complain."""
    return status in _ENDS_SESSION


def opening_words(status: int, *, least: bool = False) -> str:
    """A StatusCode that refused a session; ``least``: no more than Client Events and Supervisor had been asked for."""
    if least and status == StatusCode.E_CTI_FUNCTION_NOT_AVAILABLE:
        return f"This agent is not configured as a supervisor. (status {status})"
    return f"{_OPENING_TEXTS.get(status) or StatusCode.of(status).text} (status {status})"


def status_words(status: int) -> str:
    """A StatusCode inside a session. Status 2 has two meanings, by the age of the guide: both are said."""
    return f"{_SESSION_TEXTS.get(status) or StatusCode.of(status).text} (status {status})"


def control_failure_words(failure_code: int, peripheral_error_code: int | None = None) -> str:
    """A ControlFailureCode, with the switch's own error number where it gave one."""
    more = f", switch error {peripheral_error_code}" if peripheral_error_code else ""
    return f"{ControlFailureCode.of(failure_code).text} (control failure {failure_code}{more})"


def refusal_of(message: FailureConf | ControlFailureConf) -> Refusal:
    """The refusal in a FAILURE_CONF, in both its printed shapes, or in a CONTROL_FAILURE_CONF."""
    code, error = message.failure_code, message.peripheral_error_code
    if isinstance(message, ControlFailureConf) or code is not None:
        # A FAILURE_CONF of 10 bytes has the tail of CONTROL_FAILURE_CONF (the v24 guide's table).
        number = 0 if code is None else code
        return Refusal(None, number, error, control_failure_words(number, error))
    return Refusal(message.status, None, None, status_words(message.status))
