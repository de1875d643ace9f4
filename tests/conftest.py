"""What all tests share: their reports can be carried between processes."""

from __future__ import annotations

from collections.abc import Generator

import pytest
import settling


def pytest_configure() -> None:
    """Waits for an app under test end as soon as it has nothing left to do."""
    settling.install()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Hostile text gets into captured output; half of a surrogate pair there would break the workers' connection."""
    report = yield
    report.sections = [(name, text.encode("utf-8", "backslashreplace").decode()) for name, text in report.sections]
    return report
