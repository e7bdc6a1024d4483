"""A package of others that is there for one test."""

import importlib
import sys
from collections.abc import Iterator

import pytest

from offramp.scenario.measure_kinds import KINDS
from offramp.study.questions import questions
from offramp.world import system
from tests.plugins.example import install


@pytest.fixture
def none(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whatever a test installs and registers is gone after it."""
    monkeypatch.setattr(system, "_REGISTER", dict(system._REGISTER))
    kinds = dict(KINDS)
    for name in [name for name in sys.modules if name.startswith("offramp_fatigue")]:
        monkeypatch.delitem(sys.modules, name)
    questions.cache_clear()
    importlib.invalidate_caches()
    yield
    KINDS.clear()
    KINDS.update(kinds)
    questions.cache_clear()


@pytest.fixture
def installed(none: None, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    paths = install(tmp_path_factory.mktemp("site"))
    for path in paths:
        monkeypatch.syspath_prepend(path)
    return paths
