"""The table: a game of a case that people, programs and the engine play seat by seat, from a log of decisions.

>>> from offramp.play.game import Game  # doctest: +SKIP
>>> game = Game.begin("baghdad-2020", "iran-1.game", seats={"iran": "person"}, seed=7)  # doctest: +SKIP
>>> game.view("iran").options, game.order("iran", "iran/statement/united-states/-"), game.end("iran")  # doctest: +SKIP
"""
