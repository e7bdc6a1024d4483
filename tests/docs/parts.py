"""What the sections of docs/model.md on the engine call their own, and what the engine computes there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from typing import Any, NamedTuple

import jax.numpy as jnp
import numpy as np

from offramp.engine.choice import Odds, at_rest, odds
from offramp.engine.record_likelihood import _day
from offramp.engine.turn import tell
from offramp.game.slots import SLOTS
from offramp.world import Pull, spread
from offramp.world.fade import fade
from offramp.world.foresight import foresee
from offramp.world.systems.consent import agreed
from offramp.world.systems.human_cost import casualties
from offramp.world.systems.misperception import misread, stumble
from offramp.world.systems.reciprocity import full

from .bench import DAYS, RUNS, Day
from .symbols import Symbols, Table, axis_of

LUCK = np.random.default_rng(5)
FEW = 24  # days of a record, one by one
Found = dict[str, Any]
Part = tuple[Table, Found]


class Sample(NamedTuple):
    """A function's argument and its value."""

    at: Any
    value: Any


def pull(s: Symbols, size: float = 1.0) -> Pull:
    """Random pulls on every axis, as the systems would add them up."""
    axes = ("actor", "dyad", "place", "arena", "option", "role")
    rows = {axis: len(next(iter(s.shared[axis].values()))) for axis in axes}
    rows |= {"series": len(s.b.series_dyad), "need1": len(s.b.precedents.needy) + 1}
    return Pull(
        **{
            field.name: jnp.asarray(LUCK.normal(0, size, (rows[axis_of(field)], RUNS)) ** 2, jnp.float32)
            for field in fields(Pull)
        }
    )


def as_table(s: Symbols, felt: Pull) -> dict[str, dict[str, Any]]:
    table: dict[str, dict[str, Any]] = {}
    for field in fields(felt):
        values = np.asarray(getattr(felt, field.name), float)
        need = s.b.precedents.option_need
        own = {"place": s.b.option_place, "arena": s.b.option_front, "role": s.b.polity.option_role}
        option = {**own, "need": need, "feasible": need}.get(field.name)
        axis = "option" if option is not None else axis_of(field)
        table.setdefault(axis, {})[f"pull.{field.name}"] = values if option is None else values[option]
    return table


def notation(s: Symbols, it: Day) -> Part:
    felt, b = pull(s), it.board
    span, many = jnp.full((len(s.b.dyad_actor), RUNS), 3.0), jnp.full((len(s.b.dyad_actor), RUNS), 2.5)
    found = {
        "fade": Sample(span, fade(DAYS, span)),
        "full": Sample(many, full(many)),
        "x": b.height,
        "c": b.depth,
        "militarised": b.force,
        "U": spread(b, felt),
    }
    return as_table(s, felt), found


def choice(s: Symbols, it: Day) -> Part:
    felt = pull(s, 0.6)  # far from the bounds of utility
    rest = at_rest(it.board, it.dials)
    made = odds(it.board, it.dials, felt, rest)
    table = as_table(s, felt)
    table["option"]["U"] = np.asarray(spread(it.board, felt), float)
    table["actor"]["at_rest"] = np.asarray(rest, float)
    table[""] = {
        "sum_options": lambda v: np.array([v[s.b.option_nest == n].sum(axis=0) for n in range(len(s.b.nest_weight))]),
        "sum_actor": lambda v: np.array([v[s.b.option_actor == a].sum(axis=0) for a in range(len(s.b.actor_side))]),
        "sum_series": lambda v: np.array([v[s.b.option_series == n].sum(axis=0) for n in range(len(s.b.series_dyad))]),
        "sum_nests": lambda v: np.array([v[nest_actor(s) == a].sum(axis=0) for a in range(len(s.b.actor_side))]),
    }
    table[""]["days"] = np.where(np.arange(RUNS) % 2, 0.5, DAYS)
    total = np.asarray(made.total)[s.b.option_actor]
    act = np.where(np.arange(RUNS) % 2, made.act_prob(0.5), made.act_prob(DAYS))
    found = {"per_day": made.per_day, "act": act, "prob": np.asarray(made.mass) / total}
    if made.expected is not None:
        found["expected"] = np.asarray(made.expected) * table[""]["days"]
    return table, found | {"w": it.board.option_weight, "W": it.board.nest_weight}


def nest_actor(s: Symbols) -> Any:
    return np.array([s.g.names.actors.index(actor) for actor, _ in s.g.axes.nests])


def looking_ahead(s: Symbols, it: Day) -> Part:
    felt = foresee(it.board, it.dials, it.world)
    return {}, {"pull.calm": felt.calm, "pull.option": felt.option}


def acts(s: Symbols, it: Day) -> Part:
    """What follows when given moves are made; the deaths of both kinds by themselves."""
    b = it.board
    moves, actors = len(it.game.names.moves), len(it.game.names.actors)
    luck = LUCK.integers(1, 2**20, (2, actors, RUNS)) / 2**20
    killing = it.game.names.moves.index("targeted-killing")
    move = np.where(LUCK.random((actors, RUNS)) < 0.4, killing, LUCK.integers(0, moves, (actors, RUNS)))
    at = {
        "chance": LUCK.uniform(0.2, 1, (2, actors, RUNS)),
        "deaths": LUCK.uniform(1, 9, (2, actors, RUNS)),
        "tail": LUCK.uniform(0.2, 1.3, (2, actors, RUNS)),
        "most": LUCK.uniform(1, 40, (2, actors, RUNS)),
        "exposed": LUCK.uniform(0, 4, (actors, RUNS)),
    }
    narrow = {name: jnp.asarray(value, jnp.float32) for name, value in {**at, "luck": luck}.items()}
    dead = casualties(*(narrow[name] for name in ("chance", "deaths", "tail", "most", "exposed", "luck")))
    told = tell(
        b,
        it.dials,
        it.world,
        it.acts.taken,
        jnp.asarray(move, jnp.uint32),
        it.acts.target,
        it.acts.arena,
        it.acts.deaths,
        dict.fromkeys(("heed", *b.slots[len(SLOTS) :]), narrow["luck"][0]),
    )
    deadly = np.array([[("kill-leader" in it.scenario.moves[m].does)] for m in it.game.names.moves], float)
    killed = np.where(s.a.taken, deadly[move, 0], 0) * (s.a.deaths.sum(axis=0) > 0)
    rung = np.where(s.a.taken, s.b.move_rung[move], 0)
    table = {
        "toll": {**at, "luck": luck},
        "tie": {"luck": luck[0][s.b.tie_proxy]},
        "dyad": {"tied": s.b.dyad_tied, "forceful": s.along((rung >= 3).astype(float)), "killed": s.along(killed)},
    }
    found = {
        "dead": dead,
        "heeds": told.heeds[b.tie_proxy],
        "ordered": s.along(np.asarray(told.ordered, float)),
        "lost": told.lost,
    }
    return table, found


def evidence(s: Symbols, it: Day) -> Part:
    """One day of a record, at random: what each actor did, and what the record would have told of."""
    actors, options = len(s.b.actor_side), len(s.b.option_actor)
    made = odds(it.board, it.dials, pull(s, 0.1), at_rest(it.board, it.dials))
    made = replace(made, per_day=jnp.minimum(made.per_day, 20.0))  # else a wait can hardly be, and has few figures left
    prob = (np.asarray(made.mass, float) / np.asarray(made.total)[s.b.option_actor])[:, :FEW]
    chosen = s.b.nest_weight[s.b.option_nest, 0] > 1e-9  # nobody chooses a mistake
    busy = [np.flatnonzero((s.b.option_actor == a) & chosen) for a in range(actors)]
    told = LUCK.integers(0, 2, options).astype(float)
    days = 0.2
    runs: list[Any] = []
    for _ in range(FEW):
        does = LUCK.integers(0, 3, actors)  # waits, does what is an option, does what is none
        option = np.array(
            [LUCK.choice(mine) if len(mine) and do == 1 else -1 for mine, do in zip(busy, does, strict=True)]
        )
        runs.append((option, np.where(does == 0, -1, 0)))
    option, move = (np.array(row).T for row in zip(*runs, strict=True))
    logs = [
        _day(
            it.board,
            Odds(*(x[:, r : r + 1] for x in (made.per_day, made.mass, made.total, made.utility))),
            {"option": jnp.asarray(option[:, r]), "move": jnp.asarray(move[:, r]), "days": jnp.asarray(days)},
            jnp.asarray(told, jnp.float32),
        )
        for r in range(FEW)
    ]
    acted = option >= 0
    share = np.array([(prob * told[:, None])[mine].sum(axis=0) for mine in busy])
    table = {
        "actor": {
            "acted": acted,
            "idle": move < 0,
            "share": share,
            "watched": told[option] * acted,
            "chosen": np.where(acted, np.take_along_axis(prob, np.maximum(option, 0), axis=0), 1.0),
            "act": np.asarray(made.act_prob(days), float)[:, :FEW],
        }
    }
    return table, {"log_prob": np.concatenate(logs, axis=1)}


def misperception(s: Symbols, it: Day) -> Part:
    """What becomes of options that are taken: as they were meant, or a mistake; and how they are read."""
    actors = len(s.b.actor_side)
    luck = LUCK.random((actors, RUNS)).astype(np.float32).astype(float)
    luck[LUCK.random(luck.shape) < 0.5] *= 0.003
    luck[LUCK.random(luck.shape) < 0.05] = 0.9999
    option = LUCK.integers(0, len(s.b.option_actor), (actors, RUNS))
    slip = s.b.polity.slip.astype(int)
    already = LUCK.random(option.shape) < 0.2
    option, luck = np.where(already, slip, option), np.where(already, luck / 3 + 0.6, luck)
    given = jnp.asarray(option, jnp.uint32), jnp.asarray(luck, jnp.float32)
    became = np.asarray(stumble(it.board, it.dials, jnp.ones(option.shape, bool), *given))
    read, blamed = misread(it.board, it.dials, *given)
    can_err = s.b.polity.slips
    table = {
        "actor": {
            "luck": luck,
            "can_err": can_err,
            "of_force": s.b.force[option, 0],
            "slipped": (option == slip) * can_err,
        }
    }
    return table, {"slip": became != option, "read": read, "blamed": blamed}


PARTS: Mapping[str, tuple[str, Callable[[Symbols, Day], Part]]] = {
    "Notation": ("", notation),
    "Choice": ("choice", choice),
    "Looking ahead": ("", looking_ahead),
    "Acts": ("", acts),
    "Evidence": ("", evidence),
    "5 Initialisation": ("", lambda s, it: ({"dyad": {"luck": np.full((len(s.b.dyad_actor), 1), 0.5)}}, {})),
    "Numbers of a case": ("", lambda s, it: ({}, {})),
}


def consented(s: Symbols, it: Day) -> Part:
    """Which options stand, and which are an offer."""
    stands = agreed(it.board, it.dials, it.world)
    rest = np.ones((1, RUNS))
    return {}, {"agreed": np.concatenate([stands, rest])[np.asarray(it.board.precedents.option_need)]}


# What a system does to acts.
EXTRAS: Mapping[str, Callable[[Symbols, Day], Part]] = {"misperception": misperception, "consent": consented}
