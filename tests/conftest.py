"""How every test runs: strict JAX, steady Hypothesis, no skip where all is required, and what shares a worker."""

import datetime as dt
import gc
import itertools
import os
import re
import sys
from collections.abc import Generator
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, settings
from xdist.scheduler import LoadScopeScheduling

from offramp import clock
from tests.cases.reading import read_once

# JAX reads these when it is first imported, here and in the processes that tests start; so nothing heavy
# is imported for the tests that do without it. Set one yourself to see a test without the strictness.
os.environ.setdefault("JAX_NUMPY_DTYPE_PROMOTION", "strict")
os.environ.setdefault("JAX_NUMPY_RANK_PROMOTION", "raise")
os.environ["OFFRAMP_CACHE"] = "off"  # a test plays its own futures: another's would hide what a change breaks
read_once()

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)
REQUIRE = bool(os.environ.get("OFFRAMP_REQUIRE"))

slow = [HealthCheck.too_slow, HealthCheck.data_too_large]
examples = int(os.environ.get("OFFRAMP_EXAMPLES", "50"))  # `make soak` tries many more
settings.register_profile("dev", deadline=None, max_examples=examples, suppress_health_check=slow)
settings.register_profile("ci", settings.get_profile("dev"), derandomize=True, print_blob=True, database=None)
settings.load_profile("ci" if REQUIRE else "dev")

MOST_MAPS = 20_000  # of the 65,530 that Linux allows; past them XLA aborts the process
# Long folders begin, so that no worker is left alone with one of them at the end.
LONG = ("world", "referee", "fit", "study", "engine", "ensemble", "docs")
GROUP = re.compile(r"@[\w-]+")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests of long folders first."""
    items.sort(key=lambda item: [*LONG, item.path.parent.name].index(item.path.parent.name))


class Groups(LoadScopeScheduling):
    """Tests of one file share a worker, and so what the module keeps; an @name in a test's id cuts files otherwise."""

    def _split_scope(self, nodeid: str) -> str:
        named = GROUP.search(nodeid)
        return named[0] if named else nodeid.split("::")[0]


@pytest.hookimpl(tryfirst=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadScopeScheduling:
    """Deal the tests out to the workers by groups. (xdist's own mark for them has no effect under pytest 9.)"""
    return Groups(config, log)


@pytest.fixture(autouse=True)
def a_clock_that_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a second pass at each reading of the clock: no test may hang on two readings that fall into one second."""
    began, reading = dt.datetime.now(dt.UTC), itertools.count()
    monkeypatch.setattr(clock, "now", lambda: began + dt.timedelta(seconds=next(reading)))


def refuse_skip(report: Report) -> Report:
    """Make a skip a failure where OFFRAMP_REQUIRE is set; an expected failure stays one."""
    if REQUIRE and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
        report.outcome = "failed"
        report.longrepr = f"nothing may be skipped while OFFRAMP_REQUIRE is set: {reason}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    return refuse_skip((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    return refuse_skip((yield))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Generator[None]:
    """Forget compiled programs where they are many: a process may map only so many pieces of memory."""
    yield
    ends = nextitem is not None and nextitem.path != item.path  # of a file, or a long test
    if (ends or item.get_closest_marker("proof")) and "jax" in sys.modules and maps() > MOST_MAPS:
        import jax

        jax.clear_caches()  # type: ignore[no-untyped-call]
        gc.collect()


def maps() -> int:
    """How many pieces of memory this process has mapped; 0 where the system does not say."""
    told = Path("/proc/self/maps")
    return len(told.read_bytes().splitlines()) if told.exists() else 0
