"""The shipped case with invented futures, for what hangs on the length of its names and lists. No run is behind it."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import numpy as np
import pandas as pd

from offramp.report.findings.told import groups
from offramp.report.material import Material, Told
from offramp.scenario import Scenario, load
from offramp.scenario.options import feasible
from offramp.study.offramps.result import Offramps
from offramp.study.outlook.measured import Measured
from offramp.study.stories.story import Act, Story, tell
from tests.report import answers, factory

DRAWS, RUNS, ACTS = 16, 12, 80  # settings, runs of each, and about so many acts in a future


@lru_cache
def shipped() -> Material:
    """All that a report of the shipped case needs, with its ways out tried."""
    case = load("baghdad-2020")
    acts = _events(case)
    runs = _runs(acts)
    manifest = factory.material().manifest | {
        "case": case.case,
        "title": case.title,
        "days": case.days,
        "draws": DRAWS,
        "runs_per_draw": RUNS,
        "keep": RUNS,
        "runs": DRAWS * RUNS,
        "hash": "d56071fd1791" + "0" * 52,
    }
    plain = Material(
        scenario=case,
        manifest=manifest,
        paragraph="",
        measures=_measures(case, runs),
        runs=runs,
        events=acts,
        rungs=factory.rungs(acts, DRAWS, RUNS),
        kept=DRAWS * RUNS,
        rules=("quantal", "lookahead"),
        answers=(answers.kept("offramps", _tried(case)),),
    )
    found = groups(plain, plain.endings)
    stories = tuple(
        Told(group.at, f"{group.ending}: a future", _story(case, acts, *group.at), group) for group in found
    )
    return replace(plain, groups=found, stories=stories)


def _events(case: Scenario) -> pd.DataFrame:
    """Acts of any kind that the case allows, the graver the rarer."""
    rng, options = np.random.default_rng(3), feasible(case)
    rungs = np.array([case.moves[move].rung for _, move, _, _ in options])
    weights = np.exp(-0.55 * np.abs(rungs - 1.0))
    count = rng.poisson(ACTS, DRAWS * RUNS)
    future = np.repeat(np.arange(DRAWS * RUNS), count)
    chosen = rng.choice(len(options), len(future), p=weights / weights.sum())
    rung = rungs[chosen]
    dead = np.where((rung >= 5) & (rng.random(len(rung)) < 0.3), rng.lognormal(1.2, 1.6, len(rung)), 0.0).astype(int)
    rows = {
        "draw": future // RUNS,
        "run": future % RUNS,
        "day": 1 + rng.integers(0, case.days, len(future)),
        **{name: [options[i][at] for i in chosen] for at, name in enumerate(("actor", "move", "target"))},
        "arena": [options[i][3] or "-" for i in chosen],
        "rung": rung,
        "visibility": "overt",
        "deaths_military": dead,
        "deaths_civilian": dead // 4,
        "ordered": False,
    }
    return pd.DataFrame(rows).sort_values(["draw", "run", "day"], ignore_index=True)


def _runs(acts: pd.DataFrame) -> pd.DataFrame:
    table = factory.runs(acts, DRAWS, RUNS)
    return table.assign(war_prob=table["peak_rung"] >= 9)


def _measures(case: Scenario, runs: pd.DataFrame) -> dict[str, Measured]:
    known = factory.measures(runs)
    mine = {
        name: replace(
            known["war_prob" if each.unit == "probability" else "arenas_hit"], name=name, says=each.says, unit=each.unit
        )
        for name, each in case.measures.items()
    }
    return mine | known


def _tried(case: Scenario) -> Offramps:
    """Every way out of the case: a third helps, a third harms, a third does nothing."""
    kinds = answers.offramps().exits
    exits = (
        replace(
            kinds[i % 3],
            id=id,
            name=each.name,
            says=each.says,
            condition="",
            window=kinds[i % 3].window if i < 4 else None,
        )
        for i, (id, each) in enumerate(case.offramps.items())
    )
    return answers.offramps(exits=tuple(exits), pairs=())


def _story(case: Scenario, acts: pd.DataFrame, draw: int, run: int) -> Story:
    rows = acts[(acts["draw"] == draw) & (acts["run"] == run)]
    each = [
        Act(r.day, r.actor, r.move, r.target, None if r.arena == "-" else r.arena, r.deaths_military, r.deaths_civilian)
        for r in rows.itertuples()
    ]
    return tell(case, each, case.days, f"baghdad-2020@d56071fd1791/v0.1.0/s7/quantal/2020-01-03/90x1/d{draw}/r{run}")
