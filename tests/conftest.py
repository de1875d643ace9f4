"""What all tests share: waits that end in time, a collector with little to look at, reports that can be carried."""

from __future__ import annotations

import gc
from collections.abc import Generator

import pytest
import settling
from hypothesis import settings

settings.register_profile("shared machine", deadline=None)
settings.load_profile("shared machine")


def pytest_configure() -> None:
    """Waits for an app under test end as soon as it has nothing left to do."""
    settling.install()


def pytest_collection_finish() -> None:
    """The garbage collector leaves alone what is there before the first test: modules, tests and their parameters."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Hostile text gets into captured output; half of a surrogate pair there would break the workers' connection."""
    report = yield
    report.sections = [(name, text.encode("utf-8", "backslashreplace").decode()) for name, text in report.sections]
    return report
