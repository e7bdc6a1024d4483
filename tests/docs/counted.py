"""What a record counts and does not list: how often such acts came, and how much of what was expected it tells of."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

import numpy as np

from offramp.scenario.passing import passes, sides
from offramp.scenario.quantity import DAYS_IN

from .symbols import DIALS, Symbols, Values


def counted_acts(s: Symbols, here: Values, expected: Values) -> tuple[Values, Values, Values]:
    """Acts of a day of the record, and how much of what was expected it tells of, series by series."""
    case, days = s.g.scenario, s.shared[DIALS]["days"]
    if s.system == "standing_rates":
        expected = expected * np.where(s.b.series_level[:, None] >= 2, s.look("series", "closing.slowed"), 1)
    else:
        expected = expected * s.look("series", "standing_rates.mix") * s.look("series", "standing_rates.tempo")
    here, known = here.copy(), np.array(here)
    bands = ("conciliatory", "words", "force-shown", "violent")
    listed, spans = counted_options(s), spans_of(s)
    for series, (doer, level) in enumerate(zip(s.b.series_actor, s.b.series_level, strict=True)):
        kind = case.actors[s.g.names.actors[doer]].kind
        known[series] = s.g.values[f"reporting.{kind}.{bands[level]}"]
        for n in sorted((n for n in range(len(spans)) if series in listed[n]), key=lambda n: spans[n].end):
            known[series] = chance_of_being_named(s, spans[n])
    held: set[int] = set()
    for n, span in enumerate(spans):
        mine = sorted(listed[n] - held) if s.a.counted[n] else []
        held.update(mine)
        whole = np.maximum(expected[mine].sum(axis=0), 1e-30)
        here[mine] = pace_of(s, span) * days * expected[mine] / whole
        known[mine] = 1
    counted = np.array([[float(n in held)] for n in range(len(here))])
    return here, known, counted


def spans_of(s: Symbols) -> list[Any]:
    """What is counted: rates by sources of up to the information date, then spans with a number."""
    case = s.g.scenario
    late = {key for key, source in case.sources.items() if (source.date or "") > case.information_date}
    rates = [
        SimpleNamespace(start=rate.start, end=min(rate.end, case.start), where=rate.where, rate=name, number=None)
        for name, rate in case.rates.items()
        if rate.start <= case.start and not late & set(rate.acts.source)
    ]
    spans = [span for span in case.complete if span.counted is not None]
    return rates + [
        SimpleNamespace(start=span.start, end=span.end, where=span.where, rate=None, number=span.counted)
        for span in spans
    ]


def counted_options(s: Symbols) -> list[set[int]]:
    """The series of which each span counts an option."""
    n, side = s.g.names, sides(s.g.scenario)
    place = [None if k < 0 else n.arenas[k] for k in n.arena]
    acts = [
        (n.actors[a], n.moves[m], n.actors[t], k) for a, m, t, k in zip(n.actor, n.move, n.target, place, strict=True)
    ]
    return [
        {
            int(series)
            for act, series in zip(acts, s.b.option_series, strict=True)
            if passes(s.g.scenario, side, span.where, act, True)
        }
        for span in spans_of(s)
    ]


def pace_of(s: Symbols, span: Any) -> Values:
    """The share of days of a span with such an act; rates are told by the day, the week or another period."""
    if span.rate is None:
        return 1 - np.exp(-span.number / length(span))
    path = f"rates.{span.rate}.acts"
    return 1 - np.exp(-s.g.values[path] / DAYS_IN[s.g.scenario.rates[span.rate].acts.per or "day"])


def length(span: Any) -> int:
    return (dt.date.fromisoformat(span.end) - dt.date.fromisoformat(span.start)).days + 1


def chance_of_being_named(s: Symbols, span: Any) -> Values:
    """(listed + 1/2) / (counted + 1)."""
    case, side = s.g.scenario, sides(s.g.scenario)
    named = [
        passes(case, side, span.where, (each.actor, each.move, each.target, each.arena), each.is_ordered)
        for each in case.record.values()
        if span.start <= each.date <= span.end
    ]
    return np.minimum((sum(named) + 0.5) / (pace_of(s, span) * length(span) + 1), 1)
