"""Single futures: a browser of those whose acts were kept, one as a story, and what was told of it on request."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Annotated, Any, Literal

from fastapi import APIRouter, HTTPException, Query, Request

from offramp import report
from offramp.errors import AddressError
from offramp.play.table import DRAWS
from offramp.report import Future
from offramp.study.stories.replay import story
from offramp.web.answers import Answer, page
from offramp.web.jobs.kinds import STORIES
from offramp.web.pages.runs import shown
from offramp.web.pages.shared import FutureName, JobId, RunName, runs_of
from offramp.web.runs import layout
from offramp.web.runs.opened import OpenRun

router = APIRouter(tags=["futures"])
PAGE = 50
HEAD = ("future", "ending", "rung", "dead", "first", "day")
NO_STORY = "this was not told, or it was deleted; open the future and ask again"
Sort = Literal["dead", "rung", "day", "future"]


@page(router, "/runs/{run}/futures", table=True)
def futures(
    request: Request,
    run: RunName,
    ending: Annotated[str, Query(max_length=20)] = "",
    first: Annotated[str, Query(max_length=80)] = "",
    rung: Annotated[int, Query(ge=-2, le=10)] = -2,
    dead: Annotated[int, Query(ge=0, le=10**9)] = 0,
    sort: Sort = "dead",
    start: Annotated[int, Query(ge=0, le=10**9)] = 0,
) -> Answer:
    """The futures whose acts were kept, by their ending, highest rung, dead and first violent actor."""
    found = runs_of(request).open(run)
    fits = [
        each
        for each in found.parts.futures
        if ending in ("", each.ending) and first in ("", each.first) and each.rung >= rung and each.dead >= dead
    ]
    fits.sort(key=lambda each: _order(each, sort))
    asked = {"ending": ending, "first": first, "rung": rung, "dead": dead, "sort": sort}
    names = found.ensemble.scenario.actors
    values = {
        "asked": asked,
        "count": len(fits),
        "total": len(found.parts.futures),
        "rows": fits[start : start + PAGE],
        "start": start,
        "step": PAGE,
        "movers": {id: names[id].name for id in sorted({each.first for each in found.parts.futures} - {""})},
    }
    data = {"count": len(fits), "futures": [asdict(each) for each in fits[start : start + 1000]]}
    return shown(found, "futures", "Futures to read", data, (HEAD, map(_cells, fits)), **values)


@page(router, "/runs/{run}/futures/{future}")
def future(request: Request, run: RunName, future: FutureName) -> Answer:
    """One future, day by day."""
    found = runs_of(request).open(run)
    draw, number = map(int, future.split("-"))
    place = found.ensemble.address(draw, number)
    found.ensemble.refuse_another(place)
    values: dict[str, Any] = {"story": None, "data": {"address": str(place)}}
    if (draw, number) in found.futures:
        told = story(found.ensemble, place)
        values = {"story": report.story(told), "data": told.plain()}
    case = found.ensemble.scenario
    acted = {each["actor"] for day in values["data"].get("days", ()) for each in day["acts"] if "actor" in each}
    values |= {
        "row": found.futures.get((draw, number)),
        "strip": list(_strip(values["data"], found)),
        "actors": {id: each.name for id, each in case.actors.items()},
        "acted": acted,
        "options": _options(found),
        "ways": {id: each.name for id, each in case.offramps.items()},
        "events": {id: f"{each.date}: {each.what}" for id, each in reversed(case.record.items())},
        "address": str(place),
        "can_sit": place.turn_days == 1 and draw < DRAWS,
    }
    return _answer(found, future, f"Future {future}", values)


@page(router, "/runs/{run}/futures/{future}/told/{job}")
def told(request: Request, run: RunName, future: FutureName, job: JobId) -> Answer:
    """A future as it was told on request: with reasons, with a branch, or beside another world."""
    found = runs_of(request).open(run)
    place = runs_of(request).settings.place(STORIES, f"{job}.json")
    kept = json.loads(place.read_text(encoding="utf-8")) if place.is_file() else None
    if kept is None or (kept["asked"]["run"], f"{kept['asked']['draw']}-{kept['asked']['run_of_draw']}") != (
        run,
        future,
    ):
        raise HTTPException(404, NO_STORY)
    stories = {key: kept[key] for key in ("one", "other") if key in kept}
    values = {"asked": kept["asked"], "stories": stories, "parted": _parted(stories), "data": kept}
    values |= {"strips": {key: list(_strip(each["data"], found)) for key, each in stories.items()}}
    return _answer(found, future, f"Future {future}, {'two ways' if 'other' in stories else 'and why'}", values)


def _answer(run: OpenRun, future: str, title: str, values: dict[str, Any]) -> Answer:
    data = values.pop("data")
    template = "runs/told.html.j2" if "stories" in values else "runs/future.html.j2"
    about = {"run": run, "pages": layout.PAGES, "here": "futures", "future": future}
    return Answer(template, title, data, {**about, **values})


def _order(each: Future, sort: Sort) -> tuple[int, ...]:
    keys = {"dead": (-each.dead,), "rung": (-each.rung, -each.dead), "day": (each.day or 10**6,), "future": ()}
    return (*keys[sort], each.draw, each.run)


def _cells(each: Future) -> list[Any]:
    return [f"{each.draw}-{each.run}", each.ending, each.rung, each.dead, each.first, each.day or None]


def _strip(told: Mapping[str, Any], run: OpenRun) -> Iterator[dict[str, Any]]:
    """The line of days: the highest rung of each day with an act."""
    for day in told.get("days", ()):
        rung = max(each["rung"] for each in day["acts"])
        place = 100 * (day["day"] - 0.5) / run.manifest.days
        yield {
            "day": day["day"],
            "date": day["date"],
            "rung": rung,
            "band": report.band(rung),
            "place": round(place, 2),
        }


def _options(run: OpenRun) -> dict[str, list[tuple[str, str]]]:
    """What every actor could do, in words."""
    case = run.ensemble.scenario
    found: dict[str, list[tuple[str, str]]] = {}
    for each in run.ensemble.options["option"]:
        actor, move, target, arena = str(each).split("/")
        where = "" if arena == "-" else f", {case.arenas[arena].name}"
        found.setdefault(actor, []).append((str(each), f"{case.moves[move].name}: {case.actors[target].name}{where}"))
    return found


def _parted(stories: Mapping[str, Any]) -> int | None:
    """The first day on which two stories differ; None if they do not."""
    if len(stories) < 2:
        return None
    one, other = ({day["day"]: _bare(day) for day in each["data"]["days"]} for each in stories.values())
    return next((day for day in sorted(one.keys() | other.keys()) if one.get(day) != other.get(day)), None)


def _bare(day: Mapping[str, Any]) -> list[Any]:
    return [[each.get(key) for key in ("actor", "move", "target", "arena", "rung")] for each in day["acts"]]


def raise_unless_kept(run: OpenRun, future: str) -> tuple[int, int]:
    """Return draw and run of a future of a run.

    Raises
    ------
    AddressError
        If the run has no such future.
    """
    draw, number = map(int, future.split("-"))
    if draw >= run.manifest.draws or number >= run.manifest.runs_per_draw:
        each = run.manifest.runs_per_draw - 1
        raise AddressError(f"future {future}; allowed: 0-0 to {run.manifest.draws - 1}-{each}")
    return draw, number
