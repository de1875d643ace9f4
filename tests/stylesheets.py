"""Each text of Textual's styles is parsed once in a process, not once for each app under test.

The rules of a text depend on the text, where it is from, its place in the cascade and the variables of the theme. They
are not changed after they were parsed: Textual itself keeps them from one parse of an app's style sheet to the next.
"""

from __future__ import annotations

from typing import Any

from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

_parse = Stylesheet._parse_rules
_parsed: dict[tuple[Any, ...], list[RuleSet]] = {}


def parse_once(
    sheet: Stylesheet, css: str, read_from: Any, is_default_rules: bool = False, tie_breaker: int = 0, scope: str = ""
) -> list[RuleSet]:
    """The rules of a text, as ``Stylesheet._parse_rules`` gives them."""
    place = (css, read_from, is_default_rules, tie_breaker, scope)
    key = (*place, *sheet._variables.items())
    rules = _parsed.get(key)
    if rules is None:
        rules = _parsed[key] = _parse(sheet, *place)
    return rules


def install() -> None:
    """Take the place of Textual's parser in this process."""
    Stylesheet._parse_rules = parse_once  # type: ignore[method-assign]
