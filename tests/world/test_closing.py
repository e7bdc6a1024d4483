"""Closing: its laws as paired experiments, and the known law of counts where nothing else pulls.

The shipped cases have it off; here it is on, and switched off again where nothing may be left.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from offramp.compile import compile_game
from offramp.engine import BLOCK, stage
from offramp.ensemble.design import draws
from offramp.scenario import apply, load
from offramp.scenario.asof import as_of
from offramp.world import advance
from tests.cases.build import QUIET, at_medians, futures_of, made, skeleton

from .law import by_victim
from .paired import Act, Change, Futures, acted, same
from .roles import CASES, Roles
from .statistic import Statistic, count, z
from .switched_on import bench, surprise
from .test_laws import LOOKS

ON = {"world.closing.on": True}


def seen(act: Act) -> Change:
    """An act that only closing sees."""
    return Change(seen_by="closing", act=act)


def exchange(r: Roles) -> tuple[Change, Change]:
    """A blow of the striker and the victim's answer."""
    return seen(Act(r.striker, r.victim, 6, r.hot)), seen(Act(r.victim, r.striker, 6, r.hot))


def words(r: Roles) -> tuple[Change, Change]:
    """A restoring message of each."""
    return tuple(seen(Act(a, b, -1, does=("restore",))) for a, b in ((r.victim, r.striker), (r.striker, r.victim)))  # type: ignore[return-value]


SURE = Change({r"world\.closing\.ending": lambda v: 0 * v + 6})  # an act is the last of its quarrel
AWAKE = Change({r"world\.closing\.lull.*": lambda v: 0 * v})  # there is no lull after force
RESTED = Change({r"world\.closing\.offer": lambda v: 0 * v})  # an answer presses nobody to say that it ends here
ARMS: dict[str, Callable[[Roles], tuple[Change, ...]]] = {
    "answered": exchange,
    "and told": lambda r: (*exchange(r), *words(r)),
    "and told by one": lambda r: (*exchange(r), words(r)[0]),
    "surely over": lambda r: (*exchange(r), SURE),
    "without a lull": lambda r: (*exchange(r), AWAKE),
    "unpressed": lambda r: (*exchange(r), RESTED),
}
# The two arms that are compared, the sign of the effect, and what is measured.
LAWS = {
    "words by both after an answer end a quarrel": ("answered", "and told", -1, "force"),
    "words of one alone end less": ("and told by one", "and told", -1, "force"),
    "a quarrel that is surely over is taken up seldom": ("answered", "surely over", -1, "force"),
    "after force there is a lull": ("answered", "without a lull", +1, "force"),
    "who was answered says that it ends here": ("unpressed", "answered", +1, "words"),
}


def measured(f: Futures, r: Roles, what: str) -> Statistic:
    if what == "words":
        return count(f.acts(actors=[r.striker, r.victim], targets=[r.striker, r.victim], at_most=-1, last=20))
    return count(by_victim(f, r, at_least=3, last=20))


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("law", LAWS)
def test_law(law: str, case: str) -> None:
    assert any(look(law, case, part, sure) for part, sure in LOOKS), f"{law}: the effect is not beyond luck"


def look(law: str, case: str, part: float, sure: float) -> bool:
    (lab, roles), (before, after, sign, what) = bench(case, "closing"), LAWS[law]
    base, changed = (measured(lab.arm(arm, *ARMS[arm](roles), part=part), roles, what) for arm in (before, after))
    print(f"{case:14} {law:50} {base.value:8.4g} -> {changed.value:8.4g}  z {z(changed, base):6.1f} in {part:.0%}")
    return sign * z(changed, base) > sure


@pytest.mark.parametrize("case", CASES)
def test_words_without_an_answer_end_nothing(case: str) -> None:
    """No quarrel is over by words, and no debt falls, before a blow was answered."""
    lab, roles = bench(case, "closing")
    blow = exchange(roles)[0]
    worded = lab.staged(blow, *words(roles)).opening["closing"]
    plain = lab.staged(blow).opening["closing"]
    np.testing.assert_array_equal(worded.over, plain.over)
    assert not np.asarray(worded.agreed).any()
    assert np.asarray(lab.staged(*exchange(roles), *words(roles)).opening["closing"].agreed).any()


def test_an_act_voids_earlier_words_and_not_those_of_its_day() -> None:
    """As on 8 January 2020: a warned strike, and a message of each on the same day."""
    case = as_of(load("baghdad-2020", ON), "2020-01-12")
    later = {key: each for key, each in case.record.items() if each.date != "2020-01-08" or "message" not in each.move}
    found = {}
    for name, record in (("words", case.record), ("none", later)):
        game = compile_game(case.model_copy(update={"record": record}), draws(case, 1, 16))
        world, pair = stage(game).opening, game.axes.pairs.index(("iran", "united-states"))
        owed = world["reciprocity"].debt[game.axes.dyads.index(("iran", "united-states"))]
        found[name] = np.asarray(world["closing"].over[pair])[:16], np.asarray(owed)[:16]
    assert (found["words"][0] > found["none"][0]).all() and (found["words"][1] < 0.7 * found["none"][1]).all()


@pytest.mark.parametrize("case", CASES[:1])
def test_an_agreement_takes_off_debts_and_plans(case: str) -> None:
    """On the day after it, of the two alone."""
    lab, roles = bench(case, "closing")
    staged = {
        name: lab.staged(*acts)
        for name, acts in {"agreed": (*exchange(roles), *words(roles)), "not": exchange(roles)}.items()
    }
    names, axes = staged["not"].game.names, staged["not"].game.axes
    theirs = [axes.dyads.index(pair) for pair in ((roles.striker, roles.victim), (roles.victim, roles.striker))]
    game = staged["not"].game
    idle = acted(game, Act(names.actors[0], names.actors[1], 0))
    idle = replace(idle, taken=idle.taken & False, hit=idle.hit * 0)
    debt = {
        name: np.asarray(advance(game.board, game.dials, each.opening, idle, 1.0)["reciprocity"].debt)
        for name, each in staged.items()
    }
    waive = np.asarray(game.dials.world["closing"]["waive"])[0]
    agreed = np.asarray(staged["agreed"].opening["closing"].agreed)[game.board.dyad_pair]
    np.testing.assert_allclose(debt["agreed"], debt["not"] * (1 - waive * agreed), rtol=1e-5)
    assert (agreed[theirs] > 0.9).all() and (np.delete(agreed, theirs, axis=0) == 0).all()


@pytest.mark.parametrize("case", CASES[:1])
def test_off_nothing_of_it_is_left(case: str) -> None:
    """Switched off there is no slice and no expectation, and neither its dials nor reporting moves a future."""
    lab, _ = bench(case, "closing")
    plain = lab.arm("off", off="closing", part=0.1)
    moved = lab.arm("moved", SURE, AWAKE, Change({r"reporting\..*": lambda v: 0.1 * v}), off="closing", part=0.1)
    assert same(plain.chunk, moved.chunk)
    assert not same(plain.chunk, lab.arm("on", part=0.1).first(len(plain.draw)).chunk)
    off = lab.staged(off="closing")
    assert "closing" not in off.opening.slices and "closing" not in off.game.dials.world
    assert "closing" in lab.staged().opening.slices


DAYS, HAZARD, ENDS = 400, 0.06, 0.3
FUTURES = 20 * BLOCK


def counts(*, on: bool) -> np.ndarray:
    """How often somebody shows force, over futures in which nothing else pulls."""
    options = [{"actors": ["a"], "moves": ["deployment"], "targets": ["b"]}]
    parts = skeleton(days=DAYS, moves={"deployment": {}}, options=options, world={**QUIET, "closing": {"on": on}})
    logit = float(np.log(ENDS / (1 - ENDS)))
    dials = {"ending": logit, "reopening": 1e-6} | dict.fromkeys(
        "ending_first ending_lasting ending_answered ending_force lull lull_answer".split(), 0.0
    )
    values = {f"world.closing.{name}": value for name, value in dials.items()}
    case = apply(made(parts), {"actors.a.tempo": {"value": HAZARD, "per": "day"}})
    game = compile_game(case, at_medians(case, values=values if on else {}))
    chunk = futures_of(stage(game), np.zeros(FUTURES, int), np.arange(FUTURES))
    return (chunk.option >= 0).sum(axis=(0, 1))


def test_counts_are_those_of_an_end_that_was_drawn_after_each_act() -> None:
    """Geometric with it on, as if each act had been the last with the chance that the law gives; not with it off."""
    found = counts(on=True)
    assert found.min() >= 1
    assert surprise(found, stats.geom(ENDS), 1, 0.005) > 0.001
    assert surprise(found, stats.geom(1.25 * ENDS), 1, 0.005) < 1e-6
    assert counts(on=False).mean() > 4 * found.mean()
