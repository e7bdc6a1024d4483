"""The report section of `offramp sensitivity`: assumptions, the value of knowing them, early signs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from offramp.report.charts.sensitivity import ends, percent, range_words
from offramp.report.charts.sensitivity import sensitivity as drawn
from offramp.report.sections.section import Section
from offramp.wording.measures import change, difference, level, levels, share, span, title

if TYPE_CHECKING:
    from offramp.report.material import Material
    from offramp.study.sensitivity.groups import Known
    from offramp.study.sensitivity.result import Carried, Dial, Sensitivity, Sign

WORTH, SOURCES = 8, 6


def section(name: str, made: Sensitivity, material: Material) -> Section:
    """What carries each measure that was asked for.

    Parameters
    ----------
    name : str
        Of the kept answer.
    made : Sensitivity
    material : Material
    """
    shown = {"about": made, "measures": [_measure(each) for each in made.measures]}
    return Section(name, "What it hangs on", "What the answer hangs on", "sensitivity", shown, charts=(drawn(made),))


def _measure(each: Carried) -> dict[str, Any]:
    unit, found = each.unit, each.found
    return {
        "title": title(each.measure, each.says),
        "level": level(found.estimate or 0.0, unit),
        "luck": levels(found.luck, unit),
        "assumptions": levels(found.assumptions, unit),
        "known": each.variance.known,
        "of_assumptions": f"{100 * each.variance.of_assumptions:.0f}",
        "bar": "not known" if each.bar is None else level(each.bar, unit),
        "dials": [_dial(dial, unit) for dial in each.dials if dial.counts],
        "idle": sum(dial.idle for dial in each.dials),
        "others": percent(each.others),
        "others_ends": ends(each.others),
        "other_dials": each.other_dials,
        "subjects": [_known(part) for part in each.subjects[:WORTH]],
        "sources": [_known(part) for part in each.sources[:SOURCES]],
        "signs": [_sign(sign, unit) for sign in each.signs],
    }


def _dial(dial: Dial, unit: str) -> dict[str, Any]:
    return {
        "path": dial.path,
        "name": dial.name,
        "range": range_words(dial.range),
        "sources": dial.source,
        "alone": percent(dial.first),
        "alone_ends": ends(dial.first),
        "all": percent(dial.total),
        "all_ends": ends(dial.total),
        "low": change(dial.low, unit, ""),
        "high": change(dial.high, unit, ""),
        "structure": " to ".join(f"{100 * end:.0f}" for end in dial.structure) if dial.structure else "",
        "bar": "not known" if dial.bar is None else change(dial.bar, unit, ""),
    }


def _known(part: Known) -> dict[str, Any]:
    return {**vars(part), "share": percent(part.share), "ends": ends(part.share)}


def _sign(sign: Sign, unit: str) -> dict[str, str]:
    often, found = f"{sign.at_least} times: " if sign.at_least > 1 else "", sign.found
    return {
        "what": often + sign.what,
        "seen": share(sign.seen),
        "with_it": level(found.with_it, unit),
        "without": level(found.without, unit),
        "difference": difference(sign.difference, unit),
        "luck": span(found.luck, unit),
        "futures": f"{found.n_with:,} / {found.n_without:,}",
    }
