"""Facts that the model does not speak to, each with the reason why it is left out of the check."""

from __future__ import annotations

from typing import NamedTuple

NO_INTERVAL = "the table gives no interval"
_HINDSIGHT = "coded over the whole crisis, so with hindsight; not read"
_MEDIATORS = "mediators are off in the template"
_OUTCOMES = "the model has settlements and calm, not the outcomes and forms that ICB codes"
_WITHIN_LEVEL = "levels are made; what is done within a level is given"
_DEATHS = "deaths are given by level and act, not made"
_TWO_SIDES = "the model has two sides, whatever the number of states"
_DEFINITION = "true by definition"
_SILENCE = "true by definition: after 184 days of silence a made dispute is over"


class Rule(NamedTuple):
    """Rows that are left out: those whose fact, group and statistic begin so."""

    fact: str
    reason: str
    group: str = ""
    stat: str = ""


RULES = (
    Rule("response severity | trigger", "words and silence are one in the model", stat="none"),
    Rule("response severity | trigger", "words and silence are one in the model", stat="verbal"),
    Rule("violence over the crisis", _HINDSIGHT, "no actor ever"),
    Rule("P(full-scale war) | gravity", _HINDSIGHT),
    Rule("crisis duration, days", _MEDIATORS, "mediated"),
    Rule("crisis duration, days", _MEDIATORS, "not mediated"),
    Rule("share mediated", _MEDIATORS),
    Rule("mediated", _MEDIATORS),
    Rule("not mediated", _MEDIATORS),
    Rule("actor outcome", _OUTCOMES),
    Rule("actor form of outcome", _OUTCOMES),
    Rule("crisis form of outcome", _OUTCOMES),
    Rule("crisis outcome", _OUTCOMES),
    Rule("action of incidents", _WITHIN_LEVEL),
    Rule("next action | last action", _WITHIN_LEVEL),
    Rule("fatal given action", _DEATHS),
    Rule("size of fatal incidents", _DEATHS),
    Rule("precise deaths", _DEATHS),
    Rule("after previous deaths", _DEATHS, stat="P(next fatal"),
    Rule("days to the next incident", _SILENCE, stat="P(<=184)"),
    Rule("dyad-level check", _TWO_SIDES),
    Rule("", _TWO_SIDES, "bilateral disputes"),
    Rule("", "every made day is known", "missing days"),
    Rule("P(next incident is the other side's): reply", _DEFINITION),
    Rule("P(next incident is the other side's): same", _DEFINITION),
    Rule("reaction test", "a test against dates shifted at random, whose draws are not ours"),
)


def unspoken(fact: str, group: str, stat: str) -> str:
    """Why the model cannot speak to a row; empty if it can.

    Parameters
    ----------
    fact : str
        Name of the fact.
    group : str
        Name of the cases that it is of.
    stat : str
        Name of the statistic.
    """
    for rule in RULES:
        if fact.startswith(rule.fact) and group.startswith(rule.group) and stat.startswith(rule.stat):
            return rule.reason
    return ""
