"""Standing rates: each actor has a tempo and a mix of levels of its own towards each other one, known by what it did.

Theory: recorded disputes differ by standing traits more than by anything else that is known of them (gamma frailty:
Vaupel, Manton and Stallard 1979; the fit to MID 5.0). The tempo along a dyad has a gamma law around 1; the mix of four
levels has a law of its own for everybody together, and on top of it one for each dyad. All are learned from what came
beside what the other systems expected, in the record and in a future alike, and forgotten. Acts come at the mean of the
law, so a future plays as if the rate had been drawn from it at the start.

The record does not tell of every act: of what was expected there, only the share counts that a record would tell of.
"""

import equinox as eqx
import jax.numpy as jnp
from jaxtyping import Array, Float

from offramp.scenario.ladder import COARSE
from offramp.scenario.record.counts import RUNGS
from offramp.world.frailty import dealt, tilt
from offramp.world.system import Acts, Board, Column, Days, Dials, Inputs, Pull, World, fade, register

LEVELS = len(COARSE)
LEAST = 1e-30


class Slice(eqx.Module):
    """Acts of each series that came, what was expected of them, and how the acts along a dyad usually share out.

    Each law has expectations of its own, given the one before it: of the levels of all acts, of those along a dyad, of
    how often a dyad acts at all.
    """

    came: Float[Array, "series run"]
    level_due: Float[Array, "level run"]
    own_due: Float[Array, "series run"]
    tempo_due: Float[Array, "dyad run"]
    usual: Float[Array, "series run"]


class Constants(eqx.Module):
    """The chance that the record tells of an act."""

    told: Float[Array, "series run"]


def start(board: Board, dials: Dials) -> Slice:
    """Nothing learned yet."""
    runs = dials.tempo_per_day.shape[1]
    none, dyads = jnp.zeros((board.series_dyad.shape[0], runs)), board.dyad_actor.shape[0]
    return Slice(none, jnp.zeros((LEVELS, runs)), none, jnp.zeros((dyads, runs)), none + 1 / LEVELS)


def appraise(board: Board, dials: Dials, world: World) -> Pull:
    """The acts of a series come as much more often than expected as they did before."""
    me, dial = world["standing-rates"], dials.world["standing-rates"]
    tempo = tilt(dial["tempo_shape"], _along(me.came), me.tempo_due)
    own = _own(board, dials, me)
    return Pull(rate=dial["on"] * jnp.log(tempo[board.series_dyad] * _common(board, dials, me, me.usual) * own))


def advance(board: Board, dials: Dials, world: World, acts: Acts, days: Days) -> Slice:
    """Book what came beside what was expected; forget."""
    me = world["standing-rates"]
    kept = fade(days, dials.world["standing-rates"]["memory"])
    expected = jnp.zeros_like(me.came) if acts.expected is None else acts.expected
    seen = expected if acts.further is None else expected * dials.told
    came = _came(board, acts)
    usual = jnp.where((_along(expected) > 0)[board.series_dyad], _shares(board, expected), me.usual)
    level = _shares(board, usual if acts.further is None else usual * dials.told)
    own = _shares(board, level * _common(board, dials, me, level))
    acted = _along(came)[board.series_dyad]
    mix = _common(board, dials, me, me.usual) * _own(board, dials, me)
    return Slice(
        came=kept * me.came + came,
        level_due=kept * me.level_due + _among(level * acted),
        own_due=kept * me.own_due + own * acted,
        tempo_due=kept * me.tempo_due + _along(seen * mix),
        usual=usual,
    )


def _common(board: Board, dials: Dials, me: Slice, usual: Array) -> Float[Array, "series run"]:
    """How much more than usual comes at each level, whoever acts."""
    weight = dials.world["standing-rates"]["level_weight"] * dealt(usual, LEVELS)
    return tilt(weight, _among(me.came)[board.series_level], me.level_due[board.series_level])


def _own(board: Board, dials: Dials, me: Slice) -> Float[Array, "series run"]:
    """How much more than that comes at each level along each dyad."""
    return tilt(dials.world["standing-rates"]["own_level_weight"] * dealt(me.usual, LEVELS), me.came, me.own_due)


def _came(board: Board, acts: Acts) -> Float[Array, "series run"]:
    """1 for the series of each act that its doer chose."""
    low = jnp.asarray([band.low for band in COARSE[1:]], jnp.float32)
    level = jnp.searchsorted(low, acts.rung, side="right").astype(board.series_level.dtype)
    hit = acts.hit if acts.further is None else acts.hit * (~acts.further).astype(jnp.float32)[board.dyad_actor]
    here = level[board.dyad_actor][board.series_dyad] == board.series_level[:, None]
    return hit[board.series_dyad] * here.astype(jnp.float32)


def _along(series: Float[Array, "series run"]) -> Float[Array, "dyad run"]:
    """Sum over the levels."""
    return series.reshape(LEVELS, -1, series.shape[1]).sum(axis=0)


def _among(series: Float[Array, "series run"]) -> Float[Array, "level run"]:
    """Sum over the dyads."""
    return series.reshape(LEVELS, -1, series.shape[1]).sum(axis=1)


def _shares(board: Board, series: Float[Array, "series run"]) -> Float[Array, "series run"]:
    """Share of each level in what is along its dyad."""
    return series / jnp.maximum(_along(series), LEAST)[board.series_dyad]


def constants(inputs: Inputs) -> dict[str, Column]:
    """Read how much a record tells of what actors of each kind do."""
    kinds = [inputs.scenario.actors[doer].kind for doer, _ in inputs.axes.dyads]
    return {"told": inputs.at(f"reporting.{kind}.{band}" for band in RUNGS for kind in kinds)}


SYSTEM = register(
    __name__,
    after="world-order",
    off="",
    kept="tempo_shape level_weight own_level_weight memory",
    unread=True,
    learns=True,
    explains="violent_acts conciliatory_acts first_violent_answer_day",
)
