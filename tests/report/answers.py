"""Invented answers of the shapes that a run folder keeps, for the tests of their sections. No model is behind them."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from offramp.analysis import Estimate
from offramp.ensemble.address import parse
from offramp.report.gather import kept as read
from offramp.report.material import Kept
from offramp.results import Answer
from offramp.study.compare.result import Comparison
from offramp.study.offramps.result import Added, Both, Exit, Offramps, Price, Tried, Window
from offramp.study.shared.effects import Effect
from offramp.study.shared.largest_differences import Turn
from offramp.study.shared.record import Record
from tests.report import backtested, claimed, foretold, hinges, planned
from tests.report.head import HEAD

HERE = "test-data@0123456789ab/v0.1.0/s1/{}quantal/2020-01-03/90x1/d3/r4"
PRICE = (0.1, 0.2, 0.3)


def effect(with_it: float, without: float, unit: str = "probability", luck: float = 0.1, **more: Any) -> Effect:
    """The effect on one measure, `luck` of it to either side."""
    by = with_it - without
    half = luck * max(abs(with_it), abs(without), 0.01)
    bars = Estimate(by, (by - half, by + half), (by - 3 * half, by + 2 * half), more.pop("structure", None))
    about = {"measure": "", "says": "what it says", "unit": unit, "period": "90 days", "better": 0.1, "worse": 0.3}
    numbers = {"with_it": with_it, "without": without, "difference": bars, "more": 0.3, "less": 0.1}
    return Effect(**{**about, **numbers, **more})


def named(**effects: Effect) -> dict[str, Effect]:
    """Effects by their measures."""
    return {name: replace(each, measure=name) for name, each in effects.items()}


def compare(**more: Any) -> Comparison:
    """A comparison with and without an event."""
    effects = named(
        war_prob=effect(0.06, 0.005),
        violent_answer_30d_prob=effect(0.94, 0.3),
        first_violent_answer_day=effect(9.0, 63.0, "day", better=0.9, worse=0.05),
        peak_rung=effect(6.7, 4.7, "rung"),
        deaths_civilian=effect(480.0, 5.8, "people", structure=(200.0, 480.0)),
        conciliatory_acts=effect(29.0, 29.4, "acts"),
        levels_of_trust=effect(0.5, 0.9, "share", better=None, worse=None, says="How far they <each> trust it " * 4),
    )
    ends = {"war_prob": (1.0, 0.0), "peak_rung": (10.0, 2.0), "deaths_civilian": (3868.0, 0.0)}
    turn = Turn(parse(HERE.format("")), parse(HERE.format("without:killing/")), "worse", ends)
    about: dict[str, Any] = {"event": "killing", "what": "A drone killed a <commander>.", "offramps": ()}
    return Comparison(
        **{**HEAD, **about, "eve": "2020-01-02", "effects": tuple(effects.values()), "turns": (turn,), **more}
    )


def tried(verdict: Any, *ends: float) -> Tried:
    """What one off-ramp does, or two."""
    luck = 1.0 if verdict == "no effect found" else 0.02
    effects = named(war_prob=effect(*ends, luck=luck), violent_acts=effect(9.0, 12.0, "acts"))
    return Tried(3, verdict, 0.9, 2.0, 0.02, effects)


def exit_(name: str, window: Window | None, verdict: str, front: bool, *ends: float, price: Price = PRICE) -> Exit:
    """One off-ramp of the case."""
    says = f"{name} & what it is"
    return Exit(name.split()[-1].strip("<>"), name, says, "if asked", price, tried(verdict, *ends), window, front)


def offramps(**more: Any) -> Offramps:
    """Three off-ramps, one that helps, one that does nothing and one that harms, and a pair."""
    days = {day: tried("helps", 0.03 + day / 1000, 0.06) for day in (1, 4, 29)}
    idle = {day: tried("no effect found", 0.06, 0.06) for day in (1, 4, 29)}
    exits = (
        exit_("An old <channel>", Window(1, days), "helps", True, 0.03, 0.06),
        exit_("A letter", Window(None, idle), "no effect found", False, 0.059, 0.06, price=(0.5, 0.5, 0.5)),
        exit_("An ultimatum", None, "harms", False, 0.2, 0.06, price=(0.8, 0.9, 1.0)),
    )
    adds = Added(-0.01, (-0.02, 0.0))
    both = Both(("channel", "letter"), (0.6, 0.7, 0.8), tried("helps", 0.02, 0.06), adds, more=True, front=True)
    far = {"alone": [3, 3], "pairs": [1, 3], "on_other_days": [2, 2]}
    found: dict[str, Any] = {"exits": exits, "pairs": (both,), "tried": far, "narrower": 2.1, "thorough": False}
    return Offramps(**{**HEAD, "risk": "war_prob", "without": 0.06, **found, **more})


def idle() -> tuple[Exit, ...]:
    """The three off-ramps, none of which does anything beyond luck."""
    none = "no effect found"
    return tuple(replace(each, tried=replace(each.tried, verdict=none), front=False) for each in offramps().exits)


def kept(kind: str, made: Any, asked: str = "") -> Kept:
    """A result as the report has it of a run folder: written and read again."""
    name = f"{kind}-{asked}".strip("-")
    body = json.loads(json.dumps(made.summary() if isinstance(made, Record) else made, allow_nan=False))
    when = "2020-01-04T10:00:00+00:00"
    return read(Answer(name, kind, "test-data", HEAD["hash"], HEAD["as_of"], "0.1.0", when, body))


def everything() -> tuple[Kept, ...]:
    """One answer of every kind, for the test in a browser; a new kind adds its own."""
    other = compare(event=None, offramps=("channel",), what="An old <channel>", sets={"actors.north.resolve": "0.9"})
    set_ = compare(event=None, what="", sets={"actors.north.resolve": "0.9"}, turns=(), rules=("quantal", "lookahead"))
    return (
        kept("offramps", offramps()),
        kept("compare", compare(), "without-killing"),
        kept("compare", other, "with-channel"),
        kept("compare", set_, "set-resolve"),
        kept("sensitivity", hinges.sensitivity()),
        kept("diff", hinges.diff(), "second"),
        kept("claims", claimed.claims()),
        kept("claims", claimed.until(), "p-war-0-5"),
        kept("roadmap", planned.roadmap("rule", "risk"), "north"),
        kept("backtest", backtested.backtest()),
        kept("aftermath", foretold.aftermath()),
    )
