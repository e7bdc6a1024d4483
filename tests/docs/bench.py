"""A day that never was: random numbers, a random state and random acts of a small case, for the page and the code.

The code gets its own arrays; the page gets the same ones in double precision by the names that it uses (`Symbols`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import Any

import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray
from ruamel.yaml import YAML

from offramp.compile import compile_game
from offramp.game import Board, Dials, Draws, Game
from offramp.game.board import EFFECTS
from offramp.scenario import Quantity, Scenario
from offramp.world import SYSTEMS, Acts, World, start
from offramp.world.acts import along
from tests.cases.build import QUIET, made
from tests.guards.source import ROOT

from .symbols import Ground, axis_of, label, wide

LINES = {"red_lines", "red-lines"}
RUNS, DAYS, SEED = 256, 7 / 3, 20
CASE = ROOT / "tests" / "cases" / "two-neighbours.yaml"

Floats = NDArray[np.float64]
# Where a state lies that is not between 0 and 1, from a uniform number.
STATES: Mapping[str, Callable[[Floats], Floats]] = {
    "debt": lambda u: 2 ** (14 * u - 7),
    "prepared": lambda u: 20 * u,
    "fast": lambda u: 3 * u,
    "slow": lambda u: 3 * u,
    "quiet": lambda u: 400 * u**3,
    "goodwill": lambda u: 3 * u,
    "ceiling": lambda u: 9 * u,
    "doubt": lambda u: 3 * u,
    "order": lambda u: 2.6 * u - 1.3,
    "passing": lambda u: 0.4 * u,
    "lasting": lambda u: 0.4 * u,
    "wrath": lambda u: 2 * u,
    "waiting": lambda u: 2 * u,
    "exposure": lambda u: 0.2 + 2 * u,
    "heat": lambda u: 3 * u,
    "dead": lambda u: np.floor(900 * u),
    "hurt": lambda u: 2 ** (14 * u - 7),
    "clock": lambda u: 400 * u**4,
    "tilt": lambda u: 6 * u - 3,
    "notice": lambda u: (u > 0.6).astype(float),
    "spent": lambda u: 30 * u,
    "losses": lambda u: 300 * u,
    "level_due": lambda u: 25 * u,
    "usual": lambda u: np.maximum(2 * u - 1, 0),
    "number": lambda u: 5 * u,
    "owed": lambda u: (u > 0.5).astype(float),
    "wait": lambda u: 8 * u - 3,
    "left": lambda u: 12 * u - 2,
    "count": lambda u: np.floor(3 * u),
    "age": lambda u: 2000 * u**4,
    "word": lambda u: np.minimum(1.5 * u, 1),
    "level": lambda u: np.minimum(1.2 * u, 1),
}


OWN_MISTAKE = {  # a deadly mistake that names no limit
    "name": "mistake",
    "tells": "{actor} shot at its own",
    "rung": 0,
    "visibility": "overt",
    "domain": "air",
    "aim": "public",
    "does": ["mishap"],
    "harm": {"civilian": {"chance": {"value": 1, "per": "act"}, "deaths": 40}},
}


@dataclass(frozen=True)
class Day:
    """Everything that a system reads, as the code has it."""

    scenario: Scenario
    draws: Draws
    game: Game
    world: World
    acts: Acts

    @property
    def board(self) -> Board:
        return self.game.board

    @property
    def dials(self) -> Dials:
        return self.game.dials

    @cached_property
    def ground(self) -> Ground:
        """The case for the page, the dials by its names."""
        dials = {name.replace("-", "_"): wide(dials) for name, dials in self.dials.world.items()}
        return Ground(self.scenario, self.draws.values, self.game, dials)

    @property
    def state(self) -> dict[str, tuple[str, Floats]]:
        """The state by the names of the page, each with its axis."""
        found: dict[str, tuple[str, Floats]] = {}
        for module in (each for each in SYSTEMS if each.id in self.world.slices):
            me = self.world[module.id]
            found |= {f"{label(module)}.{f.name}": (axis_of(f), wide(getattr(me, f.name))) for f in fields(me)}
        return found

    def dimmed(self) -> Day:
        """The same day with every system a little off, as no case has it: so a switch that is left out is seen."""
        rng = np.random.default_rng(SEED)
        world = {
            system: {**dials, "on": jnp.asarray(rng.uniform(0.6, 0.98, (1, RUNS)), jnp.float32)}
            for system, dials in self.dials.world.items()
        }
        return replace(self, game=replace(self.game, dials=replace(self.dials, world=world)))


def day(seed: int = SEED, off: bool = False) -> Day:
    """Make a day, perhaps in a world with every system off."""
    rng = np.random.default_rng(seed)
    scenario = made(case() | ({"world": QUIET} if off else {}))
    own = np.random.default_rng(seed + 1)  # of red lines, which so move no other's random value
    values = Draws(
        {path: _value(path, each, own if LINES & {*path.split(".")} else rng) for path, each in scenario.quantities()},
        seed,
    )
    game = compile_game(scenario, values)
    return Day(scenario, values, game, _world(game, rng), _acts(game, rng))


def case() -> dict[str, Any]:
    """Two neighbours, with more fronts, friends and factions, so that no sum has a single term."""
    parts, both = YAML(typ="safe").load(CASE.read_text(encoding="utf-8")), ["aland", "borduria"]
    parts["world"] = {
        **parts.get("world", {}),
        "standing-rates": {"on": True},
        "closing": {"on": True},
        "red-lines": {"on": True},
    }
    fire = {"value": "0.1..0.5", "per": "day", "source": "gazette", "because": "as it says"}
    parts["rates"] = {
        "fire": {
            "start": "2031-04-01",
            "end": "2031-04-30",
            "who": both,
            "band": "violent",
            "acts": fire,
            "what": "Fire",
        },
        "posts": {
            "start": "2031-03-01",
            "end": "2031-05-02",
            "who": both,
            "moves": ["deployment"],
            "acts": fire,
            "what": "Posts",
        },
    }
    parts["complete"].append(
        {"start": "2031-04-11", "end": "2031-04-25", "counted": 4, "where": {"targets": both}, "source": "gazette"}
    )
    parts["actors"]["valley-guard"] = {"name": "the Valley Guard", "kind": "proxy"}
    parts["ties"].append({"kind": "patronage", "patron": "borduria", "proxy": "valley-guard"})
    parts["ties"].append({"kind": "alliance", "between": ["borduria", "dorland"]})
    parts["ties"].append({"kind": "access", "mediator": "coria", "to": ["aland", "borduria"]})
    parts["actors"]["aland"]["programme"] = {}
    parts["actors"]["borduria"] |= {
        "factions": {"crown": {"name": "the crown"}, "guard": {"name": "the guard"}, "mills": {"name": "the mills"}},
        "election": {"date": "2031-09-09", "every": 900},
        "capability": {"special": 0.4},
    }
    parts["arenas"]["valley"] = {
        "name": "the valley",
        "host": "coria",
        "reach": dict.fromkeys(["aland", "borduria", "valley-guard", "coria"], 0.6),
        "neighbours": ["pass"],
        "assets": {who: {"what": "farms"} for who in ("aland", "valley-guard", "coria")},
    }
    parts["arenas"]["islands"] = {
        "name": "the islands",
        "reach": {"aland": 0.7},
        "assets": {"borduria": {"what": "a lighthouse"}},
    }
    parts["red_lines"] = lines()
    # Elections on the day on which the record begins and on the next, a place and a move of two names, and a bystander.
    for actor, date in (("coria", "2031-02-09"), ("dorland", "2031-02-10")):
        parts["actors"][actor]["election"] = {"date": date, "every": 50}
    parts["arenas"]["glen"] = parts["arenas"]["valley"] | {"name": "the glen"}
    parts["moves"]["second-strike"] = parts["moves"]["limited-strike"] | {"name": "second strike"}
    parts["actors"]["emland"] = {"name": "Emland", "kind": "bloc"}
    parts["leaders"]["old-guard"] = {"actor": "valley-guard", "name": "the old guard", "role": "captain"}
    undone = "release-of-a-ship call-off order-to-proxies direct-talks truce one-sided-ceasefire ship-seizure".split()
    parts["moves"] |= {move: {} for move in undone} | {
        "one-sided-ceasefire": {"needs": {"within": None}}
    }  # at any time
    parts["moves"] |= {"attack-far-away": {}, "admission": {}, "own-mistake": dict(OWN_MISTAKE)}
    parts["options"] += [
        {"actors": both, "moves": ["targeted-killing"], "targets": ["valley-guard"], "arenas": ["valley"]},
        {"actors": both, "moves": ["attack-far-away"], "targets": both, "arenas": ["pass"]},
        {"actors": ["coria"], "moves": ["vote-to-expel"], "targets": ["aland"], "arenas": ["valley"]},
        {"actors": both, "moves": ["admission"], "targets": ["coria"]},
        {"actors": ["aland"], "moves": ["programme-step"], "targets": ["borduria"]},
        {"actors": ["aland"], "moves": ["shoot-down-by-mistake"], "targets": ["coria"], "arenas": ["valley"]},
        {"actors": ["valley-guard"], "moves": ["rocket-attack"], "targets": ["aland", "coria"], "arenas": ["valley"]},
        {
            "actors": both,
            "moves": ["release-of-a-ship", "call-off", "order-to-proxies", "direct-talks"],
            "targets": both,
        },
        {
            "actors": both,
            "moves": ["truce", "one-sided-ceasefire", "ship-seizure"],
            "targets": both,
            "arenas": ["pass", "coast"],
        },
        {"actors": ["valley-guard"], "moves": ["own-mistake"], "targets": ["coria"], "arenas": ["valley"]},
        {"actors": ["aland"], "moves": ["limited-strike"], "targets": ["borduria"], "arenas": ["islands"]},
        {"actors": both, "moves": ["second-strike"], "targets": both, "arenas": ["valley", "glen"]},
    ]
    return dict(parts)


def lines() -> dict[str, Any]:
    """One of dead, one of a place, one of an effect, and one that is not declared and crossed by force alone."""
    kept = {"value": "0.3..0.9", "per": "act", "source": "gazette", "because": "as it says"}
    said = {"answer": 6, "within": 5, "kept": kept, "declared": True}
    return {
        "dead": {"holder": "aland", "against": ["borduria", "mountain-league"], "on": {"own_dead": 3}, **said},
        "soil": {"holder": "borduria", "against": ["aland"], "on": {"at_least": 4, "arenas": ["pass"]}, **said},
        "head": {"holder": "mountain-league", "against": ["aland"], "on": {"does": "kill-leader"}, **said},
        "hand": {
            "holder": "borduria",
            "against": ["aland"],
            "on": {"at_least": 5},
            **said,
            "declared": False,
            "within": 9,
        },
    }


def _value(path: str, quantity: Quantity, rng: np.random.Generator) -> Floats:
    """A value in every draw, also of what the case knows: a factor that is 1 throughout would not be missed."""
    u = rng.uniform(0.02, 0.98, RUNS)
    if quantity.is_range:
        bounded = quantity.kind == "share" and not path.startswith("world.choice")
        wild = bounded & (rng.random(RUNS) < 0.4)  # so that bounds are reached
        return np.where(wild, np.sqrt(rng.random(RUNS)), quantity.at(u))
    if quantity.kind in ("share", "probability"):
        return np.where(u < 0.05, 0, u)
    return quantity.low * (0.5 + u)


def _world(game: Game, rng: np.random.Generator) -> World:
    blank, own = start(game.board, game.dials), np.random.default_rng(SEED + 1)
    lines = "red-lines"
    return World({s.id: _slice(blank[s.id], own if s.id == lines else rng) for s in SYSTEMS if s.id in blank.slices})


def _slice(blank: Any, rng: np.random.Generator) -> Any:
    def random(name: str) -> Any:
        u = rng.uniform(0.0, 1.0, getattr(blank, name).shape)
        return jnp.asarray(STATES.get(name, lambda u: u)(u), jnp.float32)

    return type(blank)(**{field.name: random(field.name) for field in fields(blank)})


def _acts(game: Game, rng: np.random.Generator) -> Acts:
    """Acts of any rung with any effects, whether or not the case has such a move."""
    actors, arenas, methods = len(game.names.actors), len(game.names.arenas), len(game.axes.polity.methods)
    shape = (actors, RUNS)
    taken = rng.random(shape) < 0.9
    target = (np.arange(actors)[:, None] + rng.integers(1, actors, shape)) % actors
    bits = (rng.random((len(EFFECTS), *shape)) < 0.6) << np.arange(len(EFFECTS))[:, None, None]
    wide = {
        "rung": rng.integers(-3, 11, shape),
        "harm": 8 * rng.random(shape),
        "payment": 8 * rng.random(shape),
        "deaths": np.floor(40 * rng.random((2, *shape)) ** 3),
        "lost": rng.random(shape) < 0.5,
        "public": rng.integers(0, 3, shape) / 2,
        "read": 0.3 + 2 * rng.random(shape),
        "blamed": rng.random(shape) < 0.3,
    }
    done = {name: jnp.asarray(np.where(taken, value, 0), jnp.float32) for name, value in wide.items()}
    done["lost"] = jnp.asarray(wide["lost"], jnp.float32)  # also of those who did nothing
    to = jnp.asarray(target, jnp.uint32)
    return Acts(
        **done,
        taken=jnp.asarray(taken),
        target=to,
        arena=jnp.asarray(rng.integers(0, arenas + 1, shape), jnp.uint32),
        effects=jnp.asarray(np.where(taken, bits.sum(axis=0), 0), jnp.int32),
        ordered=jnp.asarray(taken & (rng.random(shape) < 0.5)),
        method=jnp.asarray(np.where(taken, rng.integers(-1, methods, shape), -1), jnp.float32),
        heeds=jnp.asarray(rng.random(shape), jnp.float32),
        hit=along(game.board, jnp.asarray(taken), to),
        move=jnp.asarray(rng.integers(0, len(game.names.moves), shape), jnp.uint32),
        expected=_expected(game, rng),
        further=jnp.asarray(rng.random((actors, 1)) < 0.3),
        counted=jnp.asarray(np.arange(len(game.board.counted_series)) % 2 == 0),
    )


def _expected(game: Game, rng: np.random.Generator) -> Any:
    """Acts of each series to expect; along some dyads none of any level."""
    b = game.board
    some = rng.random((len(b.dyad_actor), RUNS)) < 0.8
    due = rng.random((len(b.series_dyad), RUNS)) * some[np.asarray(b.series_dyad)]
    return jnp.asarray(due, jnp.float32)
