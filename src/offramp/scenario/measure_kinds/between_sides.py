"""Kinds of measures of the two principals and their sides: war, who strikes in turn, who yields, who answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from offramp.scenario.ladder import CAMPAIGN, HARASSMENT, LOWEST, NOTHING, VIOLENT
from offramp.scenario.words import one_of

from .kind import Deed, Kind

if TYPE_CHECKING:
    from offramp.scenario.measure_kinds.future_acts import FutureActs
    from offramp.scenario.questions import Measure
    from offramp.scenario.scenario import Scenario

WAR_DAYS, WAR_DEAD = 14, 1000  # as `offramp words` defines war
ANSWER_DAYS = 30
YIELD_DAYS = 30
SPECIAL = ("answered_in_kind_share", "ordered_acts")  # measures that are computed by their names


def war_day(case: Scenario, side: Mapping[str, str], acts: Iterable[Deed]) -> int | None:
    """Find the day on which a future becomes war; None if it never does.

    Both principals themselves act as in a war on the other's side within 14 days of each other, or 1,000 die in battle
    between the two sides.

    Parameters
    ----------
    case : Scenario
    side : mapping of str to str
        The side of every actor.
    acts : iterable of Deed
        In the order of their days.
    """
    one, other = case.principals
    last: dict[str, int] = {}
    dead = 0
    for act in acts:
        if {side.get(act.actor), side.get(act.target)} != {one, other} or act.move not in case.moves:
            continue
        move = case.moves[act.move]
        dead += 0 if move.is_mishap else act.dead
        if move.rung >= CAMPAIGN and act.actor in (one, other):
            last[act.actor] = act.day
        if dead >= WAR_DEAD or (len(last) == 2 and abs(last[one] - last[other]) <= WAR_DAYS):
            return act.day
    return None


def _war(name: str, measure: Measure, future: FutureActs) -> float:
    return float(war_day(future.case, future.side, future.acts) is not None)


def _alternations(name: str, measure: Measure, future: FutureActs) -> float:
    """How often a side strikes when the other was the last to strike; of strikes on one day neither is the last."""
    last, turns, rung = [0, 0], 0, _rung(measure)
    for day, tops in zip(future.days, future.peaks(), strict=True):
        strikes = [side for side in (0, 1) if tops[side] >= rung]
        turns += any(last[1 - side] > last[side] for side in strikes)
        for side in strikes:
            last[side] = day
    return float(turns)


def _rung(measure: Measure) -> int:
    return LOWEST if measure.where.at_least is None else measure.where.at_least


def _yields(name: str, measure: Measure, future: FutureActs) -> float:
    """Whether a side is the first to go some days without a hard act, after both had one; not if it had the last."""
    mine = future.case.principals.index(measure.where.sides[0])
    last, both = [0, 0], 0
    for day, tops in zip(future.days, future.peaks(), strict=True):
        last = [day if tops[side] >= HARASSMENT else last[side] for side in (0, 1)]
        both = both or (day if all(last) else 0)
        quiet = [bool(both) and day - max(each, both) >= YIELD_DAYS for each in last]
        if any(quiet):
            return float(quiet[mine] and (not quiet[1 - mine] or last[mine] < last[1 - mine]))
    return 0.0


def _one_principal(name: str, measure: Measure, case: Scenario) -> tuple[str, str] | None:
    sides = measure.where.sides
    if len(sides) == 1 and sides[0] in case.principals:
        return None
    found = one_of(sides) if sides else "nobody who could yield"
    return found, f"where: {{sides: [one of {one_of(case.principals)}]}}"


def _special(name: str, measure: Measure, future: FutureActs) -> float | None:
    if name == "ordered_acts":
        return float(sum(act.ordered for act in future.acts))
    tops = future.peaks()
    window = round(ANSWER_DAYS * len(tops) / future.days[-1])  # in rounds
    answered = [
        max((later[1 - side] for later in tops[n + 1 : n + 1 + window]), default=NOTHING) >= tops[n][side]
        for n in range(max(1, len(tops) - window))
        for side in (0, 1)
        if tops[n][side] >= VIOLENT
    ]
    return sum(answered) / len(answered) if answered else None


_sides = partial(Kind, sources=("sides",))
_war_like = partial(Kind, filters=(), chance=True, direction=1)
KINDS = (
    _war_like("war", "1 if it comes to war", _war, statistic="probability", still_open="unless come"),
    _sides(
        "special",
        f"what no filter can say; the names of these measures are fixed: {one_of(f'`{name}`' for name in SPECIAL)}",
        _special,
        empty="there was nothing to answer, for the share",
        argument=lambda name, measure, case: SPECIAL.index(name),
        filters=(),
        direction=0,
    ),
    _sides(
        "alternations",
        "how often the two sides strike in turn, from the rung `at_least` on",
        _alternations,
        argument=lambda name, measure, case: _rung(measure),
        filters=("at_least",),
    ),
    _sides(
        "yields",
        "1 if the side of the principal in `sides` yields",
        _yields,
        argument=lambda name, measure, case: case.principals.index(measure.where.sides[0]),
        filters=("sides",),
        check=_one_principal,
        chance=True,
        direction=0,
    ),
    _war_like(
        "stumbled",
        "1 if it comes to a war that nobody preferred",
        "what anybody preferred on the morning before a war is in no record of acts",
        sources=("wishes",),
    ),
)
