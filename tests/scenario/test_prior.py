"""The prior of a case: what was fitted stands over what is assumed, what the case says over both, and check tells."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from offramp.cli.commands.check import _prior
from offramp.errors import CaseError
from offramp.results.folder import RunFolder
from offramp.scenario import Quantity, Scenario, apply, case_hash, case_path, cases, check, hashing, load
from offramp.scenario.differences import differences
from offramp.scenario.lint import Override
from offramp.scenario.lint.prior import UNCITED, fitted
from offramp.scenario.reading.joint import group
from offramp.scenario.reading.merge import LIBRARY, library
from offramp.scenario.reading.parse import parse
from tests.scenario.broken import GOOD
from tests.scenario.edited import USUAL

SAYS = "{value: 60..300, source: yearbook, because: feuds last about half a year here}"
TWO_SIDED = LIBRARY.parents[1] / "fit" / "two-sided.yaml"
WORLD, FITTED = library("world").plain(), library("fitted").plain()
PATHS = {f"world.{system}.{dial}" for system, dials in FITTED.items() for dial in dials}
SAID = "world.reciprocity.debt_half_life"  # what the good case sets itself, fitted or not
OWN = next(path for path in sorted(PATHS) if fitted(load(GOOD))[path].kind in ("days", "positive"))


def line(path: str) -> str:
    """How the good case begins what it says of a dial."""
    _, system, dial = path.split(".")
    return f"  {system}:\n    {dial}: "


OVERRIDES = (line(SAID), line(OWN))


def assumed(system: str, dial: str) -> Quantity:
    """What the library assumes of a dial."""
    body = dict(WORLD[system]["dials"][dial])
    return parse(body, body.pop("kind"))


def dials(case: Scenario) -> dict[str, Quantity]:
    """A case's dials of the world."""
    return {path: quantity for path, quantity in case.quantities() if path.startswith("world.")}


def edited(name: str, folder: Path, *edits: tuple[str, str]) -> Path:
    """A case, shipped or good, with some edits."""
    text = (GOOD if name == "good" else case_path(name)).read_text(encoding="utf-8")
    for old, new in edits:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    (folder / "case.yaml").write_text(text, encoding="utf-8")
    return folder / "case.yaml"


def test_what_was_fitted_are_ranges_of_dials_that_there_are() -> None:
    assert FITTED and set(FITTED) <= set(WORLD)
    for system, fields in FITTED.items():
        assert fields and set(fields) <= set(WORLD[system]["dials"])
        for dial, body in fields.items():
            found = parse(body, WORLD[system]["dials"][dial]["kind"])
            assert (found.shape, found.per) == ("interval", assumed(system, dial).per), dial
            assert found.because and set(found.source) - {"assumed"} <= set(library("sources").plain()), dial
            assert set(found.source) - {"assumed"}, dial


def test_a_case_has_what_was_fitted_unless_it_says_assumed(tmp_path: Path) -> None:
    case = load("baghdad-2020")
    aside = load(edited("baghdad-2020", tmp_path, ("days: 90\n", "days: 90\nprior: assumed\n")))
    assert (case.prior, aside.prior) == ("fitted", "assumed")
    ranges = fitted(case)
    assert set(ranges) == PATHS
    for path, found in dials(case).items():
        _, system, dial = path.split(".")
        assert dials(aside)[path] == assumed(system, dial)
        assert found == ranges.get(path, assumed(system, dial))
        assert found.kind == assumed(system, dial).kind
    assert any(dials(case)[path] != dials(aside)[path] for path in PATHS)


@pytest.mark.parametrize("prior", ["fitted", "assumed"])
def test_what_the_case_says_stands_over_both(prior: str, tmp_path: Path) -> None:
    case = load(edited("good", tmp_path, OVERRIDES, ("days: 60\n", f"days: 60\nprior: {prior}\n")))
    assert (dials(case)[OWN].text(), dials(case)[OWN].kind) == ("60..300", fitted(case)[OWN].kind)


def test_what_is_fitted_is_not_fitted_from_itself() -> None:
    case = load(TWO_SIDED)
    assert case.prior == "assumed"
    assert all(found == assumed(*path.split(".")[1:]) for path, found in dials(case).items())


def test_the_word_for_the_prior_is_told_and_the_ranges_are_played(tmp_path: Path) -> None:
    good = load(GOOD)
    assert case_hash(good.model_copy(update={"prior": "assumed"})) == case_hash(good)
    aside = load(edited("good", tmp_path, ("days: 60\n", "days: 60\nprior: assumed\n")))
    assert case_hash(aside) != case_hash(good)
    kinds = {each.path: each.kind for each in differences(good, aside)}
    assert kinds.pop("prior") == "words"
    assert {path for path, kind in kinds.items() if kind == "range"} == PATHS - {SAID}


def test_the_joint_prior_is_written_or_set_and_set_aside_again(tmp_path: Path) -> None:
    """The case's own numbers stay, under whichever prior; what it has of the library's is another's."""
    good = load(edited("good", tmp_path, OVERRIDES))
    written = load(edited("good", tmp_path, OVERRIDES, ("days: 60\n", "days: 60\nprior: joint\n")))
    assert apply(good, {"prior": "joint"}) == written
    assert apply(written, {"prior": "fitted"}) == good
    assert dials(written)[OWN] == dials(good)[OWN] and OWN in group(written).own
    changed = {path for path, found in dials(written).items() if found != dials(good)[path]}
    assert changed == set(fitted(written)) - PATHS
    with pytest.raises(CaseError, match="fitted"):
        apply(good, {"prior": "posterior"})


def test_the_rows_of_the_posterior_are_played_and_hashed(monkeypatch: pytest.MonkeyPatch) -> None:
    good = load(GOOD)
    joint = apply(good, {"prior": "joint"})
    same_ranges = joint.model_copy(update={"prior": "fitted"})
    assert len({case_hash(case) for case in (good, joint, same_ranges)}) == 3
    assert {each.path: each.kind for each in differences(same_ranges, joint)} == {"prior": "part"}
    before = case_hash(joint), case_hash(good)
    monkeypatch.setattr(hashing, "rows", lambda: "1 2\n2 1")
    assert case_hash(joint) != before[0] and case_hash(good) == before[1]


def test_check_says_how_the_posterior_is_drawn(tmp_path: Path) -> None:
    report = check(edited("good", tmp_path, OVERRIDES, ("days: 60\n", "days: 60\nprior: joint\n")))
    assert report.prior.name == "joint" and report.prior.together.endswith(f"of what is set of {OWN}.") is False
    assert OWN in report.prior.together and [each.field for each in report.prior.overrides] == [OWN]
    assert report.prior.together in "\n".join(_prior(report.prior))
    assert check(GOOD).prior.together == ""


def test_no_policy_changes_the_prior(tmp_path: Path) -> None:
    old = case_path("baghdad-2020").read_text(encoding="utf-8")
    assert "    sets: {" in old
    (tmp_path / "case.yaml").write_text(old.replace("    sets: {", "    sets: {prior: joint, ", 1), encoding="utf-8")
    with pytest.raises(CaseError, match="known beforehand"):
        load(tmp_path / "case.yaml")


def test_the_case_that_a_run_keeps_names_its_prior(tmp_path: Path) -> None:
    folder = RunFolder(tmp_path)
    folder.write_scenario(load(TWO_SIDED))
    assert folder.scenario() == load(TWO_SIDED) and folder.scenario().prior == "assumed"


def written(path: Path) -> Override:
    """The one fitted dial that a case overrides."""
    (found,) = check(path).prior.overrides
    return found


@pytest.mark.parametrize(
    ("value", "half_widths", "says"),
    [
        ("{low}..{high}", 0.0, "its middle is in the middle of the"),
        ("{middle}", 0.0, "it is in the middle of the"),
        ("{high}", 1.0, "it is in the upper part of the"),
        ("{lower}", -0.75, "it is in the lower part of the"),
        ("{above}", 1.5, "it is above the"),
        ("{below}", -1.5, "it is below the"),
        ("{high}..{far}", 3.0, "its middle is far above the"),
        ("0", None, "it is far below the"),
    ],
)
def test_check_tells_how_far_off_a_case_is(value: str, half_widths: float | None, says: str, tmp_path: Path) -> None:
    """In half widths of the fitted range, on the scale of logarithms: from its middle to `high` is one."""
    was = fitted(load(GOOD))[OWN]
    middle, half = (was.low * was.high) ** 0.5, (was.high / was.low) ** 0.5
    marks = {"lower": middle / half**0.75, "above": middle * half**1.5, "below": middle / half**1.5}
    marks |= {"low": was.low, "middle": middle, "high": was.high * 0.999_999_9, "far": middle * half**5}
    value = value.format(**marks)
    found = written(edited("good", tmp_path, OVERRIDES, ("value: 60..300", f"value: {value}")))
    assert (found.field, found.fitted, found.says) == (OWN, was.text(), f"{says} fitted range")
    assert found.half_widths == (None if half_widths is None else pytest.approx(half_widths, abs=1e-4))
    assert (found.source, found.because) == (("yearbook",), "feuds last about half a year here")
    assert f"value: {value}" in (tmp_path / "case.yaml").read_text(encoding="utf-8").splitlines()[found.line - 1]


@pytest.mark.parametrize(
    ("kind", "range_", "value", "half_widths"),
    [
        ("share", "0.2..0.5", "0.8", 3.0),  # odds of 1/4, 1/2, 1; and of 4
        ("number", "-1..1", "-0.5", -0.5),
        ("days", "1..4", "4..16", 2.0),
        ("share", "0.2..0.5", "1", float("inf")),
    ],
)
def test_the_scale_is_that_of_the_kind(kind: Any, range_: str, value: str, half_widths: float) -> None:
    body = {"value": value if ".." in value else float(value)}
    assert parse({"value": range_}, kind).away(parse(body, kind)) == pytest.approx(half_widths)


@pytest.mark.parametrize(
    ("source", "uncited"), [("yearbook", False), ("assumed", True), ("[yearbook, assumed]", False)]
)
def test_an_override_on_nobodys_word_is_remarked_on(source: str, uncited: bool, tmp_path: Path) -> None:
    path = edited("good", tmp_path, OVERRIDES, (SAYS, SAYS.replace("yearbook", source)))
    notes = [(note.kind, note.field, note.line) for note in check(path).notes if note.kind not in USUAL]
    assert notes == ([(UNCITED, OWN, written(path).line)] if uncited else [])


def test_who_sets_all_of_it_aside_overrides_nothing(tmp_path: Path) -> None:
    nobody = (SAYS, SAYS.replace("yearbook", "assumed"))
    report = check(edited("good", tmp_path, OVERRIDES, ("days: 60\n", "days: 60\nprior: assumed\n"), nobody))
    assert (report.prior.name, report.prior.fitted, report.prior.overrides) == ("assumed", len(PATHS), ())
    assert {note.kind for note in report.notes} == USUAL


@pytest.mark.parametrize("name", cases())
def test_shipped_cases_override_what_was_fitted_on_cited_words_alone(name: str) -> None:
    assert UNCITED not in {note.kind for note in check(name).notes}
