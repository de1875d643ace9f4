"""Rows as JSON lines, CSV or plain text, made safe for terminals and spreadsheets.

The values hold foreign text. JSON is printable ASCII and keeps every character as an escape; CSV and text are cleaned
of control characters, and no spreadsheet takes a CSV cell for a formula.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, tzinfo
from typing import Any, Literal, TextIO

from app.text import clean

Form = Literal["text", "json", "csv"]

LONGEST_CELL = 32_767
"""Most characters of a cell: Excel's limit."""

_FORMULA = tuple("=+-@\uff1d\uff0b\uff0d\uff20")
"""First characters of a formula; some spreadsheets take the full-width forms too."""

_SPAN = re.compile(r"([0-9]{1,9})\s*([smhdw])")
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800}


def since(text: str, now: float, zone: tzinfo | None = None) -> float:
    """The wall-clock time of ``text``: ``90m``, ``2h``, ``3d`` before ``now``, or a date or time of ISO 8601.

    A time without an offset is in ``zone``; None: the machine's own. Raises ValueError.
    """
    span = _SPAN.fullmatch(text.strip().lower())
    if span is not None:
        return now - int(span[1]) * _UNITS[span[2]]
    moment = datetime.fromisoformat(text.strip())
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=zone) if zone is not None else moment.astimezone()
    return moment.timestamp()


def local(at: object, zone: tzinfo | None = None) -> str:
    """A UTC time of the journal as ``2026-01-31 15:02:31.123456+01:00`` in ``zone`` (None: the machine's own).

    That is a time for ``--since`` again. What is no time stays as it is: somebody edited it.
    """
    try:
        moment = datetime.fromisoformat(str(at)).astimezone(zone)
    except (ValueError, OverflowError):
        return str(at)
    return moment.isoformat(sep=" ", timespec="microseconds")


def cell(value: object) -> str:
    """One CSV cell before quoting: nothing for None, numbers as they are, text cleaned and never a formula."""
    if value is None:
        return ""
    if isinstance(value, int | float):
        return str(value)
    raw = str(value)
    text = clean(raw, LONGEST_CELL)
    # Some spreadsheets drop leading blanks before they look for a formula.
    if text.lstrip(" '\"").startswith(_FORMULA) or raw[:1] in ("\t", "\r", "\n"):
        return "'" + text
    return text


def json_line(row: Mapping[str, Any]) -> str:
    """One JSON object on one line, printable ASCII only."""
    return json.dumps(dict(row), ensure_ascii=True, default=repr)


def csv_line(values: Iterable[object]) -> str:
    """One line of CSV by RFC 4180, without its end."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="").writerow([cell(value) for value in values])
    return buffer.getvalue()


class Writer:
    """Prints rows in one of the three forms."""

    def __init__(self, out: TextIO, form: Form, columns: Sequence[str]) -> None:
        """``columns`` are the keys of the rows in the order of the CSV; its head line is printed at once."""
        if isinstance(out, io.TextIOWrapper):
            out.reconfigure(errors="backslashreplace")  # names that the terminal's encoding lacks
        self._out = out
        self._form = form
        self._columns = columns
        if form == "csv":
            self._out.write(csv_line(columns) + "\n")

    def row(self, row: Mapping[str, Any], text: str) -> None:
        """Print one row; ``text`` is its line in the text form."""
        match self._form:
            case "json":
                line = json_line(row)
            case "csv":
                line = csv_line(row[name] for name in self._columns)
            case "text":
                line = clean(text, LONGEST_CELL)
        self._out.write(line + "\n")
