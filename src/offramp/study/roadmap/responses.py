"""Classify the response to a move: who acted first, at which height, openly or not.

An act tells if it is militarised or conciliatory; words do not, and orders within a side are not seen from outside. For
a seat on one principal's side the other side is that of the other principal; what strikes its side, or sends it home,
tells whoever does it. For anybody else the other side is both principals'.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from offramp.scenario import Scenario
from offramp.scenario.ladder import CONCILIATORY, FORCE, FORCEFUL, band_of
from offramp.scenario.options import Option, feasible
from offramp.scenario.passing import sides
from offramp.wording.names import name_of, with_article

WITHIN = ("order", "restrain")  # effects of what is said within a side
EXPULSION = "a vote to send it home"
BANDS = (CONCILIATORY, *FORCEFUL)  # of acts that tell, with what such an act is called here
CALLED = ("a conciliatory move", "a show of force or harassment", "limited violence", "a blow", "a campaign")
TONES = {
    "a conciliatory move": "Another conciliatory move",
    EXPULSION: "A vote to send it home",
    "a show of force or harassment": "Another show of force or harassment",
}
VIOLENCE, NOTHING, ELSE = "Other violence", "Nothing that tells", "Anything else"


@dataclass(frozen=True)
class Kind:
    """A kind of answer.

    Attributes
    ----------
    who : str
        The actor itself, `ACTOR's partners`, or empty where nothing came.
    band : str
        How high, in words.
    open : bool or None
        Whether the doer admits it; None where several kinds are one.
    words : str
    """

    who: str
    band: str
    open: bool | None
    words: str


@dataclass(frozen=True)
class Watch:
    """Sees the first answer.

    Attributes
    ----------
    kinds : tuple of Kind
        The last of them is that nothing came.
    of : int16[option]
        Which kind each option is, -1 where it tells nothing.
    rung : int8[option]
    """

    kinds: tuple[Kind, ...]
    of: NDArray[np.int16]
    rung: NDArray[np.int8]

    def first(
        self,
        option: NDArray[np.integer],
        since: NDArray[np.floating],
        within: float,
        day: NDArray[np.integer],
        span: float,
    ) -> tuple[NDArray[np.int16], NDArray[np.float64]]:
        """The first answer in each future after a day of its own; of one day's the highest.

        Parameters
        ----------
        option : int16[round, actor, run]
            What everybody did, -1 for a wait.
        since : float[run]
        within : float
            Days for which it is waited.
        day : int16[round]
            Of each round.
        span : float
            Days of a round.

        Returns
        -------
        int16[run]
            Its kind.
        float64[run]
            The last day of its round; where nothing came, the day until which it was waited.
        """
        kind = np.append(self.of, np.int16(-1))[option]  # -1, a wait, is the last
        rung = np.where(kind >= 0, np.append(self.rung, np.int8(-9))[option], -9)
        late = day[:, None] - since[None]
        tells = (kind >= 0).any(axis=1) & (late > 0) & (late <= within)
        came, at, runs = tells.any(axis=0), tells.argmax(axis=0), np.arange(option.shape[-1])
        doer = rung[at, :, runs].argmax(axis=1)
        first = np.where(came, kind[at, doer, runs], len(self.kinds) - 1).astype(np.int16)
        return first, np.where(came, np.ceil((at + 1) * span), since + within)


def watch(case: Scenario, seat: str) -> Watch:
    """Sort every option by what it tells a seat."""
    options, side = feasible(case), sides(case)
    found = [_kind(case, side, seat, option) for option in options]
    kinds = tuple(dict.fromkeys(each for each in found if each))
    of = np.array([kinds.index(each) if each else -1 for each in found], np.int16)
    rung = np.array([case.moves[move].rung for _, move, _, _ in options], np.int8)
    return Watch((*kinds, Kind("", NOTHING, None, NOTHING)), of, rung)


def cut(
    watch: Watch, kinds: NDArray[np.integer], counts: NDArray[np.float64], least: float, most: int
) -> list[tuple[int, ...]]:
    """Put the kinds of answer together to branches: the common ones alone, others of one tone together.

    Parameters
    ----------
    watch : Watch
    kinds : int[future]
    counts : float64[future]
        How much each future counts.
    least : float
        The share that a branch has at least.
    most : int
        How many kinds may have a branch alone.

    Returns
    -------
    list of tuple of int
        The kinds of each branch; what is in none of them is anything else.
    """
    share = np.bincount(kinds, counts, len(watch.kinds)) / counts.sum()
    ranked = [int(each) for each in np.argsort(-share, kind="stable")]
    alone = [each for each in ranked if share[each] >= least][:most]
    tones: dict[str, list[int]] = {}
    for each in ranked:
        if each not in alone and share[each] > 0:
            tones.setdefault(_tone(watch.kinds[each]), []).append(each)
    together = [tuple(some) for some in tones.values() if share[some].sum() >= least]
    return sorted([*((each,) for each in alone), *together], key=lambda some: -share[list(some)].sum())


def branch_kind(watch: Watch, kinds: tuple[int, ...]) -> Kind:
    """One kind for all those of a branch; none stands for anything else."""
    some = [watch.kinds[each] for each in kinds]
    if len(some) == 1:
        return some[0]
    return Kind("", "", None, _tone(some[0]) if some else ELSE)


def _tone(kind: Kind) -> str:
    return TONES.get(kind.band, NOTHING if kind.band == NOTHING else VIOLENCE)


def _kind(case: Scenario, sides: Mapping[str, str], seat: str, option: Option) -> Kind | None:
    """What an option tells a seat; None if it tells nothing."""
    actor, move, target, _ = option
    act, side, own = case.moves[move], sides[actor], sides[seat]
    expels = "expel" in act.does
    if side == own or act.is_mishap or {*WITHIN} & {*act.does} or not (act.rung >= FORCE or act.rung < 0 or expels):
        return None
    if own in case.principals:
        at_it = sides[target] == own
        if not at_it or not (side in case.principals or act.rung >= FORCE or expels):
            return None
    elif side not in case.principals:
        return None
    return _named(case, actor, side, act.rung, expels, act.visibility == "overt")


def _named(case: Scenario, actor: str, side: str, rung: int, expels: bool, is_open: bool) -> Kind:
    partner = actor != side
    name = with_article(name_of(case.actors, side))
    who = f"{side}'s partners" if partner else actor
    doer = f"{name}'s partners" if partner else f"{name} itself" if side in case.principals else name
    doer = doer.replace("s's ", "s' ")
    band = EXPULSION if expels else CALLED[BANDS.index(band_of(rung, BANDS))]
    owns = "" if expels else ", openly" if is_open else ", quietly" if rung < 0 else ", deniably"
    return Kind(who, band, is_open, f"{doer[:1].upper()}{doer[1:]}: {band}{owns}")
