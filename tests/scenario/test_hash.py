"""The hash of a case: what a future depends on changes it, how a case is told does not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from offramp.scenario import case_hash, load
from offramp.scenario.reading.tree import read
from tests.scenario.broken import GOOD

TEXT = GOOD.read_text(encoding="utf-8")
HASH = case_hash(load(GOOD))

TOLD = [
    ("# A small crisis that never was", "# Another comment"),
    ("title: Two neighbours and a pass", "title: Another title"),
    ("question: Does", "question: How soon does"),
    ("about: The stronger of the two.", "about: Tall."),
    ("name: Aland\n", "name: The Kingdom\n"),
    ("name: the coast", "name: the sea"),
    ("name: the palace", "name: the court"),
    ("what: ferries", "what: boats"),
    ("because: it struck first", "because: it seems so"),
    ("resolve: {value: 0.4..0.7, source: gazette,", "resolve: {value: 0.4..0.7, source: yearbook,"),
    ("author: A. Writer", "author: B. Writer"),
    ("what: Rockets fell on the garrison", "what: Rockets fell"),
    ("says: Borduria will strike back", "says: It will"),
    ("unknowns:\n  - who gave the order", "unknowns: []"),
    ("between: [aland, coria]", "between: [coria, aland]"),
    ("actors: [coria, dorland], moves: [statement", "actors: [dorland, coria], moves: [statement"),
    ("moves: [deployment, limited-strike, air-campaign]", "moves: [air-campaign, deployment, limited-strike]"),
    ("days: 60\n", "days: 60 # two months\n"),
    ("days: 60\n", "days: 60\nnote: ours\n"),
    ("because: it struck first", "because: it struck first, note: ours"),
    ("fronts: {on: true}", "fronts: {on: true, note: ours}"),
    ("  admission: {}\n", "  admission: {note: ours}\n"),
    ("between: [aland, coria]", "note: ours, between: [aland, coria]"),
    ("actors: [coria, dorland], moves", "note: ours, actors: [coria, dorland], moves"),
    ("what: Rockets fell on the garrison", "what: Rockets fell on the garrison\n    note: ours"),
    ("    voice: ", "    note: ours\n    voice: "),
    ("conciliation: 0.6", "conciliation: 0.60"),
    ("about: The stronger of the two.", "short: the Kingdom\n    adjective: Alandic\n    possessive: the Kingdom's"),
    ("name: the coast\n", "name: the coast\n    short: the sea\n    locative: at sea\n"),
    (
        "  admission: {}\n",
        "  admission: {short: an apology, meant: to calm, undoes: [], tells_alone: '{actor} bowed'}\n",
    ),
]

PLAYED = [
    ("days: 60", "days: 61"),
    ("principals: [aland, borduria]", "principals: [borduria, aland]"),
    ("value: 0.4..0.7", "value: 0.4..0.71"),
    ("per: day", "per: week"),
    ("wish: 0.35", "wish: 0.36"),
    ("weight: 1,", "weight: 2,"),
    ("approval: 0.3", "approval: 0.4"),
    ("every: 1461", "every: 1460"),
    ("might: 0.6", "might: 0.5"),
    ("capability: {air:", "capability: {sea:"),
    ("gear: 0.4", "gear: 0.5"),
    ("    host: coria\n", ""),
    ("likely: 0.5", "likely: 0.6"),
    ("fronts: {on: true}", "fronts: {on: false}"),
    ("reach: {aland: 0.7, borduria: 0.7}", "reach: {aland: 0.7, borduria: 0.6}"),
    ("visibility: overt", "visibility: covert"),
    ("at_least: 5", "at_least: 6"),
    ("date: 2031-04-20", "date: 2031-04-21"),
    ("deaths: {military: 2}", "deaths: {military: 3}"),
    ("  - {kind: alliance, between: [aland, coria]}\n", ""),
    ("targets: [aland, coria], arenas: [pass]", "targets: [aland], arenas: [pass]"),
    ('holds: "< 0.05"', 'holds: "< 0.06"'),
    ("from_day: 1", "from_day: 2"),
]


def hash_of(text: str, folder: Path) -> str:
    path = folder / "another-file.yaml"
    path.write_text(text, encoding="utf-8")
    return case_hash(load(path))


@pytest.mark.parametrize(("old", "new"), TOLD)
def test_how_a_case_is_told_leaves_its_hash(old: str, new: str, tmp_path: Path) -> None:
    assert TEXT.count(old) == 1
    assert hash_of(TEXT.replace(old, new), tmp_path) == HASH


@pytest.mark.parametrize(("old", "new"), PLAYED)
def test_what_is_played_changes_the_hash(old: str, new: str, tmp_path: Path) -> None:
    assert TEXT.count(old) == 1
    assert hash_of(TEXT.replace(old, new), tmp_path) != HASH


def test_the_order_of_fields_leaves_the_hash(tmp_path: Path) -> None:
    def backwards(node: Any, name: str = "") -> Any:
        if not isinstance(node, dict):
            return node
        keys = list(node) if name == "record" else reversed(list(node))
        return {key: backwards(node[key], key) for key in keys}

    assert hash_of(json.dumps(backwards(read(GOOD).plain())), tmp_path) == HASH


def test_options_may_be_written_by_other_rules(tmp_path: Path) -> None:
    rule = "  - {actors: [coria, dorland], moves: [statement, back-channel-message], targets: [aland, borduria]}\n"
    split = rule.replace("coria, dorland", "coria") + rule.replace("coria, dorland", "dorland")
    assert TEXT.count(rule) == 1
    assert hash_of(TEXT.replace(rule, split), tmp_path) == HASH


def test_a_hash_is_64_hexadecimal_digits() -> None:
    assert len(HASH) == 64 and int(HASH, 16)
