"""The state of the world in one crisis: a slice for each causal system."""

from typing import TYPE_CHECKING

import equinox as eqx

if TYPE_CHECKING:
    from .systems import (
        audiences,
        deterrence,
        dominance,
        fronts,
        host_politics,
        human_cost,
        ladder,
        leaders,
        mediation,
        misperception,
        nuclear,
        opportunity,
        pressure,
        proxies,
        reciprocity,
        rules,
        world_order,
    )


class World(eqx.Module):
    """Slices by system; every array's last axis is the run."""

    ladder: "ladder.Slice"
    reciprocity: "reciprocity.Slice"
    rules: "rules.Slice"
    proxies: "proxies.Slice"
    leaders: "leaders.Slice"
    deterrence: "deterrence.Slice"
    opportunity: "opportunity.Slice"
    fronts: "fronts.Slice"
    human_cost: "human_cost.Slice"
    pressure: "pressure.Slice"
    audiences: "audiences.Slice"
    host_politics: "host_politics.Slice"
    mediation: "mediation.Slice"
    misperception: "misperception.Slice"
    dominance: "dominance.Slice"
    nuclear: "nuclear.Slice"
    world_order: "world_order.Slice"
