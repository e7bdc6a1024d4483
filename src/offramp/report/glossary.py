"""Words of the report with their meanings, one sentence or two each, for readers who are new to them."""

from __future__ import annotations

TERMS: dict[str, tuple[str, str]] = {
    "future": ("Future", "One play of the crisis, day by day. Anybody can open it again by its address."),
    "in-100": ("In 100", "So many of a hundred simulated futures. It says what follows from the assumptions."),
    "assumption": ("Assumption", "A number that nobody knows exactly, with a range, a source and a reason."),
    "setting": ("Setting", "One value for every assumption within its range. Each setting is played many times."),
    "band": (
        "Band",
        "Nine of ten settings of the assumptions put the number within it. Only better evidence makes it narrower.",
    ),
    "luck": (
        "Luck",
        "How far the number moves because only so many futures were played, in nine of ten repeats. More "
        "futures make it smaller.",
    ),
    "other-rule": ("Other rule", "The number if actors look one exchange ahead instead of replying to the day."),
    "rung": ("Rung", "The weight of an act on the escalation ladder, from −3, a settlement, to 10, an all-out attack."),
    "violent": ("Violent act", "An act of rung 5 or more: from deniable rockets up."),
    "war": ("War", "Both principals act at rung 9 or more within 14 days of each other, or 1,000 die in battle."),
    "principals": ("Principals", "The two actors whose quarrel the case is about."),
    "way-out": (
        "Way out",
        "A step or a bargain that may end the crisis. Tried means: taken in all futures, with the "
        "same luck as without it. Whether its actors would take it is another question.",
    ),
    "price": ("Price", "How hard a way out is for those who must take it, from 0 to 1, by the author's judgement."),
    "backfire": ("Backfires", "In so many of 100 pairs the risk is higher with the way out than without it."),
    "address": ("Address", "All that a future depends on: case, version, seed, rule, start, length, setting and run."),
}
