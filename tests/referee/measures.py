"""What one future comes to by the referee's own words: every measure of the case."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from offramp.game.daily_filters import unpacked
from offramp.scenario.questions import Measure

from .future import Act, Future
from .page_world import PageWorld

NOTHING, WAR_DAYS, WAR_DEAD, ANSWER_DAYS, YIELD_DAYS = -9, 14, 1000, 30, 30
Dated = list[tuple[int, Act]]
Passes = Callable[[Act], bool]


def measures(c: PageWorld, future: Future) -> dict[str, float]:
    """Every measure of the case, by its words."""
    measure_list, measure_arrays = c.game.measure_list, c.game.measure_arrays
    out = {}
    for m, (name, measure) in enumerate(zip(measure_list.names, measure_list.measures, strict=True)):
        done, ordered = np.asarray(measure_arrays.done)[m] > 0, np.asarray(measure_arrays.ordered)[m] > 0
        passed = [(day, a) for day, a in dated(future) if done[a.option] or (ordered[a.option] and a.ordered)]
        if measure.kind in ("followed", "unprompted"):
            out[name] = soon(measure, passed, following(c, m, future), len(future.turns))
        elif measure.kind in BY_SIDES:
            out[name] = BY_SIDES[measure.kind](c, measure, future)
        elif measure.kind == "state":
            out[name] = level(c, m, measure, future)
        else:
            out[name] = of_acts(c, name, measure, future, passed)
    return out


def dated(future: Future) -> Dated:
    return [(day, a) for day, acts in enumerate(future.turns, 1) for a in acts]


def of_acts(c: PageWorld, name: str, measure: Measure, future: Future, passed: Dated) -> float:
    first, last = measure.window
    passed = [(day, a) for day, a in passed if first <= day <= (last or day)]
    fields = ("military", "civilian") if measure.of == "both" else (measure.of,)
    days = [day for day, _ in passed]
    return {
        "any": lambda: float(bool(passed)),
        "count": lambda: len(passed),
        "arenas": lambda: len({c.b.option_site[a.option] for _, a in passed} - {len(c.b.arenas_near)}),
        "first": lambda: min(days, default=np.nan),
        "spread": lambda: max(days) - min(days) if days else np.nan,
        "highest": lambda: max((a.rung for _, a in passed), default=np.nan),
        "deaths": lambda: sum(getattr(a, who) for _, a in passed for who in fields),
        "war": lambda: float(war_day(c, future) < np.inf),
        "stumbled": lambda: stumbled(c, future),
        "ordered_acts": lambda: sum(a.ordered for acts in future.turns for a in acts),
        "answered_in_kind_share": lambda: in_kind(peaks(c, future)),
    }[name if measure.kind == "special" else measure.kind]()


def following(c: PageWorld, m: int, future: Future) -> set[int]:
    """The days with an act of the kind that something may follow."""
    done, ordered = unpacked(c.game.measure_arrays.watch, int(c.game.measure_arrays.after[m]))
    return {day for day, a in dated(future) if done[a.option] or (ordered[a.option] and a.ordered)}


def soon(measure: Measure, passed: Dated, before: set[int], days: int) -> float:
    """Share of the days with such an act, or without one now and shortly before, that another act follows soon."""
    within = measure.within or 0
    asked = [
        day
        for day in range(1, days - within + 1)
        if (day in before if measure.kind == "followed" else not before & set(range(day - within, day + 1)))
    ]
    came = [any(day < other <= day + within for other, _ in passed) for day in asked]
    return float(np.mean(came)) if came else np.nan


def level(c: PageWorld, m: int, measure: Measure, future: Future) -> float:
    """A level of the world, the mean over some slots of its state."""
    share = np.asarray(c.game.measure_arrays.levels.share)[int(c.game.measure_arrays.row[m])].astype(float)
    first, last = measure.window
    by_day = [float(share @ slots(c, future, day)) for day in range(len(future.states))]
    seen = by_day[0 if first == 1 else first : (last or len(by_day)) + 1]
    return {"start": by_day[0], "lowest": min(seen), "highest": max(seen), "end": seen[-1]}[str(measure.at)]


def slots(c: PageWorld, future: Future, day: int) -> Any:
    """Everybody's coordination, each guest's welcome and presence, how far each programme is."""
    state = {name: value[:, future.run] for name, value in future.states[day].items()}
    all_in_all = state["leaders.coordination"]
    own = np.array(all_in_all)
    for patron, proxy in zip(c.b.tie_patron, c.b.tie_proxy, strict=True):
        own[proxy] = all_in_all[proxy] * all_in_all[patron]
    return np.concatenate(
        [own, state["host_politics.tolerance"], state["host_politics.presence"], state["nuclear.level"]]
    )


def stumbled(c: PageWorld, future: Future) -> float:
    """1 if it comes to war though nobody's best option was at rung 9 or more on that morning."""
    war = war_day(c, future)
    return float(war < np.inf and not future.warlike[int(war) - 1])


def across(c: PageWorld, acts: list[Act], side: int) -> list[Act]:
    """Acts of one principal's side on the other's."""
    return [a for a in acts if c.b.actor_side[a.actor] == side and c.b.actor_side[a.target] == 1 - side]


def peaks(c: PageWorld, future: Future) -> list[list[float]]:
    """The highest rung of either side against the other, by day."""
    return [[max((a.rung for a in across(c, acts, s)), default=NOTHING) for acts in future.turns] for s in (0, 1)]


def war_day(c: PageWorld, future: Future) -> float:
    """The day on which it is war: both principals at rung 9 or more within 14 days, or a thousand battle deaths."""
    campaigns: list[list[int]] = [[], []]
    dead = 0.0
    for day, acts in enumerate(future.turns, 1):
        for side in (0, 1):
            quarrel = across(c, acts, side)
            dead += sum(a.dead for a in quarrel if not a.mistake)
            campaigns[side] += [day for a in quarrel if a.actor == c.b.principal[side] and a.rung >= 9]
        if dead >= WAR_DEAD or any(abs(x - y) <= WAR_DAYS for x in campaigns[0] for y in campaigns[1]):
            return day
    return np.inf


def in_kind(peaks: list[list[float]]) -> float:
    """Share of violent days of one side that the other answers at or above their rung within 30 days."""
    answered = [
        max(peaks[1 - side][day + 1 : day + 1 + ANSWER_DAYS], default=NOTHING) >= peaks[side][day]
        for side in (0, 1)
        for day in range(max(1, len(peaks[0]) - ANSWER_DAYS))
        if peaks[side][day] >= 5
    ]
    return float(np.mean(answered)) if answered else np.nan


def alternations(c: PageWorld, measure: Measure, future: Future) -> float:
    """How often a side strikes when the other was the last to strike."""
    latest, turns = [0, 0], 0
    for day, rungs in enumerate(zip(*peaks(c, future), strict=True), 1):
        strikes = [rung >= (measure.where.at_least or NOTHING + 1) for rung in rungs]
        turns += any(strikes[side] and latest[1 - side] > latest[side] for side in (0, 1))
        latest = [day if strikes[side] else latest[side] for side in (0, 1)]
    return float(turns)


def yields(c: PageWorld, measure: Measure, future: Future) -> float:
    """1 if a side is the first to go 30 days without an act at rung 4 or more, after both had one."""
    mine = c.game.names.actors.index(measure.where.sides[0])
    me = int(c.b.actor_side[mine])
    latest, since = [0, 0], 0
    for day, rungs in enumerate(zip(*peaks(c, future), strict=True), 1):
        latest = [day if rungs[side] >= 4 else latest[side] for side in (0, 1)]
        since = since or (day if min(latest) else 0)
        quiet = [bool(since) and day - max(latest[side], since) >= YIELD_DAYS for side in (0, 1)]
        if any(quiet):
            return float(quiet[me] and (not quiet[1 - me] or latest[me] < latest[1 - me]))
    return 0.0


BY_SIDES = {"alternations": alternations, "yields": yields}
