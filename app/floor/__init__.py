"""The floor: folding the events of a session into everything the console knows, and snapshots of that.

Pure: no I/O, and time is an argument.
"""

from app.floor.builder import Changed, FloorBuilder
from app.floor.fold import fold
from app.floor.freshness import blind_words

__all__ = [
    "Changed",
    "FloorBuilder",
    "blind_words",
    "fold",
]
