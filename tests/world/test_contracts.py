"""Contracts rather than laws: the ladder of the catalogue, the fading of a loss, human cost in every result."""

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from scipy import stats

from offramp.engine import Stage
from offramp.world import SYSTEMS, World
from offramp.world.systems.reciprocity import SEEN

from .laws import BENCHES, CASES, loss
from .paired import NOTHING, Act, acted

SCENARIO = BENCHES["baghdad-2020"][0].scenario
MOVES = SCENARIO.moves.values()


def dead(move) -> float:
    """Expected order of deaths of an act: chance times median, soldiers and civilians."""
    harms = [getattr(move.harm, who) for who in ("military", "civilian")]
    return sum(harm.chance.middle() * harm.deaths.middle() for harm in harms if harm is not None)


def climb(rung: int) -> float:
    """What the height itself costs a neutral actor."""
    dial = {name: quantity.middle() for name, quantity in SCENARIO.world["ladder"].dials.items()}
    return dial["steepness"] * rung / 10 + dial["top_fear"] * (rung / 10) ** 2


WEIGHTS = {
    "harm": dead,
    "debt": lambda move: 2.0 ** (move.rung - 5) * SEEN[move.visibility] * move.provokes.middle(),
    "cost": lambda move: climb(move.rung) + move.cost.middle(),
    "notice": lambda move: SEEN[move.visibility] * 2.0**move.rung,
}


@pytest.mark.parametrize("weight", WEIGHTS)
def test_a_higher_rung_weighs_more(weight: str) -> None:
    """Over the catalogue from quiet to war: rank correlation, and means that rise from words to force to war."""
    meant = [move for move in MOVES if move.rung >= 0 and "by mistake" not in move.name]  # nobody climbs by accident
    rung, value = np.array([(move.rung, WEIGHTS[weight](move)) for move in meant]).T
    found = stats.spearmanr(rung, value)
    assert found.statistic > 0.6 and found.pvalue < 1e-4
    bands = [value[(rung >= low) & (rung <= high)].mean() for low, high in ((0, 2), (3, 4), (5, 6), (7, 8), (9, 10))]
    assert bands == sorted(bands)


@pytest.mark.parametrize("case", CASES)
def test_human_cost_is_in_every_result(case: str) -> None:
    lab, _ = BENCHES[case]
    futures = lab.arm("base", part=0.2)
    for kind, name in enumerate(("deaths_military", "deaths_civilian")):
        told = futures.chunk.measures[name]
        assert np.isfinite(told).all() and told.sum() > 0
        np.testing.assert_array_equal(told, futures.deaths[:, :, kind].sum(axis=(0, 1)))


def course(staged: Stage, days: int) -> dict[str, np.ndarray]:
    """The slice of the leaders on the coming days if nobody does anything [day, actor, draw]."""
    board, dials = staged.game.board, staged.game.dials
    leaders = next(system for system in SYSTEMS if system.id == "leaders")
    nobody = acted(staged.game, Act(staged.game.names.actors[0], staged.game.names.actors[1], 0))
    nobody = jax.tree.map(jnp.zeros_like, nobody)

    def day(world, _):  # type: ignore[no-untyped-def]
        after = {**world.slices, "leaders": leaders.advance(board, dials, world, nobody, 1.0)}
        return World(after), world["leaders"]

    slices = jax.lax.scan(day, staged.opening, None, length=days)[1]
    return {name: np.asarray(x) for name, x in vars(slices).items()}


@pytest.mark.parametrize("case", CASES)
def test_a_loss_is_felt_at_once_and_its_first_and_last_effects_fade(case: str) -> None:
    lab, roles = BENCHES[case]
    i = sorted(lab.scenario.actors).index(roles.victim)
    before, after = (course(lab.staged(change), 400) for change in (NOTHING, loss(roles)))
    assert (after["coordination"][0, i] < before["coordination"][0, i]).all(), "at once"
    assert (after["wrath"][0, i] > before["wrath"][0, i]).all()
    for name, way in (("coordination", +1), ("wrath", -1), ("passing", -1)):
        assert (way * np.diff(after[name][:, i], axis=0) >= -1e-6).all(), f"{name} comes back day by day"
    assert after["passing"][-1, i].mean() < 0.5 * after["passing"][0, i].mean(), "the spread of choices fades"
    assert after["wrath"][-1, i].mean() < 0.2 * after["wrath"][0, i].mean(), "and so does the wrath"
    assert (after["coordination"][-1, i] < 1).all(), "what the successor cannot replace stays lost"
