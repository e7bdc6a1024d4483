"""The numbers of one draw of a case as plain Python, for the Mesa rival: what its author would have typed in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from offramp.engine import Stage
from offramp.game.board import EFFECTS

State = dict[str, list[Any]]
Table = dict[str, Any]
TRAITS = (
    "tempo_per_day",
    "stature",
    "hub",
    "successor",
    "recovery",
    "might",
    "tolerance",
    "standing",
    "election_every",
)


class Move(NamedTuple):
    """A class of acts; `chance` and `deaths` are military and civilian."""

    rung: float
    height: float
    depth: float
    effects: frozenset[str]
    harm: float
    payment: float
    chance: tuple[float, float]
    deaths: tuple[float, float]
    cut: float
    public: float
    method: int | None
    force: bool


class Option(NamedTuple):
    """Something that an actor can do; what it has not is None. `vote` and `base` are guests, `fixed` never changes."""

    index: int
    nest: int
    move: Move
    actor: int
    target: int
    relation: int
    pair: int
    place: int | None
    arena: int | None
    exit: bool
    admits: bool
    step: bool
    vote: int | None
    base: int | None
    fixed: float
    prepare: float
    weight: float


class Edge(NamedTuple):
    """A ledger that an act feeds: how far, and how much more if the patron is blamed."""

    into: int
    share: float
    denied: float


class GuestOf(NamedTuple):
    """A foreign presence: whose, on whose soil, and where."""

    owner: int
    host: int
    arena: int


@dataclass(frozen=True)
class Numbers:
    """A draw: the dials of each system by `system.dial`, options by actor, and how the parts hang together."""

    dial: dict[str, float]
    actors: list[dict[str, float]]
    factions: list[list[tuple[float, float]]]  # by actor: weight and wish
    slips: list[int | None]  # by actor: the option that its mistakes amount to
    programmes: list[tuple[int, float]]  # owner and pace
    options: list[list[Option]]
    nest_weight: list[float]
    relations: list[tuple[int, int]]  # doer and target
    back: list[int]
    pair_of: list[int]
    tie_of: list[int | None]
    order_of: list[int | None]
    overmatch: list[float]
    watched: list[int | None]  # by relation: the programme of a rival
    pairs: list[tuple[int, int]]  # their two relations
    words: list[list[tuple[int, float]]]  # by pair: the relations along which mediators speak, and how well
    ties: list[tuple[int, int]]  # patron, proxy
    places: list[tuple[int, int]]  # owner, arena
    place_guest: list[int | None]
    guests: list[GuestOf]
    near: list[list[tuple[int, float]]]  # by arena: whose spill reaches it, and what share of it
    edges: list[list[Edge]]  # by relation
    ceiling: list[float]
    ajar: list[float]
    plot: list[tuple[float, float]]  # probability and days
    place_exposure: list[float]
    state: State
    days: int


def numbers(stage: Stage, draw: int) -> Numbers:
    """Take the numbers of a draw out of a compiled case and its opening state."""
    game, b, d = stage.game, stage.game.board, stage.game.dials
    at: Table = {name: np.asarray(x)[..., draw].tolist() for name, x in vars(d).items() if hasattr(x, "shape")}
    shaped = {name: x for part in (b, b.polity) for name, x in vars(part).items() if hasattr(x, "shape")}
    board: Table = {name: np.asarray(x).tolist() for name, x in shaped.items()}
    actors, slices = len(game.names.actors), vars(stage.opening).values()
    return Numbers(
        dial={f"{s}.{k}": float(np.asarray(x)[0, draw]) for s, dials in d.world.items() for k, x in dials.items()},
        actors=[{name: at[name][i] for name in TRAITS} for i in range(actors)],
        factions=_grouped(board["faction_actor"], list(zip(at["faction_weight"], at["wish"], strict=True)), actors),
        slips=_where(board["slip"], board["slips"], unwrap=True),
        programmes=list(zip(board["programme_owner"], at["pace_per_day"], strict=True)),
        options=_options(board, at, actors, len(game.names.arenas)),
        nest_weight=[x for (x,) in board["nest_weight"]],
        relations=list(zip(board["dyad_actor"], board["dyad_target"], strict=True)),
        back=board["dyad_reverse"],
        pair_of=board["dyad_pair"],
        tie_of=_where(board["dyad_tie"], board["dyad_tied"]),
        order_of=_where(board["dyad_order"], board["dyad_ordered"]),
        overmatch=at["overmatch"],
        watched=_where(board["dyad_programme"], board["watched"]),
        pairs=list(zip(*board["pair_dyads"], strict=True)),
        words=_grouped(
            [game.axes.pairs.index(pair) for *_, pair in game.axes.polity.access],
            list(zip(board["access_word"], at["quality"], strict=True)),
            len(game.axes.pairs),
        ),
        ties=list(zip(board["tie_patron"], board["tie_proxy"], strict=True)),
        places=list(zip(board["place_owner"], board["place_arena"], strict=True)),
        place_guest=_where(board["place_guest"], board["hosted"]),
        guests=[
            GuestOf(owner, host, arena)
            for owner, host, (arena,) in zip(
                board["guest_owner"], board["guest_host"], board["guest_arena"], strict=True
            )
        ],
        near=[[(k, share) for k, share in enumerate(row) if share] for row in board["arenas_near"]],
        edges=_grouped(
            [e.source for e in game.axes.edges],
            [Edge(e.into, *w) for e, *w in zip(game.axes.edges, at["flow_weight"], at["flow_denied"], strict=True)],
            len(board["dyad_actor"]),
        ),
        ceiling=at["ceiling"],
        ajar=at["ajar"],
        plot=list(zip(at["plot_prob"], at["plot_window"], strict=True)),
        place_exposure=at["exposure"],
        state={k: np.asarray(x)[..., draw].tolist() for part in slices for k, x in vars(part).items()},
        days=game.days,
    )


def _grouped(owner: list[int], items: list[Any], owners: int) -> list[list[Any]]:
    groups: list[list[Any]] = [[] for _ in range(owners)]
    for k, item in zip(owner, items, strict=True):
        groups[k].append(item)
    return groups


def _where(values: list[Any], given: list[list[float]], unwrap: bool = False) -> list[Any]:
    """The values where they are given, None elsewhere."""
    return [(x[0] if unwrap else x) if on else None for x, (on,) in zip(values, given, strict=True)]


def _moves(board: Table, at: Table) -> list[Move]:
    method = [None if k < 0 else int(k) for k in board["move_method"]]
    return [
        Move(
            rung,
            max(rung, 0.0) / 10,
            max(-rung, 0.0) / 3,
            frozenset(e for n, e in enumerate(EFFECTS) if board["move_effects"][m] >> n & 1),
            at["harm"][m],
            at["payment"][m],
            (at["chance"][0][m], at["chance"][1][m]),
            (at["deaths"][0][m], at["deaths"][1][m]),
            board["move_cut"][m],
            board["move_public"][m],
            method[m],
            rung >= 3,
        )
        for m, rung in enumerate(board["move_rung"])
    ]


def _options(board: Table, at: Table, actors: int, arenas: int) -> list[list[Option]]:
    moves, role = _moves(board, at), _where(board["option_role"], board["roled"])
    exits, admits, steps = ([on > 0 for (on,) in board[name]] for name in ("settles", "admits", "steps"))
    votes, bases = _where(board["role_vote"], board["expels"]), _where(board["role_base"], board["based"])
    found = []
    for o, (actor, arena, k) in enumerate(zip(board["option_actor"], board["option_arena"], role, strict=True)):
        what = (False,) * 3 + (None,) * 2 if k is None else (exits[k], admits[k], steps[k], votes[k], bases[k])
        found.append(
            Option(
                o,
                board["option_nest"][o],
                moves[board["option_move"][o]],
                actor,
                board["option_target"][o],
                board["option_dyad"][o],
                board["option_pair"][o],
                board["option_place"][o] if board["placed"][o][0] else None,
                arena if arena < arenas else None,
                *what,
                at["climb"][o] + at["reach"][o],
                at["prepare"][o],
                board["option_weight"][o][0],
            )
        )
    return _grouped(board["option_actor"], found, actors)
