"""Themes: Textual's for the frame, and palettes of styles for what is drawn line by line (panes and lines above them).

While nothing happens the screen has plain, strong and dim text on one background. Amber marks what takes long, red only
what needs a person now. The contrast of text is at least 4.5:1 in every theme, on the selected row too; ``ansi16``
leaves the colours to the terminal and reverses the selected row.
"""

from __future__ import annotations

from dataclasses import field

from rich.style import Style
from textual.app import App
from textual.theme import Theme

from protocol.frozen import frozen

STYLE_NAMES = (
    "plain", "strong", "dim", "head", "talking", "ready", "good", "engaged", "accent", "warm", "hot", "alarm", "key",
    "stale", "headcell", "headflash",
)  # fmt: skip
OVERLAYS = ("", "cursor", "blurred", "flash", "banner", "you", "faded")
"""Names of the styles over a whole line: none, the selected row (in the pane with the focus, in another one), a flash,
the line of the newest emergency, the line of the supervisor's own engagement, a row of something that is over."""


@frozen
class Palette:
    """The styles of one theme: of the text by name, and over whole lines by overlay."""

    base: Style
    styles: dict[str, Style]
    overlays: dict[str, Style]
    _made: dict[tuple[str, str], Style] = field(default_factory=dict)

    def style(self, name: str, overlay: str = "") -> Style:
        """The style of a name under an overlay; an unknown name is plain."""
        made = self._made.get((name, overlay))
        if made is None:
            made = self.base + self.styles.get(name, Style.null()) + self.overlays.get(overlay, Style.null())
            self._made[name, overlay] = made
        return made


@frozen
class _Inks:
    """The colours a full-colour theme is made of."""

    background: str
    raised: str
    text: str
    strong: str
    dim: str
    line: str
    accent: str
    good: str
    warm: str
    hot: str
    alarm: str
    cursor: str
    blurred: str
    you: str
    alarm_back: str
    alarm_text: str
    cursor_text: str | None = None
    """Set where the selected row has one text colour for all."""


def _palette(ink: _Inks) -> Palette:
    cursor = Style(bgcolor=ink.cursor, color=ink.cursor_text, bold=True if ink.cursor_text else None)
    return Palette(
        base=Style(color=ink.text, bgcolor=ink.background),
        styles={
            "strong": Style(color=ink.strong, bold=True),
            "dim": Style(color=ink.dim),
            "head": Style(color=ink.dim),
            "talking": Style(color=ink.strong),
            "good": Style(color=ink.good),
            "engaged": Style(color=ink.good, bold=True),
            "accent": Style(color=ink.accent),
            "warm": Style(color=ink.warm),
            "hot": Style(color=ink.hot, bold=True),
            "alarm": Style(color=ink.alarm, bold=True),
            "key": Style(color=ink.accent, bold=True),
            "stale": Style(color=ink.background, bgcolor=ink.warm, bold=True),
            "headcell": Style(bold=True),
            "headflash": Style(bold=True, reverse=True),
        },
        overlays={
            "cursor": cursor,
            "blurred": Style(bgcolor=ink.blurred),
            "flash": Style(color=ink.alarm_text, bgcolor=ink.alarm_back, bold=True),
            "banner": Style(color=ink.alarm_text, bgcolor=ink.alarm_back),
            "you": Style(bgcolor=ink.you),
            "faded": Style(color=ink.dim, bold=False),
        },
    )


def _theme(name: str, ink: _Inks, dark: bool) -> Theme:
    return Theme(
        name=name,
        primary=ink.accent,
        secondary=ink.dim,
        accent=ink.accent,
        warning=ink.warm,
        error=ink.alarm,
        success=ink.good,
        foreground=ink.text,
        background=ink.background,
        surface=ink.background,
        panel=ink.raised,
        dark=dark,
        variables={
            "border": ink.accent,
            "border-blurred": ink.line,
            "scrollbar": ink.line,
            "scrollbar-hover": ink.dim,
            "scrollbar-active": ink.accent,
            "scrollbar-background": ink.background,
            "scrollbar-background-hover": ink.background,
            "scrollbar-background-active": ink.background,
            "scrollbar-corner-color": ink.background,
            "footer-background": ink.background,
            "footer-key-foreground": ink.accent,
            "footer-description-foreground": ink.dim,
            "text-dim": ink.dim,
            "stale-foreground": ink.background,
            "stale-background": ink.warm,
        },
    )


_DARK = _Inks(
    background="#0f1317", raised="#171d23", text="#bcc6d0", strong="#eef3f8", dim="#95a2af", line="#2a333c",
    accent="#7cb7ff", good="#86cfa8", warm="#e6b450", hot="#ffa05c", alarm="#ff7b72",
    cursor="#1a3454", blurred="#1c232a", you="#16302a", alarm_back="#b3261e", alarm_text="#ffffff",
)  # fmt: skip
_LIGHT = _Inks(
    background="#fbfbf9", raised="#f0f0ec", text="#33393f", strong="#0b0e11", dim="#5b646d", line="#c9cdd1",
    accent="#0a58b0", good="#1b6b3c", warm="#7d5200", hot="#9c3d00", alarm="#b80058",
    cursor="#d6e6fa", blurred="#ebecea", you="#dff0e4", alarm_back="#a8001f", alarm_text="#ffffff",
)  # fmt: skip
_HIGH_CONTRAST = _Inks(
    background="#000000", raised="#000000", text="#ffffff", strong="#ffffff", dim="#d0d0d0", line="#8c8c8c",
    accent="#5fd7ff", good="#6dff8d", warm="#ffe14d", hot="#ffb347", alarm="#ff8f8f",
    cursor="#ffffff", blurred="#2e2e2e", you="#00331a", alarm_back="#ffffff", alarm_text="#a30000",
    cursor_text="#000000",
)  # fmt: skip

_ANSI16_PALETTE = Palette(
    base=Style(),
    styles={
        "strong": Style(bold=True),
        "talking": Style(),
        "good": Style(color="green"),
        "engaged": Style(color="green", bold=True),
        "accent": Style(color="cyan"),
        "warm": Style(color="yellow"),
        "hot": Style(color="yellow", bold=True),
        "alarm": Style(color="bright_red", bold=True),
        "key": Style(color="cyan", bold=True),
        "stale": Style(color="yellow", reverse=True),
        "headcell": Style(bold=True),
        "headflash": Style(bold=True, reverse=True),
        "head": Style(underline=True),
    },
    overlays={
        "cursor": Style(color="default", bgcolor="default", reverse=True),
        "blurred": Style(bold=True, underline=True),
        "flash": Style(color="bright_red", bgcolor="default", bold=True, reverse=True),
        "banner": Style(color="bright_red", bold=True),
        "you": Style(bold=True),
        "faded": Style(bold=False),
    },
)
_ANSI16_THEME = Theme(
    name="ansi16",
    ansi=True,
    primary="ansi_cyan",
    secondary="ansi_default",
    warning="ansi_yellow",
    error="ansi_bright_red",
    success="ansi_green",
    accent="ansi_cyan",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    boost="ansi_default",
    variables={
        "ansi-background": "ansi_black",
        "ansi-foreground": "ansi_white",
        "border": "ansi_cyan",
        "border-blurred": "ansi_default",
        "scrollbar": "ansi_default",
        "scrollbar-hover": "ansi_cyan",
        "scrollbar-active": "ansi_cyan",
        "scrollbar-background": "ansi_default",
        "scrollbar-background-hover": "ansi_default",
        "scrollbar-background-active": "ansi_default",
        "footer-key-foreground": "ansi_cyan",
        "block-cursor-foreground": "ansi_black",
        "block-cursor-background": "ansi_white",
        "text-dim": "ansi_default",
        "stale-foreground": "ansi_black",
        "stale-background": "ansi_yellow",
    },
)

DEFAULT_THEME = "dark"
PALETTES: dict[str, Palette] = {
    "dark": _palette(_DARK),
    "light": _palette(_LIGHT),
    "high-contrast": _palette(_HIGH_CONTRAST),
    "ansi16": _ANSI16_PALETTE,
}
THEMES: dict[str, Theme] = {
    "dark": _theme("dark", _DARK, dark=True),
    "light": _theme("light", _LIGHT, dark=False),
    "high-contrast": _theme("high-contrast", _HIGH_CONTRAST, dark=True),
    "ansi16": _ANSI16_THEME,
}
"""By the name used in the settings."""


def register(app: App[object]) -> None:
    """Register the themes with an app, which takes one by ``app.theme = name``."""
    for theme in THEMES.values():
        app.register_theme(theme)


def palette_of(app: App[object]) -> Palette:
    """The palette of the app's theme; of another theme than :data:`THEMES` the dark or the light palette."""
    found = PALETTES.get(app.theme)
    if found is None:
        found = PALETTES["dark" if app.current_theme.dark else "light"]
    return found
