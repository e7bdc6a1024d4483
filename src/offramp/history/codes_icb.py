"""Meanings of the codes of International Crisis Behavior, version 14.

The labels of triggers, responses, outcomes and forms of outcome, and of running wars, are those of the ICB project's
published code; those marked as not published are from memory and fit the data.
"""

from __future__ import annotations

from .csv_reader import Codes

ACT = Codes(
    {
        1: "verbal",
        2: "political",
        3: "economic",
        4: "external change",
        5: "other non-violent",
        6: "internal challenge",
        7: "non-violent military",
        8: "indirect violent",
        9: "violent",
    }
)
RESPONSE = Codes(
    {
        1: "none",
        2: "verbal",
        3: "political",
        4: "economic",
        5: "other non-violent",
        6: "non-violent military",
        7: "multiple with non-violent military",
        8: "violent military",
        9: "multiple with violent military",
    }
)
VIOLENCE = Codes({1: "none", 2: "minor clashes", 3: "serious clashes", 4: "full-scale war"}, ordered=True)
MANAGEMENT = Codes(
    {
        1: "negotiation",
        2: "adjudication or arbitration",
        3: "mediation",
        4: "multiple without violence",
        5: "non-military pressure",
        6: "non-violent military",
        7: "multiple with violence",
        8: "violence",
    },
    published=False,
)
GRAVITY = Codes(
    {
        0: "economic",
        1: "limited military damage",
        2: "political",
        3: "territorial",
        4: "influence",
        5: "grave damage",
        6: "existence",
        7: "other",
    },
    published=False,
)
PROTRACTED = Codes(
    {1: "no protracted conflict", 2: "protracted conflict", 3: "long-war protracted conflict"},
    ordered=True,
    published=False,
)
PROXIMITY = Codes({1: "contiguous", 2: "near neighbours", 3: "distant"}, ordered=True, published=False)
WAR = Codes(
    {
        1: "none running",
        2: "a major actor enters",
        3: "a major actor is likely to enter",
        4: "a major actor leaves",
        5: "a major actor is likely to leave",
        6: "technological escalation",
        7: "other major escalation",
        8: "defeat in a battle",
        9: "internal deterioration",
        10: "other",
    }
)
CRISIS_FORM = Codes(
    {
        1: "formal agreement",
        2: "semi-formal agreement",
        3: "tacit understanding",
        4: "unilateral act",
        5: "imposed or compliance",
        6: "other",
        7: "faded",
    },
    published=False,
)
ACTOR_FORM = Codes(
    {
        1: "formal agreement",
        2: "semi-formal agreement",
        3: "tacit understanding",
        4: "unilateral, self",
        5: "unilateral, ally",
        6: "unilateral, adversary",
        7: "compliance",
        8: "imposed, imposer",
        9: "imposed, imposed upon",
        10: "spillover",
        11: "global organisation",
        12: "other, ally",
        13: "other, internal or non-state",
        14: "other",
        15: "faded",
    }
)
OUTCOME = Codes({1: "victory", 2: "compromise", 3: "stalemate", 4: "defeat", 5: "other"})
CLEAR = Codes({1: "ambiguous", 2: "definitive"}, published=False)
TENSION = Codes({1: "recurred within five years", 2: "eased", 3: "too recent to say"}, published=False)
REGIME = Codes(
    {1: "democratic", 2: "civil authoritarian", 3: "military, direct", 4: "military, indirect", 5: "military, dual"},
    published=False,
)
POWER = Codes({1: "small", 2: "middle", 3: "great", 4: "superpower"}, ordered=True, published=False)
NUCLEAR = Codes({1: "none", 2: "foreseeable", 3: "weapons", 4: "second strike"}, ordered=True, published=False)
