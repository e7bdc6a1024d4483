"""A dial's share of the variance, from the sensitivity answer that a run folder keeps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from offramp.errors import RunError
from offramp.results import RunFolder
from offramp.results.answers import Answer, kept
from offramp.scenario import Scenario, case_hash
from offramp.scenario.reading.joint import groups
from offramp.study.shared.record import Record

KIND = "sensitivity"


@dataclass(frozen=True)
class DialShare(Record):
    """What a dial carries of one measure.

    Attributes
    ----------
    measure, says, unit : str
    listed : bool
        Whether the answer lists the dial; it does not list those that show nothing beyond luck.
    first, total : float or None
        Its shares of the variance: alone, and with all that it has a part in.
    low, high : float or None
        The measure at both ends of its range.
    """

    measure: str
    says: str
    unit: str
    listed: bool
    first: float | None = None
    total: float | None = None
    low: float | None = None
    high: float | None = None


def shares(folder: RunFolder, case: Scenario, path: str) -> tuple[DialShare, ...]:
    """Read a dial's shares from the sensitivity answers of a folder; of a measure in several, the last one's.

    Parameters
    ----------
    folder : RunFolder
    case : Scenario
    path : str
        Of the dial.

    Raises
    ------
    RunError
        If there is none, or it is about another state of the case.
    """
    answers = [each for each in kept(folder.answers) if each.kind == KIND]
    if not answers:
        raise RunError(f"{folder.path}: keeps no {KIND} answer; offramp {KIND} CASE --out {folder.path} makes one")
    if all(each.hash != case_hash(case) for each in answers):
        raise RunError(f"{folder.path}: its {KIND} answer is about another state of the case; ask it again")
    current = sorted((each for each in answers if each.hash == case_hash(case)), key=lambda each: each.made)
    path = next((id for id, paths in groups(case).items() if path in paths), path)  # drawn as one with others
    found = {share.measure: share for each in current for share in _shares(each, path)}
    return tuple(sorted(found.values(), key=lambda each: -(each.first or 0.0)))


def _shares(answer: Answer, path: str) -> Iterator[DialShare]:
    for measure, body in answer.body["measures"].items():
        dial: dict[str, Any] | None = next((each for each in body["dials"] if each["path"] == path), None)
        if dial is None:
            yield DialShare(measure, body["says"], body["unit"], False)
        else:
            whole = dial["total"]["share"] if dial["total"] else None
            yield DialShare(
                measure,
                body["says"],
                body["unit"],
                True,
                dial["first"]["share"],
                whole,
                dial.get("low"),
                dial.get("high"),
            )
