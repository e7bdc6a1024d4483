"""The report section of `offramp claims`: each claim with its verdict, contradictions, and the voices."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from offramp.report.charts.claims import WORDS, finding
from offramp.report.charts.claims import claims as drawn
from offramp.report.sections.section import Section
from offramp.wording.measures import difference, level, levels, span

if TYPE_CHECKING:
    from offramp.report.material import Material

Body = Mapping[str, Any]


def section(name: str, body: Mapping[str, Any], material: Material) -> Section:
    """The claims in the order of the case, or the inverse question."""
    shown = {
        "about": body,
        "key": name,
        "claims": [_claim(name, each, body["dials"]) for name, each in body["claims"].items()],
        "finding": finding(body["claims"].values()),
        "quarrels": body["quarrels"],
        "cards": body["scorecard"],
        "region": body["region_says"],
        "rules": " and ".join(body["rules"]),
    }
    inverse = [*body["claims"]] == ["until"]
    title = "What would have to be true" if inverse else "Who is right"
    return Section(name, title, title, "claims", shown, charts=() if inverse else (drawn(body, name),))


def _claim(name: str, each: Body, spoken: Mapping[str, str]) -> dict[str, Any]:
    boxes = [each[part] for part in ("hinge", "lead") if each[part]]
    paths = [side["dial"] for box in boxes for side in box["sides"]] + each["follows_from"]
    return {
        "id": name,
        "source": each["source"],
        "voice": each["voice"],
        "says": each["says"],
        "verdict": each["verdict"],
        "word": WORDS.get(each["verdict"], each["verdict"]),
        "sentence": each["sentence"],
        "dials": [(path, spoken[path]) for path in dict.fromkeys(paths) if path in spoken],
        "tests": [_test(test) for test in each["tests"]],
    }


def _test(test: Body) -> dict[str, Any]:
    """One number that was compared, with its bars."""
    effect = bool(test["effect_of"] or test["minus"] or test["minus_record"])
    unit = "probability" if test["statistic"] == "probability" or test["passes"] else test["unit"]
    value, ends = test["estimate"], span if effect else levels
    number = "not known" if value is None else difference(value, unit) if effect else level(value, unit)
    return {
        "asked": ", ".join(_asked(test)),
        "number": number,
        "holds": test["holds"].replace("-", "−"),
        "luck": ends(test["luck"], unit),
        "assumptions": ends(test["assumptions"], unit),
        "structure": ends(test["structure"], unit),
        "true": f"{100 * test['true']:.0f}",
        "later": _later(test["later"]),
    }


def _asked(test: Body) -> Iterator[str]:
    yield f"{test['says']}, {test['passes']}" if test["passes"] else test["says"]
    if test["given"]:
        yield f"where {test['given']} is above zero"
    if test["minus"]:
        yield f"less {test['minus']}"
    if test["minus_record"]:
        yield f"less the {test['minus_record']} days before"
    if test["effect_of"]:
        yield f"{' and '.join(test['effect_of'])} against {' and '.join(test['than']) or 'not'}"
    if test["under"]:
        yield f"under {' and '.join(test['under'])}"
    yield f"{test['statistic']}, {test['period']}"


def _later(said: Body) -> str:
    """What came about, and whether it is as claimed."""
    came = "" if said["value"] is None else f"{said['value']:g} by {said['until']}"
    if said["as_claimed"] is None:
        return f"{came}: says nothing, for {said['why']}" if came else f"says nothing, for {said['why']}"
    return f"{came}: {'as claimed' if said['as_claimed'] else 'not as claimed'}"
