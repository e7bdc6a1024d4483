"""The pull of a system: what it adds to the utility of acting, on the axes that it works on."""

from collections.abc import Iterable
from dataclasses import replace
from functools import reduce
from operator import mul

import equinox as eqx
import jax
from jaxtyping import Array, Float

from offramp.game.board import Board

FACTORS = ("often", "feasible")  # what is multiplied


class Pull(eqx.Module):
    """Terms of utility; a field that is left out adds nothing.

    `act` adds to the log tempo of an actor. The rest adds to the utility of options, in units of the choice's noise: on
    the dyad of doer and target to every option (`attention`), to militarised ones (`force`), per ten rungs of height
    (`height`) and its square (`curve`), per full depth of conciliation (`calm`); on the place that is aimed at
    (`place`), on the arena to militarised options (`arena`), on what options are for (`role`), on options that need
    something before them (`need`), or on single options (`option`). `spread` flattens an actor's utilities. Two are no
    utility: `often` multiplies the rate at which acts of a series come, whatever else is done; `feasible` is 0 for
    those options on the axis of `need` that cannot be done now. The last row of that axis stands for all other options.
    """

    act: Float[Array, "actor run"] | None = None
    attention: Float[Array, "dyad run"] | None = None
    force: Float[Array, "dyad run"] | None = None
    height: Float[Array, "dyad run"] | None = None
    curve: Float[Array, "dyad run"] | None = None
    calm: Float[Array, "dyad run"] | None = None
    place: Float[Array, "place run"] | None = None
    arena: Float[Array, "arena run"] | None = None
    role: Float[Array, "role run"] | None = None
    option: Float[Array, "option run"] | None = None
    often: Float[Array, "series run"] | None = None
    need: Float[Array, "need1 run"] | None = None
    feasible: Float[Array, "need1 run"] | None = None
    spread: Float[Array, "actor run"] | None = None  # extra spread of choices: utilities are divided by 1 + spread


def add(pulls: list[Pull]) -> Pull:
    """Sum the systems' pulls field by field, and multiply how often acts come and what can be done."""
    plain = [replace(pull, **dict.fromkeys(FACTORS)) for pull in pulls]
    total: Pull = jax.tree.map(_sum, *plain, is_leaf=lambda x: x is None)
    return replace(total, **{name: _product(getattr(pull, name) for pull in pulls) for name in FACTORS})


def spread(board: Board, pull: Pull) -> Float[Array, "option run"]:
    """Spread a pull over the options (without `act`, which is no option's, and before `spread` flattens it)."""
    dyad, x, terms = board.option_dyad, board.height, []
    if pull.option is not None:
        terms.append(pull.option)
    if pull.need is not None:
        terms.append(pull.need[board.precedents.option_need])
    if pull.attention is not None:
        terms.append(pull.attention[dyad])
    if pull.force is not None:
        terms.append(pull.force[dyad] * board.force)
    if pull.height is not None:
        terms.append(pull.height[dyad] * x)
    if pull.curve is not None:
        terms.append(pull.curve[dyad] * (x * x))
    if pull.calm is not None:
        terms.append(pull.calm[dyad] * board.depth)
    if pull.place is not None:
        terms.append(pull.place[board.option_place] * board.placed)
    if pull.arena is not None:
        terms.append(pull.arena[board.option_front] * board.sited)
    if pull.role is not None and pull.role.shape[0]:
        terms.append(pull.role[board.polity.option_role] * board.polity.roled)
    return sum(terms[1:], terms[0]) if terms else 0.0 * board.height


def _product(fields: Iterable[Array | None]) -> Array | None:
    given = [field for field in fields if field is not None]
    return reduce(mul, given) if given else None


def _sum(*fields: Array | None) -> Array | None:
    given = [field for field in fields if field is not None]
    return sum(given[1:], given[0]) if given else None
