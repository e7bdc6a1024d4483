"""What is exported comes back the same: records and sources of any words and numbers, by CSV and by Excel."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from offramp.errors import unprintable
from offramp.interchange.columns import PARTS
from offramp.interchange.entries import read_entries
from offramp.interchange.exporting import case_table, tables_bytes
from offramp.interchange.importing import Wishes, import_table
from offramp.interchange.into import entry_lines
from offramp.interchange.placing import placed
from offramp.interchange.sheet import read_sheet
from offramp.scenario import load
from offramp.scenario.reading.entry import names_of
from offramp.scenario.reading.tree import grow
from tests.cases.build import DATE, made, skeleton
from tests.interchange.tables import CASE, a_case

ENDINGS = (".csv", ".xlsx")
words = st.text(st.characters(max_codepoint=0xFFFF, exclude_categories=("Cs", "Cc")), max_size=40).filter(
    lambda text: not unprintable(text) and (text == "" or text.strip() != "")  # a cell of blanks alone is empty
)
tricky = st.sampled_from(
    ["=1+1", "'quoted'", "+x", "-", "@SUM(A1)", 'a;b,c\t"d"', "two\nlines", "{a: 1}", "  led by blanks ", "’é\u2028ü"]
)
ids = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,4}){0,2}", fullmatch=True)
range_ = st.tuples(st.integers(1, 50), st.integers(51, 90)).map(lambda ends: f"{ends[0]}..{ends[1]}")
toll = st.one_of(
    st.integers(0, 10**8),
    st.builds(lambda each, why: {"value": each, "source": "note", "because": why or "so"}, range_, words),
)
order = st.one_of(st.just("b"), st.just({"actor": "b", "prob": 0.75}))


@st.composite
def events(draw: st.DrawFn, part: str) -> dict[str, dict[str, Any]]:
    """Events of the small case of tests, in the order of their days."""
    names = draw(st.lists(ids, min_size=1, max_size=5, unique=True))
    days = sorted(draw(st.lists(st.dates(), min_size=len(names), max_size=len(names))))
    found = {}
    for number, (name, day) in enumerate(zip(names, days, strict=True)):
        year = 1990 + day.year % 40 if part == "record" else 2040 + day.year % 40
        event: dict[str, Any] = {
            "date": f"{year}-{day.month:02}-{min(day.day, 28):02}",
            "actor": "a",
            "move": "statement",
            "target": "b",
            "what": f"{draw(st.one_of(words, tricky))}{number}",
            "source": draw(st.sampled_from(["note", ["note"]])),
        }
        if draw(st.booleans()):
            event["deaths"] = {"military": draw(toll), "civilian": draw(toll)}
        if draw(st.booleans()):
            event["attribution"] = {"value": "0.2..0.9", "source": "assumed", "because": draw(tricky)}
        event |= draw(st.sampled_from([{}, {"verified": False}, {"arena": "field"}]))
        found[name] = event
    return dict(sorted(found.items(), key=lambda each: each[1]["date"]))


def in_a_case(**parts: Any) -> dict[str, Any]:
    arena = {"name": "the field", "reach": {"a": 0.5, "b": 0.5}}
    return skeleton(arenas={"field": arena}, **parts)


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("part", ["record", "aftermath"])
@settings(max_examples=15)
@given(data=st.data())
def test_events_come_back_the_same(part: str, ending: str, data: st.DataObject) -> None:
    entries = data.draw(events(part))
    late = {"author": "T. Est", "title": "Later", "date": "2090-01-01"}
    sources = {"note": {"author": "T. Est", "title": "A note", "kind": "report"}, "late": late}
    whole = in_a_case(sources=sources, **{part: entries})
    comes_back(whole, part, ending)


@pytest.mark.parametrize("ending", ENDINGS)
@settings(max_examples=15)
@given(data=st.data())
def test_sources_come_back_the_same(ending: str, data: st.DataObject) -> None:
    said = st.one_of(words, tricky)
    source = st.fixed_dictionaries(
        {"author": said, "title": said},
        optional={
            "publisher": said,
            "date": st.just(DATE),
            "kind": st.sampled_from(["data", "study"]),
            "address": said,
            "verified": st.booleans(),
            "licence": said,
            "credit": said,
        },
    )
    some = data.draw(st.dictionaries(ids, source, min_size=1, max_size=5))
    unlike = {name: {**each, "title": f"{each['title']} {at}"} for at, (name, each) in enumerate(some.items())}
    comes_back(in_a_case(sources=unlike), "sources", ending)


def comes_back(whole: dict[str, Any], part: str, ending: str) -> None:
    """Export a part, import it, and compare: the table alone, and the case with its part taken out and put in."""
    case = made(whole)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "case.yaml"
        path.write_text(json.dumps(whole), encoding="utf-8")
        table = folder / f"table{ending}"
        table.write_bytes(tables_bytes({part: case_table(str(path), part)}, ending))
        found = read_entries(read_sheet(table, usual=part), part, names_of(case))
    assert found.dropped == []
    assert {key: each.made for key, each in found.kept.items()} == {
        key: getattr(case, part)[key] for key in whole[part]
    }
    written, _ = grow(entry_lines(part, found.kept, {}), "written")
    again, _ = grow(json.dumps({part: {key: each.fields for key, each in found.kept.items()}}), "json")
    assert written.plain() == again.plain()


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("part", PARTS)
def test_the_shipped_case_comes_back(tmp_path: Path, part: str, ending: str) -> None:
    case = load("baghdad-2020")
    table = tmp_path / f"table{ending}"
    table.write_bytes(tables_bytes({part: case_table("baghdad-2020", part)}, ending))
    found = read_entries(read_sheet(table, usual=part), part, names_of(case))
    own = {key: each.made for key, each in found.kept.items()}
    assert found.dropped == [] and own == {key: getattr(case, part)[key] for key in own}
    assert len(own) >= 30


def test_a_part_that_is_taken_out_is_put_in_again(tmp_path: Path) -> None:
    """The case without its record, and the record as a table, make the case again, with its hash."""
    from offramp.scenario.hashing import case_hash

    case, table = a_case(tmp_path), tmp_path / "record.csv"
    table.write_bytes(tables_bytes({"record": case_table(str(case), "record")}, ".csv"))
    whole = load(case)
    text = case.read_text()
    start, end = text.index("record:\n"), text.index("complete:\n")
    plot = "    stopped_by: commander-killed\n"
    bare = (text[:start] + text[end:]).replace(plot, "").replace("effect_of: commander-killed, ", "")
    case.write_text(bare)
    assert load(case).record == {}
    import_table(table, Wishes("record"), case, into=True)
    assert load(case).record == whole.record
    case.write_text(case.read_text() and text)
    assert case_hash(load(case)) == case_hash(whole)


@settings(max_examples=15)
@given(data=st.data())
def test_entries_are_put_among_those_of_a_file_and_nothing_else_moves(data: st.DataObject) -> None:
    text = CASE.read_text()
    more = data.draw(events("record"))
    fresh = {f"new-{name}": each for name, each in more.items()}
    lines = placed(text, "case.yaml", "record", fresh).splitlines()
    assert [line for line in lines if not line.lstrip().startswith(("new-", '"new-'))] == text.splitlines()
    tree, _ = grow("\n".join(lines), "case.yaml")
    days = [each["date"] for each in tree.plain()["record"].values()]
    assert days == sorted(days)
