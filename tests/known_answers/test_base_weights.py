"""In a world in which nothing pulls, choices are multinomial in the base weights."""

import numpy as np
import pytest
from scipy import stats

from offramp.compile import compile_game
from offramp.engine import BLOCK, stage
from tests.cases.build import QUIET, at_medians, futures_of, made, skeleton

RUNS = 20 * BLOCK


@pytest.mark.proof
def test_choices_are_multinomial_in_the_base_weights() -> None:
    """Rungs weigh the same, then moves of a rung, then targets and places; by hand here."""
    quick = {"name": "A", "kind": "state", "tempo": {"value": 0.3, "per": "day"}}
    place = {"reach": {"a": 0.3}, "assets": {"b": {"what": "posts"}}}
    scenario = made(
        skeleton(
            world=QUIET,
            actors={"a": quick, "b": {"name": "B", "kind": "host"}},
            moves={move: {} for move in ("statement", "threat", "accusation", "deployment")},
            arenas={"here": {"name": "here", "open": 0.2, **place}, "there": {"name": "there", "open": 0.9, **place}},
            options=[
                {"actors": ["a"], "moves": ["statement", "threat", "accusation"], "targets": ["b"]},
                {"actors": ["a"], "moves": ["deployment"], "targets": ["b"], "arenas": ["here", "there"]},
            ],
        )
    )
    wanted = {
        "a/statement/b/-": 1 / 3,
        "a/threat/b/-": 1 / 6,
        "a/accusation/b/-": 1 / 6,
        "a/deployment/b/here": 1 / 6,
        "a/deployment/b/there": 1 / 6,
    }
    game = compile_game(scenario, at_medians(scenario))
    option = futures_of(stage(game), np.zeros(RUNS, int), np.arange(RUNS)).option
    seen = np.array([(option == game.names.options.index(key)).sum() for key in wanted])
    assert seen.sum() == (option >= 0).sum() > 10_000
    assert stats.chisquare(seen, np.array(list(wanted.values())) * seen.sum()).pvalue > 1e-3
