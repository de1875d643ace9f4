"""How alarms reach a person who doesn't look at the console: the bell, a desktop notice, the title of the window.

Works out whether to ring and which escape sequences to write; the console does both. Sources of the sequences:
xterm's control sequences (OSC 2, CSI 22 t and 23 t), iTerm2 (OSC 9), rxvt-unicode (OSC 777), kitty's desktop
notifications (OSC 99), tmux's passthrough.
"""

from __future__ import annotations

from collections.abc import Mapping

from app.alarms import HELP, help_waits, waits
from app.model import HIGH, LOW, Alarm, AlarmKind, AlarmState, Floor
from app.text import clean
from app.ui.widgets import changes

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
        self._heard: Mapping[int, Alarm] = {}
        """The alarms by their ids when :meth:`ring` was last asked."""
        self._ringing = False
        self._rang_at = float("-inf")
        self._looked_at: Mapping[int, Alarm] = {}
        """The alarms by their ids when :meth:`sequences` was last asked for notices."""
        self._noticed: set[int] = set()
        """Ids of the alarms that had their desktop notice."""
        self._titled = ""

    def ring(self, floor: Floor, now: float) -> bool:
        """Ring the bell now? At once for a new alarm, then every two seconds while a call for help waits.

        An alarm that is raised while it rings joins that rhythm. Alarms of low priority don't ring.
        """
        lookup = floor.alarm_index
        heard, self._heard = self._heard, lookup.by_id
        new = any(_sounds_anew(heard.get(n), lookup.by_id[n]) for n in changes(heard, lookup.by_id).changed)
        rang_already = self._ringing
        self._ringing = help_waits(floor) and not floor.silenced
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
            alarms = floor.alarm_index.by_id
            changed = [alarms[n] for n in changes(self._looked_at, alarms).changed if n not in self._noticed]
            self._looked_at = alarms
            new = [a for a in changed if a.state is AlarmState.UNACK_ACTIVE and a.kind.priority <= HIGH]
            new.sort(key=lambda alarm: (alarm.kind.priority, -alarm.last_raised, alarm.alarm_id))
            self._noticed.update(alarm.alarm_id for alarm in new)
            if len(new) > MOST_NOTICES:
                written += self._notice(new[0].alarm_id, f"{len(new)} new alarms", _words(new[0]))
            else:
                written += "".join(self._notice(alarm.alarm_id, alarm.kind.value, _words(alarm)) for alarm in new)
        if self._title:
            waiting = floor.alarm_index.emergencies_waiting
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


def _sounds(alarm: Alarm) -> bool:
    """Does it ring the bell once? Alarms of low priority don't."""
    if alarm.kind in HELP and waits(alarm):
        return True
    return alarm.state is AlarmState.UNACK_ACTIVE and alarm.kind.priority < LOW


def _sounds_anew(before: Alarm | None, after: Alarm) -> bool:
    return _sounds(after) and (before is None or not _sounds(before) or before.count != after.count)
