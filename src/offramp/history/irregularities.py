"""Irregularities of the official files, each with the named rule by which the readers resolve it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Quirk:
    """One oddity.

    Attributes
    ----------
    ids : str
        What it is told by: crisis, case (of a crisis actor), dispute or incident.
    what : str
        How the file is odd.
    done : str
        What the reader makes of it.
    """

    ids: str
    what: str
    done: str


QUIRKS: Mapping[str, Quirk] = {
    "icb-empty": Quirk("crisis", "a crisis without a date and without actors (474, Houthi)", "it is left out"),
    "icb-end-unknown": Quirk("crisis", "a duration of 999 days means that the end is not known", "`days` is empty"),
    "icb-duration-differs": Quirk(
        "crisis",
        "the duration and its exact dates are more than 3 days apart",
        "`days` is left as counted, as the targets have it; `days_dated` is from the dates",
    ),
    "icb-vague-day": Quirk(
        "crisis",
        "days 66, 77 and 88 mean early, middle and late in the month",
        "the date is its first possible day, `_latest` the last (1 to 10, 11 to 20, 21 to the end), `_exact` is false",
    ),
    "icb-no-such-day": Quirk(
        "crisis", "a mediation that ends on 31 June", "the day counts as unknown within its month"
    ),
    "icb-lag-differs": Quirk(
        "case",
        "`trgresra` counts the same day as 1; some rows count otherwise or disagree with their dates",
        "`lag_coded` is the count less 1, `lag` is from two exact dates; told are those more than 3 days apart",
    ),
    "icb-answers-early": Quirk(
        "case", "the response is dated before the trigger", "`lag` is empty; `lag_coded` is left as it is"
    ),
    "icb-war-flag": Quirk(
        "crisis",
        "`iwcmb`, the flag of a running war, is coded over the whole crisis",
        "`running_war` is that of the actor who was triggered first; told are those where the two differ",
    ),
    "icb-war-of-others": Quirk(
        "crisis",
        "full-scale war (viol 4) though no actor used more than minor violence: the surrounding war counts",
        "`violence` is left as coded, as the targets have it; `used` holds the most that an actor used",
    ),
    "icb-violence-differs": Quirk(
        "crisis",
        "the crisis's violence as a technique (sevviosy) is not the most that an actor used (sevvio)",
        "both are kept: `technique` and `used`",
    ),
    "icb-peak-is-not-response": Quirk(
        "case",
        "an actor used serious violence or war though its major response was not violent: that is its first principal "
        "answer and not its peak",
        "`response` and `violence` are kept apart",
    ),
    "icb-power-unknown": Quirk(
        "crisis", "power discrepancy is missing, most often in wars", "`power_gap` is empty; never filled with a mean"
    ),
    "mid-no-actors": Quirk("incident", "an incident without participants (4269010)", "it is left out"),
    "mid-unknown-day": Quirk(
        "incident",
        "the first day of an incident is -9",
        "`start` to `start_latest` is the month; `date`, and so `k`, places it by the incidents' numbers: at the last "
        "known date before it, else at the next after it, within the month, else on the 15th; it has no gaps",
    ),
    "mid-short-duration": Quirk(
        "incident", "a duration that is three days short of its dates", "`days` is counted from the dates"
    ),
    "mid-clash": Quirk(
        "incident",
        "both sides act in one incident and nobody is first",
        "`both` is true; `side` is the coded initiator",
    ),
    "mid-same-day": Quirk(
        "incident",
        "incidents of a dispute that may have been in another order: same day, or a day that is not known",
        "`order_known` is false",
    ),
    "mid-deaths-unknown": Quirk(
        "incident", "whether anybody died is not known", "`deaths` is empty, `fatal` is NaN: rates have bounds"
    ),
    "mid-no-death-counted": Quirk(
        "incident", "the class of deaths says some, the count says none", "`deaths_precise` is empty"
    ),
    "mid-fires-within": Quirk(
        "incident", "an initiator and a target are of the same side of the dispute", "`side` is the initiator's"
    ),
    "mid-reciprocity": Quirk(
        "dispute",
        "MIDA's flag of reciprocity disagrees with the participants' acts",
        "`reciprocated` is from the participants (side B has an act), `reciprocated_coded` is the flag",
    ),
    "mid-ongoing": Quirk(
        "dispute", "the dispute had not ended when coding did", "`ongoing` is true: its last incident has no ending"
    ),
}


class Found(dict[str, tuple[int, ...]]):
    """Where each rule was needed: ids by the name of the rule, in their order."""

    def note(self, rule: str, ids: pd.Series) -> None:
        """Add the ids of a rule."""
        if rule not in QUIRKS:
            raise KeyError(rule)
        self[rule] = tuple(sorted({*self.get(rule, ()), *(int(each) for each in ids)}))
