"""The laws of pressure, audiences, hosts, mediation, misperception, dominance, the nuclear track and world order."""

from __future__ import annotations

import numpy as np

from .law import OPEN, Law, attacks, by_victim, follows, held, raids
from .paired import Act, Change, Futures
from .roles import Roles
from .statistic import Statistic, count, happens, level, mean, share


def squeezed(r: Roles) -> Change:
    """Three rounds of sanctions that only the economy feels."""
    return Change(seen_by="pressure", act=Act(r.striker, r.victim, 2, does=("squeeze",)), times=3)


def affront(r: Roles) -> Change:
    """A public blow that only the victim's audience sees."""
    return Change(seen_by="audiences", act=Act(r.striker, r.victim, 8, r.hot))


def swayed(r: Roles) -> Change:
    """The doves have four times their weight."""
    return Change({f"actors.{r.divided}.factions.({'|'.join(r.doves)}).weight": lambda v: 4 * v})


def on_soil(r: Roles) -> Change:
    """Strikes of the guest that only the host sees."""
    return Change(seen_by="host-politics", act=Act(r.striker, r.victim, 7, r.hot), times=3)


def voted(r: Roles) -> Change:
    """The host sends the guest home."""
    return Change(seen_by="host-politics", act=Act(r.host, r.striker, 2, r.hot, does=("expel",)))


def opened(r: Roles) -> Change:
    """The mediator's door stands open, whatever happens."""
    return OPEN


def misread(r: Roles) -> Change:
    """Harm is misread wildly. The wars that this adds are those that nobody chose: wills and means are as before."""
    return Change({r"world\.misperception\.noise": lambda v: 0 * v + 1.5})


def blamed(r: Roles) -> Change:
    """Nearly every act of a proxy is taken for its patron's order."""
    return Change({r"world\.misperception\.blame": lambda v: 0 * v + 0.9})


def bolder(r: Roles) -> Change:
    """The striker is as strong as anybody, and bears losses."""
    return Change(
        {
            rf"actors\.{r.striker}\.(might|capability\..*)": lambda v: np.maximum(v, 0.95),
            rf"actors\.{r.striker}\.tolerance": lambda v: np.maximum(v, 0.9),
        }
    )


def outmatched(r: Roles) -> Change:
    """And the victim is weak."""
    weak = {rf"actors\.{r.victim}\.(might|capability\..*)": lambda v: 0.2 * v}
    return Change({**bolder(r).dials, **weak})


def forgotten(r: Roles) -> Change:
    """Harm is forgotten overnight, where only a programme remembers it."""
    return Change({r"world\.reciprocity\.hurt_half_life": lambda v: 0 * v + 0.01})


def agreed(r: Roles) -> Change:
    """A settlement of which only the agreement stands."""
    return Change(seen_by="mediation", keeps=("pact",), act=Act(r.striker, r.builder, -3, does=("settle",)))


def rolled_back(r: Roles) -> Change:
    """Settlements that only the programme feels."""
    return Change(seen_by="nuclear", act=Act(r.striker, r.builder, -3, does=("settle",)), times=3)


def precedent(r: Roles) -> Change:
    """Five declared killings, which only the norm remembers."""
    act = Act(r.striker, r.victim, 8, r.hot, method="declared-killing")
    return Change(seen_by="world-order", act=act, times=5)


def principals(f: Futures, r: Roles, **where: object):  # type: ignore[no-untyped-def]
    """What the two do to each other."""
    both = [r.striker, r.victim]
    return f.acts(actors=both, targets=both, **where)


def wars(f: Futures, r: Roles) -> Statistic:
    """Share of the futures that come to war."""
    return happens(f.chunk.measures["war_prob"])


def settled(f: Futures, r: Roles) -> Statistic:
    """Share of the futures in which the two take an exit."""
    return happens(principals(f, r, at_most=-3).any(axis=(0, 1)))


def summit(f: Futures, r: Roles) -> Statistic:
    """What the striker does at the top of the ladder: whoever yields to it climbs less."""
    return count(f.acts(actors=[r.striker], target_sides=[r.victim], at_least=8))


def peak(f: Futures, r: Roles) -> Statistic:
    """Highest rung of the two, 0 where they never clash."""
    return mean(np.where(principals(f, r), f.rung, 0).max(axis=(0, 1)).astype(float))


def answers(f: Futures, r: Roles) -> Statistic:
    """Level of what comes from the victim within thirty days."""
    return level(f, follows(f, r))


def least(f: Futures, r: Roles) -> Statistic:
    """Share of it, short of conciliation, that stops at words."""
    return share(by_victim(f, r, last=30, at_least=0, at_most=2), by_victim(f, r, last=30, at_least=0))


def conciliation(f: Futures, r: Roles) -> Statistic:
    """Conciliatory acts of the victim towards the striker."""
    return count(by_victim(f, r, at_most=-1))


def yields(f: Futures, r: Roles) -> Statistic:
    """Share of the victim's acts on the striker that are conciliatory."""
    return share(by_victim(f, r, at_most=-1), by_victim(f, r))


def votes(f: Futures, r: Roles) -> Statistic:
    """Votes of the host to send the striker home."""
    return count(f.acts(actors=[r.host], targets=[r.striker], moves=["vote-to-expel"]))


def steps(f: Futures, r: Roles) -> Statistic:
    """Steps of the programme."""
    return count(f.acts(actors=[r.builder], moves=["programme-step"]))


def imitated(f: Futures, r: Roles) -> Statistic:
    """Declared killings by others than the striker."""
    return count(f.acts(actors=[a for a in f.names.actors if a != r.striker], moves=["targeted-killing"]))


POLITICS = (
    Law(
        "with no exit open pressure brings attacks",
        "pressure",
        squeezed,
        lambda f, r: count(by_victim(f, r, at_least=5)),
        +1,
        "shut",
    ),
    Law("with an exit open it brings acceptance", "pressure", squeezed, conciliation, +1, "open"),
    Law("a public affront raises the answer", "audiences", affront, answers, +1, "answered"),
    Law("and the least that will do", "audiences", affront, least, -1, "answered"),
    Law(
        "weight of the doves lowers the mean rung",
        "audiences",
        swayed,
        lambda f, r: level(f, f.acts(actors=[r.divided])),
        -1,
    ),
    Law("strikes on its soil make the host vote", "host-politics", on_soil, votes, +1, least=0),
    Law(
        "a vote takes away what can be hit",
        "host-politics",
        voted,
        lambda f, r: attacks(f, r, arenas=[r.hot]),
        -1,
        "bound",
    ),
    Law("an open channel brings exits", "mediation", opened, settled, +1, "ripe", least=0),
    Law("and lower peaks", "mediation", opened, peak, -1, "ripe"),
    Law("and fewer wars", "mediation", opened, wars, -1, "ripe tinder"),
    Law("misreading makes wars that nobody chose", "misperception", misread, wars, +1, rare=True),
    Law("blame brings the answer to the patron", "misperception", blamed, held, +1, "hidden unleashed", about=raids),
    Law("a stronger side is yielded to", "dominance", outmatched, yields, +1),
    Law("and the tail of the worst cases grows", "dominance", bolder, summit, +1, rare=True),
    Law("conflict speeds a programme", "nuclear", forgotten, steps, -1, "unmediated"),
    Law("an agreement slows it", "nuclear", agreed, steps, -1, "unheld"),
    Law(
        "and what is rolled back alarms less",
        "nuclear",
        rolled_back,
        lambda f, r: level(f, f.acts(actors=[r.striker], targets=[r.builder])),
        -1,
        "advanced",
    ),
    Law("a great power's use licenses others'", "world-order", precedent, imitated, +1, "tinder"),
)
