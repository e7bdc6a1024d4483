"""Slips of the pen are named as what they are, in the user's own file and line, before what follows from them."""

from __future__ import annotations

import io
import sys
import time
from pathlib import Path

import pytest

from offramp.errors import MOST, CaseError, Fault, printable
from offramp.scenario import load
from offramp.scenario.checks.size import MOST_OPTIONS
from offramp.scenario.reading import text
from offramp.scenario.reading.meant import meant
from tests.scenario.broken import GOOD
from tests.scenario.edited import edited

TITLE, KIND, CORIA = "title: Two neighbours and a pass", "    kind: state\n    about", "  coria: {name"
POSTS, FIRST = "what: Aland moved posts", "value: 0.4..0.7"


def faults(path: Path) -> tuple[Fault, ...]:
    with pytest.raises(CaseError) as error:
        load(path)
    return error.value.faults


@pytest.mark.parametrize(
    ("old", "new", "line", "found"),
    [
        (CORIA, "\u00a0 coria: {name", 38, "a no-break space"),
        (KIND, "    kind:\u00a0state\n    about", 20, "a no-break space"),
        (KIND, "    kind:\u3000state\n    about", 20, "an ideographic space"),
        (CORIA, "\u202f coria: {name", 38, "a narrow no-break space"),
        (TITLE, 'title: "Two neighbours', 4, 'a quotation mark (") that is not closed'),
        ('holds: "< 0.05"', 'holds: "< 0.05', 183, 'a quotation mark (") that is not closed'),
        (TITLE, "title: 'It''s two", 4, "a quotation mark (') that is not closed"),
        (TITLE, "title: “Two: neighbours”", 4, "a curly quotation mark (“)"),
        (TITLE, "title: Two: neighbours", 4, "a colon within a text"),
        (POSTS, "what: Aland moved: posts", 146, "a colon within a text"),
        (TITLE, "title:Two neighbours", 4, "title: without a space after the colon"),
        (TITLE, "title: @Two", 4, "a text that begins with an @"),
        (TITLE, 'title: "Two\\e[31m"', 4, "a control character (U+001B)"),
        (TITLE, 'title: "\\u202eowT"', 4, "a control character (U+202E)"),
        (TITLE, 'title: "Two\\a"', 4, "a control character (U+0007)"),
    ],
)
def test_a_slip_has_its_name_and_its_own_line(old: str, new: str, line: int, found: str, tmp_path: Path) -> None:
    (fault,) = faults(edited(tmp_path, (old, new)))
    assert (fault.line, fault.found) == (line, found)


@pytest.mark.parametrize(
    ("old", "new", "field", "allowed"),
    [
        ("because: it struck first", "because: it struck first, in 2001", "actors.aland.resolve.in 2001", '"quotes"'),
        (POSTS, f"{POSTS}, as usual", "record.posts-moved.as usual", 'put a text in "quotes"'),
        (FIRST, "value: 0,4..0,7", "actors.aland.resolve.4..0", "write decimals with a point"),
        ("moves: [programme-step]", "moves: [truce]", "options.8.moves.0", "so write truce: {} there"),
        (
            "measures:\n",
            "orders: [{actor: borduria, move: admission, target: aland}]\nmeasures:\n",
            "orders.0",
            "the nearest are borduria/admission/coria/-",
        ),
    ],
)
def test_what_is_allowed_names_the_way_out(old: str, new: str, field: str, allowed: str, tmp_path: Path) -> None:
    (fault,) = faults(edited(tmp_path, (old, new)))
    assert fault.field == field and allowed in fault.allowed


@pytest.mark.parametrize(
    ("raw", "right"),
    [
        ("0.5-0.75", "0.5..0.75"),
        ("0.5–0.75", "0.5..0.75"),
        ("0.5 to 0.75", "0.5..0.75"),
        ("50..75 %", "0.5..0.75"),
        ("50%-75%", "0.5..0.75"),
        ("50 per cent", "0.5"),
        ("0,5..0,75", "0.5..0.75"),
        ("0.5...0.75", "0.5..0.75"),
        ("0.5…0.75", "0.5..0.75"),
        ("0.2..0.3..0.9", "{low: 0.2, likely: 0.3, high: 0.9}"),
        ("fast", None),
    ],
)
def test_a_range_written_otherwise_has_its_right_form_as_hint(raw: str, right: str | None, tmp_path: Path) -> None:
    (fault,) = faults(edited(tmp_path, ("approval: 0.3", f'approval: "{raw}"')))
    assert fault.hint == right
    assert meant("50 %", "days") is None


def test_the_own_file_comes_first_and_consequences_not_at_all(tmp_path: Path) -> None:
    (fault,) = faults(edited(tmp_path, ("\nactors:", "\nactor:")))
    assert (fault.line, fault.hint) == (17, "actors")
    path = tmp_path / "smallest.yaml"
    path.write_text("offramp: 1\n", encoding="utf-8")
    assert {fault.file for fault in faults(path)} == {str(path)}
    assert "'state\\u200b' with a zero-width space" in printable(
        str(faults(edited(tmp_path, (KIND, "    kind: state\u200b\n    about")))[0]).replace("\u200b", "\\u200b")
    )


def test_all_stages_of_faults_are_told_in_one_round(tmp_path: Path) -> None:
    twice, wrong = ("days: 60", "days: 60\ndays: 70"), ("kind: proxy", "kind: proxi")
    bare = ("source: gazette, because: it struck first", "because: it struck first")
    assert [(fault.line, fault.found) for fault in faults(edited(tmp_path, twice, wrong, bare))] == [
        (10, "'days' a second time (first in line 9)"),
        (24, "the range 0.4..0.7 without a source"),
        (38, "'proxi'"),
    ]


@pytest.mark.parametrize("name", ["CASE.YAML", "case.txt", "case", "case.json.bak"])
def test_a_case_file_may_have_any_ending(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path(name).write_bytes(GOOD.read_bytes())
    assert load(name).case == "two-neighbours"


def test_a_case_may_come_from_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    text._piped.cache_clear()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(GOOD.read_bytes())))
    assert load("-") == load("-") == load(GOOD)
    text._piped.cache_clear()


def test_fifty_faults_are_told_and_how_many_more(tmp_path: Path) -> None:
    fields = "".join(f"    strange{i}: 1\n" for i in range(2_000))
    path = edited(tmp_path, ("    about: The stronger of the two.\n", fields))
    with pytest.raises(CaseError) as error:
        load(path)
    lines = str(error.value).splitlines()
    assert len(lines) == MOST + 1 and lines[-1] == "and 1,950 more"


def test_options_are_counted_before_they_are_laid_out(tmp_path: Path) -> None:
    names = [f"a{i}" for i in range(150)]
    actors = "".join(f"  {name}: {{name: {name}, kind: bloc}}\n" for name in names)
    rule = f"  - {{actors: [{', '.join(names)}], moves: [statement], targets: [{', '.join(names)}]}}\n"
    (fault,) = faults(edited(tmp_path, ("\nties:\n", f"{actors}\nties:\n"), ("\noptions:\n", f"\noptions:\n{rule}")))
    assert fault.field == "options" and fault.found == "22,402 options" and f"{MOST_OPTIONS:,} at most" in fault.allowed


@pytest.mark.parametrize("row", ["a" * 100_000, "x: {" * 2_000, "a: 1, " * 20_000, "- " * 5_000, " " * 99_000 + "x y"])
def test_a_long_line_that_is_no_yaml_is_told_at_once(row: str, tmp_path: Path) -> None:
    path = tmp_path / "long.yaml"
    path.write_text(f"offramp: 1\n{row}\n  y: [\n", encoding="utf-8")
    began = time.perf_counter()
    assert faults(path)
    assert time.perf_counter() - began < 20
