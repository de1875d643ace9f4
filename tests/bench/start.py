"""How long a start takes: the first frame, agents on screen, ``--version``."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from .chain import CONSOLE, relayed, settings
from .figures import Effort, Figure, Goal, Subject, of_samples
from .relay import Relay
from .terminal import ROOT, SIZE, environment, on_terminal

AGENTS = 36
TRIVIAL = (sys.executable, "-m", "tests.bench.trivial")
PANES = r"Team roster[\s\S]*Live calls|Live calls[\s\S]*Team roster"
AN_AGENT = r"\b10[0-3]\d\b.*\b30[0-3]\d\b"
"""Id and extension of one of the mock centre's agents, in one line."""


def process_seconds(*command: str) -> float:
    """From its start to its end."""
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            command, check=True, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL, cwd=ROOT,
            env=environment(Path(folder)),
        )  # fmt: skip
    return time.perf_counter() - began


def milliseconds_until(command: Sequence[str], patterns: Sequence[str], variables: dict[str, str]) -> list[float]:
    """From the start of a program on a terminal until each pattern is on the screen."""
    with (
        tempfile.TemporaryDirectory() as folder,
        on_terminal(command, environment(Path(folder), variables)) as terminal,
    ):
        time.sleep(0.2)  # nothing is on the screen by then: the reading costs the start no processor time
        return [1000 * (terminal.wait_for(pattern) - terminal.began) for pattern in patterns]


def first_frames(relay: Relay, rounds: int) -> tuple[list[float], list[float], list[float]]:
    """Milliseconds to a trivial app's first frame, the console's, and its first agent. A round before fills caches."""
    trivial, panes, agents = [], [], []
    for _ in range(rounds + 1):
        trivial += milliseconds_until(TRIVIAL, ("ready to begin",), {})
        frame, agent = milliseconds_until(CONSOLE, (PANES, AN_AGENT), settings(relay))
        panes.append(frame)
        agents.append(agent)
    return trivial[1:], panes[1:], agents[1:]


def measure(effort: Effort) -> Iterator[Figure]:
    """Console and references in turn."""
    with relayed(AGENTS, 3) as relay:
        trivial, panes, agents = first_frames(relay, effort.of(9, 2))
    on, reference = f"pty {SIZE}, {AGENTS} agents", "trivial Textual app"
    yield of_samples("trivial Textual app, first frame", f"pty {SIZE}", trivial)
    yield of_samples(
        "first frame with panes", on, panes, ratio=median(panes) / median(trivial), reference=reference,
        goals=(Goal("ratio", "<=", 1.5), Goal("ratio", "<=", 1.25)),
    )  # fmt: skip
    yield of_samples(
        "agents on screen", on, agents, ratio=median(agents) / median(trivial), reference=reference,
        goals=(Goal("ratio", "<=", 1.9),),
    )  # fmt: skip
    nothing, version = [], []
    for _ in range(effort.of(15, 3)):
        nothing.append(1000 * process_seconds(sys.executable, "-c", "pass"))
        version.append(1000 * process_seconds(*CONSOLE, "--version"))
    yield of_samples(
        "--version", "a process from start to end", version, ratio=median(version) / median(nothing),
        reference="python -c pass", goals=(Goal("ratio", "<=", 3), Goal("ratio", "<=", 4)),
    )  # fmt: skip


SUBJECT = Subject("start", measure)
