"""The referee's own loop and choice: who acts, with which option, by which luck, and what comes of it in which order.

It shares with the engine the random numbers and the order of the axes, and with the tests of the page how its symbols
are found; no JAX, float64, and a list of acts for every turn. Where the two disagree, one of them does not do what the
page says.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from offramp.engine.random import run_keys, seed_words, uniforms
from offramp.game.record import RecordedActs, in_dials, losses
from tests.docs.symbols import LETHAL

from .page_world import Morning, PageWorld, State

Values = NDArray[np.float64]
Luck = dict[str, Values]
LEARNS = {"standing_rates", "closing"}  # systems that read what was expected
BOUND = 60.0  # utilities over dissimilarity stay within this


class Act(NamedTuple):
    """What one actor did in a turn."""

    actor: int
    option: int
    target: int
    rung: float
    military: float
    civilian: float
    ordered: bool
    mistake: bool

    @property
    def dead(self) -> float:
        return self.military + self.civilian


@dataclass
class Future:
    """Acts by turn, and by turn how near the closest call was: the least distance of a uniform to what it decides.

    `states` begins with that of the evening of the start; this future is its column `run`. `warlike` says of each
    morning whether somebody's best option was war.
    """

    run: int
    states: list[State]
    turns: list[list[Act]] = field(default_factory=list)
    close: list[float] = field(default_factory=list)
    warlike: list[bool] = field(default_factory=list)


def opening(world: PageWorld, script: RecordedActs | None = None) -> State:
    """The state after the record: its acts go through the same rules, and every order in it was heard."""
    state, script, (_, rest) = world.start(), script or world.game.script, weigh(world, world.rest())
    arenas = len(world.game.names.arenas)

    def wide(row: NDArray[Any]) -> NDArray[Any]:
        return np.broadcast_to(row[..., None], (*row.shape, world.runs)).astype(int)

    for step, days in enumerate(script.days.tolist()):
        acts = world.acts(
            wide(script.move[step] >= 0) > 0,
            np.maximum(wide(script.move[step]), 0),
            target=wide(script.target[step]),
            arena=wide(script.arena[step]) % (arenas + 1),
            deaths=wide(script.deaths[step].T).astype(float),
            lost=wide(script.lost[step]).astype(float),
            further=script.further[step][:, None],
            expected=odds(world, world.morning(state), rest)[3] * days if LEARNS & world.of.keys() else None,
            counted=script.counted[step],
        )
        unsure(world, acts, script.row[step], script.further[step])
        state = world.advance(state, acts, days)
    return state


def unsure(world: PageWorld, acts: SimpleNamespace, row: NDArray[np.int16], further: NDArray[np.bool_]) -> None:
    """Put into the acts of the record what each draw says of them; a side hit by the way has its dead alone."""
    values, told = world.symbols.g.values, in_dials(world.symbols.g.scenario)
    acts.blamed = np.zeros(acts.harm.shape)
    for i in np.flatnonzero(row >= 0):
        key, (path, dead) = told[row[i]].key, losses(told[row[i]])
        for n, who in enumerate(("military", "civilian")):
            acts.deaths[n, i] = values.get(f"{path}.{who}", getattr(dead, who))
        acts.harm[i] *= values.get(f"record.{key}.attribution", 1.0)
        acts.blamed[i] = values.get(f"record.{key}.ordered_by.prob", 0.0)
    for i in np.flatnonzero(further):
        lives = world.dials["human_cost"]["grievance"][0] * np.log(1 + acts.deaths[:, i].sum(axis=0)) / np.log(11)
        acts.harm[i] *= lives / (1 + lives)
        acts.rung[i] = acts.payment[i] = acts.public[i] = 0


def play(world: PageWorld, opened: State, seed: int, draw: NDArray[Any], run: NDArray[Any]) -> list[Future]:
    """Play futures from their addresses, a round a day."""
    keys = run_keys(seed_words(seed), draw.astype(np.uint32), run.astype(np.uint32))
    board = world.game.board
    luck = uniforms(keys, np.uint32(0), np.asarray(board.words), slots=board.slots)
    plot = luck["spare"][world.b.dyad_actor] < world.number("dyad", "case.plot_prob")
    settled = {"opportunity.plot": plot.astype(float)}
    if "red_lines" in world.of:
        lines = sorted(world.symbols.g.scenario.red_lines.items())
        holders = [world.game.names.actors.index(line.holder) for _, line in lines]
        settled["red_lines.owed"] = (luck["red-lines"][holders] < opened["red_lines.owed"]).astype(float)
    states = [opened | settled]
    futures = [Future(r, states) for r in range(world.runs)]
    _, rest = weigh(world, world.rest())
    for turn in range(1, world.days + 1):
        luck = uniforms(keys, np.uint32(turn), np.asarray(board.words), slots=board.slots)
        acts = decide(world, states[-1], {slot: u.astype(float) for slot, u in luck.items()}, rest, futures)
        states.append(world.advance(states[-1], acts, 1.0))
    return futures


def weigh(world: PageWorld, u: Values, feasible: Values | float = 1.0) -> tuple[Values, Values]:
    """Weights of the options, and their sum over each actor's: nested quantal response."""
    b, d = world.b, world.dials["choice"]["same_class"]
    mass = world.number("option", "w") * feasible * np.exp(np.clip(u / d, -BOUND, BOUND))
    nest = np.maximum(total(b.option_nest, mass, len(b.nest_weight)), 1e-30)
    mass = mass * (world.number("nest", "W") * nest ** (d - 1))[b.option_nest]
    return mass, np.maximum(total(b.option_actor, mass, len(b.actor_side)), 1e-30)


def total(owner: NDArray[Any], values: Values, owners: int) -> Values:
    return np.asarray((owner == np.arange(owners)[:, None]).astype(float) @ values)


def odds(world: PageWorld, morning: Morning, rest: Values) -> tuple[Values, Values, Values, Values]:
    """What everybody might do: weights of the options, their sum over each actor's, and the acts to expect a day.

    And the acts of each series to expect had none a rate of its own.
    """
    b, (plain, value) = world.b, weigh(world, morning.utility, morning.feasible)
    eager = world.dials["choice"]["eagerness"] * (np.log(value) - np.log(rest))
    per_day = world.number("actor", "case.tempo_per_day") * np.exp(morning.act + eager)
    often = (1 - np.exp(-per_day)) / value
    expected = total(b.option_series, plain * often[b.option_actor], len(b.series_dyad))
    mass = plain * morning.often
    own = np.maximum(total(b.option_actor, mass, len(b.actor_side)), 1e-30)
    return mass, own, per_day * own / value, expected


def decide(world: PageWorld, state: State, u: Luck, rest: Values, futures: list[Future]) -> Any:
    """What everybody does on this state; enters it in the futures."""
    b, morning = world.b, world.morning(state)
    mass, value, per_day, expected = odds(world, morning, rest)
    chance = 1 - np.exp(-per_day)
    taken, close = u["act"] < chance, [np.abs(u["act"] - chance).min(axis=0)]
    option, near = choose(b, taken, mass, u["choose"] * value, value)
    option = offer(world, option)
    option, slipped, close_slip = stumble(world, taken, option, u["spare"])
    move, target, arena = b.option_move[option], b.option_target[option], b.option_arena[option]
    acts = world.acts(taken, move, target=target, arena=arena, expected=expected, luck=u)
    table = {"actor": {"luck": u["spare"], "slipped": slipped}}
    found = world.sections["Misperception"].find({"read", "blamed"}.__contains__, table)
    acts.read, acts.blamed = found["read"], found["blamed"]
    blame = np.where(taken, np.abs(u["spare"] - 1 + world.dials["misperception"]["blame"]), np.inf).min(axis=0)
    acts.deaths, close_deaths = strike(world, morning, taken, move, option, u)
    close_heed = follow(world, state, acts, u["heed"])
    nearest = np.min([*close, near, close_slip, blame, close_deaths, close_heed], axis=0)
    enter(world, morning, acts, option, nearest, futures)
    return acts


def enter(
    world: PageWorld, morning: Morning, acts: Any, option: NDArray[Any], close: Values, futures: list[Future]
) -> None:
    """Enter a turn in each future."""
    b = world.b
    for future in futures:
        r, u = future.run, morning.utility[:, future.run]
        future.turns.append(
            [
                Act(
                    int(i),
                    int(option[i, r]),
                    int(acts.target[i, r]),
                    float(acts.rung[i, r]),
                    *acts.deaths[:, i, r].tolist(),
                    bool(acts.ordered[i, r]),
                    "mishap" in world.moves[acts.move[i, r]].does,
                )
                for i in np.flatnonzero(acts.taken[:, r])
            ]
        )
        future.close.append(float(close[r]))
        best = [
            own[u[own].argmax()] for i in range(len(b.actor_side)) if len(own := np.flatnonzero(b.option_actor == i))
        ]
        future.warlike.append(bool((b.rung[best] >= 9).any()))


def options_of(b: Any) -> list[NDArray[Any]]:
    return [np.flatnonzero(b.option_actor == i) for i in range(len(b.actor_side))]


def choose(b: Any, taken: Values, mass: Values, level: Values, value: Values) -> tuple[NDArray[Any], Values]:
    """The option of each actor that acts, by inverse distribution over its options; and how close a call it was."""
    option, near, owned = np.zeros(taken.shape, int), np.full(taken.shape[1], np.inf), options_of(b)
    for i, r in np.argwhere(taken):
        own = owned[i]
        climbed = mass[own, r].cumsum()
        option[i, r] = own[min(int((climbed <= level[i, r]).sum()), len(own) - 1)]
        near[r] = min(near[r], np.abs(climbed[:-1] - level[i, r]).min(initial=np.inf) / value[i, r])
    return option, near


def offer(world: PageWorld, option: NDArray[Any]) -> NDArray[Any]:
    """What options turn out to be that need consent: an offer, unless the other side's stands."""
    agreed = world.of["consent"].find("agreed".__eq__, {})["agreed"]
    ids = world.game.names.options
    consents = [move.consent for move in world.moves]
    offers = np.arange(len(ids))
    for n, move in enumerate(world.b.option_move):
        if consents[move] is not None:
            doer, _, target, arena = ids[n].split("/")
            offers[n] = ids.index("/".join((doer, consents[move].offer, target, arena)))
    stands = np.broadcast_to(agreed, (len(ids), world.runs))[option, np.arange(world.runs)] > 0.5
    return np.where(stands, option, offers[option])


def stumble(
    world: PageWorld, taken: NDArray[Any], option: NDArray[Any], u: Values
) -> tuple[NDArray[Any], Values, Values]:
    """What acts turn out to be: a militarised one may end as its doer's deadly mistake, the first that it can make."""
    mistakes = np.array([float("mishap" in world.moves[move].does) for move in world.b.option_move])
    mine = [np.flatnonzero((world.b.option_actor == i) & (mistakes > 0)) for i in range(len(taken))]
    slip, can_err = (np.array([[f(own)] for own in mine]) for f in (lambda own: own[0] if len(own) else -1, len))
    of_force = (world.rung[world.b.option_move[option]] >= 3) * taken
    table = {"actor": {"luck": u, "can_err": can_err > 0, "of_force": of_force}}
    slips = world.sections["Misperception"].find("slip".__eq__, table)["slip"] > 0
    option = np.where(slips, slip, option)
    chance = np.where((can_err > 0) & of_force, world.dials["misperception"]["mishap"], np.inf)
    return option, (option == slip).astype(float), np.abs(u - chance).min(axis=0)


def strike(
    world: PageWorld, morning: Morning, taken: NDArray[Any], move: NDArray[Any], option: NDArray[Any], u: Luck
) -> tuple[Values, Values]:
    """Who dies by each act [two, actor, run], and how close a call that was."""
    b, run = world.b, np.arange(world.runs)
    at = b.option_place[option]
    there = np.ones(option.shape)
    if len(morning.exposed):
        exposed = world.number("place", "case.exposure") * morning.exposed
        there = np.where(b.placed[option, 0] > 0, exposed[at, run], 1.0)
    kinds = ("military", "civilian")

    def of_move(name: str) -> Values:
        return np.array([world.number("move", f"case.{name}_{who}")[move, run] for who in kinds])

    toll = {name: of_move(name) for name in LETHAL}
    chance, luck = toll["chance"], np.array([u[who] for who in kinds])
    found = world.sections["Acts"].find(
        {"dead", "size"}.__contains__, {"toll": {**toll, "luck": luck, "exposed": there}}
    )
    dead, many = found["dead"] * taken, np.minimum(found["size"] + 0.5, toll["most"])
    near = np.where(
        (luck < chance) & (many < toll["most"]), np.abs(many - np.round(many)) / np.maximum(many, 0.5), np.inf
    )
    near = np.where(taken & (toll["deaths"] > 0), np.minimum(near, np.abs(luck - chance)), np.inf)
    return dead, near.min(axis=(0, 1))


def follow(world: PageWorld, state: State, acts: Any, u: Values) -> Values:
    """Enter who acts on an order, who heeds one, and who loses a leader; and how close a call that was."""
    b = world.b
    world.symbols.did(acts, 1.0)
    killed = np.array([float("kill-leader" in each.does) for each in world.moves])
    fatal = np.where(acts.taken, killed[acts.move], 0) * (acts.deaths.sum(axis=0) > 0)
    table = {
        "dyad": {"tied": b.dyad_tied, "killed": world.symbols.along(fatal)},
        "tie": {"luck": u[b.tie_proxy]},
    }
    found = world.sections["Acts"].find({"heeds", "ordered", "lost"}.__contains__, table)
    acts.lost, acts.heeds = found["lost"], np.ones(u.shape)
    acts.heeds[b.tie_proxy] = found["heeds"]
    acts.ordered = total(b.dyad_actor, found["ordered"], len(u)) > 0
    grip = state["proxies.control"] * state["leaders.coordination"][b.tie_patron]
    return np.abs(u[b.tie_proxy] - grip).min(axis=0, initial=np.inf)
