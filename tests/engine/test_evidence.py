"""The likelihood of the record: whole where the record is whole, elsewhere what was chosen given that something was."""

from dataclasses import replace
from functools import cache

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from offramp.compile import compile_game
from offramp.engine import rollout, stage
from offramp.engine.choice import at_rest
from offramp.engine.explain import log_likelihood
from offramp.engine.record_likelihood import record_log_likelihood
from offramp.engine.turn import decide
from offramp.ensemble.design import draws
from offramp.game import Game
from offramp.game.record import RecordedActs, compile_record
from offramp.game.record_options import RecordOptions, record_options
from offramp.scenario import Scenario, load
from offramp.scenario.questions import Where
from offramp.scenario.scenario import Span
from offramp.world import RULES, start
from tests.world.laws import TWO_NEIGHBOURS

DRAWS = 4


@cache
def bare() -> tuple[Scenario, Game]:
    """The case without a record, a plot, or an order that might not be heard."""
    case = load(TWO_NEIGHBOURS, {"world.proxies.on": "false"})
    case = case.model_copy(update={"record": {}, "plots": {}, "days": 30})
    return case, compile_game(case, draws(case, 1, DRAWS))


@cache
def common() -> RecordedActs:
    """A future of the whole case, which other tests play in the same compiled program: any acts will do."""
    case = load(TWO_NEIGHBOURS)
    return recorded(compile_game(case, draws(case, 1, DRAWS)), 0, 2)


def recorded(game: Game, draw: int, run: int, rule: str = "quantal") -> RecordedActs:
    """One future, written as if it had been the record."""
    chunk = rollout(stage(game, rule), 5, np.array([draw]), np.array([run]))
    option = chunk.option[..., 0].astype(int)
    taken, chosen, names = option >= 0, np.maximum(option, 0), game.names
    killed = np.zeros_like(taken)
    return RecordedActs(
        days=np.ones(len(taken), np.float32),
        move=np.where(taken, names.move[chosen], -1).astype(np.int16),
        target=names.target[chosen],
        arena=np.where(taken, names.arena[chosen], -1).astype(np.int16),
        deaths=chunk.deaths[..., 0].astype(np.float32),
        lost=killed,
        ordered=chunk.ordered[..., 0],
        row=np.full(taken.shape, -1, np.int16),
        further=np.zeros_like(taken),
        counted=np.zeros((len(taken), 0), bool),
    )


@pytest.mark.proof
@pytest.mark.parametrize("rule", ["quantal", "lookahead"])
@pytest.mark.parametrize("draw", [0, 2])
def test_a_future_as_a_whole_record_is_as_likely_as_the_future(draw: int, rule: str) -> None:
    case, game = bare()
    script = recorded(game, draw, 2, rule)
    seen = record_options(case, game.names, script)
    assert seen.acts == (script.move >= 0).sum() > 2
    whole = replace(seen, watched=np.ones_like(seen.watched))
    under = {each: record_log_likelihood(game, script, whole, each)[draw] for each in RULES}
    assert under[rule] == pytest.approx(log_likelihood(stage(game, rule), 5, draw, 2), rel=1e-3)
    assert under["quantal"] != under["lookahead"]


def test_outside_the_spans_silence_says_nothing() -> None:
    case, game = bare()
    script, longer = (lengthened(common(), days) for days in (0, 1))
    curated = [record_log_likelihood(game, each, unseen(case, game, each)) for each in (script, longer)]
    np.testing.assert_allclose(*curated, rtol=1e-6)
    watched = [record_log_likelihood(game, each, seen(case, game, each)) for each in (script, longer)]
    assert (watched[1] < watched[0] - 0.01).all()


def lengthened(script: RecordedActs, days: int) -> RecordedActs:
    """A script with ten more steps of so many days on which nobody does anything: one program for any length."""

    def quiet(part: np.ndarray) -> np.ndarray:
        still = days if part.ndim == 1 else (-1 if part.dtype == np.int16 else 0)
        return np.concatenate([part, np.full((10, *part.shape[1:]), still, part.dtype)])

    return RecordedActs(**{name: quiet(part) for name, part in vars(script).items()})


def unseen(case: Scenario, game: Game, script: RecordedActs) -> RecordOptions:
    found = record_options(case, game.names, script)
    return replace(found, watched=np.zeros_like(found.watched))


def seen(case: Scenario, game: Game, script: RecordedActs) -> RecordOptions:
    found = record_options(case, game.names, script)
    return replace(found, watched=np.ones_like(found.watched))


def test_an_act_outside_the_spans_counts_by_what_was_chosen() -> None:
    """By hand: on the first day of a curated record, the share of the option among its actor's options."""
    case, game = bare()
    script = RecordedActs(**{name: part[:1].copy() for name, part in vars(common()).items()})
    option = 3
    actor = game.names.actor[option]
    script.move[:], script.move[0, actor] = -1, game.names.move[option]
    script.target[0, actor], script.arena[0, actor] = game.names.target[option], game.names.arena[option]
    rest = at_rest(game.board, game.dials)
    odds = jax.jit(decide)(game.board, game.dials, start(game.board, game.dials), rest)
    share = np.asarray(odds.mass[option] / odds.total[actor])
    found = record_log_likelihood(game, script, unseen(case, game, script))
    np.testing.assert_allclose(found, np.log(share), rtol=1e-4)
    whole = record_log_likelihood(game, script, seen(case, game, script))
    silence = np.delete(np.asarray(odds.per_day), actor, 0).sum(0)
    acted = np.log(-np.expm1(-np.asarray(odds.per_day[actor])))
    np.testing.assert_allclose(whole, np.log(share) + acted - silence, rtol=1e-3)
    assert jnp.isfinite(odds.per_day).all()


def test_a_span_watches_its_own_days_and_acts() -> None:
    case = load(TWO_NEIGHBOURS)
    game = compile_game(case, draws(case, 1, DRAWS))
    found = record_options(case, game.names, compile_record(case, game.names))
    assert found.acts == 3 and found.watched.shape == (2, len(game.names.options))
    assert (found.span[-40:] == 1).all() and (found.span[:-40] == 0).all()
    np.testing.assert_array_equal(found.watched[1], game.names.rung >= 3)
    assert not found.watched[0].any()
    narrow = Span(start="2031-05-01", end="2031-05-02", where=Where(actors=("aland",)))
    both = record_options(case.model_copy(update={"complete": (*case.complete, narrow)}), game.names, game.script)
    assert both.watched.shape[0] == 3
    aland = game.names.actor == game.names.actors.index("aland")
    np.testing.assert_array_equal(both.watched[both.span[-9]], (game.names.rung >= 3) | aland)


def test_an_act_that_is_no_option_is_left_out() -> None:
    case = load(TWO_NEIGHBOURS)
    game = compile_game(case, draws(case, 1, DRAWS))
    script = compile_record(case, game.names)
    script.move[-1, game.names.actors.index("dorland")] = game.names.moves.index("rocket-attack")
    assert record_options(case, game.names, script).acts == 3


@pytest.mark.parametrize("spans", [True, False])
def test_without_a_record_every_draw_is_as_good(spans: bool) -> None:
    case, game = bare()
    case = case if spans else case.model_copy(update={"complete": ()})
    seen = record_options(case, game.names, game.script)
    assert (seen.acts, len(seen.option), seen.watched.any()) == (0, 0, False)
    np.testing.assert_array_equal(record_log_likelihood(game, game.script, seen), 0)
