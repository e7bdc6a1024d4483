"""The list of questions, and those that another package adds."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import EntryPoint

import pytest

from offramp.errors import OfframpError
from offramp.study import questions as place
from offramp.study.compare.question import Compare  # noqa: F401 - loaded by its name
from offramp.study.question import Question, Runs
from offramp.study.questions import GROUP, ROOMS, questions


@dataclass(frozen=True, kw_only=True)
class Another(Question):  # type: ignore[type-arg]
    """A question of another package."""

    NAME = "another"

    runs: Runs = 64


@pytest.fixture(autouse=True)
def afresh() -> Iterator[None]:
    questions.cache_clear()
    yield
    questions.cache_clear()


def added(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    points = [EntryPoint(getattr(globals()[name], "NAME", "it"), f"{__name__}:{name}", GROUP)]
    monkeypatch.setattr(EntryPoint, "load", lambda each: globals()[each.value.partition(":")[2]])
    monkeypatch.setattr(place, "entry_points", lambda group: points if group == GROUP else [])


def test_every_room_has_its_question() -> None:
    assert {name: each.NAME for name, each in questions().items()} == {name: name for name in ROOMS}


def test_another_package_adds_a_question(monkeypatch: pytest.MonkeyPatch) -> None:
    added(monkeypatch, "Another")
    assert questions()["another"] is Another and [*questions()][:-1] == [*ROOMS]


@pytest.mark.parametrize("name", ["Compare", "OfframpError"])
def test_what_is_no_question_or_has_a_name_that_is_taken_is_refused(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    added(monkeypatch, name)
    with pytest.raises(OfframpError, match=rf"{GROUP}: \w+: found .*:{name}; allowed: a question of the entry's name"):
        questions()
