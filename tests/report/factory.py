"""Test data of the contract's shape: an invented case with invented futures. No run of the model is behind it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pandas as pd

from offramp.report.charts.drivers import COLUMNS
from offramp.report.findings.endings import Endings
from offramp.report.findings.told import Group, groups
from offramp.report.material import Material, Told
from offramp.scenario.scenario import Scenario
from offramp.study.outlook.measured import Measured
from offramp.study.stories.reasons import Why
from offramp.study.stories.story import Act, Story, tell
from offramp.world import SYSTEMS
from tests.report import answers

DAYS, DRAWS, RUNS = 90, 16, 60
ACTORS = {
    "north": ("Northland", "state"),
    "south": ("Southland", "state"),
    "river-brigade": ("River Brigade & Sons", "proxy"),
    "hill-league": ("League of the Hill Country", "proxy"),
    "coast-guard": ("Coast Guard Corps", "proxy"),
    "middle": ("Middleland", "host"),
    "harbour": ("Harbour States", "mediator"),
    "old-ally": ("Old Ally", "state"),
    "far-power": ("Far Power", "bloc"),
    "east": ("Eastland", "state"),
    "desert-front": ("Desert Front", "proxy"),
    "island": ("Island Republic", "mediator"),
}
PATRONS = {
    "river-brigade": "north",
    "hill-league": "north",
    "coast-guard": "north",
    "desert-front": "north",
    "old-ally": "south",
}
ARENAS = {
    "middleland": "Middleland",
    "strait": "The Strait",
    "border": "Northern border",
    "desert": "Desert",
    "capitals": "The capitals",
    "abroad": "Far from the region",
}
MOVES = {
    "message": (-1, "{actor} sent {target} a message that it wanted the old rules back"),
    "offer": (-2, "{actor} offered {target} talks"),
    "threat": (1, "{actor} threatened {target}"),
    "sanctions": (2, "{actor} put sanctions on {target}"),
    "deploy": (3, "{actor} sent forces to {arena} against {target}"),
    "seize": (4, "{actor} seized a ship of {target} in {arena}"),
    "rockets": (5, "{actor} fired rockets at {target} in {arena}"),
    "limited-strike": (6, "{actor} struck {target} in {arena}, having announced it"),
    "strike": (7, "{actor} struck the forces of {target} in {arena}"),
    "homeland": (8, "{actor} struck the homeland of {target}"),
    "campaign": (9, "{actor} went on with its campaign against {target} in {arena}"),
    "war": (10, "{actor} made war on {target}"),
}
SHARES = ("resolve", "conciliation", "approval", "might", "tolerance", "standing")
CHANCE = np.array([0.1, 0.05, 0.18, 0.08, 0.12, 0.09, 0.2, 0.09, 0.05, 0.02, 0.015, 0.005])


def range_of(value: str, source: str = "assumed", because: str = "test data", **more: object) -> dict[str, object]:
    return {"value": value, "source": source, "because": because, **more}


def scenario(**changes: object) -> Scenario:
    """A case with invented names; what is passed replaces its parts."""
    share, tempo = range_of("0.3..0.7"), range_of("0.05..0.2", per="day")
    actors = {
        key: {"name": name, "kind": kind, "tempo": tempo, **dict.fromkeys(SHARES, share)}
        for key, (name, kind) in ACTORS.items()
    }
    control = range_of("0.5..0.9", "watcher", "the brigade is tied fast")
    patronage = {"kind": "patronage", "control": control, "loyalty": share, "deniability": share}
    ties = {f"{patron}>{proxy}": {**patronage, "patron": patron, "proxy": proxy} for proxy, patron in PATRONS.items()}
    moves = {
        key: {
            "name": key,
            "tells": tells,
            "rung": rung,
            "visibility": "overt",
            "domain": "political",
            "aim": "forces",
            "cost": 0.1,
            "prepare": 2,
            "provokes": 1,
            "satisfies": 1,
        }
        for key, (rung, tells) in MOVES.items()
    }
    body: dict[str, object] = {
        "offramp": 1,
        "case": "test-data",
        "title": "Test data: the River crisis",
        "question": "What may happen after the killing at the river?",
        "information_date": "2020-01-03",
        "start": "2020-01-03",
        "days": DAYS,
        "principals": ["north", "south"],
        "sources": {
            "watcher": {"author": "A. Watcher", "title": "Notes <from> the river", "publisher": "River Press"},
        },
        "actors": actors,
        "ties": ties,
        "arenas": {key: {"name": name, "open": 1, "reach": {}} for key, name in ARENAS.items()},
        "moves": moves,
        "options": [],
        "world": {"ladder": {"title": "Ladder", "dials": {}}},
        "unknowns": ["What was said behind closed doors.", "Who decides in Northland after the killing."],
    }
    return Scenario.model_validate(body | changes)


def events(seed: int = 1, kept: int = DRAWS * RUNS) -> pd.DataFrame:
    """Acts that cluster after the start and cool down, with a few heavy days."""
    random = np.random.default_rng(seed)
    acts = random.poisson(26, kept)
    future = np.repeat(np.arange(kept), acts)
    n = len(future)
    day = 1 + random.exponential(22, n).astype(int) % DAYS
    move = random.choice(len(MOVES), n, p=CHANCE)
    rung = np.array([rung for rung, _ in MOVES.values()])[move]
    north = random.random(n) < 0.55
    norths, souths = ["river-brigade", "north", "hill-league", "coast-guard", "desert-front"], ["south", "old-ally"]
    actor = np.where(
        north, random.choice(norths, n, p=[0.4, 0.25, 0.15, 0.1, 0.1]), random.choice(souths, n, p=[0.8, 0.2])
    )
    target = np.where(
        north,
        random.choice(["south", "old-ally", "middle", "east"], n, p=[0.7, 0.12, 0.1, 0.08]),
        random.choice(norths, n, p=[0.35, 0.35, 0.1, 0.1, 0.1]),
    )
    arena = random.choice(list(ARENAS), n, p=[0.5, 0.2, 0.12, 0.1, 0.05, 0.03])
    hurts = (rung >= 5) & (random.random(n) < 0.35)
    military = np.where(hurts, random.geometric(0.25, n) * np.exp(random.normal(0, 0.8, n)) * (rung - 4), 0).astype(int)
    civilian = np.where(hurts & (random.random(n) < 0.3), random.geometric(0.3, n) * (rung - 4) ** 2 / 2, 0).astype(int)
    frame = pd.DataFrame(
        {
            "draw": future // RUNS,
            "run": future % RUNS,
            "day": day,
            "actor": actor,
            "move": np.array(list(MOVES))[move],
            "target": target,
            "rung": rung,
            "arena": np.where(rung < 3, "-", arena),
            "visibility": "overt",
            "deaths_military": military,
            "deaths_civilian": civilian,
            "ordered": north & (random.random(n) < 0.4),
        }
    )
    return frame.sort_values(["draw", "run", "day", "actor"], ignore_index=True)


def runs(acts: pd.DataFrame, draws: int = DRAWS, each: int = RUNS) -> pd.DataFrame:
    index = pd.MultiIndex.from_product([range(draws), range(each)], names=["draw", "run"])
    by = acts.groupby(["draw", "run"])
    table = pd.DataFrame(index=index)
    table["peak_rung"] = by["rung"].max()
    for column in ("deaths_military", "deaths_civilian"):
        table[column] = by[column].sum()
    table["war_prob"] = table["peak_rung"] >= 10
    return table.fillna({"peak_rung": 0, "deaths_military": 0, "deaths_civilian": 0}).astype("float32").reset_index()


def rungs(acts: pd.DataFrame, draws: int = DRAWS, each: int = RUNS) -> pd.DataFrame:
    index = pd.MultiIndex.from_product([range(draws), range(each)])
    top = acts.pivot_table(index=["draw", "run"], columns="day", values="rung", aggfunc="max")
    top = top.reindex(index=index, columns=range(1, DAYS + 1)).fillna(-9)
    parts = []
    for kind, table in (("day", top), ("peak", top.cummax(axis=1))):
        counted = table.apply(pd.Series.value_counts).fillna(0).stack().rename("futures").reset_index()
        counted.columns = ["rung", "day", "futures"]
        parts.append(counted.assign(kind=kind))
    return pd.concat(parts, ignore_index=True).astype({"rung": "int8", "day": "int16", "futures": "int64"})


def measures(table: pd.DataFrame) -> dict[str, Measured]:
    def share(name: str, says: str, estimate: float) -> Measured:
        low, high = estimate * 0.4, min(1.0, estimate * 1.5)
        return Measured(
            name,
            says,
            estimate,
            (estimate * 0.93, min(1.0, estimate * 1.07)),
            (low, high),
            None,
            "probability",
            f"{DAYS} days",
        )

    def number(name: str, says: str, unit: str, estimate: float) -> Measured:
        return Measured(
            name,
            says,
            estimate,
            (estimate * 0.96, estimate * 1.04),
            (estimate * 0.5, estimate * 2.1),
            None,
            unit,
            f"{DAYS} days",
        )

    made = [
        share("war_prob", "War between the principals", float(table["war_prob"].mean())),
        share("violent_answer_30d_prob", "A violent answer within 30 days", 0.84),
        share("open_violent_answer_30d_prob", "An openly violent answer within 30 days", 0.57),
        number("first_violent_answer_day", "First violent answer", "day", 5.2),
        number("peak_rung", "Highest rung", "rung", float(table["peak_rung"].mean())),
        number("deaths_military", "Soldiers and fighters killed", "people", float(table["deaths_military"].mean())),
        number("deaths_civilian", "Civilians killed", "people", float(table["deaths_civilian"].mean())),
        number("arenas_hit", "Arenas with a violent act", "arenas", 2.7),
        number("conciliatory_acts", "Conciliatory acts", "acts", 6.1),
    ]
    return {each.name: each for each in made}


def stories(case: Scenario, acts: pd.DataFrame, some: Iterable[Group] = ()) -> tuple[Told, ...]:
    """One future of every group, and one that stands for nobody."""
    told = [Told(group.at, f"{group.ending}: a future", story(case, acts, *group.at), group) for group in some]
    alone = next((0, run) for run in range(RUNS) if (0, run) not in {each.at for each in told})
    return (*told, Told(alone, "The worst plausible future", story(case, acts, *alone)))


def story(case: Scenario, acts: pd.DataFrame, draw: int, run: int) -> Story:
    rows = acts[(acts["draw"] == draw) & (acts["run"] == run)]
    each = [
        Act(
            r.day,
            r.actor,
            r.move,
            r.target,
            r.arena,
            r.deaths_military,
            r.deaths_civilian,
            r.ordered,
            Why({"ladder": -3.0, "reciprocity": 2.1, "rules": 0.6}, "threatened Southland"),
        )
        for r in rows.itertuples()
    ]
    return tell(case, each, DAYS, f"test-data@0123456789ab/v0.1.0/s7/quantal/2020-01-03/90x1/d{draw}/r{run}")


def material(**changes: object) -> Material:
    """All that a report needs, invented."""
    case = scenario(**changes)
    acts = events()
    table = runs(acts)
    paragraph = (
        "TEST DATA, not a forecast. From 3 January 2020, over 90 days, a violent answer within 30 days is likely: "
        "84 in 100 futures. War is possible but unlikely: 6 in 100 futures, 2 to 9 in 100 over the assumptions."
    )
    manifest = {
        "case": "test-data",
        "title": case.title,
        "hash": "0123456789abcdef" * 4,
        "seed": 7,
        "draws": DRAWS,
        "runs_per_draw": RUNS,
        "runs": DRAWS * RUNS,
        "days": DAYS,
        "start": "2020-01-03",
        "as_of": "2020-01-03",
        "sets": {},
        "keep": RUNS,
        "versions": {"offramp": "0.1.0", "python": "3.11", "jax": "0.10", "numpy": "2"},
        "device": "test",
        "processes": 1,
        "started": "2020-01-04T10:00:00Z",
        "seconds": 1.5,
        "rule": "quantal",
    }
    plain = Material(
        scenario=case,
        manifest=manifest,
        paragraph=paragraph,
        measures=measures(table),
        runs=table,
        events=acts,
        rungs=rungs(acts),
        kept=DRAWS * RUNS,
        rules=("quantal",),
    )
    found = groups(plain, Endings(plain))
    return replace(plain, groups=found, stories=stories(case, acts, found))


def everything() -> Material:
    """The same with all that is there on request: an ablation of every system, exits, and an answer of every kind."""
    price = range_of("0.1..0.3", "watcher")
    channel = {"name": "An old <channel>", "says": "It is used.", "who": ["north"], "source": "watcher", "price": price}
    plain = material(offramps={"channel": channel})
    case, rng = plain.scenario, np.random.default_rng(5)
    deal = case.moves["offer"].model_copy(update={"name": "settlement by agreement", "rung": -3, "does": ("settle",)})
    rows = [
        {
            "system": system,
            "measure": measure,
            "unit": "acts",
            "with_it": 9.0,
            "without": 9 + by,
            "difference": by,
            "luck_low": by - 1,
            "luck_high": by + 1,
            "explains": measure in mine,
            "beyond_luck": abs(by) > 1,
        }
        for system, mine in ((each.id, each.explains.split()) for each in SYSTEMS)
        for measure in (*COLUMNS, *mine)
        for by in [float(rng.normal(0, 4))]
    ]
    exits = plain.events.head(40).assign(move="deal", rung=np.int8(-3))
    return replace(
        plain,
        scenario=case.model_copy(update={"moves": {**case.moves, "deal": deal}}),
        ablation=pd.DataFrame(rows).drop_duplicates(["system", "measure"]),
        events=pd.concat([plain.events, exits], ignore_index=True),
        answers=answers.everything(),
    )
