"""The numbers of one draw of a case as plain Python, for the Mesa rival: what its author would have typed in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from offramp.engine import Stage
from offramp.game.board import EFFECTS

State = dict[str, list[Any]]


class Move(NamedTuple):
    """A class of acts; `chance` and `deaths` are military and civilian."""

    rung: float
    effects: frozenset[str]
    harm: float
    payment: float
    chance: tuple[float, float]
    deaths: tuple[float, float]

    @property
    def height(self) -> float:
        return max(self.rung, 0.0) / 10

    @property
    def depth(self) -> float:
        return max(-self.rung, 0.0) / 3


class Option(NamedTuple):
    """Something that an actor can do; `place` and `arena` are None where there is none."""

    index: int
    nest: int
    move: Move
    relation: int
    pair: int
    place: int | None
    arena: int | None
    fixed: float  # utility that no state changes
    prepare: float
    weight: float


@dataclass(frozen=True)
class Numbers:
    """A draw: the dials of each system by `system.dial`, options by actor, and how the parts hang together."""

    dial: dict[str, float]
    actors: list[dict[str, float]]
    options: list[list[Option]]
    nest_weight: list[float]
    relations: list[tuple[int, int]]  # doer and target
    back: list[int]
    pair_of: list[int]
    tie_of: list[int | None]
    order_of: list[int | None]
    pairs: list[tuple[int, int]]  # their two relations
    ties: list[tuple[int, int]]  # patron, proxy
    places: list[tuple[int, int]]  # owner, arena
    near: list[list[tuple[int, float]]]  # by arena: whose spill reaches it, and what share of it
    edges: list[list[tuple[int, float]]]  # by relation: the ledgers that an act along it feeds, and how far
    ceiling: list[float]
    plot: list[tuple[float, float]]  # probability and days
    place_exposure: list[float]
    state: State
    days: int


def numbers(stage: Stage, draw: int) -> Numbers:
    """Take the numbers of a draw out of a compiled case and its opening state."""
    game, b, d = stage.game, stage.game.board, stage.game.dials
    at = {name: np.asarray(x)[..., draw].tolist() for name, x in vars(d).items() if hasattr(x, "shape")}
    board = {name: np.asarray(x).tolist() for name, x in vars(b).items() if hasattr(x, "shape")}
    per_actor = ("tempo_per_day", "stature", "hub", "successor", "recovery")
    edges: list[list[tuple[int, float]]] = [[] for _ in board["dyad_actor"]]
    for edge, weight in zip(game.axes.edges, at["flow_weight"], strict=True):
        edges[edge.source].append((edge.into, weight))
    slices = vars(stage.opening).values()
    return Numbers(
        dial={f"{s}.{k}": float(np.asarray(x)[0, draw]) for s, dials in d.world.items() for k, x in dials.items()},
        actors=[{name: at[name][i] for name in per_actor} for i in range(len(game.names.actors))],
        options=_options(board, at, len(game.names.actors), len(game.names.arenas)),
        nest_weight=[x for (x,) in board["nest_weight"]],
        relations=list(zip(board["dyad_actor"], board["dyad_target"], strict=True)),
        back=board["dyad_reverse"],
        pair_of=board["dyad_pair"],
        tie_of=[t if on else None for t, (on,) in zip(board["dyad_tie"], board["dyad_tied"], strict=True)],
        order_of=[o if on else None for o, (on,) in zip(board["dyad_order"], board["dyad_ordered"], strict=True)],
        pairs=list(zip(*board["pair_dyads"], strict=True)),
        ties=list(zip(board["tie_patron"], board["tie_proxy"], strict=True)),
        places=list(zip(board["place_owner"], board["place_arena"], strict=True)),
        near=[[(k, share) for k, share in enumerate(row) if share] for row in board["arenas_near"]],
        edges=edges,
        ceiling=at["ceiling"],
        plot=list(zip(at["plot_prob"], at["plot_window"], strict=True)),
        place_exposure=at["exposure"],
        state={k: np.asarray(x)[..., draw].tolist() for part in slices for k, x in vars(part).items()},
        days=game.days,
    )


def _options(board: dict[str, Any], at: dict[str, Any], actors: int, arenas: int) -> list[list[Option]]:
    moves = [
        Move(
            rung, frozenset(e for n, e in enumerate(EFFECTS) if effects >> n & 1), at["harm"][m], at["payment"][m],
            (at["chance"][0][m], at["chance"][1][m]), (at["deaths"][0][m], at["deaths"][1][m]),
        )
        for m, (rung, effects) in enumerate(zip(board["move_rung"], board["move_effects"], strict=True))
    ]  # fmt: skip
    options: list[list[Option]] = [[] for _ in range(actors)]
    for o, actor in enumerate(board["option_actor"]):
        arena = board["option_arena"][o]
        options[actor].append(
            Option(
                o, board["option_nest"][o], moves[board["option_move"][o]], board["option_dyad"][o],
                board["option_pair"][o], board["option_place"][o] if board["placed"][o][0] else None,
                arena if arena < arenas else None, at["climb"][o] + at["reach"][o], at["prepare"][o],
                board["option_weight"][o][0],
            )
        )  # fmt: skip
    return options
