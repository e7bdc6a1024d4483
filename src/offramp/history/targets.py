"""Targets of the forecast test: their classes, and the cases that each is about.

The definitions are those of the forecast test (`cases/targets.csv` of the data folder); a test compares the two.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from .cases import Cases

LEVELS = tuple(round(0.05 * i, 2) for i in range(1, 20))
NON_VIOLENT = 7  # the highest code of a trigger that is not violent


@dataclass(frozen=True)
class Target:
    """One target.

    Attributes
    ----------
    table : {"crises", "actors", "incidents"}
    id : str
        The column of the table that names a case.
    kind : {"ordinal", "binary", "quantiles"}
    classes : tuple of int
        In their order; empty for days, of which the 5, 10, ... 95 % quantiles are forecast.
    meaning : str
    """

    table: Literal["crises", "actors", "incidents"]
    id: str
    kind: Literal["ordinal", "binary", "quantiles"]
    classes: tuple[int, ...]
    meaning: str

    @property
    def keys(self) -> tuple[float, ...]:
        """What may stand under `key`: the classes, or the levels of the quantiles."""
        return self.classes or LEVELS

    @property
    def kinds(self) -> str:
        """The classes, in words."""
        return ", ".join(map(str, self.classes)) if self.classes else "19 quantiles of days"

    @property
    def metric(self) -> str:
        """The score that is shown first."""
        return "rps" if self.classes else "crps"


_BINARY = (0, 1)
_AT_PEACE = "crises whose first actor was not in a running war at the trigger"
TARGETS: Mapping[str, Target] = {
    "icb_viol": Target(
        "crises",
        "crisno",
        "ordinal",
        (1, 2, 3, 4),
        "violence over the crisis: none, minor clashes, serious clashes, full-scale war",
    ),
    "icb_war": Target("crises", "crisno", "binary", _BINARY, "full-scale war (viol = 4)"),
    "icb_war_peace": Target("crises", "crisno", "binary", _BINARY, f"full-scale war, {_AT_PEACE}"),
    "icb_escal": Target(
        "crises",
        "crisno",
        "binary",
        _BINARY,
        "serious clashes or war (viol >= 3), crises with a non-violent trigger (break 1-7) and no running war",
    ),
    "icb_duration": Target(
        "crises", "crisno", "quantiles", (), "days from trigger to end (brexit - 1); scored on log(1 + days)"
    ),
    "icb_sevvio": Target("actors", "cracno", "ordinal", (1, 2, 3, 4), "severity of violence the actor used"),
    "icb_majres": Target(
        "actors",
        "cracno",
        "ordinal",
        (1, 2, 3, 4, 5),
        "1 none or verbal; 2 political; 3 economic or other non-violent; 4 non-violent military (7 incl.); "
        "5 violent (9 incl.)",
    ),
    "mid_level": Target(
        "incidents",
        "incidnum",
        "ordinal",
        (1, 2, 3),
        "level of the next incident, given one: threat, display, force or war",
    ),
    "mid_other": Target(
        "incidents", "incidnum", "binary", _BINARY, "next incident, given one, is initiated by the other side"
    ),
    "mid_end": Target("incidents", "incidnum", "binary", _BINARY, "no further incident in this dispute"),
    "mid_when": Target(
        "incidents",
        "incidnum",
        "ordinal",
        (1, 2, 3, 4, 5),
        "days to the next incident of the dispute: 0-1, 2-7, 8-30, 31-90, more than 90 or none",
    ),
    "mid_gap": Target(
        "incidents", "incidnum", "quantiles", (), "days to the next incident, given one; scored on log(1 + days)"
    ),
}


def asked(target: str, cases: Cases) -> NDArray[np.int64]:
    """The ids of the cases that a target is about, from what is known at onset."""
    spec = TARGETS[target]
    table = getattr(cases, spec.table)
    if target == "icb_war_peace":
        table = table[table.f_iwc == 0]
    elif target == "icb_escal":
        table = table[(table.f_iwc == 0) & (table["break"] <= NON_VIOLENT)]
    return np.asarray(table[spec.id].to_numpy(), np.int64)
