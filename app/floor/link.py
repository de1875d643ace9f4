"""Folding the state of the session into the Link that the status line shows (PGStatus: GED-188, SYSTEM_EVENT)."""

from __future__ import annotations

from dataclasses import replace

from app.model import Link, LinkState
from app.text import what_to_do
from protocol.session.events import (
    Closed,
    Connecting,
    EventsResumed,
    EventsStopped,
    Lost,
    Opened,
    Opening,
    Refused,
    SessionEvent,
    StandingBy,
    Waiting,
)
from protocol.wire.enums import CTIServiceMask, PGStatus, SystemEventID
from protocol.wire.messages import SystemEvent

NO_SUPERVISOR = "the server did not grant the Supervisor service: you can't step in, and your teams may not be followed"
_STANDS_BY = "this is the standby side: waiting until it turns active"

_A_PERIPHERAL = "a peripheral is offline"
_OURS_IS_WELL = "ours is online"
_PG_WORDS = (
    (PGStatus.PGS_OPC_DOWN, "the CTI Server has lost the PG: no events come"),
    (PGStatus.PGS_CC_DOWN, "the PG has lost the central controller: events go on"),
    (PGStatus.PGS_PERIPHERAL_OFFLINE, _A_PERIPHERAL),
    (PGStatus.PGS_CTI_SERVER_OFFLINE, "the CTI Server is offline: no events come"),
    (PGStatus.PGS_LIMITED_FUNCTION, "limited function: local call control only"),
)


def fold_link(link: Link, event: SessionEvent) -> Link:
    """The link after an event of the session (``retry_at`` of Waiting in steady seconds)."""
    match event:
        case Connecting(side, address):
            state = link.state
            if state not in (LinkState.REFUSED, LinkState.RECONNECTING):
                state = LinkState.RECONNECTING if link.ever_open else LinkState.CONNECTING
            return replace(link, state=state, side=side, address=address, retry_at=None)
        case Opening():
            return replace(link, state=LinkState.OPENING)
        case Opened(confirmation, version):
            online = replace(
                link,
                state=LinkState.ONLINE,
                protocol_version=version,
                services_granted=confirmation.services_granted,
                pg_status=confirmation.pg_status,
                peripheral_online=True,
                others_offline=frozenset(),
                reason="",
                retry_at=None,
                refused_with=None,
                advice="",
                ever_open=True,
            )
            return _in_words(online)
        case EventsStopped(pg_status, peripheral_online):
            return _in_words(replace(link, pg_status=pg_status, peripheral_online=peripheral_online))
        case EventsResumed(pg_status):
            return _in_words(replace(link, pg_status=pg_status, peripheral_online=True))
        case StandingBy():
            return replace(link, reason=_STANDS_BY)
        case Refused(status, words, fatal):
            advice = what_to_do(status) if fatal else ""
            return replace(link, state=LinkState.REFUSED, reason=words, refused_with=status, advice=advice)
        case Lost(reason):
            return replace(link, state=LinkState.RECONNECTING, reason=reason, refused_with=None, advice="")
        case Waiting(reason, retry_at):
            state = link.state if link.state is LinkState.REFUSED else LinkState.RECONNECTING
            return replace(link, state=state, reason=reason or link.reason, retry_at=retry_at)
        case Closed():
            return replace(link, state=LinkState.CLOSED, reason="", retry_at=None, refused_with=None, advice="")
    return link


def fold_system_event(link: Link, event: SystemEvent, own_peripheral: int) -> Link:
    """The link after SYSTEM_EVENT: what is said of the PG and of other peripherals.

    Whether events come, and whether the own peripheral is online, is told by events of the session.
    """
    others, named = link.others_offline, event.system_event_arg1
    if event.system_event_id == SystemEventID.SYS_PERIPHERAL_OFFLINE and named != own_peripheral:
        others |= {named}
    elif event.system_event_id == SystemEventID.SYS_PERIPHERAL_ONLINE:
        others -= {named}
    if not event.pg_status & PGStatus.PGS_PERIPHERAL_OFFLINE:
        others = frozenset()
    return _in_words(replace(link, pg_status=event.pg_status, others_offline=others))


def _in_words(link: Link) -> Link:
    return replace(link, trouble=trouble(link))


def trouble(link: Link) -> str:
    """What is wrong behind the CTI Server, in words; empty while all is well."""
    words = [text for bit, text in _PG_WORDS if link.pg_status & bit]
    if not link.peripheral_online and PGStatus.PGS_PERIPHERAL_OFFLINE & link.pg_status:
        words.remove(_A_PERIPHERAL)  # the line below says which one
    elif _A_PERIPHERAL in words:
        named = ", ".join(map(str, sorted(link.others_offline)))
        which = f"peripheral{'s' if len(link.others_offline) > 1 else ''} {named}" if named else "another peripheral"
        are = "are" if len(link.others_offline) > 1 else "is"
        words[words.index(_A_PERIPHERAL)] = f"{which} {are} offline, {_OURS_IS_WELL}"
    if not link.peripheral_online:
        words.append("our peripheral is offline: no events come")
    rest = link.pg_status & ~sum(int(bit) for bit, _ in _PG_WORDS)
    if rest:
        words.append(f"PG status 0x{rest:X}")
    if link.state is LinkState.ONLINE and not link.services_granted & CTIServiceMask.CTI_SERVICE_SUPERVISOR:
        words.append(NO_SUPERVISOR)
    return "; ".join(words)
