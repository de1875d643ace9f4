"""``python -m tests.bench [--only NAME ...] [--quick] [--json]``: measure, and print the table."""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import traceback
from importlib.metadata import version

from . import burst, decoding, emergency, keys, load, memory, painting, start, unread
from .figures import Effort, Figure, Subject, head, line

SUBJECTS: tuple[Subject, ...] = tuple(
    module.SUBJECT for module in (decoding, burst, start, painting, emergency, keys, load, memory, unread)
)


def machine() -> str:
    """What all figures are measured on, and what else runs there: above one a core, times are not the console's own."""
    load = os.getloadavg()[0]
    versions = f"Python {platform.python_version()}, textual {version('textual')}"
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, load average {load:.1f}, {versions}"


def main(argv: list[str] | None = None) -> int:
    """0 when everything was measured, whether the goals are met or not; 1 when a measurement failed."""
    names = [subject.name for subject in SUBJECTS]
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Measure the console from outside.")
    parser.add_argument("--only", action="append", choices=names, metavar="NAME", help=f"one of {', '.join(names)}")
    parser.add_argument("--quick", action="store_true", help="few samples, short stretches: to see that it works")
    parser.add_argument("--json", action="store_true", help="one JSON object a row")
    options = parser.parse_args(argv)
    if not options.json:
        print(f"{machine()}\n\n{head()}", flush=True)
    figures: list[Figure] = []
    failed = False
    for subject in SUBJECTS:
        if options.only and subject.name not in options.only:
            continue
        try:
            for figure in subject.measure(Effort(options.quick)):
                figures.append(figure)
                row = json.dumps({"subject": subject.name} | figure.as_json()) if options.json else line(figure)
                print(row, flush=True)
        except Exception:  # the other subjects are measured all the same
            failed = True
            print(f"{subject.name}: the measurement failed\n{traceback.format_exc()}", file=sys.stderr, flush=True)
    if not options.json:
        verdicts = [goal.met(figure) for figure in figures for goal in figure.goals]
        met, missed, unknown = (verdicts.count(verdict) for verdict in (True, False, None))
        print(f"\ngoals: {met} met, {missed} not met, {unknown} not measured\n{machine()}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
