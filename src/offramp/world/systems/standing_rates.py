"""Standing rates: each actor has a tempo and a mix of levels of its own towards each other one, known by what it did.

Theory: recorded disputes differ by standing traits more than by anything else that is known of them (gamma frailty:
Vaupel, Manton and Stallard 1979; the fit to MID 5.0). The tempo along a dyad has a gamma law around what the other
side has shown; the mix of four levels has a law of its own for everybody together, and on top of it one for each dyad.
All are learned from what came beside what the other systems expected, in the record and in a future alike, and
forgotten. Acts come at the mean of the law, so a future plays as if the rate had been drawn from it at the start.

The record does not tell of every act: of what was expected there, only the share counts that a record would tell of.
Where a source counts acts, they came as often as it says, and those that the record names are not counted again.
"""

import equinox as eqx
import jax.numpy as jnp
from jaxtyping import Array, Float

from offramp.game.xla.jit import apart
from offramp.scenario.ladder import COARSE
from offramp.world.frailty import dealt, tilt
from offramp.world.system import Acts, Board, Days, Dials, Pull, World, fade, register
from offramp.world.told import LEAST, told_acts

LEVELS = len(COARSE)


class Slice(eqx.Module):
    """Acts that came, what was expected of them, how they usually share out, and what follows.

    Each law has expectations of its own, given the one before it: of the levels of all acts, of those along a dyad, of
    how often a dyad acts at all, and of that without counted acts (`dated`). `common` is how much more than usual comes
    at each level among everybody, `mix` along the dyad, `tempo` how much more at all.
    """

    came: Float[Array, "series run"]
    shown: Float[Array, "level run"]
    level_due: Float[Array, "level run"]
    own_due: Float[Array, "series run"]
    tempo_due: Float[Array, "dyad run"]
    dated: Float[Array, "dyad run"]
    dated_due: Float[Array, "dyad run"]
    usual: Float[Array, "series run"]
    common: Float[Array, "series run"]
    mix: Float[Array, "series run"]
    tempo: Float[Array, "dyad run"]

    def often(self, board: Board) -> Float[Array, "series run"]:
        """Return how much more often than expected acts of each series come."""
        return self.mix * self.tempo[board.series_dyad]


def start(board: Board, dials: Dials) -> Slice:
    """Nothing learned yet."""
    sizes = board.series_dyad.shape[0], LEVELS, board.dyad_actor.shape[0]
    series, level, dyad = (jnp.zeros((n, dials.tempo_per_day.shape[1])) for n in sizes)
    return Slice(series, level, level, series, dyad, dyad, dyad, series, series + 1, series + 1, dyad + 1)


def appraise(board: Board, dials: Dials, world: World) -> Pull:
    """The acts of a series come as much more often than expected as they did before."""
    me, on = world["standing-rates"], dials.world["standing-rates"]["on"]
    return Pull(often=1 + on * (me.often(board) - 1))


def advance(board: Board, dials: Dials, world: World, acts: Acts, days: Days) -> Slice:
    """Book what came beside what was expected; forget."""
    me, dial = world["standing-rates"], dials.world["standing-rates"]
    kept = fade(days, dial["memory"])
    expected = jnp.zeros_like(me.came) if acts.expected is None else acts.expected
    if "closing" in world.slices:
        expected = world["closing"].often(board) * expected
    came, known, counted = told_acts(board, dials, acts, expected, days)
    usual = jnp.where(me.usual > 0, me.usual, _shares(board, expected))
    acted = board.dyad_series.sum(came)[board.series_dyad]
    share, own = (_shares(board, told) for told in (expected * known, expected * known * me.common))
    new = kept * me.came + came
    shown = kept * me.shown + board.level_series.sum(came)
    level_due = kept * me.level_due + board.level_series.sum(share * acted)
    own_due = kept * me.own_due + own * acted
    due = expected * known * me.mix
    tempo_due = kept * me.tempo_due + board.dyad_series.sum(due)
    dated = kept * me.dated + board.dyad_series.sum(came * (1 - counted))
    dated_due = kept * me.dated_due + board.dyad_series.sum(due * (1 - counted))
    common, mix = _mix(board, dials, usual, shown, level_due, new, own_due)
    usual_tempo = tilt(dial["kin"], dated, dated_due)[board.dyad_reverse]
    shape, acts_along = dial["tempo_shape"], board.dyad_series.sum(new)
    tempo = (shape + acts_along) / (shape / usual_tempo + tempo_due)
    return Slice(new, shown, level_due, own_due, tempo_due, dated, dated_due, usual, common, mix, tempo)


@apart
def _mix(
    board: Board, dials: Dials, usual: Array, shown: Array, level_due: Array, came: Array, own_due: Array
) -> tuple[Array, Array]:
    """How much more than usual comes of each series [series, run], by everybody's mix, and by that of its dyad too."""
    dial, share = dials.world["standing-rates"], dealt(usual, LEVELS)
    common = tilt(dial["level_weight"] * share, shown[board.series_level], level_due[board.series_level])
    return common, common * tilt(dial["own_level_weight"] * share, came, own_due)


def _shares(board: Board, series: Float[Array, "series run"]) -> Float[Array, "series run"]:
    """Share of each level in what is along its dyad."""
    return series * (1 / jnp.maximum(board.dyad_series.sum(series), LEAST))[board.series_dyad]


SYSTEM = register(
    __name__,
    after="world-order",
    off="",
    kept="tempo_shape kin level_weight own_level_weight memory",
    unread=True,
    learns=True,
    explains="violent_acts conciliatory_acts first_violent_answer_day",
)
