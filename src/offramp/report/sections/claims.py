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
    from offramp.study.claims.recorded_outcome import Later
    from offramp.study.claims.result import Judged, Tested, Verdicts


def section(name: str, made: Verdicts, material: Material) -> Section:
    """The claims in the order of the case, or the inverse question.

    Parameters
    ----------
    name : str
        Of the kept answer.
    made : Verdicts
    material : Material
    """
    shown = {
        "about": made,
        "key": name,
        "claims": [_claim(each, made.dials) for each in made.claims],
        "finding": finding(made.claims),
        "quarrels": made.conflicts,
        "cards": made.scorecard,
        "region": made.region_says,
        "rules": " and ".join(made.rules),
    }
    inverse = [each.id for each in made.claims] == ["until"]
    title = "What would have to be true" if inverse else "Who is right"
    return Section(name, title, title, "claims", shown, charts=() if inverse else (drawn(made, name),))


def _claim(each: Judged, spoken: Mapping[str, str]) -> dict[str, Any]:
    paths = [side.dial for pivot in (each.pivot, each.lead) if pivot for side in pivot.sides] + [*each.follows_from]
    return {
        "id": each.id,
        "source": each.source,
        "voice": each.voice,
        "says": each.says,
        "verdict": each.verdict,
        "word": WORDS.get(each.verdict, each.verdict),
        "sentence": each.sentence,
        "dials": [(path, spoken[path]) for path in dict.fromkeys(paths) if path in spoken],
        "tests": [_test(test) for test in each.tests],
    }


def _test(test: Tested) -> dict[str, Any]:
    """One number that was compared, with its bars."""
    unit, found, effect = test.unit_of_number, test.found, test.is_effect
    value, ends = found.estimate, span if effect else levels
    number = "not known" if value is None else difference(value, unit) if effect else level(value, unit)
    return {
        "asked": ", ".join(_asked(test)),
        "number": number,
        "holds": test.holds.replace("-", "−"),
        "luck": ends(found.luck, unit),
        "assumptions": ends(found.assumptions, unit),
        "structure": ends(found.structure, unit),
        "true": f"{100 * test.true:.0f}",
        "later": _later(test.later),
    }


def _asked(test: Tested) -> Iterator[str]:
    yield f"{test.says}, {test.passes}" if test.passes else test.says
    if test.given:
        yield f"where {test.given} is above zero"
    if test.minus:
        yield f"less {test.minus}"
    if test.minus_record:
        yield f"less the {test.minus_record} days before"
    if test.effect_of:
        yield f"{' and '.join(test.effect_of)} against {' and '.join(test.than) or 'not'}"
    if test.under:
        yield f"under {' and '.join(test.under)}"
    yield f"{test.statistic}, {test.period}"


def _later(said: Later) -> str:
    """What came about, and whether it is as claimed."""
    came = "" if said.value is None else f"{said.value:g} by {said.until}"
    if said.as_claimed is None:
        return f"{came}: says nothing, for {said.why}" if came else f"says nothing, for {said.why}"
    return f"{came}: {'as claimed' if said.as_claimed else 'not as claimed'}"
