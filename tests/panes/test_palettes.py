"""Themes: contrast by computation, colours told apart by colour-blind people."""

from __future__ import annotations

import itertools

import pytest
from rich.color import Color

from app.ui.themes import OVERLAYS, PALETTES, STYLE_NAMES, THEMES

NOT_IN_LINES = {"stale"}
"""Drawn in borders only, where nothing lies over it."""

FULL_COLOUR = [name for name in PALETTES if name != "ansi16"]


def rgb(colour: Color | None) -> tuple[int, int, int]:
    assert colour is not None
    triplet = colour.get_truecolor()
    return triplet.red, triplet.green, triplet.blue


def linear(channel: float) -> float:
    value = channel / 255
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def luminance(colour: tuple[int, int, int]) -> float:
    red, green, blue = (linear(c) for c in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    """WCAG 2 contrast ratio."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", FULL_COLOUR)
def test_text_has_a_contrast_of_at_least_four_and_a_half(name: str) -> None:
    low = {}
    for style_name, overlay in itertools.product(STYLE_NAMES, OVERLAYS):
        if overlay and style_name in NOT_IN_LINES:
            continue
        style = PALETTES[name].style(style_name, overlay)
        ratio = contrast(rgb(style.color), rgb(style.bgcolor))
        if ratio < 4.5:
            low[style_name, overlay] = round(ratio, 2)
    assert low == {}


@pytest.mark.parametrize("name", FULL_COLOUR)
def test_the_selected_row_differs_from_the_rest_and_from_an_unfocused_one(name: str) -> None:
    backs = [rgb(PALETTES[name].style("", overlay).bgcolor) for overlay in ("", "cursor", "blurred", "flash")]
    assert len(set(backs)) == 4 or name == "high-contrast"
    assert len(set(backs[:3])) == 3


# Viénot, Brettel and Mollon 1999: what a colour becomes without one kind of cone, in linear RGB.
PROTAN = ((0.11238, 0.88762, 0.0), (0.11238, 0.88762, 0.0), (0.00401, -0.00401, 1.0))
DEUTAN = ((0.29275, 0.70725, 0.0), (0.29275, 0.70725, 0.0), (-0.02234, 0.02234, 1.0))


def seen(colour: tuple[int, int, int], eye: tuple[tuple[float, float, float], ...]) -> tuple[float, ...]:
    """The colour as such an eye sees it, in CIE L*a*b*."""
    r, g, b = (linear(c) for c in colour)
    red, green, blue = (max(0.0, row[0] * r + row[1] * g + row[2] * b) for row in eye)
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089
    fx, fy, fz = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


@pytest.mark.parametrize("name", FULL_COLOUR)
@pytest.mark.parametrize("eye", [PROTAN, DEUTAN], ids=["protanopia", "deuteranopia"])
def test_colours_that_mean_something_differ_for_colour_blind_people(
    name: str, eye: tuple[tuple[float, float, float], ...]
) -> None:
    palette = PALETTES[name]
    meanings = {kind: seen(rgb(palette.style(kind).color), eye) for kind in ("plain", "warm", "alarm", "accent")}
    for (one, first), (other, second) in itertools.combinations(meanings.items(), 2):
        distance = sum((p - q) ** 2 for p, q in zip(first, second, strict=True)) ** 0.5
        assert distance >= 10, (one, other, distance)


def test_every_palette_has_its_theme_and_every_style_it_is_asked_for() -> None:
    assert set(PALETTES) == set(THEMES)
    for palette in PALETTES.values():
        assert set(palette.styles) <= set(STYLE_NAMES)
        assert set(palette.overlays) == set(OVERLAYS) - {""}


def test_ansi16_uses_the_terminal_s_own_colours_only() -> None:
    for style_name, overlay in itertools.product(STYLE_NAMES, OVERLAYS):
        style = PALETTES["ansi16"].style(style_name, overlay)
        for colour in (style.color, style.bgcolor):
            assert colour is None or colour.is_default or (colour.number is not None and colour.number < 16)
    assert PALETTES["ansi16"].style("", "cursor").reverse
    assert PALETTES["ansi16"].style("", "flash").reverse
