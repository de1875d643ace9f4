"""Values that are built at their first use behave as frozen dataclasses with slots do."""

from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError, dataclass, field, fields, is_dataclass, replace
from typing import Any, ClassVar

import pytest

from app import model
from protocol.frozen import frozen
from protocol.session import events


@frozen
class Lazy:
    """A value."""

    KIND: ClassVar[str] = "value"
    number: int
    text: str = "a"
    kept: tuple[int, ...] = field(default_factory=tuple, repr=False)

    @property
    def double(self) -> int:
        """Twice the number."""
        return 2 * self.number


@dataclass(frozen=True, slots=True)
class Eager:
    """The same."""

    KIND: ClassVar[str] = "value"
    number: int
    text: str = "a"
    kept: tuple[int, ...] = field(default_factory=tuple, repr=False)

    @property
    def double(self) -> int:
        """Twice the number."""
        return 2 * self.number


@pytest.mark.parametrize("cls", [Lazy, Eager])
def test_it_is_what_dataclass_makes(cls: Any) -> None:
    value = cls(1, kept=(2,))
    assert (value.number, value.text, value.kept, value.double, value.KIND) == (1, "a", (2,), 2, "value")
    assert repr(value) == f"{cls.__name__}(number=1, text='a')"
    assert value == cls(1, "a", (2,))
    assert value != cls(1)
    assert value != Eager(1, kept=(2,)) or cls is Eager
    assert hash(value) == hash(cls(1, "a", (2,)))
    assert replace(value, text="b") == cls(1, "b", (2,))
    assert [f.name for f in fields(cls)] == ["number", "text", "kept"] == list(cls.__slots__)
    assert cls.__match_args__ == ("number", "text", "kept")
    assert is_dataclass(cls)
    assert copy.copy(value) == copy.deepcopy(value) == pickle.loads(pickle.dumps(value)) == value
    assert not hasattr(value, "__dict__")
    with pytest.raises(FrozenInstanceError):
        value.number = 2
    with pytest.raises(FrozenInstanceError):
        del value.number
    with pytest.raises((FrozenInstanceError, TypeError)):
        value.other = 1


def test_a_subclass_may_be_the_first_that_is_used() -> None:
    @frozen
    class Base:
        number: int

    class Derived(Base):
        pass

    value = Derived(1)
    assert (value.number, value, value == Base(1)) == (1, Derived(1), False)
    assert (repr(value).rpartition(".")[2], Base(2).number) == ("Derived(number=1)", 2)


@pytest.mark.parametrize(
    "first",
    [repr, hash, fields, is_dataclass, lambda cls: cls(1)],
    ids=["repr", "hash", "fields", "is_dataclass", "made"],
)
def test_whatever_is_asked_for_first(first: Any) -> None:
    @frozen
    class One:
        """One."""

        number: int = 1

    first(One)
    assert One() == One(1)
    assert repr(One()).endswith("One(number=1)")


def test_nothing_is_written_before() -> None:
    @frozen
    class One:
        """One."""

        number: int = 1

    before = type(vars(One)["__init__"])
    assert One.__init__ is not None
    assert type(vars(One)["__init__"]) is not before


@pytest.mark.parametrize("module", [model, events])
def test_no_module_of_many_values_builds_them_when_it_is_imported(module: Any) -> None:
    values = [cls for cls in vars(module).values() if isinstance(cls, type) and cls.__module__ == module.__name__]
    plain = [cls.__name__ for cls in values if is_dataclass(cls) and "_state" not in str(cls.__getstate__)]
    assert plain == []
