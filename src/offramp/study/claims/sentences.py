"""Put verdicts into sentences: thresholds in the units of the dials, shares of 100 settings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from offramp.analysis.discovery import Side
from offramp.scenario import Scenario
from offramp.wording.dials import spoken
from offramp.wording.numbers import figure

from .pivotal_assumptions import DECIDED, RULE, Pivot
from .result import Conflict, Judged, Step

ALIKE = 0.05  # between two rules, below which one range says it
APART = 0.05  # of the weight in which one of two claims is right alone
# What a rule is as an assumption; a side above the middle of RULE is the second rule that was played.
RULES = {"quantal": "actors weigh today alone", "lookahead": "actors look one exchange ahead"}
VERDICTS = {
    "holds": "Holds",
    "fails": "Fails",
    "turns": "Turns on",
    "undecided": "Undecided",
    "refused": "Refused",
}


def sentence(case: Scenario, judged: Judged) -> str:
    """The verdict on a claim in words."""
    rules = [*judged.by_rule]
    if judged.verdict == "refused":
        return f"Refused: {judged.why.rstrip('.')}."
    share = true_in(judged.by_rule)
    if judged.verdict == "turns" and judged.pivot:
        said = f"Turns on {dials(case, judged.pivot)}: {clause(case, judged.pivot, rules)}."
    elif judged.verdict == "undecided" and judged.why:
        said = f"Undecided: {judged.why}."
    elif judged.verdict == "undecided":
        said = f"Undecided: true {share}, and no assumption or two of them tell which. {lead(case, judged.lead, rules)}"
    else:
        said = f"{VERDICTS[judged.verdict]}: true {share}."
    return f"{said.strip()} {by_assumption(case, judged.follows_from)}".strip()


def by_assumption(case: Scenario, names: tuple[str, ...]) -> str:
    """From what a verdict follows; empty if from nothing in particular."""
    if not names:
        return ""
    said = " and ".join(
        f"the system “{case.world[name].title.lower()}”" if name in case.world else spoken(case, name) for name in names
    )
    return f"By assumption: it follows from {said}."


def true_in(by_rule: Mapping[str, float]) -> str:
    """In how many settings something is true: `in 84 to 85 of 100 settings, whichever way actors decide`."""
    low, high = min(by_rule.values()), max(by_rule.values())
    if len(by_rule) == 1:
        return f"in {settings(low)} of the assumptions, under the one decision rule that was played"
    if high - low < ALIKE:
        same = f"{100 * low:.0f}" == f"{100 * high:.0f}"
        span = settings(high) if same else f"{100 * low:.0f} to {100 * high:.0f} of 100 settings"
        return f"in {span} of the assumptions, whichever way actors decide"
    return "in " + ", in ".join(f"{settings(share)} if {RULES[rule]}" for rule, share in by_rule.items())


def dials(case: Scenario, pivot: Pivot) -> str:
    """The assumptions on which something turns."""
    names = dict.fromkeys(side.dial for side in pivot.sides)
    return " and ".join("how actors decide" if name == RULE else spoken(case, name) for name in names)


def clause(case: Scenario, pivot: Pivot, rules: Sequence[str], what: str = "it") -> str:
    """What happens on either side: `it fails unless … is above 0.6 (true in 88 of 100 settings there, …)`.

    Parameters
    ----------
    case : Scenario
    pivot : Pivot
    rules : sequence of str
        The decision rules that were played.
    what : str
        The subject of the clause.
    """
    flip = len(pivot.sides) == 1
    true_side = pivot.sides if pivot.true_inside else tuple(s.other for s in pivot.sides) if flip else None
    false_side = pivot.sides if not pivot.true_inside else tuple(s.other for s in pivot.sides) if flip else None
    numbers = f"true in {settings(pivot.true.true)} on the one side, in {settings(pivot.false.true)} on the other"
    if true_side and (pivot.false.true <= 1 - DECIDED or not false_side):
        word = "fails unless" if pivot.false.true <= 1 - DECIDED else "is rather true where"
        return f"{what} {word} {where(case, true_side, rules)} ({numbers})"
    assert false_side is not None
    word = "holds unless" if pivot.true.true >= DECIDED else "is rather false where"
    return f"{what} {word} {where(case, false_side, rules)} ({numbers})"


def lead(case: Scenario, pivot: Pivot | None, rules: Sequence[str]) -> str:
    """What moves an undecided claim most, without deciding it.

    Parameters
    ----------
    case : Scenario
    pivot : Pivot or None
    rules : sequence of str
        The decision rules that were played.
    """
    if pivot is None:
        return "Nothing that was tried moves it beyond luck."
    true = pivot.sides
    inside, outside = (settings(half.true) for half in (pivot.inside, pivot.outside))
    return f"What moves it most: true in {inside} where {where(case, true, rules)}, in {outside} elsewhere."


def conflict_sentence(case: Scenario, each: Conflict, rules: Sequence[str]) -> str:
    """How two claims stand to each other in words.

    Parameters
    ----------
    case : Scenario
    each : Conflict
    rules : sequence of str
        The decision rules that were played.
    """
    both, one, other, neither = map(settings, (each.both, each.one_alone, each.other_alone, each.neither))
    said = f"Both are right in {both}, {each.one} alone in {one}, {each.other} alone in {other}, neither in {neither}."
    if each.settled:
        return f"{said} Where only one is, it is {each.settled}."
    if each.pivot:
        return f"{said} It turns on {dials(case, each.pivot)}: {_who(case, each, rules)}."
    if each.one_alone + each.other_alone < APART:
        return f"{said} They hardly part."
    return f"{said} No assumption or two of them tell which of the two it is."


def _who(case: Scenario, each: Conflict, rules: Sequence[str]) -> str:
    """Who is right on which side of what a conflict turns on."""
    assert each.pivot is not None
    inside, outside = (each.one, each.other) if each.pivot.true_inside else (each.other, each.one)
    shares = [
        half.true if name == each.one else 1 - half.true
        for half, name in ((each.pivot.inside, inside), (each.pivot.outside, outside))
    ]
    return (
        f"where {where(case, each.pivot.sides, rules)}, it is {inside} (in {settings(shares[0])} in which "
        f"one is), elsewhere {outside} (in {settings(shares[1])})"
    )


def region_sentences(case: Scenario, steps: Sequence[Step], rules: Sequence[str]) -> list[str]:
    """The region in which something is so, narrowed down step by step.

    Parameters
    ----------
    case : Scenario
    steps : sequence of Step
        From the first narrowing to the last.
    rules : sequence of str
        The decision rules that were played.
    """
    return [
        f"If {where(case, each.sides, rules)}: so in {settings(each.half.true)} there. The region has "
        f"{of_100(each.half.weight)} of all settings, and {of_100(each.covers)} of those in which it is so"
        f"{'' if each.number is None else f'; the number is {threshold(each.number)} on average'}."
        for each in steps
    ]


def where(case: Scenario, sides: tuple[Side, ...], rules: Sequence[str]) -> str:
    """A box of assumptions: `Iran's control over … is above 0.6 and …`.

    Parameters
    ----------
    case : Scenario
    sides : tuple of Side
        Of the box.
    rules : sequence of str
        The decision rules that were played.
    """
    return " and ".join(_side(case, side, rules) for side in sides)


def of_100(share: float) -> str:
    """A share of settings: `97 of 100`, `all`, `fewer than 1 of 100`."""
    if share >= 0.9995 or share <= 0.0005:
        return "all" if share > 0.5 else "none"
    if share < 0.005 or share > 0.995:
        return "fewer than 1 of 100" if share < 0.5 else "more than 99 of 100"
    return f"{100 * share:.0f} of 100"


def settings(share: float) -> str:
    """The same with its noun: `97 of 100 settings`, `no setting`."""
    return "no setting" if (words := of_100(share)) == "none" else f"{words} settings"


def threshold(value: float) -> str:
    """A threshold in the dial's own unit, in two digits."""
    return f"{value:.2g}" if 0.001 <= abs(value) < 10 else figure(value)


def _side(case: Scenario, side: Side, rules: Sequence[str]) -> str:
    if side.dial == RULE:
        return RULES[rules[1 if side.above else 0]]
    quantity = case.dials()[side.dial]
    unit = " days" if quantity.kind == "days" else f" per {quantity.per}" if quantity.per else ""
    return f"{spoken(case, side.dial)} is {'above' if side.above else 'at most'} {threshold(side.threshold)}{unit}"
