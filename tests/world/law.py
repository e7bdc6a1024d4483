"""What a law is, and what laws measure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from .paired import Act, Change, Futures, Lab
from .roles import Roles
from .statistic import Statistic, count, level, mean, share, spread

Circumstances = Callable[[Roles], tuple[Change, ...]]


def eased(r: Roles) -> Change:
    """Relief until little pressure is left."""
    return Change(seen_by="pressure", act=Act(r.striker, r.victim, -2, does=("relieve",)), times=9)


def told_off(r: Roles) -> Change:
    """Blows of the victim that its audience takes for the answer to all that was."""
    return Change(seen_by="audiences", act=Act(r.victim, r.striker, 9, r.hot), times=5)


SHUT = Change({r"world\.mediation\.(trickle|usher|direct)": lambda v: 0 * v})
OPEN = Change(
    {
        r"world\.mediation\.trickle": lambda v: 0 * v + 1,
        r"ties\..*\.quality": lambda v: 0 * v + 1,
        r"world\.mediation\.slam": lambda v: 0 * v,
    }
)
RIPE = Change({r"world\.mediation\.hurts": lambda v: 0.02 * v, r"world\.mediation\.ask": lambda v: 0 * v})
UNHURT = Change({r"world\.mediation\.hurts": lambda v: 1e6 * v})
CALM = Change(off=("pressure",))  # which reads the channel, too
UNHELD = Change({r"world\.mediation\.(hold|exit_pull|bar)": lambda v: 0 * v})
UNMEDIATED = Change(off=("mediation",))
COOL = Change({r"world\.(reciprocity\.preparation|leaders\.wrath)": lambda v: 0 * v})
BOUND = Change({r"world\.host-politics\.binding": lambda v: 0 * v + 1, r"world\.host-politics\.lag": lambda v: 0.1 * v})
HIDDEN = Change({r"ties\..*\.deniability": lambda v: 0 * v + 0.95})
ADVANCED = Change({r"actors\..*\.programme\.(level|gear)": lambda v: 0 * v + 0.9})
ANSWERABLE = Change({r"ties\..*\.deniability": lambda v: 0 * v})
FEARFUL = Change({r"world\.deterrence\.fear": lambda v: 3 * v, r"world\.deterrence\.let_pass": lambda v: 0 * v + 0.9})
UNLEASHED = Change({r"world\.proxies\.leash": lambda v: 0 * v})
TINDER = Change({r"world\.(ladder\.(steepness|top_fear|own_cost)|rules\.breach_cost)": lambda v: 0.3 * v})
# The circumstances in which laws speak, by words that can be joined.
GIVEN: dict[str, Circumstances] = {
    "shut": lambda r: (SHUT, eased(r)),  # no channel ever opens, and there is little pressure
    "open": lambda r: (OPEN, eased(r)),
    "answered": lambda r: (told_off(r),),
    "ripe": lambda r: (RIPE, CALM),  # both hurt, and each can claim a success
    "unhurt": lambda r: (UNHURT, CALM),
    "unheld": lambda r: (UNHELD,),  # agreements hold back neither force nor exits
    "unmediated": lambda r: (UNMEDIATED,),
    "cool": lambda r: (COOL,),  # nobody acts out of wrath, and nothing needs preparing
    "bound": lambda r: (BOUND,),  # a vote is carried out within weeks
    "hidden": lambda r: (HIDDEN,),  # patrons can deny what their proxies do
    "unleashed": lambda r: (UNLEASHED,),  # proxies are not held back
    "answerable": lambda r: (ANSWERABLE,),  # they cannot
    "fearful": lambda r: (FEARFUL,),  # belief in resolve counts for much, and silence tells
    "advanced": lambda r: (ADVANCED,),  # programmes are near the threshold
    "tinder": lambda r: (TINDER,),  # climbing is cheap, and wars are many enough to be counted
}


@dataclass(frozen=True)
class Law:
    """Under `change`, which works through `system` alone, `effect` moves to the side of `sign`.

    What is `given` holds in both arms: the circumstances in which the law speaks.
    """

    name: str
    system: str
    change: Callable[[Roles], Change]
    effect: Callable[[Futures, Roles], Statistic]
    sign: int
    given: str = ""  # words in GIVEN
    least: int = 30  # acts that the base must have for the law to be seen at a random case
    rare: bool = False  # there it is looked for in tinder
    many: int = 1  # times as many futures as other laws need
    about: Callable[[Futures, Roles], float] = lambda f, r: np.inf  # further acts that it needs some of

    def __str__(self) -> str:
        return f"{self.system}: {self.name}"


def arms(lab: Lab, law: Law, roles: Roles, off: str = "", part: float = 1.0) -> tuple[Futures, Futures]:
    """The changed arm and the base, or the first part of both.

    Laws that share a change or their circumstances share these futures.
    """
    change = law.name if law.change.__name__ == "<lambda>" else law.change.__name__
    given = [one for word in law.given.split() for one in GIVEN[word](roles)]
    size: Any = {"off": off, "many": law.many, "part": part}
    base = lab.arm(f"base {law.given}".strip(), *given, **size)
    return lab.arm(f"{change} {law.given}", *given, law.change(roles), **size), base


def attacks(f: Futures, r: Roles, **where: object) -> Statistic:
    """Violent acts of the victim's side on the striker's."""
    return count(f.acts(sides=[r.victim], target_sides=[r.striker], at_least=5, **where))


def by_victim(f: Futures, r: Roles, **where: object):  # type: ignore[no-untyped-def]
    """The victim's own acts on the striker."""
    return f.acts(actors=[r.victim], targets=[r.striker], **where)


def follows(f: Futures, r: Roles):  # type: ignore[no-untyped-def]
    """What follows from the victim in the first thirty days: new rules settle later."""
    return by_victim(f, r, last=30)


def held(f: Futures, r: Roles) -> Statistic:
    """How high the striker goes against the victim itself."""
    return level(f, f.acts(actors=[r.striker], targets=[r.victim]))


def raids(f: Futures, r: Roles) -> float:
    """Attacks of the victim's proxies on the striker's side, where they matter beside the victim's own."""
    done, own = (
        f.acts(actors=who, target_sides=[r.striker], at_least=5).sum() for who in ([r.tight, r.loose], [r.victim])
    )
    return float(done) if 3 * done > own else 0.0


def unevenness(f: Futures, r: Roles) -> Statistic:
    """Spread of what follows."""
    return spread(f, follows(f, r))


def first_week(f: Futures, r: Roles) -> Statistic:
    """Share of the first thirty days' militarised answers that come in the first week."""
    return share(by_victim(f, r, last=7, at_least=3), by_victim(f, r, last=30, at_least=3))


def again(f: Futures, r: Roles) -> Statistic:
    """Acts at the climber's step in the first week: the ladder remembers the last height alone, until the next."""
    return count(f.acts(actors=[r.climber], targets=[r.striker], at_least=r.step, at_most=r.step, last=7))


def deaths(kind: int) -> Callable[[Futures, Roles], Statistic]:
    """Order of magnitude of the deaths of a kind: a heavy tail would drown the mean."""

    def order(f: Futures, r: Roles) -> Statistic:
        dead = f.deaths[:, :, kind].sum(axis=(0, 1))
        return replace(mean(np.log1p(dead)), acts=(dead > 0).sum())

    return order


def at_hot(f: Futures, r: Roles) -> Statistic:
    """Attacks on the striker in the hot arena."""
    return count(f.acts(sides=[r.victim], targets=[r.striker], arenas=[r.hot], at_least=4))


def away(f: Futures, r: Roles) -> Statistic:
    """Share of the victim's forceful acts on the striker that are elsewhere."""
    sited = by_victim(f, r, arenas=f.names.arenas, at_least=3)
    return share(by_victim(f, r, elsewhere=[r.hot], at_least=3), sited)
