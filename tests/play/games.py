"""Games that tests play: short ones on one compiled case, random ones among them."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from offramp.play import branches
from offramp.play.facilitator import Facilitator
from offramp.play.game import Game
from tests.world.laws import TWO_NEIGHBOURS

DAYS = 16  # of every game, so that all are played by the same compiled programs
ACTORS = ("aland", "borduria", "coria", "dorland", "mountain-league")
KINDS = ("person", "program")


def new(path: Path | None = None, seed: int = 3, **seats: str) -> Game:
    """A game with these seats; underscores in their names stand for hyphens."""
    return Game.begin(
        TWO_NEIGHBOURS, path, seed=seed, days=DAYS, seats={k.replace("_", "-"): v for k, v in seats.items()}
    )


def random_game(number: int, path: Path | None = None, days: int = DAYS, seed: int | None = None) -> Game:
    """A game in which everything that can be decided is decided by lot."""
    luck = np.random.default_rng(number)
    some = luck.permutation(ACTORS)[: luck.integers(1, 4)]
    seats = {str(actor): str(luck.choice(KINDS)) for actor in some}
    game = Game.begin(TWO_NEIGHBOURS, path, seed=number if seed is None else seed, days=DAYS, seats=seats)
    while game.status.day < days:
        a_turn(game, luck)
    return game


def a_turn(game: Game, luck: np.random.Generator) -> None:
    """Let lot decide all that is decided in a turn."""
    if luck.random() < 0.15:
        options = [each for actor in ACTORS for each in game.options(actor)]
        Facilitator(game).inject(options[luck.integers(len(options))].id, game.status.day + 1)
    for seat in game.status.played:
        options = list(game.options(seat))
        if options and luck.random() < 0.6:
            game.order(seat, options[luck.integers(len(options))].id)
        if luck.random() < 0.2:
            game.say(seat, str(luck.choice([each for each in ACTORS if each != seat])), f"secret of {seat}")
        orders = [each for each in game.status.orders if each.actor == seat and each.by == "seat"]
        if orders and luck.random() < 0.1:
            game.withdraw(seat, orders[0].due)
    for seat in game.status.waits_for:
        game.end(seat)
    if game.status.day > 2 and luck.random() < 0.05:
        branches.undo(game)
