"""What jobs do: play a run, ask a question of it, tell one of its futures."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from offramp.results.files import write_text
from offramp.web.settings import KEPT, Settings

if TYPE_CHECKING:
    from offramp.ensemble import Ensemble

Asked = Mapping[str, Any]
Tell = Callable[[int, int], None]
Work = Callable[[Asked, Path, str, Tell], Mapping[str, Any]]
STORIES = "stories"


@dataclass(frozen=True)
class Kind:
    """A kind of job.

    Attributes
    ----------
    words : str
        What it is called.
    work : callable
        Does it: of what is asked, in a folder of runs, under the id of the job, telling how far it is. Returns what is
        written as the result; `shown` is the page of the answer.
    """

    words: str
    work: Work


def play(asked: Asked, runs: Path, id: str, tell: Tell) -> Mapping[str, Any]:
    """Play many futures of a case into a folder of its own; go on where an earlier process of the job ended."""
    from offramp.ensemble import run

    settings = {key: asked[key] for key in ("runs", "draws", "days", "seed", "sets", "as_of") if key in asked}
    made = run(asked["case"], out=runs / asked["name"], resume=True, progress=tell, **settings)
    if not made.manifest.complete:
        raise KeyboardInterrupt
    _prepared(runs, asked["name"])
    return {"shown": f"/runs/{asked['name']}"}


def question(name: str, page: str) -> Work:
    """Make the work that asks a question of a run, whose folder keeps the answer."""

    def work(asked: Asked, runs: Path, id: str, tell: Tell) -> Mapping[str, Any]:
        from offramp.ensemble import Ensemble
        from offramp.study.questions import questions

        folder = runs / asked["run"]
        made = Ensemble.open(folder).manifest
        kind = questions()[name]
        given = {key: value for key, value in asked.items() if key != "run"}
        both = {**dict(made.sets), **given.pop("sets", {})} if name != "compare" else given.pop("sets", {})
        known = {"seed": made.seed, "days": made.days, "as_of": made.as_of} | given
        settings: dict[str, Any] = {key: value for key, value in known.items() if key in kind.__dataclass_fields__}
        kind(made.file or made.case, sets=both or None, out=folder, **settings).run(tell)
        _prepared(runs, asked["run"])
        return {"shown": f"/runs/{asked['run']}/{page}"}

    return work


def future(asked: Asked, runs: Path, id: str, tell: Tell) -> Mapping[str, Any]:
    """Play one future of a run again, for why each actor acted as it did."""
    from offramp.study.stories.replay import stories

    ensemble = _opened(asked, runs)
    (story,) = stories(ensemble, [ensemble.address(asked["draw"], asked["run_of_draw"])])
    return _keep(runs, id, asked, {"one": _told(story)})


def branch(asked: Asked, runs: Path, id: str, tell: Tell) -> Mapping[str, Any]:
    """Play one future again with another act of one actor on one day, and the same luck."""
    from offramp.play.branched import branched

    ensemble = _opened(asked, runs)
    place = ensemble.address(asked["draw"], asked["run_of_draw"])
    plain, other = branched(ensemble, place, asked["day"], asked["actor"], asked.get("option"), tell)
    return _keep(runs, id, asked, {"one": _told(plain), "other": _told(other)})


def world(asked: Asked, runs: Path, id: str, tell: Tell) -> Mapping[str, Any]:
    """Play the same luck in another world: with ways out taken, without an event, or with something set otherwise."""
    from dataclasses import replace

    from offramp.ensemble.address import HASH_LETTERS
    from offramp.scenario import case_hash, load
    from offramp.study.stories.replay import beside

    ensemble = _opened(asked, runs)
    made, place = ensemble.manifest, ensemble.address(asked["draw"], asked["run_of_draw"])
    case, sets = made.file or made.case, dict(made.sets)
    if asked.get("sets"):
        sets |= asked["sets"]
        place = replace(place, hash=case_hash(load(case, sets))[:HASH_LETTERS])
    else:
        ways = tuple(asked.get("offramps", ()))
        place = replace(place, offramps=ways, without=asked.get("without", ""))
    both = beside(place, case, sets)
    return _keep(runs, id, asked, {"one": _told(both.without), "other": _told(both.with_it)})


def _prepared(runs: Path, name: str) -> None:
    """Prepare the pages of a run, so that its first reader does not wait."""
    from offramp.web.runs.opened import Runs

    Runs(Settings(runs)).open(name)


def _opened(asked: Asked, runs: Path) -> Ensemble:
    from offramp.ensemble import Ensemble

    return Ensemble.open(runs / asked["run"])


def _told(story: Any) -> Mapping[str, Any]:
    """A story as data and as a page shows it."""
    from offramp import report

    return {"data": story.plain(), "shown": report.story(story)}


def _keep(runs: Path, id: str, asked: Asked, body: Mapping[str, Any]) -> Mapping[str, Any]:
    """Keep what was told, for its page."""
    place = runs / KEPT / STORIES / f"{id}.json"
    place.parent.mkdir(parents=True, exist_ok=True)
    write_text(place, json.dumps({"asked": asked, **body}))
    return {"shown": f"/runs/{asked['run']}/futures/{asked['draw']}-{asked['run_of_draw']}/told/{id}"}


def check(asked: Asked, runs: Path, id: str, tell: Tell) -> Mapping[str, Any]:
    """Check a case that was uploaded, and take it among the others."""
    from offramp.web.cases import accept

    accept(Settings(runs), asked["case"], asked["name"])
    return {"shown": f"/cases/{asked['case']}"}


KINDS: Mapping[str, Kind] = {
    "check": Kind("check a case", check),
    "run": Kind("play many futures", play),
    "compare": Kind("what if", question("compare", "what-if")),
    "offramps": Kind("try the ways out", question("offramps", "ways-out")),
    "claims": Kind("judge the claims", question("claims", "claims")),
    "sensitivity": Kind("find what the answer rests on", question("sensitivity", "assumptions")),
    "backtest": Kind("back-test", question("backtest", "back-test")),
    "future": Kind("tell a future, and why", future),
    "branch": Kind("branch a future", branch),
    "world": Kind("the same luck in another world", world),
}
