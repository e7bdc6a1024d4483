"""Of the mistakes that people make, nearly all are told with file, line, field, cause and right word in one round."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from offramp.errors import CaseError
from offramp.scenario import check
from tests.scenario.broken import GOOD
from tests.scenario.mistakes import MISTAKES, STRANGERS, Mistake

LEAST = 0.95  # of the mistakes are told well
MENDED = MISTAKES[: -len(STRANGERS)]  # after which all others are told; an anchor or a second document ends the reading


def is_told(mistake: Mistake, folder: Path) -> bool:
    """Whether one line of what is told has all that helps."""
    good = GOOD.read_text(encoding="utf-8")
    assert good.count(mistake.old) == 1, f"{mistake.old!r} is there {good.count(mistake.old)} times"
    text = good.replace(mistake.old, mistake.new)
    (line,) = [number for number, row in enumerate(text.splitlines(), 1) if mistake.at in row]
    path = folder / "case.yaml"
    path.write_text(text, encoding="utf-8")
    head = f"{path}:{line}: {mistake.field}"
    return any(
        each.startswith(head) and mistake.cause in each and mistake.right in each[len(head) :] for each in told(path)
    )


def told(path: Path) -> list[str]:
    """All that `check` says of a case, line by line."""
    try:
        return [str(note) for note in check(path).notes]
    except CaseError as error:
        return str(error).splitlines()


def test_there_are_many_different_mistakes() -> None:
    assert len({mistake[:2] for mistake in MISTAKES}) == len(MISTAKES) >= 90


def test_nearly_all_are_told_with_all_that_helps(tmp_path: Path) -> None:
    missed = [mistake.new for mistake in MISTAKES if not is_told(mistake, tmp_path)]
    assert len(missed) <= (1 - LEAST) * len(MISTAKES), missed


def test_a_mistake_that_is_not_told_is_seen(tmp_path: Path) -> None:
    other = MISTAKES[0]._replace(right="the right word")
    assert is_told(MISTAKES[0], tmp_path) and not is_told(other, tmp_path)


@pytest.mark.parametrize("step", range(4))
def test_mistakes_of_all_stages_are_told_in_one_round(step: int, tmp_path: Path) -> None:
    """A slip of the pen, a wrong word, a number out of bounds and a record out of order, each in a line of its own."""
    good = GOOD.read_text(encoding="utf-8")
    edits = {
        "title": ("title: Two neighbours", "title: “Two: neighbours” and"),
        "actors.aland.approval": ("approval: 0.3", "approval: 30 %"),
        "actors.coria.kind": ("kind: host,", "kind: hosst,"),
        "record.rockets.date": ("date: 2031-04-20", "date: 2031-05-20"),
        "principals": ("principals: [aland, borduria]", "principals: [aland, dorland]"),
        "unknowns": ("  - who gave", "  -who gave"),
        "options.8": ("moves: [programme-step]", "moves: [truce]"),
    }
    chosen = list(edits)[step:] if step < 3 else list(edits)
    for name in chosen:
        good = good.replace(*edits[name])
    path = tmp_path / "case.yaml"
    path.write_text(good, encoding="utf-8")
    lines = told(path)
    assert len(lines) == len(chosen), lines
    assert all(any(f": {name}" in line for line in lines) for name in chosen)


def part(mistake: Mistake) -> str:
    """The part of a case that a mistake is in: of two in one number only the first is told."""
    return mistake.field.partition(".")[0]


@given(st.lists(st.sampled_from(MENDED), min_size=2, max_size=4, unique_by=part))
@settings(max_examples=12)
def test_several_mistakes_are_told_together_and_nothing_else(mistakes: list[Mistake]) -> None:
    text = GOOD.read_text(encoding="utf-8")
    fields = [mistake.field for mistake in mistakes]
    for mistake in mistakes:
        assume(text.count(mistake.old) == 1)
        text = text.replace(mistake.old, mistake.new)
    with TemporaryDirectory() as folder:
        path = Path(folder, "case.yaml")
        path.write_text(text, encoding="utf-8")
        lines = told(path)
    missed = [field for field in fields if not any(f": {field}" in line for line in lines)]
    assert not missed and len(lines) == len(mistakes), lines
