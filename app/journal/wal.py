"""Is the journal's write-ahead file whole? Header and checksums by SQLite's file format, "WAL-mode File Format".

SQLite verifies the checksums only when it opens the file; a connection that is open reads and copies frames unverified,
so that what another program wrote over them gets into the database. The file is locked by nobody, so it may be opened
and closed here. The database and its ``-shm`` may not: that drops SQLite's locks of this process.
"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import NamedTuple

from app.files import read_regular

MOST = 64 * 1024 * 1024
"""Bytes of the file that are looked at; it is longer only while another program reads the journal for hours."""

HEADER = 32
"""Bytes before the first frame."""

_FRAME = 24
_MAGIC = {0x377F0682: "<", 0x377F0683: ">"}


class Wal(NamedTuple):
    """What the write-ahead file holds."""

    frames: int
    """Frames from the first on whose checksums hold."""
    size: int
    """Bytes of the header and these frames."""
    damaged: bool
    """The header is wrong, or frames of the present generation follow one whose checksum is wrong."""


def wal_path(journal: Path) -> Path:
    """The write-ahead file of a journal."""
    return journal.with_name(journal.name + "-wal")


def inspect(path: Path, most: int = MOST) -> Wal:
    """Read and check at most so many bytes of the write-ahead file; an empty one is whole. Raises OSError.

    A wrong frame at the end is no damage: its writer may have been killed, and the next one writes over it.
    """
    data = read_regular(path, most)
    if not data:
        return Wal(0, 0, damaged=False)
    order = _MAGIC.get(int.from_bytes(data[:4], "big"))
    if len(data) < HEADER or order is None:
        return Wal(0, 0, damaged=True)
    page = int.from_bytes(data[8:12], "big")
    sums = _checksum(data[:24], order, (0, 0))
    if sums != struct.unpack(">II", data[24:32]) or not 512 <= page <= 65536:
        return Wal(0, 0, damaged=True)
    salts, size = data[16:24], _FRAME + page
    starts = range(HEADER, len(data) - size + 1, size)
    whole = 0
    for start in starts:
        head = data[start : start + _FRAME]
        if head[8:16] != salts:
            break
        sums = _checksum(data[start + _FRAME : start + size], order, _checksum(head[:8], order, sums))
        if sums != struct.unpack(">II", head[16:24]):
            break
        whole += 1
    later = starts[whole + 1 :]
    damaged = any(data[start + 8 : start + 16] == salts for start in later)
    return Wal(whole, HEADER + whole * size, damaged)


def _checksum(data: bytes, order: str, sums: tuple[int, int]) -> tuple[int, int]:
    first, second = sums
    words = struct.unpack(f"{order}{len(data) // 4}I", data)
    for even, odd in zip(words[::2], words[1::2], strict=True):
        first = (first + even + second) & 0xFFFFFFFF
        second = (second + odd + first) & 0xFFFFFFFF
    return first, second
