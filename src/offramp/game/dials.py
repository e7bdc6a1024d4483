"""The numbers of a game, one column for each draw."""

from typing import Any

import equinox as eqx
from jaxtyping import Array, Float, Int

from .xla.jit import take


class Dials(eqx.Module):
    """Numbers of a case: the trailing axis is the draw in a Game and the run inside the engine.

    Attributes
    ----------
    world : dict of str to dict of str to float32[1, run]
        `world[system][dial]`; `world[system]["on"]` is 0 for a system that is switched off.
    tempo_per_day : float32[actor, run]
        Acts a day of each actor when nothing presses; 0 for an actor without options.
    record_toll : float32[two, event, run]
        Military and civilian deaths of the acts of the record that draws change.
    record_attribution : float32[event, run]
        Share of such an act's harm that its doer answers for.
    record_order : float32[event, run]
        How probably its patron had ordered it, which the patron then cannot deny.
    record_told : float32[series, run]
        The chance that the record tells of an act of the series; without rows where no system learns from it.
    record_pace : float32[span, run]
        Acts that a source counts in a day of a span; likewise.
    constants : dict of str to Any
        What each causal system had computed from the case: its `Constants` by its id. Their fields can be read as if
        they were fields of the dials: `dials.climb`.
    """

    world: dict[str, dict[str, Float[Array, "1 run"]]]
    tempo_per_day: Float[Array, "actor run"]
    record_toll: Float[Array, "two event run"]
    record_attribution: Float[Array, "event run"]
    record_order: Float[Array, "event run"]
    record_told: Float[Array, "series run"]
    record_pace: Float[Array, "span run"]
    constants: dict[str, Any]

    def __getattr__(self, name: str) -> Array | Any:
        for part in self.__dict__.get("constants", {}).values():
            if name in vars(part):
                return vars(part)[name]
        raise AttributeError(name)

    def columns(self, draw: Int[Array, " run"]) -> "Dials":
        """The numbers for runs of the given draws."""
        return take(self, draw)

    def numbers(self) -> dict[str, Array]:
        """List all numbers but the dials of the systems, by name."""
        named = {name: value for part in (self, *self.constants.values()) for name, value in vars(part).items()}
        return {name: value for name, value in named.items() if name not in ("world", "constants")}

    def having(self, **numbers: Array) -> "Dials":
        """Return dials in which some of `numbers` are others."""
        made = self
        for name, value in numbers.items():
            made = eqx.tree_at(lambda d, name=name: getattr(d, name), made, value)  # type: ignore[misc]
        return made
