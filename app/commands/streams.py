"""Opening what ``decode`` and ``encode`` read: a file, or standard input."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from app import exits


@contextmanager
def reading(file: str) -> Iterator[IO[bytes]]:
    """The bytes of ``file``, or of standard input for ``-``; ends the command where it can't be read."""
    try:
        if file == "-":
            yield sys.stdin.buffer
        else:
            with open(file, "rb") as stream:
                yield stream
    except BrokenPipeError:
        raise
    except OSError as error:
        name = "standard input" if file == "-" else file
        raise exits.Stop(exits.USAGE, f"{name} cannot be read ({error.strerror})") from None
