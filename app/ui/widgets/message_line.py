"""The message line: the answer to the last key, or a hint of what the next key would do."""

from __future__ import annotations

from collections import deque

from textual.content import Content
from textual.widgets import Static

from app.model import Severity
from app.text import clean, signs

NOTICE_SECONDS = 3.0
"""Seconds to notice a message."""
CHARACTERS_PER_SECOND = 12
"""Reading speed of somebody who is on a call."""


def reading_time(text: str) -> float:
    """Seconds for which a message stays."""
    return NOTICE_SECONDS + len(text) / CHARACTERS_PER_SECOND


class MessageLine(Static):
    """A message for its :func:`reading_time`, else a hint. Its height depends on the window alone."""

    def __init__(self, *, ascii_glyphs: bool = False, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, markup=False)
        self._ascii = ascii_glyphs
        self.message = ""
        """The message on screen, cleaned; empty while the hint is shown."""
        self._severity = Severity.INFO
        self._until = 0.0
        self._hint = ""
        self._waiting: deque[tuple[str, Severity, bool]] = deque(maxlen=3)
        self._about_link = False

    def say(self, text: str, now: float, severity: Severity = Severity.INFO) -> None:
        """Show the answer to a key at ``now``, in place of what is shown."""
        self.message, self._severity = clean(text), severity
        self._about_link = False
        self._until = now + reading_time(self.message)
        self._draw()

    def queue(
        self, text: str, now: float, severity: Severity = Severity.INFO, *, came: str = "", about_link: bool = False
    ) -> None:
        """Show a message that answers no key, once the reading time of the present one is over; at most 3 wait.

        One that waits carries ``came``, the time of day at which it came, unless it is ``about_link``.
        """
        if self.message and now < self._until:
            self._waiting.append((text if about_link else f"{came} {text}".lstrip(), severity, about_link))
        else:
            self.say(text, now, severity)
            self._about_link = about_link

    def link_changed(self) -> None:
        """Messages about the link are not true any more: they leave, also those that wait."""
        kept = [waiting for waiting in self._waiting if not waiting[2]]
        self._waiting.clear()
        self._waiting.extend(kept)
        if self._about_link:
            self.retract()

    def hint(self, text: str) -> None:
        """Set what is shown while there is no message."""
        if text != self._hint:
            self._hint = text
            if not self.message:
                self._draw()

    def retract(self) -> None:
        """Remove the message, which is no longer true; messages that wait are shown from the next tick."""
        if self.message:
            self.message = ""
            self._draw()

    def dismiss_message(self) -> bool:
        """Remove the message and those that wait; False when there was none."""
        had = bool(self.message)
        self._waiting.clear()
        self.message = ""
        self._draw()
        return had

    def tick(self, now: float) -> None:
        """Time moved on to ``now``: remove the message after its reading time, and show the next one."""
        if self.message and now < self._until:
            return
        if not self.message and not self._waiting:
            return
        if self._waiting:
            text, severity, about_link = self._waiting.popleft()
            self.say(text, now, severity)
            self._about_link = about_link
            return
        self.message = ""
        self._draw()

    def _draw(self) -> None:
        self.set_class(bool(self.message) and self._severity is Severity.ERROR, "-error")
        self.set_class(bool(self.message) and self._severity is Severity.WARNING, "-warning")
        self.set_class(not self.message, "-hint")
        glyph = {Severity.INFO: "›", Severity.WARNING: "!", Severity.ERROR: "✗"}[self._severity]  # noqa: RUF001
        words = f"{signs(glyph, self._ascii)} {self.message}" if self.message else clean(self._hint)
        self.update(Content(words), layout=False)  # its lines are its own for good
