"""Loading the settings in a process of its own, while this one loads the screen.

The settings are validated before anything is shown, and pydantic takes half as long to load as Textual: two processes
do both at the same time. The values come back without pydantic, so this process doesn't load it at all.
"""

from __future__ import annotations

import os
import pickle
import threading
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, cast

from app.config.values import Secret

if TYPE_CHECKING:  # its module loads pydantic
    from app.config.model import Settings


class Values:
    """A table of the settings as values alone: the attributes of its model, which nobody can change."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        vars(self).update(values)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"{name} can't be changed")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Values) and vars(self) == vars(other)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"Values({', '.join(f'{name}={value!r}' for name, value in vars(self).items())})"

    def model_copy(self, *, update: Mapping[str, Any]) -> Values:
        """A copy with other values for some attributes, as pydantic's."""
        return Values({**vars(self), **update})


def without_pydantic(settings: Settings) -> Settings:
    """The same values with the same names. It is a :class:`Values`: whoever only reads settings sees no difference."""
    return cast("Settings", _values(settings))


def _values(value: Any) -> Any:
    from pydantic import BaseModel, SecretStr  # here: the process that gets the values doesn't load it

    if isinstance(value, BaseModel):
        return Values({name: _values(getattr(value, name)) for name in type(value).model_fields})
    return Secret(value.get_secret_value()) if isinstance(value, SecretStr) else value


def load_apart(config: Path | None) -> Callable[[], Settings]:
    """Start loading the settings, as :func:`app.config.load.load_settings` does; the function returned waits for them.

    Where the other process has none for whatever reason, the function loads them itself, and raises SettingsProblem in
    the same words. Without ``fork``, beside other threads and on a machine that has no room for one, there is no other
    process.
    """
    if not hasattr(os, "fork") or threading.active_count() > 1:
        return partial(_load_here, config)
    import asyncio  # noqa: F401 - here: both processes need it, so it is loaded once for both

    reader, writer = os.pipe()
    try:
        child = os.fork()
    except OSError:
        os.close(reader)
        os.close(writer)
        return partial(_load_here, config)
    if child == 0:
        _load_and_end(config, reader, writer)
    os.close(writer)
    return partial(_take, config, child, reader)


def _load_here(config: Path | None) -> Settings:
    from app.config.load import load_settings  # here: it loads pydantic

    return load_settings(config)


def _load_and_end(config: Path | None, reader: int, writer: int) -> NoReturn:
    """In the other process: write the values and end. It says nothing; what is wrong with them is said by this one."""
    status = 1
    try:
        os.close(reader)  # so that its write fails where the process that waits has ended
        with open(writer, "wb") as pipe:
            pickle.dump(without_pydantic(_load_here(config)), pipe)
        status = 0
    finally:
        os._exit(status)


def _take(config: Path | None, child: int, reader: int) -> Settings:
    with open(reader, "rb") as pipe:
        data = pipe.read()
    try:
        _, status = os.waitpid(child, 0)
    except ChildProcessError:
        status = -1  # whoever started this process ignores SIGCHLD, so the system keeps no status
    return cast("Settings", pickle.loads(data)) if status == 0 else _load_here(config)
