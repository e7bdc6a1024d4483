"""Standing rates: their laws as paired experiments, and the known law of counts where nothing else pulls.

The shipped cases have them off; here they are on, and switched off again where nothing may be left.
"""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from offramp.compile import compile_game
from offramp.engine import BLOCK, stage
from offramp.scenario import apply
from tests.cases.build import QUIET, at_medians, futures_of, made, skeleton

from .law import Law, arms, by_victim
from .paired import Act, Change, same
from .roles import CASES, Roles
from .statistic import count, share, z
from .switched_on import bench, surprise
from .test_laws import LOOKS


def busy(r: Roles) -> Change:
    """Words of the victim, more than anybody expected, that only standing rates see."""
    return Change(seen_by="standing-rates", act=Act(r.victim, r.striker, 1), times=6)


def violent(r: Roles) -> Change:
    """Its attacks."""
    return Change(seen_by="standing-rates", act=Act(r.victim, r.striker, 6, r.hot), times=6)


def seldom(r: Roles) -> Change:
    """A record that tells of a tenth as many acts."""
    return Change({r"reporting\..*": lambda v: 0.1 * v})


def fleeting(r: Roles) -> Change:
    """What was learned is gone after days."""
    return Change({r"world\.standing-rates\.memory": lambda v: 0 * v + 3})


LAWS = (
    Law("more acts along a dyad, more to come", "standing-rates", busy, lambda f, r: count(by_victim(f, r)), +1),
    Law(
        "more violent ones, a larger share of violence",
        "standing-rates",
        violent,
        lambda f, r: share(by_victim(f, r, at_least=5), by_victim(f, r)),
        +1,
    ),
    Law("acts that are told seldom teach more", "standing-rates", seldom, lambda f, r: count(f.acts()), +1),
)


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("law", LAWS, ids=str)
def test_law(law: Law, case: str) -> None:
    assert any(look(law, case, part, sure) for part, sure in LOOKS), f"{law.name}: the effect is not beyond luck"


def look(law: Law, case: str, part: float, sure: float) -> bool:
    lab, roles = bench(case, "standing-rates")
    changed, base = (law.effect(f, roles) for f in arms(lab, law, roles, part=part))
    print(f"{case:14} {law!s:62} {base.value:8.4g} -> {changed.value:8.4g}  z {z(changed, base):6.1f} in {part:.0%}")
    return law.sign * z(changed, base) > sure


@pytest.mark.parametrize("case", CASES)
def test_what_is_forgotten_teaches_less(case: str) -> None:
    """Late in a future the words of its beginning tell much where memory is long, and little where it is short.

    Words, since nobody answers them: violence goes on by its answers, whatever is remembered of its beginning.
    """
    lab, roles = bench(case, "standing-rates")
    found = {}
    for name, given in (("kept", ()), ("gone", (fleeting(roles),))):
        base, changed = (lab.arm(f"{name} {n}", *given, *acts, part=0.2) for n, acts in enumerate(((), (busy(roles),))))
        late = [by_victim(f, roles, at_most=2, first=15).sum(axis=(0, 1)).astype(float) for f in (changed, base)]
        found[name] = late[0] - late[1]
    apart = found["kept"] - found["gone"]
    assert apart.mean() > LOOKS[0][1] * apart.std() / np.sqrt(len(apart))


@pytest.mark.parametrize("case", CASES[:1])
def test_off_nothing_of_them_is_left(case: str) -> None:
    """Switched off there is no slice and no expectation, and neither their dials nor reporting moves a future."""
    lab, roles = bench(case, "standing-rates")
    plain = lab.arm("off", off="standing-rates", part=0.1)
    moved = lab.arm("moved", seldom(roles), fleeting(roles), off="standing-rates", part=0.1)
    assert same(plain.chunk, moved.chunk)
    assert not same(plain.chunk, lab.arm("on", part=0.1).first(len(plain.draw)).chunk)
    off = lab.staged(off="standing-rates")
    assert "standing-rates" not in off.opening.slices and "standing-rates" not in off.game.dials.world
    assert "standing-rates" in lab.staged().opening.slices


DAYS, HAZARD, SHAPE = 90, 0.012, 0.85
FUTURES = 70 * BLOCK


def counts(*, on: bool) -> np.ndarray:
    """How often somebody speaks, over futures in which nothing else pulls."""
    parts = skeleton(days=DAYS, world={**QUIET, "standing-rates": {"on": on}})
    values = {"world.standing-rates.tempo_shape": SHAPE, "world.standing-rates.memory": 1e7}
    case = apply(made(parts), {"actors.a.tempo": {"value": HAZARD, "per": "day"}})
    game = compile_game(case, at_medians(case, values=values if on else {}))
    chunk = futures_of(stage(game), np.zeros(FUTURES, int), np.arange(FUTURES))
    return (chunk.option >= 0).sum(axis=(0, 1))


def test_counts_are_those_of_a_rate_that_was_drawn_once() -> None:
    """By Polya's urn: the gamma-Poisson mixture with them on, and no such mixture with them off."""
    mean = DAYS * -np.expm1(-HAZARD)
    mixture = stats.nbinom(SHAPE, SHAPE / (SHAPE + mean))
    found = counts(on=True)
    assert surprise(found, mixture) > 0.001
    assert surprise(found, stats.nbinom(2 * SHAPE, 2 * SHAPE / (2 * SHAPE + mean))) < 1e-6
    assert surprise(counts(on=False), mixture) < 1e-6
