"""The state of one crisis: a slice for each causal system."""

from typing import TYPE_CHECKING

import equinox as eqx

if TYPE_CHECKING:
    from . import deterrence, fronts, human_cost, ladder, leaders, opportunity, proxies, reciprocity, rules


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
