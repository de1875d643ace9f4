"""Scenario files: what they may contain, and what is wrong with one that contains something else.

A scenario is a TOML file with a ``summary`` and steps. A step happens ``at`` so many seconds, or ``after`` another step
(by its ``id``) and a ``wait``, or ``when`` a client asks for something; ``do`` says what happens
(:data:`protocol.mock.scenario.actions.ACTIONS`).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from importlib import resources
from pathlib import Path
from typing import Any

from protocol.mock.scenario.actions import ACTIONS
from protocol.mock.server import FaultError, parse_fault
from protocol.mock.settings import CentreSettings
from protocol.wire import AGENT_TEAM_NAME, ANI, CALL_VAR_1, CED, DNIS, FIRST_NAME, LAST_NAME, TEXT, Tag

TRIGGERS = ("open", "barge-in", "intercept", "clear", "monitor", "close")
"""What a client does that a step can wait for."""
ALL_SIDES = "all"
TAIL = 5.0
"""Seconds after the last step, where the file does not set how long the scenario lasts."""

_TOP: dict[str, type | tuple[type, ...]] = {
    "summary": str, "seconds": (int, float), "sides": int, "faults": list, "centre": dict, "names": dict,
    "team_names": dict, "step": list,
}  # fmt: skip
_CENTRE: dict[str, type | tuple[type, ...]] = {
    "seed": int, "teams": int, "agents": int, "calls_per_minute": (int, float), "emergencies_per_minute": (int, float),
    "still": bool, "pace": (int, float),
}  # fmt: skip
_STEP: dict[str, type | tuple[type, ...]] = {
    "do": str, "at": (int, float), "after": str, "wait": (int, float), "when": str, "id": str,
}  # fmt: skip
_LIMITS: dict[str, Tag] = {"ani": ANI, "dnis": DNIS, "digits": CED, "text": TEXT, "name": AGENT_TEAM_NAME}
_WORDS = {str: "text", int: "a whole number", dict: "a table", list: "a list", bool: "true or false"}


class ScenarioError(ValueError):
    """A scenario cannot be played. The text names the file, the step and the key."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a scenario."""

    number: int
    """Its place in the file, from 1."""
    do: str
    fields: Mapping[str, Any]
    id: str = ""
    at: float | None = None
    """Seconds since the start; with ``when``, at the latest."""
    after: str = ""
    wait: float = 0.0
    """Seconds after ``after`` or ``when``."""
    when: str = ""


@dataclass(frozen=True, slots=True)
class Scenario:
    """A scenario as its file has it."""

    name: str
    summary: str
    seconds: float
    """How long it lasts; at least so long where steps wait for a client."""
    steps: tuple[Step, ...]
    sides: int = 1
    faults: tuple[str, ...] = ()
    """Faults that are on from the start, on all sides."""
    centre: Mapping[str, Any] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    """AgentID and "Last, First"."""
    team_names: Mapping[int, str] = field(default_factory=dict)

    def settings(self, base: CentreSettings, **chosen: Any) -> CentreSettings:
        """The settings of its centre: its own values outrank ``base``, the chosen ones outrank both."""
        return replace(base, **(dict(self.centre) | chosen))


def load_scenario(name: str) -> Scenario:
    """The scenario of that name that ships with the mock, or of that file. Raises :class:`ScenarioError`."""
    shipped = {path.name.removesuffix(".toml"): path for path in _shipped()}
    if name in shipped:
        return read_scenario(shipped[name].read_text(encoding="utf-8"), name)
    path = Path(name)
    if path.suffix != ".toml" and not path.is_file():
        raise ScenarioError(f"no scenario is called {name!r}; there are {', '.join(sorted(shipped))}, or a .toml file")
    try:
        return read_scenario(path.read_text(encoding="utf-8"), name)
    except OSError as error:
        raise ScenarioError(f"{name}: cannot be read ({error.strerror})") from None
    except UnicodeDecodeError:
        raise ScenarioError(f"{name}: is not UTF-8 text") from None


def available_scenarios() -> list[Scenario]:
    """The scenarios that ship with the mock, by name."""
    found = [read_scenario(path.read_text(encoding="utf-8"), path.name.removesuffix(".toml")) for path in _shipped()]
    return sorted(found, key=lambda scenario: scenario.name)


def _shipped() -> list[Any]:
    folder = resources.files("protocol.mock").joinpath("scenarios")
    return [path for path in folder.iterdir() if path.name.endswith(".toml")]


def read_scenario(text: str, name: str) -> Scenario:
    """A scenario from the text of its file. Raises :class:`ScenarioError`."""
    try:
        top = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ScenarioError(f"{name}: {error}") from None
    _check(top, _TOP, {"summary"}, name, "of a scenario")
    centre = top.get("centre", {})
    _check(centre, _CENTRE, set(), f"{name}: [centre]", "there")
    _check_text(top.get("names", {}), f"{name}: [names]")
    _check_text(top.get("team_names", {}), f"{name}: [team_names]")
    if top.get("sides", 1) not in (1, 2):
        raise ScenarioError(f"{name}: sides should be 1 or 2")
    _check_faults(top.get("faults", []), name)
    sides = top.get("sides", 1)
    steps = tuple(_step(table, number, name, sides) for number, table in enumerate(top.get("step", []), 1))
    ends = _check_order(steps, name)
    _check_names(top.get("names", {}), top.get("team_names", {}), name)
    return Scenario(
        name=name,
        summary=top["summary"],
        seconds=float(top.get("seconds", ends + TAIL)),
        steps=steps,
        sides=sides,
        faults=tuple(top.get("faults", ())),
        centre=centre,
        names=top.get("names", {}),
        team_names={int(key): value for key, value in top.get("team_names", {}).items()},
    )


def _step(table: Any, number: int, name: str, sides: int) -> Step:
    where = f"{name}: step {number}"
    if not isinstance(table, dict):
        raise ScenarioError(f"{where}: should be a table, [[step]]")
    do = table.get("do")
    if do not in ACTIONS:
        what = "has no do" if do is None else f"does {do!r}, which is not known"
        raise ScenarioError(f"{where}: {what}; there are {', '.join(ACTIONS)}")
    action = ACTIONS[do]
    _check(table, _STEP | action.fields, {"do", *action.needed}, where, f"of {do}")
    if table.get("side", "A") not in ("A", "B", ALL_SIDES)[: 3 if sides == 2 else 1]:
        wanted = '"A", "B" or "all"' if sides == 2 else '"A": there is one side'
        raise ScenarioError(f"{where}: side should be {wanted}")
    if "faults" in table and do == "fault":
        _check_faults(table["faults"], where)
    elif "faults" in table:
        _check_faults([str(fault) for fault in table["faults"]], where)
    if not (("at" in table) ^ ("after" in table)) and "when" not in table:
        raise ScenarioError(f"{where}: one of at, after and when is needed")
    if "after" in table and "when" in table:
        raise ScenarioError(f"{where}: after and when don't go together")
    if table.get("when", "open") not in TRIGGERS:
        raise ScenarioError(f"{where}: when should be one of {', '.join(TRIGGERS)}")
    for key, tag in _LIMITS.items():
        _check_size(table.get(key, ""), tag, f"{where}: {key}")
    for key, value in table.get("variables", {}).items():
        if not (key.isascii() and key.isdigit() and 1 <= int(key) <= 10 and isinstance(value, str)):
            raise ScenarioError(f"{where}: variables are numbered 1 to 10, and are text")
        _check_size(value, CALL_VAR_1, f"{where}: variable {key}")
    for key in ("at", "wait"):
        if not 0 <= table.get(key, 0) <= 86_400:
            raise ScenarioError(f"{where}: {key} should be from 0 to 86400 seconds")
    plan = {key: table[key] for key in _STEP if key in table and key != "do"}
    return Step(number, do, {key: value for key, value in table.items() if key not in _STEP}, **plan)


def _check_order(steps: tuple[Step, ...], name: str) -> float:
    """Check that each ``after`` names an earlier step. When the last step happens, in seconds."""
    known: dict[str, float] = {}
    ends = 0.0
    for step in steps:
        if step.id in known:
            raise ScenarioError(f"{name}: step {step.number}: id {step.id!r} is taken")
        if step.after and step.after not in known:
            raise ScenarioError(f"{name}: step {step.number}: after {step.after!r}: no earlier step has that id")
        at = known[step.after] + step.wait if step.after else step.at or 0.0
        if step.id:
            known[step.id] = at
        ends = max(ends, at)
    return ends


def _check(table: Any, types: Mapping[str, type | tuple[type, ...]], needed: set[str], where: str, whose: str) -> None:
    for key, value in table.items():
        if key not in types:
            raise ScenarioError(f"{where}: unknown key {key!r}; the keys {whose} are {', '.join(types)}")
        wanted = types[key]
        if not isinstance(value, wanted) or (isinstance(value, bool) and wanted is not bool):
            raise ScenarioError(f"{where}: {key} should be {_WORDS.get(wanted, 'a number')}")  # type: ignore[arg-type]
    for key in sorted(needed - set(table)):
        raise ScenarioError(f"{where}: {key} is missing")


def _check_text(table: Mapping[str, Any], where: str) -> None:
    for key, value in table.items():
        if not isinstance(value, str):
            raise ScenarioError(f"{where}: {key} should be text")


def _check_names(names: Mapping[str, str], team_names: Mapping[str, str], name: str) -> None:
    for key, value in names.items():
        last, _, first = value.partition(", ")
        _check_size(last, LAST_NAME, f"{name}: [names]: {key}, last name")
        _check_size(first, FIRST_NAME, f"{name}: [names]: {key}, first name")
    for key, value in team_names.items():
        if not (key.isascii() and key.isdigit()):
            raise ScenarioError(f"{name}: [team_names]: keys should be team ids")
        _check_size(value, AGENT_TEAM_NAME, f"{name}: [team_names]: {key}")


def _check_size(text: str, tag: Tag, where: str) -> None:
    if "\0" in text:
        raise ScenarioError(f"{where}: a text may not hold a NUL")
    size = len(text.encode()) + 1
    if size > tag.max_bytes:
        raise ScenarioError(f"{where} takes {size} bytes with its end; the guide has room for {tag.max_bytes}")


def _check_faults(faults: list[Any], where: str) -> None:
    for fault in faults:
        try:
            parse_fault(fault if isinstance(fault, str) else "")
        except FaultError as error:
            raise ScenarioError(f"{where}: {error}") from None
