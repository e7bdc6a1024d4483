"""Checking a case: its counts, and notes on judgement."""

from __future__ import annotations

from pathlib import Path

import pytest

from offramp.scenario import cases, check
from offramp.scenario.lint import Note
from offramp.scenario.lint.asked import UNFIT
from offramp.scenario.lint.evidence import NARROW, VOICE
from offramp.scenario.lint.numbers import BARE
from offramp.scenario.lint.plays import GAPS, UNREAD
from tests.scenario.broken import GOOD
from tests.scenario.edited import edited

TEXT = GOOD.read_text(encoding="utf-8")


def judged(path: Path) -> list[Note]:
    """The remarks on a case but those that the good case has, on bare numbers."""
    return [note for note in check(path).notes if note.kind != BARE]


def test_counts() -> None:
    report = check(GOOD)
    assert (report.case, report.title) == ("two-neighbours", "Two neighbours and a pass")
    counted = {name: report.counts[name] for name in ("actors", "arenas", "ties", "moves", "record", "claims", "days")}
    assert counted == {"actors": 5, "arenas": 2, "ties": 5, "moves": 18, "record": 3, "claims": 2, "days": 60}
    assert report.counts["quantities"] > report.counts["ranges"] > report.counts["assumed"] > 0
    assert {note.kind for note in report.notes} == {BARE}


@pytest.mark.parametrize(
    ("old", "new", "at", "field", "says"),
    [
        ("0.4..0.7", "0.5..0.53", "0.5..0.53", "actors.aland.resolve", "narrow"),
        ("exposure: {value: 1..2", "exposure: {value: 1..1.1", "1..1.1", "arenas.pass.assets.aland.exposure", "narrow"),
        ("  sanctions: {}\n", "  sanctions: {}\n  truce: {}\n", "truce:", "moves.truce", "no option and no event"),
        (
            "actor: aland, move: deployment",
            "actor: aland, move: rocket-attack",
            "posts-moved:",
            "record.posts-moved",
            "an entry of options could make it one",
        ),
        (
            "conciliation: 0.6}",
            "conciliation: 0.6, programme: {}}",
            "coria: {name",
            "actors.coria",
            "no option takes it further",
        ),
        (
            "[borduria], moves: [programme-step]",
            "[borduria, coria], moves: [programme-step]",
            "coria: {name",
            "actors.coria",
            "does not have",
        ),
        (
            "[borduria], moves: [shoot-down-by-mistake], targets: [coria]",
            "[coria], moves: [shoot-down-by-mistake], targets: [aland, borduria]",
            "coria: {name",
            "actors.coria",
            "only the first of its 2 mishaps",
        ),
        ("    host: coria\n", "", "coria: {name", "actors.coria", "no host of it there"),
        (
            "  - {actors: [borduria], moves: [shoot-down-by-mistake],",
            "  - {actors: [borduria], moves: [statement],",
            "shoot-down-by-mistake:",
            "moves.shoot-down-by-mistake",
            "it never happens",
        ),
        ("0.4..0.7", "0.5..0.58", "0.5..0.58", "actors.aland.resolve", "narrow for what gazette can show"),
        ("because: it struck first", "because: TODO", "TODO", "actors.aland.resolve", "TODO stands in for a reason"),
        (
            "about: The stronger of the two.",
            "about: to be decided",
            "about: to be",
            "actors.aland.about",
            "to be decided",
        ),
        (
            "yearbook-1: {source: yearbook",
            "yearbook-1: {source: later",
            "yearbook-1:",
            "claims.yearbook-1",
            "later of 2031-08-01 knew more than 2031-05-10",
        ),
        ("date: 2030-12-31, kind: history", "kind: history", "yearbook: {author", "sources.yearbook", "no date"),
        (
            'tests: [{measure: war_prob, within: 60, holds: "< 0.05"}]',
            "undecidable: nobody counts wars that never come",
            "yearbook-1:",
            "claims.yearbook-1",
            "as it says itself: nobody counts",
        ),
        ("at_least: 5}", "at_least: 10}", "effect_of:", "claims.gazette-1.tests.1", "the same in every future"),
        (
            "kind: count\n",
            "kind: count\n    from_day: 61\n",
            "effect_of:",
            "claims.gazette-1.tests.1",
            "begins on day 61, and 60 days are played",
        ),
        (
            "kind: count\n",
            "kind: count\n    from_day: 20\n    within: 80\n",
            "effect_of:",
            "claims.gazette-1.tests.1",
            "ends on day 80, and 60 days are played",
        ),
        (
            'holds: "> 0.5"',
            'holds: "> -1"',
            "violent_answer_30d_prob,",
            "claims.gazette-1.tests.0",
            "> -1 is always so",
        ),
        ('holds: "> 0.5"', 'holds: "> 1"', "violent_answer_30d_prob,", "claims.gazette-1.tests.0", "> 1 is never so"),
        ("war_prob, within: 60", "war_prob", "yearbook-1:", "claims.yearbook-1.tests.0", "the case plays 60"),
        ("    against: [yearbook-1]\n", "", "yearbook-1:", "claims.yearbook-1.against", "gazette-1 does not quarrel"),
        (
            'league.control": 0.9',
            'league.control": 0.4..0.8',
            "0.4..0.8}",
            "offramps.dorland-channel.sets.ties.borduria>mountain-league.control",
            "what the case says anyhow",
        ),
        (
            "from_day: 1, for_days: 3}",
            "from_day: 2}\n      - {actor: dorland, move: statement, target: aland, from_day: 2}",
            "    orders:",
            "offramps.dorland-channel.orders",
            "2 orders for 1 day,",
        ),
        (
            "from_day: 1, for_days: 3}",
            "from_day: 99}",
            "    orders:",
            "offramps.dorland-channel.orders",
            "on day 99, and the case plays 60",
        ),
    ],
)
def test_notes_on_judgement(old: str, new: str, at: str, field: str, says: str, tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(TEXT.replace(old, new), encoding="utf-8")
    (note,) = judged(path)
    (line,) = [i for i, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) if at in text]
    assert (note.file, note.line, note.field) == (str(path), line, field)
    assert says in note.says


def kinds(path: Path, *edits: tuple[str, str]) -> list[tuple[str, str]]:
    """The kind and the field of every remark on a case with some edits."""
    text = TEXT
    for old, new in edits:
        assert text.count(old) == 1
        text = text.replace(old, new)
    (path / "case.yaml").write_text(text, encoding="utf-8")
    return [(note.kind, note.field) for note in judged(path / "case.yaml")]


def test_what_one_voice_says_is_told_apart_from_what_a_report_gathers(tmp_path: Path) -> None:
    alone = kinds(tmp_path, ("publisher: The Gazette, date: 2031-05-10, kind: report", "date: 2031-05-10"))
    assert {kind for kind, _ in alone} == {VOICE}
    assert {field for _, field in alone} == {
        "actors.aland.resolve",
        "actors.aland.factions.staff.weight",
        "arenas.pass.assets.aland.exposure",
        "plots.raid.under_way",
        "offramps.dorland-channel.price",
        "red_lines.commanders.kept",
        "red_lines.own-dead.kept",
    }


def test_how_narrow_is_too_narrow_depends_on_the_evidence(tmp_path: Path) -> None:
    narrow = ("0.4..0.7", "0.5..0.58")
    assert kinds(tmp_path, narrow) == [(NARROW, "actors.aland.resolve")]
    assert kinds(tmp_path, narrow, ("kind: report", "kind: data")) == []
    assert kinds(tmp_path, ("0.4..0.7", "0.01..0.05")) == []  # a rare thing that may be five times as likely


def test_nobody_can_claim_two_things_that_exclude_each_other(tmp_path: Path) -> None:
    war = ("{measure: violent_answer_30d_prob, holds:", "{measure: war_prob, within: 60, holds:")
    assert kinds(tmp_path, war) == []
    assert kinds(tmp_path, war, ("voice: the keeper", "voice: the editor")) == [(UNFIT, "claims.yearbook-1.tests.0")]


@pytest.mark.parametrize("name", cases())
def test_shipped_cases_can_be_checked(name: str) -> None:
    assert check(name).counts["options"] > 0


def test_a_side_without_an_option_on_a_stretch_of_the_ladder_is_remarked(tmp_path: Path) -> None:
    fewer = [("moves: [deployment, limited-strike, air-campaign]", "moves: [limited-strike, air-campaign]")]
    (first, second) = [note for note in check(edited(tmp_path, *fewer)).notes if note.kind == GAPS]
    assert "aland and its partners have no option of force shown (3 to 4)" in first.says
    assert second.field == "options" and "borduria" in second.says


def test_red_lines_that_no_run_reads_are_remarked(tmp_path: Path) -> None:
    off = edited(tmp_path, ("world:\n", "world:\n  red-lines: {on: false}\n"))
    said = {note.field: note.says for note in check(off).notes if note.kind == UNREAD}
    assert sorted(said) == ["red_lines.commanders", "red_lines.own-dead"]
    assert all("the system red-lines is off" in each for each in said.values())
    assert UNREAD not in {note.kind for note in check(GOOD).notes}
