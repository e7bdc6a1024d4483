"""Checking a case: its counts, and notes on judgement."""

from __future__ import annotations

from pathlib import Path

import pytest

from offramp.scenario import cases, check
from tests.scenario.broken import GOOD

TEXT = GOOD.read_text(encoding="utf-8")


def test_counts() -> None:
    report = check(GOOD)
    assert (report.case, report.title) == ("two-neighbours", "Two neighbours and a pass")
    counted = {name: report.counts[name] for name in ("actors", "arenas", "ties", "moves", "record", "claims", "days")}
    assert counted == {"actors": 5, "arenas": 2, "ties": 5, "moves": 17, "record": 3, "claims": 2, "days": 60}
    assert report.counts["quantities"] > report.counts["ranges"] > report.counts["assumed"] > 0
    assert report.notes == ()


@pytest.mark.parametrize(
    ("old", "new", "at", "field", "says"),
    [
        ("0.4..0.7", "0.5..0.53", "0.5..0.53", "actors.aland.resolve", "narrow"),
        ("exposure: {value: 1..2", "exposure: {value: 1..1.1", "1..1.1", "arenas.pass.assets.aland.exposure", "narrow"),
        ("  sanctions: {}\n", "  sanctions: {}\n  truce: {}\n", "truce:", "moves.truce", "no option and no event"),
        ("actor: aland, move: deployment", "actor: aland, move: rocket-attack", "posts-moved:", "record.posts-moved",
         "a rule could make it one"),
        ("conciliation: 0.6}", "conciliation: 0.6, programme: {}}", "coria: {name", "actors.coria",
         "no option takes it further"),
        ("[borduria], moves: [programme-step]", "[borduria, coria], moves: [programme-step]", "coria: {name",
         "actors.coria", "does not have"),
        ("[borduria], moves: [shoot-down-by-mistake], targets: [coria]",
         "[coria], moves: [shoot-down-by-mistake], targets: [aland, borduria]", "coria: {name", "actors.coria",
         "only the first of its 2 mishaps"),
        ("    host: coria\n", "", "coria: {name", "actors.coria", "no host of it there"),
        ("  - {actors: [borduria], moves: [shoot-down-by-mistake],", "  - {actors: [borduria], moves: [statement],",
         "shoot-down-by-mistake:", "moves.shoot-down-by-mistake", "it never happens"),
    ],
)  # fmt: skip
def test_notes_on_judgement(old: str, new: str, at: str, field: str, says: str, tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(TEXT.replace(old, new), encoding="utf-8")
    (note,) = check(path).notes
    (line,) = [i for i, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) if at in text]
    assert (note.file, note.line, note.field) == (str(path), line, field)
    assert says in note.says


@pytest.mark.parametrize("name", cases())
def test_shipped_cases_can_be_checked(name: str) -> None:
    assert check(name).counts["options"] > 0
