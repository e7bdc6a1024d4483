"""Name measures, and write their numbers with signs, units and ranges."""

from __future__ import annotations

import re
from collections.abc import Mapping

from offramp.wording.shares import in_100

UNKNOWN = "not known"
NOBODY = "·"  # nobody could say what is better
SHARES = ("probability", "share")
TITLES = {
    "war_prob": "War",
    "violent_answer_30d_prob": "A violent answer within 30 days",
    "open_violent_answer_30d_prob": "An openly violent answer within 30 days",
    "first_violent_answer_day": "When the first violent answer comes",
    "peak_rung": "How high it climbs",
    "deaths_military": "Soldiers and fighters killed",
    "deaths_civilian": "Civilians killed",
    "arenas_hit": "Arenas with violence",
    "conciliatory_acts": "Conciliatory acts",
}
NAMES = {
    "violent_acts": "Violent acts",
    "violent_acts_second": "Violent acts of the struck side",
    "militarised_acts": "Militarised acts",
    "peak_rung_second": "How high the struck side climbs",
    "answered_in_kind_share": "Violence answered in kind",
    "ordered_acts": "Ordered acts of proxies",
    "settlement_prob": "A settlement",
    "exits_taken": "Exits taken",
    "votes_to_expel": "Votes to send foreign forces home",
    "programme_acts": "Steps of nuclear programmes",
    "deadly_mistake_prob": "A deadly mistake",
    "leaders_killed": "Killings of leaders",
}
# Where an outlook has a median, and an effect the difference of means.
MEANS = {"first_violent_answer_day": "First violent answer, on average"}
# First words that are no names: of the titles above, and of what cases, heads and sentences often begin with.
_COMMON = {words.split()[0] for words in (*TITLES.values(), *NAMES.values(), *MEANS.values())}
_COMMON |= set(
    "The Some Somebody Nobody All Acts Attacks Days Deaths Messages Own Share Effect Luck Assumptions Structure Better "
    "Worse Robust Best Last First Settlement Price With Without Estimate Change Rules Aim Overlap Differ Value Source "
    "Range Alone Total Low High Score Skill Chance Known Until Outcome Written Inside Data Made Claims Than "
    "Together".split()
)
_WITHIN = re.compile(r"within \d+ days?")


def heading(name: str, says: str, titles: Mapping[str, str] = TITLES) -> str:
    """A measure's title, or what it says if it has none; the title says no other time than the measure does.

    Parameters
    ----------
    name : str
        Of the measure.
    says : str
        What it says in the case.
    titles : mapping of str to str
        Titles by name.
    """
    title = titles.get(name) or says or name
    played = _WITHIN.search(says)
    return _WITHIN.sub(played[0], title) if played else title


def spoken(words: str) -> str:
    """A title or the head of a column as it stands within a sentence: a name at its beginning keeps its capital."""
    first = words.partition(" ")[0]
    return words[:1].lower() + words[1:] if first in _COMMON else words


def title(measure: str, says: str = "") -> str:
    """A measure as the heading of a mean; one of the case by what it says."""
    return heading(measure, says, NAMES | TITLES | MEANS)


def change(value: float, unit: str, sign: str = "+") -> str:
    """A number of an ablation, or a change of one: a share in 100, else as it is.

    Parameters
    ----------
    value : float
        In the unit.
    unit : str
        Of the measure.
    sign : str
        "+" to show the sign of what is above zero, too; empty for none.
    """
    number = 100 * value if unit in SHARES else value
    digits = next((n for n, least in enumerate((100, 1, 0.1, 0.01)) if abs(number) >= least), 4)
    text = f"{number:{sign},.{digits}f}".replace("-", "−")
    return text if text.strip("+−0.") else "0"


def level(value: float, unit: str) -> str:
    """A number with its unit: `6 in 100`, `rung 5.2`, `31 people`."""
    if unit in SHARES:
        return in_100(value)
    number = change(value, unit, "")
    return f"{unit} {number}" if unit in ("day", "rung") else f"{number} {unit}"


def difference(value: float | None, unit: str) -> str:
    """A difference with its unit: `−2.7 in 100`."""
    if value is None:
        return UNKNOWN
    return f"{change(value, unit)} {'in 100' if unit in SHARES else unit + 's' * (unit in ('day', 'rung'))}"


def span(ends: tuple[float, float] | list[float] | None, unit: str) -> str:
    """A bar: `−3.2 to −2.2`."""
    if not ends:
        return UNKNOWN
    low, high = (change(end, unit) for end in ends)
    return low if low == high else f"{low} to {high}"


def levels(ends: tuple[float, float] | list[float] | None, unit: str) -> str:
    """A range of levels, without signs: `2.1 to 4.0`; one number where both ends are told alike."""
    if not ends:
        return UNKNOWN
    low, high = (change(end, unit, "") for end in ends)
    return low if low == high else f"{low} to {high}"


def share(value: float | None) -> str:
    """So many of 100 pairs or draws."""
    return NOBODY if value is None else in_100(value)
