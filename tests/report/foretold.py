"""An invented result of `offramp aftermath`, for the tests of its section. No model is behind it."""

from __future__ import annotations

from typing import Any

from offramp.analysis import Estimate
from offramp.scenario.questions import Voice
from offramp.study.aftermath.result import Aftermath, Foretold
from tests.report.head import HEAD


def question(id: str, **more: Any) -> Foretold:
    """A question that came about, unless it is said otherwise."""
    about: dict[str, Any] = {
        "says": "The north answers <openly> & at some length within 30 days",
        "measure": "war_prob",
        "days": 30,
        "until": "2020-02-02",
        "came": True,
        "chance": Estimate(0.62, (0.6, 0.64), (0.2, 0.9)),
        "base": 0.4,
        "base_says": "such things in <forty> of 100 cases",
        "source": ("assumed",),
        "voices": (Voice(who="A <voice>", says="it will & soon", likely=True, source=("assumed",)),),
    }
    return Foretold(id=id, **{**about, **more})


def aftermath() -> Aftermath:
    """A question that came, one that did not, one that nobody knows yet."""
    no = question("war", says="War", came=False, base=None, base_says="", voices=())
    return Aftermath(**HEAD, questions=(question("answer"), no, question("vote", says="A vote", came=None)))
