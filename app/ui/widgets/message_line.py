"""The message line: the answer to the last key, and otherwise what the next key would do."""

from __future__ import annotations

from collections import deque

from textual.content import Content
from textual.widgets import Static

from app.model import Severity
from app.text.sanitize import clean

CHARACTERS_PER_SECOND = 12
"""Slow reading, by someone who is on a call."""


def reading_time(text: str) -> float:
    """Seconds a message stays: long enough to notice it and to read it once, slowly."""
    return 3.0 + len(text) / CHARACTERS_PER_SECOND


class MessageLine(Static):
    """One line: a message for as long as it takes to read, else a hint."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, markup=False)
        self.message = ""
        """The message on screen, cleaned; empty when the hint is."""
        self._severity = Severity.INFO
        self._until = 0.0
        self._hint = ""
        self._waiting: deque[tuple[str, Severity]] = deque(maxlen=3)

    def say(self, text: str, now: float, severity: Severity = Severity.INFO) -> None:
        """Show the answer to a key at once, in place of whatever is there."""
        self.message, self._severity = clean(text), severity
        self._until = now + reading_time(self.message)
        self._draw()

    def tell(self, text: str, now: float, severity: Severity = Severity.INFO) -> None:
        """Show news that no key asked for: it waits until the present message has been read."""
        if self.message and now < self._until:
            self._waiting.append((text, severity))
        else:
            self.say(text, now, severity)

    def hint(self, text: str) -> None:
        """What to show while there is no message."""
        if text != self._hint:
            self._hint = text
            if not self.message:
                self._draw()

    def retire(self) -> None:
        """The answer on screen holds no longer; news that wait come with the next tick."""
        if self.message:
            self.message = ""
            self._draw()

    def put_away(self) -> bool:
        """Remove the message, and those that wait; False when there was none."""
        had = bool(self.message)
        self._waiting.clear()
        self.message = ""
        self._draw()
        return had

    def tick(self, now: float) -> None:
        """Time moved on: take away what has been read."""
        if self.message and now < self._until:
            return
        if not self.message and not self._waiting:
            return
        if self._waiting:
            self.say(self._waiting[0][0], now, self._waiting.popleft()[1])
            return
        self.message = ""
        self._draw()

    def _draw(self) -> None:
        self.set_class(bool(self.message) and self._severity is Severity.ERROR, "-error")
        self.set_class(bool(self.message) and self._severity is Severity.WARNING, "-warning")
        self.set_class(not self.message, "-hint")
        glyph = {Severity.INFO: "›", Severity.WARNING: "!", Severity.ERROR: "✗"}[self._severity]  # noqa: RUF001
        self.update(Content(f"{glyph} {self.message}" if self.message else clean(self._hint)))
