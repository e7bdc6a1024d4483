"""Axes of a game's politics: guests and their hosts, pairs that can pass messages, and the purpose of each option.

Axes: `guest` the foreign presences on a host's soil; `access` the words of a mediator that open a channel of a pair;
`faction` the parts of actors; `programme` the actors with a nuclear programme; `method` the methods that a world-wide
norm may cover; `role` what options are for beyond their height: an exit, a vote to expel, a step of a programme, an
admission, force from a host's soil, a method. Options of one role share what their systems add.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import equinox as eqx
import numpy as np
from jaxtyping import Array, Float, UInt

from offramp.game.weights import alike
from offramp.game.xla.jit import put
from offramp.game.xla.ragged import Groups, compile_groups
from offramp.scenario import Scenario
from offramp.scenario.ladder import FORCE
from offramp.scenario.options import Option
from offramp.scenario.scenario import tie_id
from offramp.scenario.states import guests as guests_of

PUBLIC = {"overt": 1.0, "attributable": 0.5, "covert": 0.1}  # how far an act is known to everybody


class Role(NamedTuple):
    """What some options have in common; None where it does not apply."""

    settles: tuple[str, str] | None = None  # an exit for this dyad
    expels: tuple[str, str] | None = None  # a vote against this guest
    steps: tuple[str, str] | None = None  # a step of the doer's programme, addressed along this dyad
    admits: tuple[str, str] | None = None  # owning up to a mistake, along this dyad
    base: tuple[str, str] | None = None  # force by this guest from its host's soil
    method: str | None = None


@dataclass(frozen=True)
class PolityAxes:
    """The political axes by name."""

    guests: tuple[tuple[str, str], ...]  # owner, arena
    access: tuple[tuple[str, tuple[str, str], tuple[str, str]], ...]  # tie, mediator and party, pair
    factions: tuple[tuple[str, str], ...]  # actor, faction
    programmes: tuple[str, ...]
    methods: tuple[str, ...]
    roles: tuple[Role, ...]
    role_of: tuple[Role | None, ...]  # one for each option


class Polity(eqx.Module):
    """Structure of a case's politics, without a draw or run axis."""

    option_role: UInt[Array, " option"]  # 0 and not roled where an option has none
    roled: Float[Array, "option 1"]
    role_dyad: UInt[Array, " role"]
    settles: Float[Array, "role 1"]
    steps: Float[Array, "role 1"]
    admits: Float[Array, "role 1"]
    role_vote: UInt[Array, " role"]  # the guest that the vote is about
    expels: Float[Array, "role 1"]
    role_base: UInt[Array, " role"]  # the guest whose soil it starts from
    based: Float[Array, "role 1"]
    role_method: UInt[Array, " role"]
    methodic: Float[Array, "role 1"]
    guest_owner: UInt[Array, " guest"]
    guest_host: UInt[Array, " guest"]
    guest_arena: UInt[Array, "guest 1"]
    place_guest: UInt[Array, " place"]
    hosted: Float[Array, "place 1"]  # 1 for a guest's place
    access_word: UInt[Array, " access"]  # the mediator's dyad to one of the parties
    access_into: Groups  # the words that feed each pair's channel
    faction_actor: UInt[Array, " faction"]
    actor_factions: Groups
    programme_owner: UInt[Array, " programme"]
    dyad_programme: UInt[Array, " dyad"]  # the target's
    watched: Float[Array, "dyad 1"]  # 1 where a rival has a programme
    methods: Float[Array, "method 1"]  # their positions
    move_method: Float[Array, " move"]  # -1 for none
    move_public: Float[Array, " move"]
    slip: UInt[Array, "actor 1"]  # the option that a deadly mistake of the actor amounts to
    slips: Float[Array, "actor 1"]


def political_axes(scenario: Scenario, options: Sequence[Option], dyads: Sequence[tuple[str, str]]) -> PolityAxes:
    """Collect the guests, accesses, factions, programmes, methods and roles of a case.

    Parameters
    ----------
    scenario : Scenario
    options : sequence of Option
        In the order of the board.
    dyads : sequence
        Who and whom, in the order of the board.
    """
    guests = _guests(scenario)
    one = alike(scenario)
    role_of = tuple(_role(scenario, guests, one, option) for option in options)
    ties = sorted((tie_id(t), t) for t in scenario.ties.values() if t.kind == "access")
    return PolityAxes(
        guests=guests,
        access=tuple(
            (key, (t.mediator, party), (min(t.to), max(t.to)))
            for key, t in ties
            for party in sorted(t.to)
            if (t.mediator, party) in dyads and t.to in dyads
        ),
        factions=tuple((a, f) for a, actor in sorted(scenario.actors.items()) for f in sorted(actor.factions)),
        programmes=tuple(a for a, actor in sorted(scenario.actors.items()) if actor.programme is not None),
        methods=tuple(sorted({m.method for m in scenario.moves.values() if m.method})),
        roles=tuple(dict.fromkeys(role for role in role_of if role is not None)),
        role_of=role_of,
    )


def compile_politics(
    scenario: Scenario, options: Sequence[Option], axes: PolityAxes, at: Mapping[str, Mapping[Any, int]]
) -> Polity:
    """Lay the political part of the board; `at` finds the positions on the other axes.

    Parameters
    ----------
    scenario : Scenario
    options : sequence of Option
        In the order of the board.
    axes : PolityAxes
    at : mapping
        Positions on the other axes, by axis and name.
    """
    return Polity(
        **_roles(axes, at),
        **_hosts(scenario, axes, at),
        **_methods(scenario, options, axes, at),
        **_programmes(scenario, axes, at),
        access_word=_index([at["dyad"][word] for _, word, _ in axes.access]),
        access_into=compile_groups([at["pair"][pair] for *_, pair in axes.access], len(at["pair"]), 4),
        faction_actor=_index([at["actor"][a] for a, _ in axes.factions]),
        actor_factions=compile_groups([at["actor"][a] for a, _ in axes.factions], len(at["actor"]), 4),
    )


def _guests(scenario: Scenario) -> tuple[tuple[str, str], ...]:
    """Foreign presences on a host's soil; look-alike arenas are one."""
    one = alike(scenario)
    return tuple((owner, arena) for owner, arena in guests_of(scenario) if one[arena] == arena)


def _role(scenario: Scenario, guests: Sequence[tuple[str, str]], one: Mapping[str, str], option: Option) -> Role | None:
    actor, m, target, arena = option
    move, soil = scenario.moves[m], one.get(arena or "", "")
    host = scenario.arenas[soil].host if soil else None
    role = Role(
        settles=(actor, target) if "settle" in move.does else None,
        expels=(target, soil) if "expel" in move.does and (target, soil) in guests and host == actor else None,
        steps=(actor, target) if "programme" in move.does and scenario.actors[actor].programme else None,
        admits=(actor, target) if "admit" in move.does else None,
        base=(actor, soil) if move.rung >= FORCE and (actor, soil) in guests else None,
        method=move.method or None,
    )
    return role if role != Role() else None


def _roles(axes: PolityAxes, at: Mapping[str, Mapping[Any, int]]) -> dict[str, Any]:
    role_at = {role: n for n, role in enumerate(axes.roles)}
    guest, method = ({key: n for n, key in enumerate(axis)} for axis in (axes.guests, axes.methods))
    dyads = [role.settles or role.steps or role.admits for role in axes.roles]
    return {
        "option_role": _index([0 if role is None else role_at[role] for role in axes.role_of]),
        "roled": _flag([role is not None for role in axes.role_of]),
        "role_dyad": _index([0 if dyad is None else at["dyad"][dyad] for dyad in dyads]),
        "settles": _flag([role.settles is not None for role in axes.roles]),
        "steps": _flag([role.steps is not None for role in axes.roles]),
        "admits": _flag([role.admits is not None for role in axes.roles]),
        "role_vote": _index([0 if role.expels is None else guest[role.expels] for role in axes.roles]),
        "expels": _flag([role.expels is not None for role in axes.roles]),
        "role_base": _index([0 if role.base is None else guest[role.base] for role in axes.roles]),
        "based": _flag([role.base is not None for role in axes.roles]),
        "role_method": _index([0 if role.method is None else method[role.method] for role in axes.roles]),
        "methodic": _flag([role.method is not None for role in axes.roles]),
    }


def _hosts(scenario: Scenario, axes: PolityAxes, at: Mapping[str, Mapping[Any, int]]) -> dict[str, Any]:
    guest = {key: n for n, key in enumerate(axes.guests)}
    one = alike(scenario)
    of_place = [guest.get((owner, one[arena])) for owner, arena in at["place"]]
    return {
        "guest_owner": _index([at["actor"][owner] for owner, _ in axes.guests]),
        "guest_host": _index([at["actor"][str(scenario.arenas[arena].host)] for _, arena in axes.guests]),
        "guest_arena": _index([at["arena"][arena] for _, arena in axes.guests])[:, None],
        "place_guest": _index([n or 0 for n in of_place]),
        "hosted": _flag([n is not None for n in of_place]),
    }


def _methods(
    scenario: Scenario, options: Sequence[Option], axes: PolityAxes, at: Mapping[str, Mapping[Any, int]]
) -> dict[str, Any]:
    moves = [scenario.moves[m] for m in sorted(scenario.moves)]
    method = {key: n for n, key in enumerate(axes.methods)}
    slips: dict[str, int] = {}
    for n, (actor, m, _, _) in enumerate(options):
        if "mishap" in scenario.moves[m].does:
            slips.setdefault(actor, n)
    return {
        "methods": put(np.arange(len(axes.methods), dtype=float)[:, None], np.float32),
        "move_method": put([method.get(move.method, -1) for move in moves], np.float32),
        "move_public": put([PUBLIC[move.visibility] for move in moves], np.float32),
        "slip": _index([slips.get(actor, 0) for actor in at["actor"]])[:, None],
        "slips": _flag([actor in slips for actor in at["actor"]]),
    }


def _programmes(scenario: Scenario, axes: PolityAxes, at: Mapping[str, Mapping[Any, int]]) -> dict[str, Any]:
    own = {actor: n for n, actor in enumerate(axes.programmes)}
    rivals = {frozenset(t.between) for t in scenario.ties.values() if t.kind == "rivalry"}
    return {
        "programme_owner": _index([at["actor"][actor] for actor in axes.programmes]),
        "dyad_programme": _index([own.get(target, 0) for _, target in at["dyad"]]),
        "watched": _flag([target in own and frozenset((doer, target)) in rivals for doer, target in at["dyad"]]),
    }


def _index(values: Sequence[int]) -> Array:
    return put(np.array(values, np.int64), np.uint32)


def _flag(values: Sequence[bool]) -> Array:
    return put(np.array(values, float)[:, None], np.float32)
