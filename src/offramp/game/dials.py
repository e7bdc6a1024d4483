"""The numbers of a game, one column for each draw, with every constant that is derived from these."""

from collections.abc import Mapping

import equinox as eqx
import numpy as np
from jaxtyping import Array, Float, Int
from numpy.typing import NDArray

from offramp.scenario import Scenario, per_day
from offramp.scenario.ladder import FORCE
from offramp.scenario.options import Option
from offramp.scenario.scenario import tie_id

from .board import Axes
from .draws import Draws
from .foresight import foresight
from .grievance_flows import weights
from .names import Names
from .neutral import NEUTRAL
from .politics.numbers import politics, stance
from .record_numbers import record_numbers
from .xla.jit import put, take

Column = NDArray[np.float64]  # one value for each draw
Groups = dict[str, dict[str, Column]]
Numbers = dict[str, NDArray[np.float64]]
LEAST_DRAWS = 64
CLOSED = 1e-9  # reach of a closed front
# Share of an act that is held against its doer; Carson 2018: covert acts are usually seen, and blamed less.
SEEN = {"overt": 1.0, "attributable": 0.8, "covert": 0.4}


class Dials(eqx.Module):
    """Numbers of a case: the trailing axis is the draw in a Game and the run inside the engine.

    `world[system][dial]` has shape [1, run]; `world[system]["on"]` is 0 for a system that is switched off.
    """

    world: dict[str, dict[str, Float[Array, "1 run"]]]
    tempo_per_day: Float[Array, "actor run"]
    climb: Float[Array, "option run"]  # what the move costs by its rung and by itself; resolve and inclination in it
    reach: Float[Array, "option run"]  # log of reach times openness of the arena
    prepare: Float[Array, "option run"]  # days
    harm: Float[Array, "move run"]  # debt points that it creates: 1 is a limited deniable act
    payment: Float[Array, "move run"]  # debt points that it pays
    chance: Float[Array, "two move run"]  # that anybody dies, military and civilian
    deaths: Float[Array, "two move run"]  # median deaths given any
    exposure: Float[Array, "place run"]
    control: Float[Array, "tie run"]
    ceiling: Float[Array, "pair run"]
    doubt: Float[Array, "pair run"]
    belief: Float[Array, "dyad run"]  # the resolve that the doer sees in the target
    stature: Float[Array, "actor run"]
    hub: Float[Array, "actor run"]
    successor: Float[Array, "actor run"]
    recovery: Float[Array, "actor run"]  # days
    plot_prob: Float[Array, "dyad run"]  # that an attack is under way and was not stopped
    plot_window: Float[Array, "dyad run"]  # days
    flow_weight: Float[Array, "edge run"]  # how far an act counts in a ledger
    flow_denied: Float[Array, "edge run"]  # what a patron's deniability takes off
    stake: Float[Array, "act run"]  # debt points that a militarised option is expected to make, with its dead
    care: Float[Array, "dyad run"]  # what an answer of the target's side at the top is to the doer, if it looks ahead
    boldness: Float[Array, "dyad run"]  # what ten rungs are to the target, before it fears anybody
    might: Float[Array, "actor run"]
    tolerance: Float[Array, "actor run"]
    standing: Float[Array, "actor run"]
    overmatch: Float[Array, "dyad run"]  # how far the target is the stronger, if it bears losses
    wish: Float[Array, "faction run"]
    faction_weight: Float[Array, "faction run"]
    election_in: Float[Array, "actor run"]  # days from the beginning of the record; FOREVER for none
    election_every: Float[Array, "actor run"]
    quality: Float[Array, "access run"]
    ajar: Float[Array, "pair run"]  # how far the channel stands open when nobody uses it
    level: Float[Array, "programme run"]
    gear: Float[Array, "programme run"]
    pace_per_day: Float[Array, "programme run"]
    record_toll: Float[Array, "two event run"]  # of acts of the record that draws change
    record_attribution: Float[Array, "event run"]  # share of such an act's harm that its doer answers for
    record_order: Float[Array, "event run"]  # how probably its patron had ordered it, which the patron then cannot deny

    def columns(self, draw: Int[Array, " run"]) -> "Dials":
        """The numbers for runs of the given draws."""
        return take(self, draw)


def compile_dials(scenario: Scenario, draws: Draws, options: list[Option], names: Names, axes: Axes) -> Dials:
    """Compute the numbers of a case for every draw."""
    world = _world(scenario, draws)

    numbers = {
        **_options(scenario, draws, options, world),
        **_moves(scenario, draws, names, world),
        **_actors(scenario, draws, names, world),
        **_ties(scenario, draws, axes, world),
        **weights(axes.edges, draws.values, world["deterrence"]["doctrine"], world["proxies"]["on"]),
        **politics(scenario, draws, names, axes, world),
        **record_numbers(scenario, draws),
    }
    numbers |= foresight(scenario, draws, options, names, axes, world, numbers)
    return Dials(
        world={s: {d: _device(v[None]) for d, v in dials.items()} for s, dials in world.items()},
        **{key: _device(x) for key, x in numbers.items()},
    )


def _device(columns: NDArray[np.float64]) -> Array:
    """Put numbers on the device, the draws padded to a power of two, so that few numbers of draws need compiling."""
    padded = max(LEAST_DRAWS, 1 << (columns.shape[-1] - 1).bit_length())
    more = np.repeat(columns[..., -1:], padded - columns.shape[-1], axis=-1)
    return put(np.concatenate([columns, more], axis=-1), np.float32)


def _world(scenario: Scenario, draws: Draws) -> Groups:
    world = {}
    for system, spec in scenario.world.items():
        dials = {name: draws.values[f"world.{system}.{name}"] for name in spec.dials}
        if not spec.on:
            dials |= {name: np.full(draws.k, value) for name, value in NEUTRAL.get(system, {}).items()}
        world[system] = {**dials, "on": np.full(draws.k, float(spec.on))}
    return world


def _options(scenario: Scenario, draws: Draws, options: list[Option], world: Groups) -> Numbers:
    v, ladder, zero = draws.values, world["ladder"], np.zeros(draws.k)
    rows: dict[str, list[Column]] = {k: [] for k in ("climb", "reach", "prepare")}
    for actor, m, target, arena in options:
        x, c = max(scenario.moves[m].rung, 0) / 10, max(-scenario.moves[m].rung, 0) / 3
        rows["climb"].append(
            -ladder["steepness"] * x
            - ladder["top_fear"] * x**2
            - ladder["own_cost"] * v[f"moves.{m}.cost"]
            + ladder["resolve_pull"] * 2 * (v[f"actors.{actor}.resolve"] - 0.5) * x
            + ladder["calm_pull"] * 2 * (v[f"actors.{actor}.conciliation"] - 0.5) * c
            - ladder["give_cost"] * c**2
            - ladder["effort"] * np.log1p(v[f"moves.{m}.prepare"]) * (scenario.moves[m].rung < FORCE)
            + stance(scenario, v, world, (actor, m, target))
        )
        rows["reach"].append(zero if arena is None else world["fronts"]["reach_pull"] * _log_reach(v, actor, arena))
        rows["prepare"].append(v[f"moves.{m}.prepare"])
    return {k: np.stack(r) for k, r in rows.items()}


def _moves(scenario: Scenario, draws: Draws, names: Names, world: Groups) -> Numbers:
    v, zero = draws.values, np.zeros(draws.k)
    harm: list[Column] = []
    payment: list[Column] = []
    chance: tuple[list[Column], list[Column]] = ([], [])
    deaths: tuple[list[Column], list[Column]] = ([], [])
    for m in names.moves:
        move, at = scenario.moves[m], f"moves.{m}"
        points = 2.0 ** (move.rung - 5) if move.rung > 0 else 0.0
        outrage = world["misperception"]["outrage"] if "mishap" in move.does else 0.0
        harm.append((points + outrage) * SEEN[move.visibility] * v[f"{at}.provokes"])
        payment.append(points * v[f"{at}.satisfies"])
        for n, who in enumerate(("military", "civilian")):
            given = getattr(move.harm, who) is not None
            scale = world["human-cost"][who]
            chance[n].append(v[f"{at}.harm.{who}.chance"] * (scale > 0) if given else zero)
            deaths[n].append(v[f"{at}.harm.{who}.deaths"] * scale if given else zero)
    return {
        "harm": np.stack(harm),
        "payment": np.stack(payment),
        "chance": np.array(chance),
        "deaths": np.array(deaths),
    }


def _log_reach(v: Mapping[str, Column], actor: str, arena: str) -> Column:
    return np.log(np.maximum(v[f"arenas.{arena}.reach.{actor}"] * v[f"arenas.{arena}.open"], CLOSED))


def _actors(scenario: Scenario, draws: Draws, names: Names, world: Groups) -> Numbers:
    v, zero = draws.values, np.zeros(draws.k)
    on = world["leaders"]["on"]
    out: dict[str, list[Column]] = {key: [] for key in ("tempo_per_day", "stature", "hub", "successor", "recovery")}
    for i, actor in enumerate(names.actors):
        busy = 0.0 if i not in names.actor else 1.0  # who has no option never acts
        out["tempo_per_day"].append(busy * per_day(scenario.actors[actor].tempo, v[f"actors.{actor}.tempo"]))
        mine = [f"leaders.{key}" for key, leader in sorted(scenario.leaders.items()) if leader.actor == actor]
        for field in ("stature", "hub"):
            out[field].append(on * np.max([v[f"{at}.{field}"] for at in mine], axis=0) if mine else zero)
        for field, default in (("successor", 1.0), ("recovery", 30.0)):
            out[field].append(np.mean([v[f"{at}.{field}"] for at in mine], axis=0) if mine else zero + default)
    return {key: np.stack(rows) for key, rows in out.items()}


def _ties(scenario: Scenario, draws: Draws, axes: Axes, world: Groups) -> Numbers:
    v, k = draws.values, draws.k
    rivals = {tuple(sorted(t.between)): t for t in scenario.ties.values() if t.kind == "rivalry"}
    ceiling, doubt = np.full((len(axes.pairs), k), 3.0), np.zeros((len(axes.pairs), k))
    belief, plot, window = (np.full((len(axes.dyads), k), x) for x in (0.5, 0.0, 10.0))
    for p, pair in enumerate(axes.pairs):
        if pair in rivals:
            at = f"ties.{tie_id(rivals[pair])}"
            ceiling[p], doubt[p] = v[f"{at}.ceiling"], world["rules"]["on"] * v[f"{at}.doubt"]
            for i, j in (pair, pair[::-1]):
                if j in rivals[pair].seen_resolve:
                    belief[axes.dyads.index((i, j))] = v[f"{at}.seen_resolve.{j}"]
    for key, planned in sorted(scenario.plots.items()):
        if (planned.actor, planned.target) in axes.dyads:
            d, at = axes.dyads.index((planned.actor, planned.target)), f"plots.{key}"
            plot[d], window[d] = v[f"{at}.under_way"] * (1 - v[f"{at}.stopped"]), v[f"{at}.window"]
    return {
        "ceiling": ceiling,
        "doubt": doubt,
        "belief": belief,
        "plot_prob": plot,
        "plot_window": window,
        "control": world["proxies"]["on"]
        * np.array([v[f"ties.{patron}>{proxy}.control"] for patron, proxy in axes.ties]).reshape(-1, k),
        "exposure": np.array([v[f"arenas.{a}.assets.{o}.exposure"] for o, a in axes.places]).reshape(-1, k)
        ** world["opportunity"]["on"],
    }
