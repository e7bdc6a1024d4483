"""Write the answer of a run as one paragraph."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence

from offramp.analysis import Estimate
from offramp.results import Manifest
from offramp.scenario import Scenario
from offramp.wording.names import date_words
from offramp.wording.numbers import figure, likely, share
from offramp.wording.sentences import named

from .dead import Dead

SURE = 0.95  # a share above which a sentence says nothing
ANSWER, OPEN, WAR = "violent_answer_30d_prob", "open_violent_answer_30d_prob", "war_prob"
TOLD = {
    "violent_answer_30d_prob": "the violent answer",
    "open_violent_answer_30d_prob": "the open answer",
    "first_violent_answer_day": "its day",
    "war_prob": "war",
    "deaths_military": "the dead under arms",
    "deaths_civilian": "the civilian dead",
    "conciliatory_prob": "conciliation",
}


def paragraph(
    scenario: Scenario,
    manifest: Manifest,
    found: Mapping[str, Estimate],
    settings: int | None = None,
    dead: Dead | None = None,
    asked: Sequence[tuple[str, Estimate]] = (),
) -> str:
    """Say what the measures say, of no longer a time than was played.

    Parameters
    ----------
    scenario : Scenario
        As it stood on the day before the first turn: for names, and for whose answer is awaited.
    manifest : Manifest
    found : mapping
        The estimates by measure.
    settings : int, optional
        How many draws the estimates rest on, if not on all of them.
    dead : Dead, optional
        How many die, by shares of the futures.
    asked : sequence of (str, Estimate)
        What the case's own questions say, with their chances; they come first.
    """
    (side,) = scenario.measures[ANSWER].where.sides
    who, futures = named(scenario, side), manifest.done
    period = {name: manifest.measures[name].period for name in (ANSWER, OPEN, WAR)}
    answer, open_, war = (found[name] for name in (ANSWER, OPEN, WAR))
    sentences = [
        *(f"{says.rstrip('.')}: that {likely(chance)}, {share(chance, futures)}." for says, chance in asked),
        f"A violent answer by {who} or one of its proxies within {period[ANSWER]} {likely(answer)}: "
        f"{share(answer, futures)}.",
        f"An open one by {who} itself {likely(open_)}: {share(open_, futures)}.",
        _when(found["first_violent_answer_day"], scenario),
        f"War within {period[WAR]} {likely(war)}: {share(war, futures)}.",
        dead.words if dead else "",
        _peace(found["conciliatory_prob"], futures),
        _dispute(found),
        _played(futures, date_words(scenario.start_date), any(each.assumptions for each in found.values())),
    ]
    if manifest.as_of != manifest.start:
        sentences.insert(0, f"As of {date_words(scenario.start_date)}, with what had happened by then.")
    if not manifest.complete:
        sentences.insert(0, _unfinished(manifest, settings or manifest.draws))
    return " ".join(filter(None, sentences))


def _unfinished(manifest: Manifest, settings: int) -> str:
    """Say how much of an unfinished run there is, and whether it is a fair sample."""
    played = f"{manifest.done:,} of {manifest.runs:,} futures"
    if settings < manifest.draws:
        return f"Unfinished: only {settings:,} of {manifest.draws:,} settings of what nobody knows, {played}."
    return f"Unfinished: {played}, spread evenly over all settings of what nobody knows."


def _when(day: Estimate, scenario: Scenario) -> str:
    if day.estimate is None or day.luck is None:
        return "No violent answer came in any of them."
    ends = day.assumptions
    told = dict.fromkeys(map(figure, ends or ()))  # one number where both ends are told alike
    span = f" (day {' to '.join(told)})" if told else ""
    date = date_words(scenario.start_date + dt.timedelta(days=math.ceil(day.estimate)))
    return f"In half of the futures with an answer the first comes by {date}{span}."


def _dispute(found: Mapping[str, Estimate]) -> str:
    """Say where the decision rules disagree by more than the other two bars together."""
    names = [words for name, words in TOLD.items() if name in found and found[name].disputed]
    if not names:
        return ""
    about = " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
    return (
        f"How actors decide matters most for {about}: "
        "there the decision rules disagree by more than luck and assumptions together."
    )


def _peace(peace: Estimate, futures: int) -> str:
    """Say how likely a conciliatory move is, unless it is as good as sure and so says nothing."""
    if min(peace.assumptions or (peace.estimate or 0.0,)) > SURE:
        return ""
    return f"A conciliatory move by anybody {likely(peace)}: {share(peace, futures)}."


def _played(futures: int, start: str, ranges: bool) -> str:
    """How many futures there are, and what a range is, where there is one."""
    played = "One future was" if futures == 1 else f"{futures:,} futures were"
    means = "; in brackets: how far a number moves with what nobody knows" if ranges else ""
    return f"({played} played from {start}{means}.)"
