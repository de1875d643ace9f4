"""What the server does with a message of a client: it is judged, and carried out or refused."""

from __future__ import annotations

from protocol.mock.server.checks import message_format
from protocol.mock.server.handlers import ANSWERS, handle, is_request, open_session, receive_answer
from protocol.mock.server.sessions import Session
from protocol.mock.server.state import ServerState
from protocol.wire import DecodeError
from protocol.wire.enums import StatusCode
from protocol.wire.messages import REGISTRY, FailureConf, HeartbeatReq, Message, OpenReq


def receive(state: ServerState, session: Session, message_type: int, body: bytes, now: float) -> None:
    """Judge and carry out one message of a client, received at ``now``."""
    state.advance(now)
    if session.number not in state.sessions:
        return
    session.message_received(now)
    invoke_id = int.from_bytes(body[:4], "big") if len(body) >= 4 else 0
    cls = REGISTRY.get(message_type)
    if cls is OpenReq:
        open_session(state, session, body, invoke_id)
    elif not session.is_open:
        state.send(session, FailureConf(invoke_id, StatusCode.E_CTI_SESSION_NOT_OPEN))
    elif cls in ANSWERS:
        receive_answer(state, session, cls, body)
    elif cls is None or not is_request(cls):
        state.send(session, FailureConf(invoke_id, StatusCode.E_CTI_INVALID_MESSAGE_TYPE))
    else:
        _receive_request(state, session, cls, body, invoke_id)
    state.advance(now)


def _receive_request(state: ServerState, session: Session, cls: type[Message], body: bytes, invoke_id: int) -> None:
    assert session.codec is not None
    try:
        request = session.codec.decode(cls.message_type, body)
    except DecodeError:
        state.send(session, FailureConf(invoke_id, StatusCode.E_CTI_BAD_MESSAGE_FORMAT))
        return
    state.request_received(request)
    if cls in state.mute:
        return
    status = state.refusals.get(cls) or state.role.refusal_of_request(request) or message_format(request, session.codec)
    if state.offline and isinstance(request, HeartbeatReq):
        status = StatusCode.E_CTI_CTI_SERVER_OFFLINE
    if status:
        state.send(session, FailureConf(invoke_id, status))
    else:
        handle(state, session, request)
