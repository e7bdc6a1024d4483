"""The path of a game beside others: the fan of all futures, and the same luck with the engine in the seat."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from offramp.engine import Position
from offramp.play.acts import GameAct
from offramp.play.aims import WAR, SeatAim, whole
from offramp.play.beliefs import WORLDS, Knowledge
from offramp.play.game import Game
from offramp.scenario import Scenario

from .result import Fan, Tally

SHARES = (0.05, 0.25, 0.5, 0.75, 0.95)
BLOCKS = 4


def fan(game: Game, seat: str) -> Fan:
    """Return the path of the highest rung, and its quantiles over futures from the start."""
    known = Knowledge(seat, ())
    blocks = [game.beliefs.worlds(known, n).play().chunk().peak[:, :WORLDS] for n in range(BLOCKS)]
    highest = np.maximum.accumulate(np.maximum(np.concatenate(blocks, axis=1), 0), axis=0)
    days = [max((rung_of(game.setup.case, act) for act in acts), default=0) for acts in game.status.days]
    path = np.maximum.accumulate(np.maximum(days, 0)) if days else np.zeros(0, int)
    quantiles = {str(share): tuple(np.quantile(highest, share, axis=1).tolist()) for share in SHARES}
    return Fan(tuple(int(each) for each in path), quantiles)


def rung_of(case: Scenario, act: GameAct) -> int:
    """Return the rung of an act."""
    return case.moves[act.move].rung


def came(game: Game, aim: SeatAim) -> Tally:
    """Sum up the outcomes of a game."""
    return _tally(game, aim, game.status.acts, game.position() if game.is_over else None)


def with_engine(game: Game, seat: str, aim: SeatAim) -> Tally:
    """Sum up the same luck with the engine in a `seat`; the other seats do what they did."""
    status, acts = game.status, list[GameAct]()
    draw, run = game.setup.place
    position = game.table.morning([draw], [run])
    for plan, rules in zip(status.plans, status.rules, strict=True):
        others = {actor: option for actor, option in plan.items() if actor != seat}
        position, done = game.table.play_day(position, others, rules)
        acts += done
    return _tally(game, aim, acts, position if game.is_over else None)


def _tally(game: Game, aim: SeatAim, acts: Sequence[GameAct], end: Position | None) -> Tally:
    highest = max((rung_of(game.setup.case, act) for act in acts), default=0)
    dead = sum(act.dead for act in acts)
    if end is None:
        return Tally(highest, dead, len(acts), None, None)
    measures = {name: values[:1] for name, values in end.chunk().measures.items()}
    known = whole(measures, game.setup.case, game.days)
    war = float(known[WAR][0]) if WAR in known else None
    return Tally(highest, dead, len(acts), war, float(aim.missed(known)[0]))
