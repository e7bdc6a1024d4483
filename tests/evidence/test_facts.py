"""What the readers give is what history is known to look like: several hundred rows of facts_public.csv, recomputed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from offramp.evidence import Icb, Mid, read_icb, read_mid
from tests.evidence.lookalike import DATA

pytestmark = DATA
Facts = dict[tuple[str, str, str], float]
QUANTILES = (5, 10, 25, 50, 75, 90, 95)
WAR, LEVELS = "full-scale war", ["threat", "display", "force", "war"]
KINDS = {
    "threat to": "threat", "alert": "alert/mobilise", "mobil": "alert/mobilise", "nuclear": "alert/mobilise",
    "block": "blockade/occupy/seize", "occup": "blockade/occupy/seize", "seiz": "blockade/occupy/seize",
    "begin": "war", "join": "war",
}  # fmt: skip


@pytest.fixture(scope="module")
def icb() -> Icb:
    return read_icb()


@pytest.fixture(scope="module")
def mid() -> Mid:
    return read_mid()


def shares(fact: str, group: str, values: pd.Series) -> Facts:
    """The share of each word of a categorical column."""
    return {(fact, group, str(word)): share for word, share in values.value_counts(normalize=True).items()}


def quantile(values: pd.Series, percent: int) -> float:
    """One of the values themselves, as the table has it."""
    return float(np.quantile(values, percent / 100, method="inverted_cdf"))


def lengths(fact: str, group: str, days: pd.Series, within: tuple[int, ...]) -> Facts:
    known = days.dropna()
    found = {(fact, group, f"q{each:02}"): quantile(known, each) for each in QUANTILES}
    return found | {(fact, group, f"P(<={each})"): (known <= each).mean() for each in within}


def crisis_facts(icb: Icb) -> Iterator[Facts]:
    all_of_them, war = icb.crises, icb.crises.violence == WAR
    at_peace = ~all_of_them.running_war
    parts = {
        "all crises": at_peace | True,
        "first actor not in a running war": at_peace,
        "first actor in a running war": ~at_peace,
        "1946 on": all_of_them.start.dt.year >= 1946,
        "1990 on": all_of_them.start.dt.year >= 1990,
    }
    for group, rows in parts.items():
        yield shares("violence over the crisis", group, all_of_them.violence[rows])
    by = {
        "gravity": "gravity_ex_post",
        "protracted conflict": "protracted",
        "trigger": "trigger",
        "proximity": "proximity",
    }
    for words, column in by.items():
        for suffix, rows in (("", at_peace | True), (" [first actor not in a running war]", at_peace)):
            rates = war[rows].groupby(all_of_them[column or words][rows], observed=True).mean()
            yield {(f"P({WAR}) | {words}{suffix}", str(group), "P"): rate for group, rate in rates.items()}
    yield lengths("crisis duration, days", "all", all_of_them.days, (7, 30, 90, 180, 365))
    for word in ("minor clashes", "serious clashes"):
        yield lengths("crisis duration, days", word, all_of_them.days[all_of_them.violence == word], (7, 30, 90))
    yield {("share mediated", "all", "P"): all_of_them.has_mediator.mean()}
    for word, each in all_of_them.groupby("violence", observed=True):
        yield {("share mediated", f"viol {word}", "P"): each.has_mediator.mean()}
    forms = all_of_them.ended_by.cat.rename_categories({"imposed or compliance": "imposed / compliance"})
    yield shares("crisis form of outcome (forout)", "all crises", forms)
    yield shares("crisis outcome (subout)", "all crises", all_of_them.clear)


def actor_facts(icb: Icb) -> Iterator[Facts]:
    actors = icb.actors
    answers = actors.response.astype(str).replace(r".*non-violent military", "non-violent military", regex=True)
    answers = answers.replace(r"^(multiple with )?violent military", "violent", regex=True)
    ranked = answers != "other non-violent"
    for trigger, each in answers[ranked].groupby(actors.trigger[ranked], observed=True):
        yield shares("response severity | trigger", str(trigger), each)
    yield shares("severity of violence used by actor (sevvio)", "all actors", actors.violence)
    for trigger in ("political", "non-violent military", "indirect violent", "violent"):
        used = actors.violence[actors.trigger == trigger]
        yield shares("severity of violence used by actor (sevvio)", f"trigger {trigger}", used)
    yield lengths("response lag, days", "all", actors.lag_coded, (0, 1, 3, 7, 14, 30, 90))
    violent = actors.lag_coded[actors.trigger.isin(["violent", "indirect violent"])]
    yield lengths("response lag, days", "violent trigger", violent, (0, 1, 3, 7, 14, 30, 90))
    yield shares("actor outcome (outcom)", "all actors", actors.outcome)


def incident_facts(mid: Mid) -> Iterator[Facts]:
    told = mid.incidents
    kind = told.action.astype(str)
    for start, word in KINDS.items():
        kind = kind.mask(kind.str.startswith(start), word)
    yield shares("level of incidents", "all", told.level)
    yield shares("action of incidents", "all", kind)
    for word, each in told.groupby(kind):
        fatal = each.fatal
        yield {
            ("fatal given action", str(word), "P(fatal), known cases"): fatal.mean(),
            ("fatal given action", str(word), "P(fatal), unknown = not"): fatal.fillna(0).mean(),
            ("fatal given action", str(word), "P(fatal), unknown = fatal"): fatal.fillna(1).mean(),
            ("fatal given action", str(word), "P(unknown)"): fatal.isna().mean(),
        }
    some = told[told.fatal == 1]
    sizes = some.deaths.cat.rename_categories({"1000 and more": "1000+"})
    yield shares("size of fatal incidents", "fatality class known and > 0", sizes)
    counts = told.groupby("dispute").size()
    yield {("incidents per dispute", "all", f"q{each:02}"): quantile(counts, each) for each in QUANTILES}


def sequence_facts(mid: Mid) -> Iterator[Facts]:
    told = mid.incidents
    by = told.groupby("dispute")
    last = by.cumcount(ascending=False) == 0
    level, after = told.level.cat.codes, by["level"].shift(-1).astype(told.level.dtype).cat.codes
    other = (by.side.shift(-1) != told.side)[~last]
    for word, rows in (("all", ~last), *((word, ~last & (told.level == word)) for word in LEVELS[:3])):
        step = (after - level)[rows]
        names = {"higher": step > 0, "same": step == 0, "lower": step < 0, "one level up": step == 1}
        yield {("next vs last level: all", word, name): hit.mean() for name, hit in names.items()}
        yield {("P(next incident is the other side's): all", word, "P"): other[rows[~last]].mean()}
        if word != "all":
            following = pd.Categorical.from_codes(after[rows], dtype=told.level.dtype)
            yield shares("next level | last level: all", word, pd.Series(following))
    ended = last & told.dispute.isin(mid.disputes.dispute[~mid.disputes.ongoing])
    known = ~last | ended
    groups = {word: told.level == word for word in LEVELS} | {
        "all": known, "first incident": told.k == 1, "second incident": told.k == 2,
        "3rd-5th incident": told.k.between(3, 5), "6th-20th incident": told.k.between(6, 20),
        "21st and later": told.k > 20, "fatal": told.fatal == 1, "fatality unknown": told.fatal.isna(),
    }  # fmt: skip
    for group, rows in groups.items():
        yield {("P(dispute ends after this incident)", group, "P"): ended[rows & known].mean()}
    exact = told.start_exact & by.start_exact.shift(-1, fill_value=False) & ~last
    gap = (by.start.shift(-1) - told.start).dt.days[exact]
    yield lengths("days to the next incident of the dispute (given one)", "all", gap, (0, 1, 7, 30, 90))


@pytest.mark.parametrize(
    ("facts", "at_least"), [(crisis_facts, 110), (actor_facts, 94), (incident_facts, 62), (sequence_facts, 56)]
)
def test_the_facts_are_reproduced(facts: object, at_least: int, request: pytest.FixtureRequest) -> None:
    path = Path(os.environ["OFFRAMP_DATA"], "facts_public.csv")
    table = pd.read_csv(path, keep_default_na=False).set_index(["fact", "group", "stat"])
    source = request.getfixturevalue("icb" if facts in (crisis_facts, actor_facts) else "mid")
    assert callable(facts)
    found = {key: value for part in facts(source) for key, value in part.items()}
    there = {key: float(table.est[key]) for key in found if key in table.index}
    wrong = {key: (found[key], value) for key, value in there.items() if abs(found[key] - value) > 6e-5}
    assert wrong == {} and len(there) >= at_least, len(there)
