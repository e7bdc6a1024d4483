"""Read the official files of ICB and MID together, and count the irregularities met."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .icb import Icb, read_icb
from .mid import Mid, read_mid

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class History:
    """Crises and disputes as the data sets have them; `icb` and `mid` say more of each."""

    icb: Icb
    mid: Mid

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        """Every table by its name."""
        return {
            "crises": self.icb.crises,
            "crisis actors": self.icb.actors,
            "disputes": self.mid.disputes,
            "participants": self.mid.participants,
            "incidents": self.mid.incidents,
            "incident actors": self.mid.incident_actors,
        }

    @property
    def rules(self) -> Mapping[str, Sequence[Any]]:
        """The rows that needed a rule for odd rows, by the rule."""
        return {**self.icb.found, **self.mid.found}

    def summary(self) -> dict[str, Any]:
        """The object that `offramp history --json` prints."""
        return {"rows": {name: len(each) for name, each in self.tables.items()}, "rules": dict(self.rules)}


def read_history(data: str | Path | None = None) -> History:
    """Read the official files of a folder; of the one that OFFRAMP_DATA names if left out.

    Raises
    ------
    DataError
        If one is missing or cannot be read.
    """
    return History(read_icb(data), read_mid(data))
