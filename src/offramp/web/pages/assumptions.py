"""The assumptions of a run: what they are, and what follows if some are narrowed, from settings already played."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request

from offramp.study.outlook.measured import Measured
from offramp.study.outlook.reweighed import Range, Reweighed, reweighed
from offramp.web.answers import Answer, page
from offramp.web.pages.runs import shown
from offramp.web.pages.shared import RunName, runs_of
from offramp.web.runs.opened import OpenRun
from offramp.wording.measures import TITLES, heading, level, levels

router = APIRouter(tags=["assumptions"])
MOST = 12  # assumptions that are narrowed at once
STEPS = 100
TORN = "give each assumption its low and its high end: as many `low` and `high` as `dial`"
Dials = Annotated[list[str], Query(max_length=MOST, description="the path of an assumption; repeatable")]
Low = Annotated[list[float], Query(max_length=MOST, description="the low end that is kept, one for each `dial`")]
High = Annotated[list[float], Query(max_length=MOST, description="the high end that is kept, one for each `dial`")]
HEAD = ("measure", "all_settings", "settings_left", "unit", "period")


@page(router, "/runs/{run}/assumptions", table=True)
def assumptions(request: Request, run: RunName, dial: Dials = [], low: Low = [], high: High = []) -> Answer:  # noqa: B006
    """What was assumed, and every measure again from the settings within narrower ranges."""
    if not len(dial) == len(low) == len(high):
        raise HTTPException(422, TORN)
    found = runs_of(request).open(run)
    ranges = dict(zip(dial, zip(low, high, strict=True), strict=True))
    narrowed = {path: ends for path, ends in ranges.items() if _narrows(found, path, ends)}
    made = reweighed(found.ensemble, narrowed)
    rows = list(_rows(made))
    paths = list(dict.fromkeys([*ranges, *found.parts.leading]))[: max(MOST // 2, len(ranges))]
    dials = found.ensemble.scenario.dials()
    values = {
        "made": made,
        "rows": rows,
        "sliders": [_slider(found, path, ranges.get(path)) for path in paths],
        "dials": {path: found.parts.labels.get(path, path) for path in dials},
        "asked": ranges,
        "play": " ".join(f"{path}={low:.4g}..{high:.4g}" for path, (low, high) in narrowed.items()),
    }
    table = (HEAD, ([each["name"], each["before"], each["after"], each["unit"], each["period"]] for each in rows))
    return shown(found, "assumptions", "What was assumed", {**made.summary(), "shown": rows}, table, **values)


def _narrows(run: OpenRun, path: str, ends: Range) -> bool:
    """Whether a range leaves any setting out; an unknown path is left for the study to refuse."""
    if path not in run.ensemble.draws:
        return True
    values = run.ensemble.draws[path]
    return bool(ends[0] > values.min() or ends[1] < values.max())


def _rows(made: Reweighed) -> Iterator[dict[str, Any]]:
    """The measures that matter for any case, before and after."""
    for name in (name for name in TITLES if name in made.before):
        before, after = made.before[name], made.after.get(name)
        yield {
            "name": name,
            "says": heading(name, before.says),
            "before": _words(before),
            "after": _words(after) if after else "",
            "luck": levels(after.luck, after.unit) if after else "",
            "assumptions": levels(after.assumptions, after.unit) if after else "",
            "unit": before.unit,
            "period": before.period,
            "moved": bool(after and after.found.sure and _outside(before.estimate, after.found.sure)),
        }


def _words(each: Measured) -> str:
    return "not known" if each.estimate is None else level(each.estimate, each.unit)


def _outside(value: float | None, ends: Sequence[float]) -> bool:
    return value is not None and not ends[0] <= value <= ends[1]


def _slider(run: OpenRun, path: str, ends: Range | None) -> dict[str, Any]:
    """A dial with the ends of the settings that were played, and those that are kept."""
    known = run.ensemble.scenario.dials().get(path)
    values = run.ensemble.draws.get(path)
    if known is None or values is None:
        raise HTTPException(422, f"dial: {path!r} is no assumption of this run")
    least, most = _out(float(values.min()), -1), _out(float(values.max()), 1)
    low, high = ends or (least, most)
    step = float(f"{(most - least) / STEPS:.2g}") or 1e-6
    return {
        "path": path,
        "label": run.parts.labels.get(path, path),
        "says": known.text(),
        "because": known.because,
        "least": least,
        "most": most,
        "low": max(low, least),
        "high": min(high, most),
        "step": step,
    }


def _out(value: float, way: int) -> float:
    """A number of four digits that is not within the settings played."""
    return float(f"{value + way * abs(value) * 1e-3:.4g}")
