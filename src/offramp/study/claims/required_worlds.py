"""List the worlds that the tests of claims need, and for how many days each has to be played.

Tests share worlds: the case as it stands is played once for all that ask for so many days of it. Months are played by
the day and years by the week. A measure with a window of its own has the same number in a longer future, so such a test
rides along with one that is played further anyway.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from offramp.engine import Clock
from offramp.game.commands.orders import AT_ONCE
from offramp.scenario import Scenario, apply
from offramp.scenario.asof import as_of
from offramp.scenario.policy import policy
from offramp.scenario.questions import Test
from offramp.scenario.without import without as leave_out
from offramp.study.shared.padding import padded

LONG = 220  # days, above which turns are weeks
DAY, WEEK = 1, 7


@dataclass(frozen=True)
class World:
    """One world of a case.

    Attributes
    ----------
    start : str or None
        The day before its first turn; the case's own start if None.
    without : str or None
        The event of the record that never happened.
    taking : tuple of str
        Off-ramps and policies that are taken, and `path=value`.
    """

    start: str | None = None
    without: str | None = None
    taking: tuple[str, ...] = ()

    def of(self, case: Scenario) -> Scenario:
        """Make it of a case."""
        here = as_of(case, self.start or case.start)
        here = here if self.without is None else leave_out(here, self.without)
        sets = dict(word.split("=", 1) for word in self.taking if "=" in word)
        here = apply(here, sets) if sets else here
        return policy(here, [word for word in self.taking if "=" not in word])


@dataclass(frozen=True)
class Arm:
    """The futures of one world: how many days, in turns of how many."""

    world: World
    days: int
    turn: int

    @property
    def rounds(self) -> int:
        """How many rounds of choices its days take."""
        return Clock.of(self.days, self.turn).rounds


@dataclass(frozen=True)
class RequiredWorlds:
    """Which arms decide which test.

    Attributes
    ----------
    arms : mapping of Test to (Arm, Arm or None)
        The world that a test is about and, for an effect, the one that it is set against.
    """

    arms: Mapping[Test, tuple[Arm, Arm | None]]

    @classmethod
    def of(cls, case: Scenario, tests: Iterable[Test], start: str | None = None) -> RequiredWorlds:
        """Say what has to be played.

        Parameters
        ----------
        case : Scenario
        tests : iterable of Test
        start : str, optional
            The day before the first turn of the worlds of tests that name none.
        """
        known = list(dict.fromkeys(tests))
        days = _days(case, known)
        arms = {}
        for test in known:
            one, other = worlds(case, test, start)
            turn = _turn(test)
            arms[test] = Arm(one, days[test], turn), Arm(other, days[test], turn) if other else None
        return cls(arms)

    def to_play(self) -> list[Arm]:
        """Every arm once, the shortest first."""
        every = dict.fromkeys(arm for pair in self.arms.values() for arm in pair if arm)
        return sorted(every, key=lambda arm: (arm.turn, arm.days))


def worlds(case: Scenario, test: Test, start: str | None = None) -> tuple[World, World | None]:
    """The world that a test is about and, for an effect, the one that it is set against.

    Parameters
    ----------
    case : Scenario
    test : Test
    start : str, optional
        The day from which it is played; the case's own if None.
    """
    here = World(test.as_of or start, None, test.under)
    if not test.effect_of:
        return here, None
    (event, *more) = test.effect_of
    if not more and event in case.record:
        return here, replace(here, without=event, taking=(*test.under, *test.than))
    return replace(here, taking=(*test.under, *test.effect_of)), replace(here, taking=(*test.under, *test.than))


def shaped(made: Mapping[World, Scenario]) -> dict[World, Scenario]:
    """Give worlds that are played one after the other one shape, so that one program plays them all.

    Orders and holds that are added never fall due. Where no world has any, none is added.
    """
    most, held = max((len(each.orders) for each in made.values()), default=0), any(each.holds for each in made.values())
    size = AT_ONCE * -(-most // AT_ONCE)
    return {world: padded(each, orders=size, held=held) if size or held else each for world, each in made.items()}


def _turn(test: Test) -> int:
    return WEEK if test.within > LONG else DAY


def _days(case: Scenario, tests: Sequence[Test]) -> dict[Test, int]:
    """How many days are played for each test: those that it asks for, or more where that changes no number."""
    found = {}
    for turn in (DAY, WEEK):
        mine = [test for test in tests if _turn(test) == turn]
        fixed = sorted({test.within for test in mine if not _windowed(case, test)})
        longest = max((test.within for test in mine), default=0)
        for test in mine:
            enough = [days for days in fixed if days >= test.within]
            found[test] = test.within if not _windowed(case, test) else enough[0] if enough else longest
    return found


def _windowed(case: Scenario, test: Test) -> bool:
    """Whether all its measures have windows of their own, which end within its days."""
    names = (test.measure, test.minus, test.given)
    ends = [case.measures[name].window[1] for name in names if name]
    return all(end is not None and end <= test.within for end in ends)
