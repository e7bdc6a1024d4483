"""Red lines: some acts are answered by rule, and a holder that lets one pass is believed less.

Theory: commitments tie hands (Schelling 1966; Fearon 1997); whether threats that were not carried out cost credibility
is disputed (Press 2005), so what is lost has a range that nearly reaches zero. Leaders answer their own dead and let
misses pass: in the last months of 2019 the one rocket attack in Iraq that killed an American was answered by force
within two days, and a dozen that killed none were not.

A crossed line is kept with its chance, and then falls due on a day within its days; the holder's options that answer it
are worth much more until one of them is taken or the days are over.
"""

from dataclasses import replace

import equinox as eqx
import jax.numpy as jnp
from jaxtyping import Array, Float

from offramp.world.system import Acts, Board, Column, Days, Dials, Inputs, Luck, Pull, World, fade, register


class Slice(eqx.Module):
    """Per line: an answer owed (1, 0 none), days until it is carried out, days left, how far the line is believed."""

    owed: Float[Array, "line run"]
    wait: Float[Array, "line run"]
    left: Float[Array, "line run"]
    credit: Float[Array, "line run"]


class Constants(eqx.Module):
    """The chance that a crossed line is answered, while its holder is fully believed."""

    line_kept: Float[Array, "line run"]


def start(board: Board, dials: Dials) -> Slice:
    """Nothing is owed and all lines are believed."""
    none = jnp.zeros_like(dials.line_kept)
    return Slice(none, none, none, none + 1)


def appraise(board: Board, dials: Dials, world: World) -> Pull:
    """What is due is carried out; declared lines deter those for whom they are drawn."""
    me, dial, lines = world["red-lines"], dials.world["red-lines"], board.red_lines
    due = dial["insist"] * me.owed * (me.wait <= 0).astype(jnp.float32)
    fear = dial["deter"] * lines.declared * me.credit * dials.line_kept
    fatal = 1 - (1 - dials.chance[0]) * (1 - dials.chance[1])
    deadly = fatal[board.option_move]
    option = jnp.zeros_like(deadly)
    for n in range(lines.holder.shape[0]):
        risk = jnp.where(lines.dead[n, 0] > 0, deadly, 1.0)
        option = option + due[n][None] * lines.answers[n] - fear[n][None] * risk * lines.crossing[n]
    return Pull(option=option)


def advance(board: Board, dials: Dials, world: World, acts: Acts, days: Days) -> Slice:
    """See which lines were crossed and which were answered; a line that is let pass is believed less."""
    me, dial, lines = world["red-lines"], dials.world["red-lines"], board.red_lines
    crossed, answered = _crossed(board, acts), _answered(board, acts)
    owed, left = me.owed * (1 - answered), me.left - days
    late = owed * (left <= 0).astype(jnp.float32)
    kept = dials.line_kept * me.credit
    first, second = (acts.luck[slot][lines.holder] for slot in _SLOTS) if acts.luck else (None, 0.5)
    keeps = kept if first is None else (first < kept).astype(jnp.float32)
    fresh = crossed * (1 - (owed - late))  # what is owed already is not owed twice
    passed = late + fresh * (1 - keeps)
    credit = 1 - (1 - me.credit) * fade(days, dial["regain"])
    return Slice(
        owed=owed - late + fresh * keeps,
        wait=jnp.where(fresh > 0, second * (lines.within - 1), me.wait - days),
        left=jnp.where(fresh > 0, lines.within + 0.5, left),
        credit=credit * (1 - dial["loss"] * passed),
    )


def begin(board: Board, dials: Dials, me: Slice, luck: Luck) -> Slice:
    """Settle by luck which answers that the record leaves open are owed."""
    return replace(me, owed=(luck[_SLOTS[0]][board.red_lines.holder] < me.owed).astype(jnp.float32))


def _crossed(board: Board, acts: Acts) -> Float[Array, "line run"]:
    """1 where an act crossed a line."""
    lines, rows = board.red_lines, []
    for n in range(lines.holder.shape[0]):
        bits = (lines.effects[n, 0] == 0) | ((acts.effects & lines.effects[n, 0]) > 0)
        act = acts.taken & (acts.rung >= lines.rung[n, 0]) & (acts.dead >= lines.dead[n, 0]) & bits
        act = act.astype(jnp.float32) * lines.places[n][acts.arena]
        rows.append((acts.on(board, act) * lines.along[n]).max(axis=0))
    return _stacked(rows, acts)


def _answered(board: Board, acts: Acts) -> Float[Array, "line run"]:
    """1 where the holder of a line used force on somebody for whom it is drawn."""
    lines, rows = board.red_lines, []
    for n in range(lines.holder.shape[0]):
        hit = acts.on(board, (acts.rung >= lines.answer[n, 0]).astype(jnp.float32))[board.dyad_reverse]
        rows.append((hit * lines.along[n]).max(axis=0))
    return _stacked(rows, acts)


def _stacked(rows: list[Array], acts: Acts) -> Float[Array, "line run"]:
    return jnp.stack(rows) if rows else jnp.zeros((0, acts.rung.shape[1]))


def constants(inputs: Inputs) -> dict[str, Column]:
    """How surely each line is kept."""
    return {"line_kept": inputs.at(f"red_lines.{key}.kept" for key in sorted(inputs.scenario.red_lines))}


_SLOTS = ("red-lines", "red-lines.1")

SYSTEM = register(
    __name__,
    after="closing",
    off="insist deter",
    kept="loss regain",
    luck=2,
    unread=True,
    explains="violent_acts answered_in_kind_share",
    says={"": ("a line was crossed, and it was answered", "it would have crossed a line")},
)
