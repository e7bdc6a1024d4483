"""The questions of a case with an answer that anybody can look up later, and what a run foretells of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fastapi import APIRouter, Request

from offramp.study.forecasting.from_run import foretold
from offramp.web.answers import Answer, page
from offramp.web.pages.runs import shown
from offramp.web.pages.shared import RunName, runs_of
from offramp.web.runs.opened import OpenRun

router = APIRouter(tags=["forecasts"])
HEAD = ("question", "forecast", "from", "until", "address")
ANY, POSITIVE = "> 0", (">0", "> 0", ">= 1", ">=1")


@page(router, "/runs/{run}/forecasts", table=True)
def forecasts(request: Request, run: RunName) -> Answer:
    """Questions that can be scored later, with the run's forecasts."""
    found = runs_of(request).open(run)
    questions = list(_questions(found))
    chances = [dict(zip(HEAD, each, strict=True)) for each in foretold(runs_of(request).path(run))]
    data = {"questions": questions, "chances": chances}
    table = (HEAD, ([each[key] for key in HEAD] for each in chances))
    return shown(found, "forecasts", "Questions and forecasts", data, table, questions=questions, chances=chances)


def _questions(run: OpenRun) -> Iterator[dict[str, Any]]:
    """The questions of the case; a forecast where their measure is a chance over the same days."""
    case, measures = run.ensemble.scenario, run.outlook["measures"]
    for id, each in case.questions.items():
        known = measures.get(each.measure, {})
        same = case.measures[each.measure].is_chance and each.passes.strip() in POSITIVE
        played = known.get("period") == f"{each.within} days"
        yield {
            "id": id,
            "says": each.says,
            "within": each.within,
            "forecast": known.get("estimate") if same and played else None,
            "luck": known.get("luck") if same and played else None,
            "assumptions": known.get("assumptions") if same and played else None,
            "base": each.base,
            "base_says": each.base_says,
            "voices": [{"who": voice.who, "says": voice.says, "likely": voice.likely} for voice in each.voices],
        }
