"""The answer in one paragraph that a minister could read."""

from __future__ import annotations

from collections.abc import Mapping

from offramp.analysis import Estimate
from offramp.results import Manifest
from offramp.scenario import Scenario

from .numbers import amount, figure, share
from .story import date_words

MOST = 0.5


def paragraph(scenario: Scenario, manifest: Manifest, found: Mapping[str, Estimate]) -> str:
    """Say what the measures say.

    Parameters
    ----------
    scenario : Scenario
        For names; the second principal is the one whose answer is awaited.
    manifest : Manifest
    found : mapping
        The estimates by measure.
    """
    who = scenario.actors[scenario.principals[1]].name
    futures = manifest.done
    answer, open_ = found["violent_answer_30d_prob"], found["open_violent_answer_30d_prob"]
    sentences = [
        f"From {date_words(scenario.start_date)}, over {manifest.days} days and {futures:,} simulated futures:",
        f"a violent answer by {who} or one of its proxies within 30 days comes in {share(answer, futures)};",
        f"one that {who} commits itself, openly, in {share(open_, futures)}.",
        _when(found["first_violent_answer_day"]),
        f"War within {manifest.days} days: {share(found['war_prob'], futures)}.",
        f"Expected deaths: {amount(found['deaths_military'])} soldiers and fighters",
        f"and {amount(found['deaths_civilian'])} civilians.",
        _peace(found["conciliatory_prob"], futures),
        "The assumptions in brackets say how far each number hangs on what nobody knows: nine in ten of their "
        "settings lie within.",
    ]
    if not manifest.complete:
        sentences.insert(0, f"Unfinished: {futures:,} of {manifest.runs:,} futures.")
    return " ".join(filter(None, sentences))


def _when(day: Estimate) -> str:
    if day.estimate is None or day.luck is None:
        return "No violent answer came in any of them."
    ends = day.assumptions
    span = f" (assumptions day {figure(ends[0])} to {figure(ends[1])})" if ends else ""
    return f"Where a violent answer comes, half of the first ones come by day {figure(day.estimate)}{span}."


def _peace(peace: Estimate, futures: int) -> str:
    if peace.estimate == 1:
        return "Every future also sees a conciliatory move."
    often = "Most futures also see" if (peace.estimate or 0) > MOST else "Few futures see"
    return f"{often} a conciliatory move: {share(peace, futures)}."
