"""The state of the world in one crisis: a slice for each causal system of its case."""

from typing import Any

import equinox as eqx


class World(eqx.Module):
    """Slices by the systems' ids: `world["host-politics"]`. Every array's last axis is the run."""

    slices: dict[str, Any]

    def __getitem__(self, system: str) -> Any:
        return self.slices[system]
