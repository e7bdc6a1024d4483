"""Reasons for every act of one future: the terms of its utility by causal system, and the runner-up."""

from dataclasses import dataclass
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from offramp.world import add, each, pulls, spread

from .choice import log_prob, odds
from .rollout import begin, rollout
from .stage import Chunk, Stage
from .state import Block, Luck, State
from .step import step
from .turn import Forced


@dataclass(frozen=True)
class Reason:
    """Why an actor took an option.

    Attributes
    ----------
    option : str
        The option's id.
    prob : float
        Probability of this option, or of what it is the offer of, given that the actor acted.
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
    """Explain every act of one future, by day and actor.

    Parameters
    ----------
    staged : Stage
    seed : int
        The luck of all futures.
    draw : int
        The setting of the dials.
    run : int
        The future within the draw.
    """
    chunk, terms, share, act_prob, _ = _along(staged, seed, draw, run)
    names, day = staged.game.names, staged.clock.day()
    offered = np.asarray(staged.game.board.precedents.option_offered)
    reasons = {}
    for at, actor in zip(*np.nonzero(chunk.option[:, :, 0] >= 0), strict=True):
        option = int(chunk.option[at, actor, 0])
        chosen = int(offered[option])  # who makes an offer chose what it is the offer of
        rivals = np.where((names.actor == actor) & (np.arange(len(names.options)) != chosen), share[at], -1.0)
        second = int(rivals.argmax())
        reasons[int(day[at]), names.actors[actor]] = Reason(
            option=names.options[option],
            prob=float(share[at, chosen]),
            act_prob=float(act_prob[at, actor]),
            terms={system: float(values[at, chosen]) for system, values in terms.items()},
            runner_up=names.options[second] if rivals[second] >= 0 else "",
            runner_up_prob=max(0.0, float(rivals[second])),
        )
    return reasons


def log_likelihood(staged: Stage, seed: int, draw: int, run: int) -> float:
    """Log-probability of what everybody did in one future, waits included, under its own draw.

    Parameters
    ----------
    staged : Stage
    seed : int
        The luck of all futures.
    draw : int
        The setting of the dials.
    run : int
        The future within the draw.
    """
    return float(_along(staged, seed, draw, run)[4].sum())


def _along(
    staged: Stage, seed: int, draw: int, run: int
) -> tuple[Chunk, dict[str, NDArray[np.float32]], NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
    """Follow a future: the future, terms [round, option] by system, shares, chances to act, log-probabilities."""
    address = np.array([draw]), np.array([run])
    chunk, position = rollout(staged, seed, *address), begin(staged, seed, *address)
    forced = Forced(
        bound=jnp.ones(chunk.option.shape, bool),
        taken=jnp.asarray(chunk.option >= 0),
        option=jnp.asarray(np.maximum(chunk.option, 0), jnp.uint32),
        deaths=jnp.asarray(chunk.deaths.swapaxes(1, 2), jnp.float32),
    )
    out = _follow(position.block, position.state, position.luck, forced)
    terms, share, act_prob, log = jax.tree.map(lambda x: np.asarray(x)[..., 0], out)
    return chunk, terms, share, act_prob, log


@jax.jit
def _follow(block: Block, state: State, luck: Luck, forced: Forced) -> Any:
    """Play a block along the acts of one future and return what led to them, round by round."""
    board, dials, span, runs = block.board, block.dials, block.clock.span, block.rest.shape[1]

    def turn(state: State, acts: Forced) -> tuple[State, Any]:
        acts = jax.tree.map(lambda x: jnp.broadcast_to(x, (*x.shape[:-1], runs)), acts)
        by_system = pulls(board, dials, state.world, block.rule)
        total = add(list(by_system.values()))
        flat = 1.0 if total.spread is None else 1 + total.spread[board.option_actor]
        weighed = odds(board, dials, total, block.rest)
        terms = {name: spread(board, pull) / flat + jnp.zeros_like(weighed.mass) for name, pull in by_system.items()}
        share = weighed.mass / weighed.total[board.option_actor]
        logs = log_prob(board, weighed, span, acts.taken, acts.option)
        for log_luck in each("log_luck", dials).values():
            logs = logs + log_luck(board, dials, weighed.mass, acts.taken, acts.option)
        return step(block, state, luck, acts)[0], (terms, share, weighed.act_prob(span), logs)

    return jax.lax.scan(turn, state, forced)[1]
