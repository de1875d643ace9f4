"""The protocol versions that are covered."""

from __future__ import annotations

OLDEST, NEWEST, HOME = 9, 25, 17
"""The oldest and the newest covered, and the default."""
