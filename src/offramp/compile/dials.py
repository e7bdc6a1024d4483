"""Compile the numbers of a game: the dials of every causal system, and the constants that it computes from the case."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any

import numpy as np
from jaxtyping import Array

from offramp.errors import OfframpError
from offramp.game import Dials, Draws, Inputs, Names
from offramp.game.board import Axes
from offramp.game.inputs import Column
from offramp.game.record_numbers import record_numbers
from offramp.game.xla.jit import put
from offramp.scenario import Scenario, per_day
from offramp.scenario.options import Option
from offramp.world import RULE_TERMS, Rule, System, systems_of

LEAST_DRAWS = 64


def compile_dials(scenario: Scenario, draws: Draws, options: list[Option], names: Names, axes: Axes) -> Dials:
    """Compute the numbers of a case for every draw.

    Parameters
    ----------
    scenario : Scenario
    draws : Draws
    options : list of Option
        The options in the order of the board.
    names : Names
    axes : Axes
    """
    systems = played(scenario)
    world = _world(scenario, draws, systems)
    inputs = Inputs(scenario, draws, options, names, axes, world, known={})
    return Dials(
        world={s: {d: _device(v[None]) for d, v in dials.items()} for s, dials in world.items()},
        tempo_per_day=_device(_tempo(inputs)),
        **{name: _device(rows) for name, rows in record_numbers(scenario, draws, options).items()},
        constants=_constants(inputs, (*systems, *RULE_TERMS.values())),
    )


def played(scenario: Scenario) -> tuple[System, ...]:
    """List the systems that a game of the case has: all but those, off or idle, whose slice no other reads."""
    idle = {s.id for s in systems_of(scenario.world) if not scenario.world[s.id].on}.union(scenario.left_out)
    return tuple(s for s in systems_of(scenario.world) if not (s.unread and s.id in idle))


def _world(scenario: Scenario, draws: Draws, systems: Sequence[System]) -> dict[str, dict[str, Column]]:
    """Take the dials of every system from the draws; those of a system that is off have their values for off."""
    off = {system.id: system.off.split() for system in systems}
    left_out = [system.id for system in systems_of(scenario.world) if system.id not in off]
    world = {}
    for system, spec in scenario.world.items():
        if system in left_out:
            continue
        dials = {name: draws.values[f"world.{system}.{name}"] for name in spec.dials}
        if not spec.on:
            dials |= {name: np.zeros(draws.k) for name in off.get(system, ())}
        world[system] = {**dials, "on": np.full(draws.k, float(spec.on))}
    return world


def _tempo(inputs: Inputs) -> Column:
    names, actors = inputs.names, inputs.scenario.actors
    busy = [float(i in names.actor) for i in range(len(names.actors))]  # who has no option never acts
    tempo = [per_day(actors[actor].tempo, inputs.values[f"actors.{actor}.tempo"]) for actor in names.actors]
    return inputs.rows(one * each for one, each in zip(busy, tempo, strict=True))


def _constants(inputs: Inputs, systems: Sequence[System | Rule]) -> dict[str, Any]:
    """Ask every system for its constants, each knowing those of the systems before it.

    What several systems add to one constant is added up: to the first system's part the sum of what the others add.
    """
    known, more = dict[str, Column](), dict[str, list[Column]]()
    for system in systems:
        for name, value in system.constants(replace(inputs, known=known)).items():
            if name in known:
                more.setdefault(name, []).append(value)
            else:
                known[name] = value
    total = {name: value + sum(more[name]) if name in more else value for name, value in known.items()}
    types = {system.id: system.Constants for system in systems if system.Constants is not None}
    had = Counter(field.name for each in types.values() for field in fields(each))
    strange = sorted(had.keys() ^ total.keys() | {name for name, many in had.items() if many > 1})
    if strange:
        raise OfframpError(f"constants that no system has or computes, or that two have: {', '.join(strange)}")
    return {key: each(**{f.name: _device(total[f.name]) for f in fields(each)}) for key, each in types.items()}


def _device(columns: Column) -> Array:
    """Put numbers on the device, the draws padded to a power of two, so that few numbers of draws need compiling."""
    padded = max(LEAST_DRAWS, 1 << (columns.shape[-1] - 1).bit_length())
    more = np.repeat(columns[..., -1:], padded - columns.shape[-1], axis=-1)
    return put(np.concatenate([columns, more], axis=-1), np.float32)
