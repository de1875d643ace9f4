"""The states of a session and the inputs that lead from one to another, in one table."""

from __future__ import annotations

from enum import Enum, auto


class State(Enum):
    """Where a session stands."""

    NEW = auto()
    """No connection yet."""
    OPENING = auto()
    """OPEN_REQ is sent."""
    STANDBY = auto()
    """Open with the standby side (from version 24, where asked for): it waits until the side turns active."""
    OPEN = auto()
    """OPEN_CONF came from the active side."""
    CLOSING = auto()
    """CLOSE_REQ is sent."""
    ENDED = auto()
    """Over; a new session needs a new connection and a new object."""


class Input(Enum):
    """What can happen to a session, as far as it changes its state."""

    CONNECTED = auto()
    """The TCP connection is up."""
    OPENED = auto()
    """OPEN_CONF of the active side."""
    STANDS_BY = auto()
    """OPEN_CONF of the standby side."""
    ACTIVATED = auto()
    """STANDBY_ACTIVE_EVENT."""
    REFUSED = auto()
    """FAILURE_CONF to OPEN_REQ, or an OPEN_REQ that can't be written."""
    FAILED = auto()
    """FAILURE_EVENT with a status that ends the session."""
    BROKEN = auto()
    """The stream is out of step, or OPEN_CONF can't be read."""
    SILENT = auto()
    """What the state waits for didn't come in time: OPEN_CONF, heartbeats, CLOSE_CONF."""
    DISCONNECTED = auto()
    """The connection is gone."""
    CLOSE = auto()
    """The owner closes it."""
    CLOSED = auto()
    """CLOSE_CONF."""


TRANSITIONS: dict[State, dict[Input, State]] = {
    State.NEW: {
        Input.CONNECTED: State.OPENING,
        Input.DISCONNECTED: State.ENDED,
        Input.CLOSE: State.ENDED,
    },
    State.OPENING: {
        Input.OPENED: State.OPEN,
        Input.STANDS_BY: State.STANDBY,
        Input.REFUSED: State.ENDED,
        Input.FAILED: State.ENDED,
        Input.BROKEN: State.ENDED,
        Input.SILENT: State.ENDED,
        Input.DISCONNECTED: State.ENDED,
        Input.CLOSE: State.ENDED,
    },
    State.STANDBY: {
        Input.ACTIVATED: State.OPEN,
        Input.FAILED: State.ENDED,
        Input.BROKEN: State.ENDED,
        Input.SILENT: State.ENDED,
        Input.DISCONNECTED: State.ENDED,
        Input.CLOSE: State.CLOSING,
    },
    State.OPEN: {
        Input.FAILED: State.ENDED,
        Input.BROKEN: State.ENDED,
        Input.SILENT: State.ENDED,
        Input.DISCONNECTED: State.ENDED,
        Input.CLOSE: State.CLOSING,
    },
    State.CLOSING: {
        Input.FAILED: State.ENDED,
        Input.BROKEN: State.ENDED,
        Input.SILENT: State.ENDED,
        Input.DISCONNECTED: State.ENDED,
        Input.CLOSED: State.ENDED,
    },
    State.ENDED: {},
}
"""State -> input -> next state. An input that a state doesn't list changes nothing and gives no event."""
