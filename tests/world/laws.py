"""The laws of the causal systems: what is changed, what is measured, and which way it must move."""

from __future__ import annotations

from .law import Law, again, at_hot, attacks, away, by_victim, deaths, first_week, follows, held, raids, unevenness
from .paired import Act, Change
from .politics import POLITICS
from .roles import BENCHES, CASES, TWO_NEIGHBOURS, Roles
from .statistic import count, level

__all__ = ["BENCHES", "CASES", "LAWS", "TWO_NEIGHBOURS", "Law", "Roles", "loss", "terms"]


def harm(r: Roles) -> Change:
    """A strike on the victim that only its ledger sees."""
    return Change(seen_by="reciprocity", act=Act(r.striker, r.victim, 7, r.hot, harm=4.0))


def kindness(r: Roles) -> Change:
    """A message that only the ledger sees."""
    return Change(seen_by="reciprocity", act=Act(r.striker, r.victim, -1))


def slow(r: Roles) -> Change:
    """Unprepared acts are harder."""
    return Change({"world.reciprocity.preparation": lambda v: 4 * v})


def breach(r: Roles) -> Change:
    """A campaign, far above the ceiling, that only the rules see."""
    return Change(seen_by="rules", act=Act(r.striker, r.victim, 9, r.hot))


def script(r: Roles) -> Change:
    """Messages that only the rules see: back to the old ones."""
    return Change(seen_by="rules", act=Act(r.striker, r.victim, -1, does=("restore",)), times=3)


def slack(r: Roles) -> Change:
    """The patron loses most of its control."""
    return Change({r.tie("control"): lambda v: 0.3 * v})


def denied(r: Roles) -> Change:
    """Nearly nothing that the proxies do is held against the patron."""
    ties = {f"ties.{r.victim}>{proxy}.deniability" for proxy in (r.tight, r.loose)}
    return Change({tie: lambda v: 0.95 for tie in ties})


def loss(r: Roles) -> Change:
    """The victim loses its leader, which only the system of leaders sees."""
    return Change(seen_by="leaders", act=Act(r.striker, r.victim, 8, r.hot, loses=1.0))


def spared(r: Roles) -> Change:
    """The record without the loss of any leader."""
    return Change(record=lambda event: event.model_copy(update={"loses": ()}))


def terms(proxy: str, r: Roles) -> Change:
    """The striker tells a proxy what would be answered."""
    return Change(seen_by="deterrence", act=Act(r.striker, proxy, 0, does=("terms",)))


def unanswered(r: Roles) -> Change:
    """Attacks that wait for an answer, and answer nothing themselves."""
    return Change(seen_by="deterrence", keeps=("waiting",), act=Act(r.deterred, r.striker, 10, r.hot), times=3)


def exposed(r: Roles) -> Change:
    """Twice as much to hit in the hot arena."""
    return Change({f"arenas.{r.hot}.assets.{r.striker}.exposure": lambda v: 2 * v})


def evacuated(r: Roles) -> Change:
    """People leave the hot arena in three waves, and who is left digs in."""
    wave = Act(r.striker, r.victim, 0, r.hot, does=("evacuate", "harden"))
    return Change(seen_by="opportunity", act=wave, times=3)


def closed(r: Roles) -> Change:
    """The hot arena is hard to act in for the victim."""
    return Change({f"arenas.{r.hot}.reach.{r.victim}": lambda v: 0.02 * v})


def lethal(r: Roles) -> Change:
    """Acts kill twice as many."""
    return Change({f"world.human-cost.{who}": lambda v: 2 * v for who in ("military", "civilian")})


def steep(r: Roles) -> Change:
    """Climbing costs more."""
    return Change({"world.ladder.steepness": lambda v: 1.5 * v})


def climbed(r: Roles) -> Change:
    """An own act that only the ladder remembers."""
    return Change(seen_by="ladder", act=Act(r.climber, r.striker, r.step, r.hot))


LAWS = (
    Law("more harm done brings more answers", "reciprocity", harm, attacks, +1),
    Law("and higher ones", "reciprocity", harm, lambda f, r: level(f, by_victim(f, r, at_least=0)), +1),
    Law("kindness is returned", "reciprocity", kindness, lambda f, r: count(by_victim(f, r, at_most=-1)), +1),
    Law("preparation delays answers", "reciprocity", slow, first_week, -1),
    Law("a breach raises what follows", "rules", breach, lambda f, r: level(f, follows(f, r)), +1),
    Law("and its spread", "rules", breach, unevenness, +1),
    Law("a kept script lowers what follows", "rules", script, lambda f, r: level(f, follows(f, r)), -1),
    Law("and its spread too", "rules", script, unevenness, -1),
    Law(
        "less control, more acts without an order",
        "proxies",
        slack,
        lambda f, r: count(f.acts(actors=[r.tight], unordered=True, at_least=3)),
        +1,
    ),
    Law(
        "deniability lowers the answer to the patron", "proxies", denied, held, -1, "answerable unleashed", about=raids
    ),
    Law(
        "without a leader's loss the will to answer is lower",
        "leaders",
        spared,
        lambda f, r: attacks(f, r, last=30),
        -1,
    ),
    Law("a loss quickens the bereaved", "leaders", loss, lambda f, r: count(by_victim(f, r, last=30, at_least=0)), +1),
    Law("a leader's loss spreads the answers", "leaders", loss, unevenness, +1, "cool"),
    Law(
        "clear terms hold the loosely tied back",
        "deterrence",
        lambda r: terms(r.loose, r),
        lambda f, r: count(f.acts(actors=[r.loose], targets=[r.striker], at_least=5)),
        -1,
    ),
    Law(
        "an unanswered attack invites the next",
        "deterrence",
        unanswered,
        lambda f, r: count(f.acts(actors=[r.deterred], targets=[r.striker], at_least=5)),
        +1,
        "fearful",
    ),
    Law("more exposure, more attacks there", "opportunity", exposed, at_hot, +1),
    Law("evacuation lowers the attacks there", "opportunity", evacuated, at_hot, -1),
    Law("and moves them elsewhere", "opportunity", evacuated, away, +1),
    Law(
        "closing a front shifts acts to others",
        "fronts",
        closed,
        lambda f, r: count(f.acts(actors=[r.victim], elsewhere=[r.hot], at_least=3)),
        +1,
    ),
    Law("lethality kills soldiers", "human-cost", lethal, deaths(0), +1),
    Law("and civilians", "human-cost", lethal, deaths(1), +1),
    Law("a steeper ladder is climbed less", "ladder", steep, lambda f, r: level(f, f.acts(at_least=0)), -1),
    Law("who acted at a level acts there again", "ladder", climbed, again, +1, many=3),
    *POLITICS,
)
