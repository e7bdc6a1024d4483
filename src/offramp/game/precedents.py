"""What options need to have gone before: earlier acts along a dyad, and the other side's word.

Axis: `precedent` acts of one kind along one dyad that some option needs, or must not have, before it. An *act held* is
one of some moves that no later act has undone, such as a seizure; an *order* tells partners to act; a *fight* is an act
of some rung by either side; an *offer* stands until the other side does the same, its maker uses force, or days pass.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple

import equinox as eqx
import numpy as np
from jaxtyping import Array, Float, UInt
from numpy.typing import NDArray

from offramp.game.weights import alike
from offramp.game.xla.jit import put
from offramp.scenario import Scenario
from offramp.scenario.options import Option, offer_of

MANY = 1e6  # acts that may be held at a time
Kind = Literal["held", "order", "fight", "offer"]


class Precedent(NamedTuple):
    """Acts of one kind along a dyad, for the options of one move; an offer is of one place."""

    kind: Kind
    doer: str
    target: str
    move: str  # the one that needs it
    arena: str | None = None

    @property
    def path(self) -> str:
        """Where the case says for how many days it counts."""
        return f"moves.{self.move}.{'consent' if self.kind == 'offer' else 'needs'}.within"


class Precedents(eqx.Module):
    """Which acts are precedents, and what each option needs, without a draw or run axis.

    What an option does not need is the number of precedents, which stands for something that always holds.
    """

    dyad: UInt[Array, " precedent"]
    arena: UInt[Array, "precedent 1"]
    placed: Float[Array, "precedent 1"]  # 1 where only acts in that arena count
    adds: Float[Array, "precedent move"]  # 1 for moves that are one
    adds_back: Float[Array, "precedent move"]  # and along the dyad the other way round
    takes: Float[Array, "precedent move"]  # 1 for moves that undo one
    takes_back: Float[Array, "precedent move"]
    most: Float[Array, "precedent 1"]  # how many count at most
    lapses: Float[Array, "precedent 1"]  # 1 where the doer's force ends it
    needy: UInt[Array, " need"]  # the options that need anything
    option_need: UInt[Array, " option"]  # where among them; their number for all others
    held: UInt[Array, " need"]
    order: UInt[Array, " need"]
    fight: UInt[Array, " need"]
    own: UInt[Array, " need"]  # its doer's offer
    theirs: UInt[Array, " need"]  # and the other side's
    consents: Float[Array, "need 1"]  # 1 for options that need the other side's consent
    option_offer: UInt[Array, " option"]  # what it amounts to without that; itself where it needs none
    option_offered: UInt[Array, " option"]  # of which option it is the offer; itself where it is none


def precedents(scenario: Scenario, options: Sequence[Option]) -> tuple[Precedent, ...]:
    """List the precedents that the options need, each once."""
    one = alike(scenario)
    return tuple(dict.fromkeys(each for option in options for each in _of(scenario, one, option).values()))


def _of(scenario: Scenario, one: Mapping[str, str], option: Option) -> dict[str, Precedent]:
    """What an option needs to have gone before, by the fields of `Precedents`."""
    actor, m, target, arena = option
    needs, found = scenario.moves[m].needs, dict[str, Precedent]()
    if needs and needs.held:
        found["held"] = Precedent("held", actor, target, m)
    if needs and needs.strike:
        found["order"] = Precedent("order", actor, target, m)
    if needs and needs.rung is not None:
        found["fight"] = Precedent("fight", actor, target, m)
    if scenario.moves[m].consent:
        place = one.get(arena or "", None)
        found["own"] = Precedent("offer", actor, target, m, place)
        found["theirs"] = Precedent("offer", target, actor, m, place)
    return found


def compile_precedents(
    scenario: Scenario, options: Sequence[Option], rows: Sequence[Precedent], at: Mapping[str, Mapping[Any, int]]
) -> Precedents:
    """Lay the precedents on the board.

    Parameters
    ----------
    scenario : Scenario
    options : sequence of Option
        In the order of the board.
    rows : sequence of Precedent
    at : mapping
        Positions on the other axes, by axis and name.
    """
    one, number = alike(scenario), {option: n for n, option in enumerate(options)}
    needs = [_of(scenario, one, option) for option in options]
    needy = needing(scenario, options)
    row = {each: n for n, each in enumerate(rows)}
    offers = [number[offer] if (offer := offer_of(scenario, option)) else n for n, option in enumerate(options)]
    tables = np.array([list(_moves(scenario, each)) for each in rows], float)
    tables = tables.reshape(len(rows), 4, len(scenario.moves))
    return Precedents(
        dyad=_index([at["dyad"][each.doer, each.target] for each in rows]),
        arena=_index([at["arena"].get(each.arena, len(at["arena"])) for each in rows])[:, None],
        placed=_column([each.kind == "offer" for each in rows]),
        **{name: put(tables[:, n], np.float32) for n, name in enumerate(("adds", "adds_back", "takes", "takes_back"))},
        most=_column([MANY if each.kind == "held" else 1.0 for each in rows]),
        lapses=_column([each.kind == "offer" for each in rows]),
        needy=_index(needy),
        option_need=_index([needy.index(n) if n in needy else len(needy) for n in range(len(options))]),
        **{
            field: _index([row.get(needs[n].get(field), len(rows)) for n in needy])  # type: ignore[arg-type]
            for field in ("held", "order", "fight", "own", "theirs")
        },
        consents=_column([bool(scenario.moves[options[n][1]].consent) for n in needy]),
        option_offer=_index(offers),
        option_offered=_index(_offered(offers)),
    )


def needing(scenario: Scenario, options: Sequence[Option]) -> list[int]:
    """Return the positions of the options that need anything."""
    moves = [scenario.moves[m] for _, m, *_ in options]
    return [n for n, move in enumerate(moves) if move.needs is not None or move.consent is not None]


def _offered(offers: Sequence[int]) -> list[int]:
    """Turn round what each option amounts to as an offer."""
    back = {offer: n for n, offer in enumerate(offers) if n != offer}
    return [back.get(n, n) for n in range(len(offers))]


def _moves(scenario: Scenario, each: Precedent) -> Iterator[NDArray[np.bool_]]:
    """The moves that add and that undo a precedent, along its dyad and the other way round."""
    ids = sorted(scenario.moves)
    moves, needs, consent = scenario.moves, scenario.moves[each.move].needs, scenario.moves[each.move].consent
    none, self_ = np.zeros(len(ids), bool), np.array([m == each.move for m in ids])
    if each.kind == "offer" and consent:
        yield from (np.array([m == consent.offer for m in ids]), none, self_, self_)
    elif each.kind == "order":
        yield from (np.array(["order" in moves[m].does for m in ids]), none, self_, none)
    elif each.kind == "held" and needs:
        yield from (np.array([m in needs.held for m in ids]), none, self_, none)
    elif needs and needs.rung is not None:
        fought = np.array([moves[m].rung >= needs.rung for m in ids])
        yield from (fought, fought, none, none)


def _index(values: Sequence[int]) -> Array:
    return put(np.array(values, np.int64), np.uint32)


def _column(values: Sequence[bool] | Sequence[float]) -> Array:
    return put(np.array(values, float)[:, None], np.float32)
