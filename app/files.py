"""Opening what has to be a regular file, and who may read it.

A link would lead elsewhere, a pipe would block, a device would never end: none of them is opened where a file of the
console is meant. All errors are OSError with a sentence in ``strerror``.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

PRIVATE = 0o600
"""Mode of a file that only its owner can read."""

_LINK = "it is a symbolic link"
_NOT_REGULAR = "it is not a regular file"


def check_regular(path: Path, *, follow: bool = False) -> bool:
    """False when there is nothing at ``path``. Raises OSError when what is there is no regular file.

    A symbolic link is refused too, unless ``follow``. Nothing is opened.
    """
    try:
        found = os.stat(path, follow_symlinks=follow)
    except FileNotFoundError:
        return False
    _check_mode(found.st_mode, path)
    return True


def open_regular(path: Path, flags: int, *, follow: bool = False) -> int:
    """A descriptor of the regular file at ``path``; with O_CREAT a new one is private. Never blocks on a pipe.

    Raises OSError.
    """
    check_regular(path, follow=follow)
    flags |= getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    if not follow:
        flags |= getattr(os, "O_NOFOLLOW", 0)
    descriptor = os.open(path, flags, PRIVATE)
    try:
        _check_mode(os.fstat(descriptor).st_mode, path)  # it may have been replaced since the first look
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def read_regular(path: Path, most: int, *, follow: bool = False) -> bytes:
    """The first ``most`` bytes of a regular file. Raises OSError."""
    descriptor = open_regular(path, os.O_RDONLY, follow=follow)
    with os.fdopen(descriptor, "rb") as file:
        return file.read(most)


def make_owner_only(descriptor: int) -> None:
    """Take everybody's rights but the owner's from an open file. Raises OSError (of another owner's file, say)."""
    if stat.S_IMODE(os.fstat(descriptor).st_mode) & 0o077 and hasattr(os, "fchmod"):
        os.fchmod(descriptor, PRIVATE)


def readable_by_others(path: Path) -> str:
    """That others than the owner can read the file, as a sentence; empty when they can't, or it can't be told."""
    try:
        mode = stat.S_IMODE(os.stat(path).st_mode)
    except OSError:
        return ""
    if os.name != "posix" or not mode & 0o044:
        return ""
    who = "everybody" if mode & 0o004 else "its group"
    return f"{path} can be read by {who} (mode {mode:04o}); chmod 600 makes it yours alone"


def _check_mode(mode: int, path: Path) -> None:
    if stat.S_ISLNK(mode):
        raise OSError(errno.ELOOP, _LINK, str(path))
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(mode):
        raise OSError(errno.EINVAL, _NOT_REGULAR, str(path))
