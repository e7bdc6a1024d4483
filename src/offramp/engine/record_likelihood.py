"""The likelihood of the record under each draw of the assumptions.

The record is played as it happened, and on each day's state the same choice model that simulates says how likely the
day was. An act of which the record would have told in any case counts whole: that it was done, and that it was this.
Another act counts by what was chosen, given that something was. A wait counts where the record is whole.
"""

from functools import partial

import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array
from numpy.typing import NDArray

from offramp.game import Board, Dials, Game
from offramp.game.record import RecordedActs
from offramp.game.record_options import RecordOptions
from offramp.game.xla.jit import at_run
from offramp.world import World, start

from .choice import Odds, at_rest, log_prob
from .record import forced, steps
from .turn import decide

LEAST = 1e-12  # below this a probability is rounding


def record_log_likelihood(
    game: Game, script: RecordedActs, record_options: RecordOptions, rule: str = "quantal"
) -> NDArray[np.float64]:
    """Log-probability of the record under each draw.

    Parameters
    ----------
    game : Game
    script : RecordedActs
        The record.
    record_options : RecordOptions
        What of it can be weighed.
    rule : str
        How actors decide.

    Returns
    -------
    float64[draw]
        Up to a constant that no draw changes.
    """
    seen = {"option": jnp.asarray(record_options.option), "kind": jnp.asarray(record_options.span)}
    told = steps(script, len(game.names.arenas)) | seen
    return np.asarray(_weigh(game.board, game.dials, told, jnp.asarray(record_options.watched), rule=rule), np.float64)


@partial(jax.jit, static_argnames="rule")
def _weigh(board: Board, dials: Dials, told: dict[str, Array], watched: Array, *, rule: str) -> Array:
    rest = at_rest(board, dials)

    def step(carry: tuple[World, Array], now: dict[str, Array]) -> tuple[tuple[World, Array], None]:
        world, total = carry
        logs = _day(board, decide(board, dials, world, rest, rule), now, watched[now["kind"]])
        return (forced(board, dials, world, now, rest), total + logs.sum(axis=0)), None

    start_log = jnp.zeros(dials.tempo_per_day.shape[1], jnp.float32)
    return jax.lax.scan(step, (start(board, dials), start_log), told)[0][1]


def _day(board: Board, odds: Odds, now: dict[str, Array], watched: Array) -> Array:
    """Log-probability of what each actor did on one day, as far as the record tells [actor, run]."""
    runs = odds.per_day.shape[1]
    known = jnp.broadcast_to((now["option"] >= 0)[:, None], odds.per_day.shape)
    option = jnp.maximum(now["option"], 0).astype(jnp.uint32)
    wide = jnp.broadcast_to(option[:, None], (option.shape[0], runs))
    whole = log_prob(board, odds, jnp.maximum(now["days"], LEAST), known, wide)
    choice = jnp.log(jnp.maximum(at_run(odds.mass, wide) / odds.total, LEAST))
    share = board.actor_options.sum(odds.mass * watched[:, None]) / odds.total
    silence = jnp.log1p(-jnp.minimum(odds.act_prob(now["days"]) * share, 1 - 1e-6))
    counts = (watched[option] * (now["days"] > 0).astype(jnp.float32))[:, None] > 0
    acted = jnp.where(counts, whole, choice)
    return jnp.where(known, acted, jnp.where((now["move"] < 0)[:, None], silence, 0.0))
