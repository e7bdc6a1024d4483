"""Red lines: their laws as paired experiments.

The shipped cases have them off; here they are on, and switched off again where nothing may be left.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from .paired import Act, Change, Futures, same
from .roles import CASES, Roles
from .statistic import Statistic, count, z
from .switched_on import bench
from .test_laws import LOOKS


def attack(r: Roles, dead: int) -> Change:
    """An attack of the victim on the striker, which holds a line of its own dead, that only red lines see."""
    return Change(seen_by="red-lines", act=Act(r.victim, r.striker, 6, r.hot, dead=dead))


SURE = Change({r"red_lines\..*\.kept": lambda v: 0 * v + 0.99})
FEARED = Change({r"world\.red-lines\.deter": lambda v: 0 * v + 4})
MEEK = Change({r"world\.red-lines\.insist": lambda v: 0 * v})
ARMS: dict[str, Callable[[Roles], tuple[Change, ...]]] = {
    "plain": lambda r: (),
    "deadly": lambda r: (attack(r, 3),),
    "deadly, kept": lambda r: (attack(r, 3), SURE),
    "deadly, meek": lambda r: (attack(r, 3), MEEK),
    "feared": lambda r: (FEARED,),
    "feared, disbelieved": lambda r: (FEARED, Change({r"red_lines\..*\.kept": lambda v: 0 * v})),
}
# The two arms that are compared, the sign of the effect, and what is measured.
LAWS = {
    "own dead are answered": ("plain", "deadly", +1, "answers"),
    "the more surely a line is kept, the more": ("deadly", "deadly, kept", +1, "answers"),
    "what is due is worth more": ("deadly, meek", "deadly", +1, "answers"),
    "who is believed deters": ("feared", "feared, disbelieved", +1, "crossings"),
}


def measured(f: Futures, r: Roles, what: str) -> Statistic:
    if what == "answers":
        return count(f.acts(actors=[r.striker], targets=[r.victim], at_least=6, last=20))
    return count(f.acts(actors=[r.victim], targets=[r.striker], at_least=5, last=30))


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("law", LAWS)
def test_law(law: str, case: str) -> None:
    assert any(look(law, case, part, sure) for part, sure in LOOKS), f"{law}: the effect is not beyond luck"


def look(law: str, case: str, part: float, sure: float) -> bool:
    (lab, roles), (before, after, sign, what) = bench(case, "red-lines"), LAWS[law]
    base, changed = (measured(lab.arm(arm, *ARMS[arm](roles), part=part), roles, what) for arm in (before, after))
    print(f"{case:14} {law:50} {base.value:8.4g} -> {changed.value:8.4g}  z {z(changed, base):6.1f} in {part:.0%}")
    return sign * z(changed, base) > sure


@pytest.mark.parametrize("case", CASES)
def test_a_miss_crosses_no_line_of_dead(case: str) -> None:
    lab, roles = bench(case, "red-lines")
    names = sorted(lab.staged().game.names.actors)
    assert roles.striker in names
    plain, missed, deadly = (
        lab.staged(*acts).opening["red-lines"] for acts in ((), (attack(roles, 0),), (attack(roles, 3),))
    )
    np.testing.assert_array_equal(missed.owed, plain.owed)
    assert (np.asarray(deadly.owed) > np.asarray(plain.owed)).any()


@pytest.mark.parametrize("case", CASES[:1])
def test_off_nothing_of_them_is_left(case: str) -> None:
    """Switched off there is no slice, and neither their dials nor what the case says of lines moves a future."""
    lab, roles = bench(case, "red-lines")
    plain = lab.arm("off", off="red-lines", part=0.1)
    moved = lab.arm("moved", SURE, FEARED, off="red-lines", part=0.1)
    assert same(plain.chunk, moved.chunk)
    assert not same(plain.chunk, lab.arm("on", part=0.1).first(len(plain.draw)).chunk)
    off = lab.staged(off="red-lines")
    assert "red-lines" not in off.opening.slices and "red-lines" not in off.game.dials.world
    assert "red-lines" in lab.staged(attack(roles, 3)).opening.slices
