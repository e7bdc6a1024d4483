"""Replay of the record: the dated acts go through the same `advance` as simulated ones and give the opening state."""

from dataclasses import replace

import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array

from offramp.game import Board, Dials, Game
from offramp.game.record import RecordedActs
from offramp.game.xla.jit import put
from offramp.world import World, advance, each, learns, start
from offramp.world.acts import Acts

from .choice import at_rest
from .turn import decide, tell


def opening(game: Game, script: RecordedActs | None = None) -> World:
    """The state on the evening of the start for every draw (last axis), after the record.

    Parameters
    ----------
    game : Game
    script : RecordedActs, optional
        Another record than the case's own.
    """
    told = steps(game.script if script is None else script, len(game.names.arenas))
    return _replay(game.board, game.dials, told)  # type: ignore[no-any-return]


@jax.jit
def _replay(board: Board, dials: Dials, told: dict[str, Array]) -> World:
    rest = at_rest(board, dials)

    def step(world: World, now: dict[str, Array]) -> tuple[World, None]:
        return forced(board, dials, world, now, rest), None

    return jax.lax.scan(step, start(board, dials), told)[0]


def forced(board: Board, dials: Dials, world: World, now: dict[str, Array], rest: Array) -> World:
    """The state after one step of the record, whatever anybody would have chosen.

    Systems that learn are told what was expected on the state before it; `rest` is the value of acting when nothing
    presses.

    Parameters
    ----------
    board : Board
    dials : Dials
    world : World
    now : dict of str to Array
        The step's acts by the fields of the record: `move`, `target`, `deaths` and others, each [actor, ...].
    rest : float32[actor, run]
        The value of acting when nothing presses, in units of the choice's own noise.
    """
    runs = dials.tempo_per_day.shape[1]
    row = {name: now[name] for name in ("move", "target", "arena", "deaths", "lost", "ordered")}
    wide = {name: jnp.broadcast_to(part[..., None], (*part.shape, runs)) for name, part in row.items()}
    move = jnp.maximum(wide["move"], 0).astype(jnp.uint32)
    acts = tell(board, dials, world, wide["move"] >= 0, move, wide["target"], wide["arena"], wide["deaths"], None)
    acts = replace(acts, lost=wide["lost"], ordered=wide["ordered"])
    acts = _drawn(dials, acts, now["row"])
    for aside in each("aside", dials).values():
        acts = aside(dials, acts, now["further"][:, None])
    if learns(dials):
        expected = decide(board, dials, world, rest).expected
        assert expected is not None
        acts = replace(acts, expected=expected * now["days"], further=now["further"][:, None], counted=now["counted"])
    return advance(board, dials, world, acts, now["days"])


def _drawn(dials: Dials, acts: Acts, row: Array) -> Acts:
    """Acts of the record with the numbers that draws change: the dead, the share of the harm, the patron's part."""
    if not dials.record_order.shape[0]:
        return acts
    known, at = row[:, None] >= 0, jnp.maximum(row, 0)
    return replace(
        acts,
        deaths=jnp.where(known, dials.record_toll[:, at], acts.deaths),
        harm=jnp.where(known, dials.record_attribution[at], 1.0) * acts.harm,
        blamed=jnp.where(known, dials.record_order[at], acts.blamed),
    )


def steps(script: RecordedActs, arenas: int) -> dict[str, Array]:
    """A script as arrays to scan over."""
    return {
        "days": put(script.days, np.float32),
        "move": put(script.move, np.int32),
        "target": put(script.target, np.uint32),
        "arena": put(np.where(script.arena < 0, arenas, script.arena), np.uint32),
        "deaths": put(script.deaths.swapaxes(1, 2), np.float32),
        "lost": put(script.lost, np.float32),
        "ordered": put(script.ordered, bool),
        "row": put(script.row, np.int32),
        "further": put(script.further, bool),
        "counted": put(script.counted, bool),
    }
