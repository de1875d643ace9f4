"""Values: frozen dataclasses with slots that cost nothing until the first of them is made.

``dataclass`` writes and compiles seven functions for each class when its module is imported. For the events of a
session and the values of a program that is most of the time that their modules take to load, and many of the classes
never have an instance. :func:`frozen` writes them for each class when it is first used.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import FrozenInstanceError, dataclass, field
from typing import Any, TypeVar, cast, dataclass_transform

T = TypeVar("T")

_WRITTEN = ("__init__", "__repr__", "__eq__", "__hash__", "__dataclass_fields__", "__dataclass_params__")
"""What ``dataclass`` writes: made at its first use."""


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[T]) -> type[T]:
    """Class decorator: as ``dataclass(frozen=True, slots=True)``, but for a class that inherits no fields."""
    annotations = vars(cls).get("__annotations__", {})
    names = tuple(name for name, kind in annotations.items() if "ClassVar" not in str(kind))
    space = {name: kept for name, kept in vars(cls).items() if name not in ("__dict__", "__weakref__")}
    defaults = {name: space.pop(name) for name in names if name in space}
    metaclass: Any = type(cls)
    made = metaclass(cls.__name__, cls.__bases__, {**space, "__slots__": names, "__match_args__": names})
    made.__setattr__, made.__delattr__ = _refuse_to_set, _refuse_to_delete
    made.__getstate__, made.__setstate__ = _state, _take_state
    for name in _WRITTEN:
        setattr(made, name, _Later(name, made, defaults))
    return cast(type[T], made)


class _Later:
    """Stands for what ``dataclass`` writes for a class; the first look at one of them writes all.

    Two threads may look at once: both write the same.
    """

    __slots__ = ("_defaults", "_name", "_of")

    def __init__(self, name: str, of: type, defaults: dict[str, Any]) -> None:
        self._name, self._of, self._defaults = name, of, defaults

    def __get__(self, instance: object, owner: type) -> Any:
        of = self._of  # not ``owner``, which may be a subclass: it has none of the fields
        # Without a text, dataclass would make one of the signature, which takes longer than all the rest.
        text = of.__doc__ or of.__name__
        space = {"__annotations__": of.__annotations__, "__doc__": text, "__module__": of.__module__}
        twin: type = dataclass(frozen=True)(type(of.__name__, (), space | self._defaults))
        for name in _WRITTEN:
            setattr(of, name, vars(twin)[name])
        return getattr(owner if instance is None else instance, self._name)


def _refuse_to_set(self: object, name: str, value: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(self: object, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: Any) -> list[Any]:
    """For copy and pickle."""
    return [getattr(self, name) for name in self.__slots__]


def _take_state(self: Any, state: Sequence[Any]) -> None:
    for name, kept in zip(self.__slots__, state, strict=True):
        object.__setattr__(self, name, kept)
