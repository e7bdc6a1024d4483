"""What a law is, and what laws measure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from .paired import Act, Change, Futures
from .roles import BENCHES, Roles
from .statistic import Statistic, count, mean, share

Circumstances = Callable[[Roles], tuple[Change, ...]]


def eased(r: Roles) -> Change:
    """Relief until little pressure is left."""
    return Change(seen_by="pressure", act=Act(r.striker, r.victim, -2, does=("relieve",)), times=9)


def told_off(r: Roles) -> Change:
    """Blows of the victim that its audience takes for the answer to all that was."""
    return Change(seen_by="audiences", act=Act(r.victim, r.striker, 9, r.hot), times=5)


SHUT = Change({r"world\.mediation\.(trickle|usher|direct)": lambda v: 0 * v})
OPEN = Change({
    r"world\.mediation\.trickle": lambda v: 0 * v + 1, r"ties\..*\.quality": lambda v: 0 * v + 1,
    r"world\.mediation\.slam": lambda v: 0 * v,
})  # fmt: skip
RIPE = Change({r"world\.mediation\.hurts": lambda v: 0.02 * v, r"world\.mediation\.ask": lambda v: 0 * v})
UNHURT = Change({r"world\.mediation\.hurts": lambda v: 1e6 * v})
CALM = Change(off=("pressure",))  # which reads the channel, too
GIVEN: dict[str, Circumstances] = {
    "": lambda r: (),
    "shut": lambda r: (SHUT, eased(r)),  # no channel ever opens, and there is little pressure
    "open": lambda r: (OPEN, eased(r)),
    "answered": lambda r: (told_off(r),),
    "ripe": lambda r: (RIPE, CALM),  # both hurt, and each can claim a success
    "unhurt": lambda r: (UNHURT, CALM),
    "unheld": lambda r: (Change({r"world\.mediation\.hold": lambda v: 0 * v}),),  # agreements hold back no force
    "no exits": lambda r: (Change(off=("mediation",)),),
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
    given: str = ""  # in GIVEN
    benches: tuple[str, ...] = tuple(BENCHES)

    def __str__(self) -> str:
        return f"{self.system}: {self.name}"


def attacks(f: Futures, r: Roles, **where: object) -> Statistic:
    """Violent acts of the victim's side on the striker's."""
    return count(f.acts(sides=[r.victim], target_sides=[r.striker], at_least=5, **where))


def by_victim(f: Futures, r: Roles, **where: object):  # type: ignore[no-untyped-def]
    """The victim's own acts on the striker."""
    return f.acts(actors=[r.victim], targets=[r.striker], **where)


def follows(f: Futures, r: Roles):  # type: ignore[no-untyped-def]
    """What follows from the victim in the first thirty days: new rules settle later."""
    return by_victim(f, r, last=30)


def first_week(f: Futures, r: Roles) -> Statistic:
    """Share of the first thirty days' militarised answers that come in the first week."""
    return share(by_victim(f, r, last=7, at_least=3), by_victim(f, r, last=30, at_least=3))


def deaths(kind: int) -> Callable[[Futures, Roles], Statistic]:
    """Order of magnitude of the deaths of a kind: a heavy tail would drown the mean."""
    return lambda f, r: mean(np.log1p(f.deaths[:, :, kind].sum(axis=(0, 1))))


def at_hot(f: Futures, r: Roles) -> Statistic:
    """Attacks on the striker in the hot arena."""
    return count(f.acts(sides=[r.victim], targets=[r.striker], arenas=[r.hot], at_least=4))


def away(f: Futures, r: Roles) -> Statistic:
    """Share of the victim's forceful acts on the striker that are elsewhere."""
    sited = by_victim(f, r, arenas=f.names.arenas, at_least=3)
    return share(by_victim(f, r, elsewhere=[r.hot], at_least=3), sited)
