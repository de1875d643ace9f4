"""Where the journal's file is, and whether that is a network file system."""

from __future__ import annotations

import logging
import os
import re
from pathlib import Path

from app.files import PRIVATE, check_regular

JOURNAL_FILE = "journal.sqlite3"

MOUNTS = Path("/proc/self/mountinfo")

logger = logging.getLogger(__name__)

_NETWORK = frozenset(
    {"9p", "afpfs", "afs", "beegfs", "ceph", "cifs", "coda", "gfs", "gfs2", "glusterfs", "lustre"}
    | {"ncpfs", "nfs", "nfs4", "ocfs2", "smb3", "smbfs"}
)
_NETWORK_FUSE = ("sshfs", "glusterfs", "rclone", "s3fs", "davfs", "cephfs", "smbnetfs", "nfs")


def default_journal_path() -> Path:
    """The journal's file where the settings name none: in the user's data folder, in a folder ``floorwalker``."""
    import platformdirs  # here: a named journal needs none of it

    return Path(platformdirs.user_data_dir("floorwalker")) / JOURNAL_FILE


def journal_path(path: str | None) -> Path:
    """The journal's file by ``[journal] path`` of the settings; None: the default one."""
    return Path(path).expanduser() if path is not None else default_journal_path()


def make_private(path: Path) -> None:
    """Make folder and file where they are missing, and leave both and SQLite's side files to their owner only.

    They hold names and numbers. Raises OSError, also when one of the files is a link or no regular file. A file that is
    there is not opened: closing it would drop SQLite's locks of this process.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if check_files(path):
        return
    try:
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE))
    except FileExistsError:
        check_files(path)


def check_files(path: Path) -> bool:
    """Whether the journal is there. Raises OSError when it or a side file of SQLite's is a link or no regular file."""
    there = check_regular(path)
    for side in ("-wal", "-shm", "-journal"):
        check_regular(path.with_name(path.name + side))
    return there


def keep_private(path: Path) -> None:
    """Take everybody's rights but the owner's from the journal and SQLite's side files; a warning where that fails."""
    for side in ("", "-wal", "-shm", "-journal"):
        file = path.with_name(path.name + side)
        try:
            if os.lstat(file).st_mode & 0o077:
                os.chmod(file, PRIVATE)
        except FileNotFoundError:
            continue
        except OSError as error:
            logger.warning("%s stays readable by others: %s", file, error.strerror or error)


def on_network(path: Path, mounts: Path = MOUNTS) -> bool:
    """Whether ``path`` is on a network file system by the mount table ``mounts``; False where there is none."""
    try:
        table = mounts.read_text("utf-8", "surrogateescape")
    except OSError:
        return False
    place = Path(os.path.realpath(path))
    best, kind = -1, ""
    for line in table.splitlines():
        left, dash, right = line.partition(" - ")
        columns = left.split(" ")
        if not dash or len(columns) < 5:
            continue
        mount = Path(re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), columns[4]))
        # Of two mounts on one place the later one covers the earlier.
        if place.is_relative_to(mount) and len(mount.parts) >= best:
            best, kind = len(mount.parts), right.split(" ")[0]
    name = kind.removeprefix("fuse.")
    return kind in _NETWORK or (kind != name and name.startswith(_NETWORK_FUSE))
