"""Describe measures in words, each with its ranges."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from offramp.scenario import Scenario
from offramp.scenario.reading.catalogue import built_in
from offramp.study.outlook.measured import Measured
from offramp.study.shared.leading import asked_first, leading
from offramp.wording.measures import TITLES, UNKNOWN, heading
from offramp.wording.numbers import per
from offramp.wording.rungs import rung_name
from offramp.wording.shares import in_100, plain, plain_range, range_in_100

NOT_YET = "not known: one decision rule was played"
DISPUTED = "; more than the other two bars together"


def cards(measures: Iterable[Measured]) -> list[dict[str, Any]]:
    """The measures that matter most, in the order of `TITLES`; the first nine where a case has none of them."""
    by_name = {each.name: each for each in measures}
    names = [name for name in TITLES if name in by_name] or list(by_name)[:9]
    return [card(by_name[name]) for name in names]


def own_first(measures: Mapping[str, Measured], case: Scenario) -> list[dict[str, Any]]:
    """The measures that a case has of its own, not too many, then those that every case has and that matter most.

    Parameters
    ----------
    measures : mapping of str to Measured
        All of a run, by name.
    case : Scenario
        What its questions ask for stands before its other measures.
    """
    own = [name for name in leading(asked_first(case, measures)) if name not in built_in()]
    return [
        *(card(measures[name]) for name in own),
        *cards(each for name, each in measures.items() if name in built_in()),
    ]


def card(each: Measured) -> dict[str, Any]:
    """One measure in words."""
    big, small = _share(each) if each.is_share else _number(each)
    words = partial(range_in_100, base=per(each.estimate or 1.0)) if each.is_share else plain_range
    luck = words(*each.luck) if each.luck else UNKNOWN
    assumptions = words(*each.assumptions) if each.assumptions else UNKNOWN
    structure = words(*each.structure) + DISPUTED * each.disputed if each.structure else NOT_YET
    return {
        "name": each.name,
        "title": heading(each.name, each.says),
        "says": each.says,
        "big": big,
        "small": small,
        "luck": luck,
        "assumptions": assumptions,
        "structure": structure,
    }


def _share(each: Measured) -> tuple[str, str]:
    if each.estimate is None:
        return UNKNOWN, ""
    return in_100(each.estimate), "futures" if each.unit == "probability" else "on average"


def _number(each: Measured) -> tuple[str, str]:
    if each.estimate is None:
        return UNKNOWN, ""
    if each.unit in ("day", "days"):
        return f"day {plain(each.estimate)}", "half come by then" if each.statistic == "median" else "on average"
    if each.unit == "rung":
        return f"rung {each.estimate:.0f}", f"of 10 on average: {rung_name(round(each.estimate))}"
    return plain(each.estimate), f"{each.unit} on average".strip()
