"""Reading the settings and their secrets from file and environment, and the problems with them in one sentence each.

Every failure is a :class:`SettingsProblem` (exit status 2) that names the key, what is wrong and where: the file or
the environment variable. No value is repeated in a message, because it may be a secret.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, get_origin

from pydantic import BaseModel, ValidationError

from app.config.model import SOURCES, Settings, Sources, table_keys
from app.config.problem import SettingsProblem, default_config_path
from app.files import read_regular

PREFIX = "FLOORWALKER_"
"""Of the names of environment variables that are settings."""

_MOST_BYTES = 1_000_000
"""Bytes of a settings file that are read."""

_NOT_ASKED_FOR: dict[str, Any] = {"server": {"side_a": "127.0.0.1:42027"}, "supervisor": {"agent_id": "0"}}
"""Values of the required settings while only tables without them are loaded."""

_WORDS = {
    "missing": "it is required",
    "extra_forbidden": "there is no such setting",
    "unexpected_keyword_argument": "there is no such setting",
    "string_type": "it should be text in quotes",
    "string_too_short": "it should not be empty",
    "string_too_long": "it should be at most {max_length} characters long",
    "string_pattern_mismatch": "it should be plain ASCII text",
    "int_type": "it should be a whole number",
    "int_parsing": "it should be a whole number",
    "int_from_float": "it should be a whole number",
    "float_type": "it should be a number",
    "float_parsing": "it should be a number",
    "finite_number": "it should be a number",
    "bool_type": "it should be true or false",
    "bool_parsing": "it should be true or false",
    "greater_than": "it should be more than {gt:g}",
    "greater_than_equal": "it should be at least {ge:g}",
    "less_than": "it should be less than {lt:g}",
    "less_than_equal": "it should be at most {le:g}",
    "literal_error": "it should be one of {expected}",
    "too_short": "it should have at least {min_length} of them",
    "too_long": "it should have at most {max_length} of them",
    "tuple_type": "it should be a list of names",
    "frozen_set_type": "it should be a list of names",
    "dict_type": "it should be a table",
    "model_type": "it should be a table",
    "model_attributes_type": "it should be a table",
    "dataclass_type": "it should be a table",
}


def load_settings(
    config: Path | None = None, *, only: Iterable[str] | None = None, overrides: Mapping[str, Any] | None = None
) -> Settings:
    """The settings of the file and the environment, with ``overrides`` (nested tables) over both.

    ``config`` None means the usual place, where the file may be missing as long as no required setting is.
    ``only`` takes just these tables from file and environment; the others have ``overrides`` and defaults, and what is
    required in them may be missing.
    Raises :class:`SettingsProblem`.
    """
    path = config or default_config_path()
    tables = _read(path, required=config is not None)
    variables = _variables(os.environ)
    kept = None if only is None else frozenset(only)
    if kept is not None:
        tables = {key: table for key, table in tables.items() if key in kept or key not in Settings.model_fields}
    token = SOURCES.set(Sources(tables, kept))
    try:
        filled = {} if kept is None else {key: table for key, table in _NOT_ASKED_FOR.items() if key not in kept}
        return Settings(**filled | dict(overrides or {}))
    except ValidationError as error:
        problem = _explain(error, path, tables, variables)
    finally:
        SOURCES.reset(token)
    raise problem


def _read(path: Path, *, required: bool) -> dict[str, Any]:
    try:
        data = read_regular(path, _MOST_BYTES)
    except FileNotFoundError:
        if not required:
            return {}
        raise SettingsProblem(f"there is no settings file {path}") from None
    except OSError as error:
        raise SettingsProblem(f"the settings file {path} cannot be read ({error.strerror})") from None
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SettingsProblem(f"{path}, line {line}: it is not UTF-8 text") from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsProblem(f"{path}, {_place(error, data)}: it is not valid TOML") from None
    except RecursionError:
        raise SettingsProblem(f"{path}: it is nested too deeply") from None


def _place(error: tomllib.TOMLDecodeError, data: bytes) -> str:
    # Only the line number is taken from the error: its text may quote the file, and a password in it.
    found = re.search(r"at line (\d+), column \d+\)$", str(error))
    return f"line {found[1] if found else data.rstrip().count(bytes([10])) + 1}"


def _variables(environment: Mapping[str, str]) -> dict[tuple[str, ...], str]:
    """The environment variables that are settings, by the keys of the setting.

    Raises :class:`SettingsProblem` for a variable with the prefix that names no setting.
    """
    found: dict[tuple[str, ...], str] = {}
    for name in sorted(environment):
        if not name.upper().startswith(PREFIX):
            continue
        keys = tuple(name[len(PREFIX) :].lower().split("__"))
        kind = _kind(keys)
        if kind == "setting":
            found[keys] = name
        elif kind == "table":
            raise SettingsProblem(f"the environment variable {name} names a table; add __ and a key: {name}__...")
        else:
            raise SettingsProblem(f"the environment variable {name} names no setting: there is no {'.'.join(keys)}")
    return found


def _kind(keys: tuple[str, ...]) -> str:
    """Whether ``keys`` lead to a ``setting``, to a ``table`` or to nothing (an empty text)."""
    kind: Any = Settings
    for depth, key in enumerate(keys):
        if get_origin(kind) is dict:
            return "setting" if key and depth == len(keys) - 1 else ""
        if key not in (table := table_keys(kind)):
            return ""
        kind = table[key]
    return "table" if get_origin(kind) is dict or table_keys(kind) else "setting"


def _explain(
    error: ValidationError, path: Path, tables: Mapping[str, Any], variables: Mapping[tuple[str, ...], str]
) -> SettingsProblem:
    sentences: list[str] = []
    for detail in error.errors(include_url=False, include_input=False):
        loc = detail["loc"]
        if loc and loc[-1] == "[key]":
            loc = loc[:-1]
        words = _words(detail["type"], detail["msg"], detail.get("ctx", {}))
        keys, place = _where(tuple(str(part) for part in loc), path, tables, variables)
        if detail["type"] == "missing":
            sentences.extend(
                f"{key}: it is required; put it into {path} or into {PREFIX}{key.upper().replace('.', '__')}"
                for key in _required(loc)
            )
        else:
            sentences.append(f"{'.'.join(keys)}: {words}{place}")
    return SettingsProblem("settings: " + "; ".join(dict.fromkeys(sentences)))


def _words(kind: str, message: str, context: Mapping[str, Any]) -> str:
    if kind == "value_error":
        return message.removeprefix("Value error, ")
    return _WORDS.get(kind, "it is not a value this setting can have").format(**context)


def _where(
    loc: tuple[str, ...], path: Path, tables: Mapping[str, Any], variables: Mapping[tuple[str, ...], str]
) -> tuple[tuple[str, ...], str]:
    """The keys of the setting that pydantic's ``loc`` leads to or into, and where its value is from, in words."""
    for length in range(len(loc), 0, -1):
        if loc[:length] in variables:
            return loc[:length], f" (in the environment variable {variables[loc[:length]]})"
    keys: list[str] = []
    table: Any = tables
    for part in loc:
        if not isinstance(table, Mapping) or part not in table:
            break
        keys.append(part)
        table = table[part]
    return (tuple(keys), f" (in {path})") if keys else (loc, "")


def _required(loc: tuple[int | str, ...]) -> list[str]:
    """The required settings under ``loc``: a missing table stands for the required keys in it."""
    key = ".".join(str(part) for part in loc)
    field = Settings.model_fields.get(key)
    model = field.annotation if field is not None else None
    if not (isinstance(model, type) and issubclass(model, BaseModel)):
        return [key]
    return [f"{key}.{name}" for name, inner in model.model_fields.items() if inner.is_required()]
