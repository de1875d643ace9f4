"""What all tests share: waits that end in time, work that is done once, reports that can be carried."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Generator

import pytest
import settling
import stylesheets
from hypothesis import settings

settings.register_profile("shared machine", deadline=None)
settings.load_profile("shared machine")

YOUNG = 10_000
"""Objects of the youngest generation when the collector looks at them. Python's 700 cost a fifth of an app's time."""


def pytest_configure() -> None:
    """Waits for an app under test end as soon as it has nothing left to do; styles are parsed once."""
    settling.install()
    stylesheets.install()
    # Bytecode is kept, whatever the environment says: else each worker rewrites the assertions of all tests anew, and
    # each process of a test compiles the whole app.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False


def pytest_collection_finish() -> None:
    """The garbage collector leaves alone what is there before the first test: modules, tests and their parameters."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, 20, 20)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Hostile text gets into captured output; half of a surrogate pair there would break the workers' connection."""
    report = yield
    report.sections = [(name, text.encode("utf-8", "backslashreplace").decode()) for name, text in report.sections]
    return report
