"""How alarms reach a person who doesn't look at the console: the bell, a desktop notice, the title of the window.

Works out whether to ring and which escape sequences to write; the console does both. Sources of the sequences:
xterm's control sequences (OSC 2, CSI 22 t and 23 t), iTerm2 (OSC 9), rxvt-unicode (OSC 777), kitty's desktop
notifications (OSC 99), tmux's passthrough.
"""

from __future__ import annotations

from app.alarms import calls_for_help
from app.model import HIGH, LOW, Alarm, AlarmKind, AlarmState, Floor
from app.text import clean

BELL_EVERY = 2.0
"""Seconds between two bells while a call for help waits."""
NOTICE_LIMIT = 160
"""Characters of a desktop notice's title, and of its body."""
MOST_NOTICES = 3
"""Desktop notices for one floor; more new alarms than that are one notice that counts them."""
TITLE = "floorwalker"
_SAVE_TITLE, _RESTORE_TITLE = "\x1b[22;2t", "\x1b[23;2t"

_ST = "\x1b\\"


class Notifications:
    """Remembers what rang and what was written. Times are steady seconds."""

    def __init__(self, *, bell: bool = True, notify: str = "off", title: bool = False, tmux: bool = False) -> None:
        """``notify`` is "off" or the OSC number of desktop notices; ``tmux`` wraps those for its passthrough."""
        self.bell, self._notify, self._title, self._tmux = bell, notify, title, tmux
        self._known: set[tuple[int, int]] = set()
        """Id and count of the alarms that were seen when :meth:`ring` was last asked."""
        self._ringing = False
        self._rang_at = float("-inf")
        self._noticed: set[int] = set()
        """Ids of the alarms that had their desktop notice."""
        self._titled = ""

    def ring(self, floor: Floor, now: float) -> bool:
        """Ring the bell now? At once for a new alarm, then every two seconds while a call for help waits.

        An alarm that is raised while it rings joins that rhythm. Alarms of low priority don't ring.
        """
        calls = {(a.alarm_id, a.count) for a in calls_for_help(floor)}
        others = {(a.alarm_id, a.count) for a in floor.alarms if a.state is AlarmState.UNACK_ACTIVE and _rings(a)}
        new = (calls | others) - self._known
        rang_already = self._ringing
        self._known = calls | others
        self._ringing = bool(calls) and not floor.silenced
        if not self.bell:
            return False
        due = now - self._rang_at >= BELL_EVERY or now < self._rang_at
        if (new and not rang_already) or ((new or self._ringing) and due):
            self._rang_at = now
            return True
        return False

    def sequences(self, floor: Floor) -> str:
        """Escape sequences to write for this floor: notices of new urgent alarms, and a title that changed."""
        written = ""
        if self._notify != "off":
            urgent = [a for a in floor.alarms if a.state is AlarmState.UNACK_ACTIVE and a.kind.priority <= HIGH]
            new = [alarm for alarm in urgent if alarm.alarm_id not in self._noticed]
            self._noticed.update(alarm.alarm_id for alarm in new)
            if len(new) > MOST_NOTICES:
                written += self._notice(new[0].alarm_id, f"{len(new)} new alarms", _words(new[0]))
            else:
                written += "".join(self._notice(alarm.alarm_id, alarm.kind.value, _words(alarm)) for alarm in new)
        if self._title:
            waiting = sum(1 for a in floor.alarms if a.kind is AlarmKind.EMERGENCY and a.acknowledged is None)
            title = f"{AlarmKind.EMERGENCY.value} {waiting} open - {TITLE}" if waiting else TITLE
            if title != self._titled:
                written += ("" if self._titled else _SAVE_TITLE) + f"\x1b]2;{title}{_ST}"
                self._titled = title
        return written

    @property
    def closing_sequence(self) -> str:
        """What to write when the console ends: the window gets its former title back."""
        return _RESTORE_TITLE if self._titled else ""

    def _notice(self, number: int, title: str, body: str) -> str:
        """A desktop notice. In clean text nothing can end the sequence or begin another."""
        title, body = clean(title, NOTICE_LIMIT).strip(), clean(body, NOTICE_LIMIT).strip()
        match self._notify:
            case "9":
                parts = [f"9;{title}: {body}"]
            case "777":
                parts = [f"777;notify;{title.replace(';', ',')};{body.replace(';', ',')}"]
            case _:
                parts = [f"99;i=floorwalker-{number}:d=0;{title}", f"99;i=floorwalker-{number}:p=body;{body}"]
        return "".join(self._wrapped(f"\x1b]{part}{_ST}") for part in parts)

    def _wrapped(self, sequence: str) -> str:
        if not self._tmux:
            return sequence
        return "\x1bPtmux;" + sequence.replace("\x1b", "\x1b\x1b") + _ST


def _words(alarm: Alarm) -> str:
    """Agent, call and what happened, not cleaned."""
    words = [f"{alarm.agent_id or ''} {alarm.name}".strip()]
    if alarm.connection is not None:
        words.append(f"call {alarm.connection.connection_call_id}")
    words.append(alarm.text)
    return ", ".join(word for word in words if word)


def _rings(alarm: Alarm) -> bool:
    return alarm.kind.priority < LOW
