"""The base of every code list: integers with words, where an unknown number survives.

The guide's lists are open: a newer server may send numbers that they don't have. ``of()`` names such a number
``UNKNOWN_77`` and never raises.
"""

from __future__ import annotations

from enum import IntEnum, IntFlag
from typing import Any, Self


class Code(IntEnum):
    """One value of a code list of the guide. ``text`` says in plain words what it means."""

    text: str

    def __new__(cls, value: int, text: str = "") -> Self:
        member = int.__new__(cls, value)
        member._value_ = value
        member.text = text
        return member

    @classmethod
    def of(cls, value: int) -> Self:
        """The member with that number; for a number that the list doesn't have, a value named ``UNKNOWN_n``."""
        member = cls._value2member_map_.get(value)
        if member is None:
            # Not kept: a hostile peer could send four billion different numbers.
            member = int.__new__(cls, value)
            member._value_ = value
            member._name_ = f"UNKNOWN_{value}"
            member.text = f"unknown ({value})"
        return member  # type: ignore[return-value]

    def __reduce_ex__(self, protocol: object) -> tuple[object, tuple[int]]:
        return type(self).of, (self._value_,)  # as Enum's own, and for numbers that the list doesn't have too

    @classmethod
    def word(cls, value: int) -> str:
        """The guide's symbol for a number, or ``UNKNOWN_n``."""
        member = cls._value2member_map_.get(value)
        return f"UNKNOWN_{value}" if member is None else str(member.name)


class Mask(IntFlag):
    """Bits of a mask of the guide. Unknown bits are kept."""

    @classmethod
    def _missing_(cls, value: object) -> Any:
        member = super()._missing_(value)
        # Combinations are not kept either: they come from outside, and there are four billion of them.
        cls._value2member_map_.pop(value, None)
        return member

    @classmethod
    def word(cls, value: int) -> str:
        """The guide's symbols of the bits that are set, joined by ``|``; unknown bits as one hexadecimal number."""
        names = [str(bit.name) for bit in cls if bit.value and value & bit.value == bit.value]
        known = 0
        for bit in cls:
            known |= bit.value
        if value & ~known or not names:
            names.append(f"0x{value & ~known:X}" if value else "0")
        return "|".join(names)
