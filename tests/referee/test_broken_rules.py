"""The referee is watched, not the engine: a rule that is a little wrong makes other futures, and that is seen."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pytest

from tests.docs.equations import AFTER, Equation, parse
from tests.docs.symbols import DIALS

from .page_world import Page, page, states
from .test_referee import TWO, Setup, differences, every, scenario_of, world_of

# States that are told apart by what is done in a few futures; those of luck and of nobody's reading are not.
RULES = """
    ladder.last ladder.memory
    reciprocity.debt reciprocity.prepared reciprocity.fast reciprocity.slow reciprocity.quiet reciprocity.goodwill
    reciprocity.hurt rules.ceiling rules.doubt proxies.control
    leaders.passing leaders.lasting leaders.wrath leaders.coordination
    deterrence.belief deterrence.waiting opportunity.exposure opportunity.vigilance
    fronts.heat pressure.stress pressure.clock audiences.tilt audiences.demand
    host_politics.tolerance host_politics.presence host_politics.notice mediation.open mediation.pact
    consent.count misperception.shock dominance.spent dominance.losses nuclear.level nuclear.gear world_order.norm
""".split()
# Of systems that the case has off. An agreement is too rare to be told apart by what is done in so few futures: the
# states after records, which are compared themselves, and the page's mutants tell of it.
LEARNED = """
    standing_rates.came standing_rates.shown standing_rates.level_due standing_rates.own_due standing_rates.tempo_due
    standing_rates.dated standing_rates.dated_due
    standing_rates.usual standing_rates.common standing_rates.mix standing_rates.tempo
    closing.number closing.over closing.answered closing.last closing.force closing.word closing.slowed
""".split()
DRAWN = "red_lines.owed red_lines.wait red_lines.credit".split()  # days run out too seldom for `left` to be told apart
BROKEN = {
    **dict.fromkeys(RULES, "busy"),
    **dict.fromkeys(LEARNED, "busy and told"),
    **dict.fromkeys(DRAWN, "busy with lines"),
}
FORGETFUL = 2  # runs of each draw for every broken rule


def forgetful() -> Page:
    """The page with every rule broken: in futures of its own each gives one thing a little wrong."""
    titles = {spec.title: system.replace("-", "_") for system, spec in scenario_of(Setup(TWO)).world.items()}

    def broken(heading: str, each: Equation) -> Equation:
        name = each.name.removesuffix(AFTER)
        if name == each.name:
            return each
        body = each.text.partition(" = ")[2]
        return parse(each.axis, f"{name}' = (1 - 0.03 * is_broken.{titles[heading]}.{name}) * ({body})")

    return {heading: tuple(broken(heading, each) for each in said) for heading, said in page().items()}


@lru_cache
def seen(mood: str) -> frozenset[str]:
    """The rules that are seen to be broken in a mood, each in some futures of its own."""
    setup, (draw, run) = Setup(TWO, mood=mood), every(FORGETFUL)
    rules = [rule for rule, its in BROKEN.items() if its == mood]
    rule = np.repeat(np.arange(len(rules)), len(run))
    draw, run = np.tile(draw, len(rules)), np.tile(run, len(rules))
    world = world_of(setup, draw, forgetful())
    world.symbols.shared[DIALS] |= {f"is_broken.{name}": (rule == n)[None] * 1.0 for n, name in enumerate(rules)}
    world.symbols.shared[DIALS] |= {f"is_broken.{name}": 0.0 for name in states().keys() - set(rules)}
    found = differences([setup] * len(draw), world, draw, run)
    return frozenset(rules[rule[each.future]] for each in found if not each.close)


@pytest.mark.proof
@pytest.mark.parametrize("rule", BROKEN)
def test_a_broken_rule_is_seen(rule: str) -> None:
    assert rule in seen(BROKEN[rule])
