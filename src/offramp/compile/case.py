"""Compile a case with its draws into a Game."""

from offramp.errors import OfframpError
from offramp.game import Draws, Game
from offramp.game.board import compile_axes, compile_board
from offramp.game.commands.holds import compile_holds
from offramp.game.commands.orders import compile_orders
from offramp.game.measures import compile_measures
from offramp.game.names import name
from offramp.game.record import compile_record
from offramp.game.xla.device import prepare
from offramp.scenario import Scenario
from offramp.scenario.options import feasible
from offramp.scenario.reading.plugins import require

from .dials import compile_dials, played


def compile_game(scenario: Scenario, draws: Draws) -> Game:
    """Turn names into numbers.

    Raises
    ------
    OfframpError
        If nobody can do anything, a plugin of the case is not installed, or two actors' ids collide in their random
        numbers.
    """
    prepare()
    require(scenario.plugins)
    options = feasible(scenario)
    if not options:
        raise OfframpError(f"{scenario.case}: no option is feasible, so nothing can happen")
    names = name(scenario, options)
    axes = compile_axes(scenario, options)
    measure_arrays, measure_list = compile_measures(scenario, names, axes)
    luck = [(system.id, system.luck) for system in played(scenario) if system.luck]
    return Game(
        names=names,
        axes=axes,
        board=compile_board(scenario, options, names, axes, luck),
        dials=compile_dials(scenario, draws, options, names, axes),
        measure_arrays=measure_arrays,
        measure_list=measure_list,
        script=compile_record(scenario, names),
        orders=compile_orders(scenario, names),
        holds=compile_holds(scenario, names),
        days=scenario.days,
    )
