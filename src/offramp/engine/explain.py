"""Why everybody did what they did in one future: the terms of utility by system, and the runner-up."""

from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array
from numpy.typing import NDArray

from offramp.game import Board, Dials
from offramp.game.xla.jit import at_run, take
from offramp.world import World, add, advance, spread
from offramp.world.systems.misperception import misread, mistaken

from .choice import Odds, at_rest, log_prob, odds
from .clock import Clock
from .lookahead import pulls
from .random import run_keys, seed_words, uniforms
from .rollout import Chunk, Stage, morning, rollout
from .turn import tell


@dataclass(frozen=True)
class Reason:
    """Why an actor took an option.

    Attributes
    ----------
    option : str
        The option's id.
    prob : float
        Probability of this option, given that the actor acted.
    act_prob : float
        Probability that the actor acted at all in that round: on that day, if a turn is a day.
    terms : dict of str to float
        What each causal system added to the option's utility, in units of the choice's noise.
    runner_up : str
        The likeliest other option; empty if there is none.
    """

    option: str
    prob: float
    act_prob: float
    terms: dict[str, float]
    runner_up: str
    runner_up_prob: float


def explain(staged: Stage, seed: int, draw: int, run: int) -> dict[tuple[int, str], Reason]:
    """Explain every act of one future, by day and actor."""
    chunk = rollout(staged, seed, np.array([draw]), np.array([run]))
    terms, share, act_prob, _ = _along(staged, seed, draw, run, chunk)
    names, day = staged.game.names, staged.clock.day()
    reasons = {}
    for at, actor in zip(*np.nonzero(chunk.option[:, :, 0] >= 0), strict=True):
        option = int(chunk.option[at, actor, 0])
        rivals = np.where((names.actor == actor) & (np.arange(len(names.options)) != option), share[at], -1.0)
        second = int(rivals.argmax())
        reasons[int(day[at]), names.actors[actor]] = Reason(
            option=names.options[option],
            prob=float(share[at, option]),
            act_prob=float(act_prob[at, actor]),
            terms={system: float(values[at, option]) for system, values in terms.items()},
            runner_up=names.options[second] if rivals[second] >= 0 else "",
            runner_up_prob=max(0.0, float(rivals[second])),
        )
    return reasons


def log_likelihood(staged: Stage, seed: int, draw: int, run: int) -> float:
    """Log-probability of what everybody did in one future, waits included, under its own draw."""
    chunk = rollout(staged, seed, np.array([draw]), np.array([run]))
    return float(_along(staged, seed, draw, run, chunk)[3].sum())


def _along(
    staged: Stage, seed: int, draw: int, run: int, chunk: Chunk
) -> tuple[dict[str, NDArray[np.float32]], NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
    """Follow a future's acts: terms [round, option] by system, shares, chances to act, log-probabilities."""
    game = staged.game
    address = [np.array([x], np.uint32) for x in (draw, run)]
    out = _follow(game.board, game.dials, staged.opening, seed_words(seed), *address, chunk.option.astype(np.int32),
                  chunk.deaths.swapaxes(1, 2).astype(np.float32), clock=staged.clock, rule=staged.rule)  # fmt: skip
    terms, share, act_prob, log = jax.tree.map(lambda x: np.asarray(x)[..., 0], out)
    return terms, share, act_prob, log


@partial(jax.jit, static_argnames=("clock", "rule"))
def _follow(
    board: Board, dials: Dials, opened: World, seed: Array, draw: Array, run: Array, options: Array, deaths: Array,
    *, clock: Clock, rule: str,
) -> Any:  # fmt: skip
    at = draw.astype(jnp.int32)
    mine, keys = dials.columns(at), run_keys(seed, draw, run)
    rest = at_rest(board, mine)
    world = morning(board, mine, take(opened, at), rest, keys, clock, rule)

    def turn(world: World, told: tuple[Array, Array, Array]) -> tuple[World, Any]:
        t, option, dead = told
        felt = pulls(board, mine, world, rule)
        total = add(list(felt.values()))
        flat = 1.0 if total.spread is None else 1 + total.spread[board.option_actor]
        weighed = odds(board, mine, total, rest)
        taken, chosen = option >= 0, jnp.maximum(option, 0).astype(jnp.uint32)
        u = uniforms(keys, t.astype(jnp.uint32), board.words)
        acts = tell(board, mine, world, taken, board.option_move[chosen], board.option_target[chosen],
                    board.option_arena[chosen], dead, u["heed"])  # fmt: skip
        read, blamed = misread(board, mine, chosen, u["spare"])
        acts = replace(acts, read=read, blamed=blamed)
        terms = {name: spread(board, pull) / flat + jnp.zeros_like(weighed.mass) for name, pull in felt.items()}
        share = weighed.mass / weighed.total[board.option_actor]
        logs = log_prob(board, weighed, clock.span, taken, chosen) + _luck(board, mine, weighed, taken, chosen)
        return advance(board, mine, world, acts, clock.span), (terms, share, weighed.act_prob(clock.span), logs)

    rounds = jnp.arange(1, options.shape[0] + 1)
    return jax.lax.scan(turn, world, (rounds, options, deaths))[1]


def _luck(board: Board, dials: Dials, odds: Odds, taken: Array, option: Array) -> Array:
    """Log-probability that a militarised act went right, or that a mistake took the place of any such act.

    A mistake is nobody's choice, so its weight as an option is taken out again.
    """
    forceful = board.actor_options.sum(odds.mass * board.force)
    wrong = dials.world["misperception"]["mishap"] * board.polity.slips
    slipped = (option == board.polity.slip) & (board.polity.slips > 0)
    mistake = jnp.log(jnp.maximum(wrong * forceful, 1e-30)) - jnp.log(at_run(odds.mass, option))
    return jnp.where(taken, jnp.where(slipped, mistake, jnp.log1p(-mistaken(board, dials, option))), 0.0)
