"""Say in words what each field of the state is, in which group of readings it stands, and on which scale it counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from offramp.engine.readings import Reading
from offramp.scenario import Scenario
from offramp.wording.sentences import named, place

FAR = 1e6  # days: an election that is never held


@dataclass(frozen=True)
class Says:
    """How a field is told.

    Attributes
    ----------
    group : str
    words : str
        With holes: `{one}` and `{other}` for actors, `{arena}` for where, `{host}` for whose soil that is.
    scale : float
        The change that counts as a full one.
    times : float
        What the state's own number is multiplied by.
    """

    group: str
    words: str
    scale: float = 1.0
    times: float = 1.0


GROUPS = (
    "Debts",
    "Demands at home",
    "Plans and orders",
    "Rates",
    "Beliefs and signals",
    "Rules of the game",
    "Channels",
    "Momentum",
    "Pressure",
    "Leaders",
    "Hosts and places",
    "Programmes and norms",
    "Losses",
    "Other",
)
FULL_DEBT = 4.0  # points that call for an answer at rung 7, a strike on forces
YEAR = 365.0  # days

# What follows from other fields, and does not count when events are ranked.
FOLLOWS = frozenset(
    (
        "reciprocity.hurt audiences.wish opportunity.plot_prob choice.acts_per_day "
        "choice.violent_acts_per_day mediation.ripe reciprocity.quiet ladder.last "
        "ladder.memory pressure.clock leaders.passing leaders.lasting "
        "human-cost.dead "
    ).split()
)

SAYS: Mapping[str, Says] = {
    "reciprocity.debt": Says("Debts", "what {other} owes {one} for, points", FULL_DEBT),
    "reciprocity.hurt": Says("Debts", "harm to {one} by {other}, paid back or not, points", FULL_DEBT),
    "reciprocity.goodwill": Says("Debts", "good will to {one} by {other}"),
    "audiences.demand": Says("Demands at home", "rung that the public of {one} wants against {other}", 10, 10),
    "audiences.wish": Says("Demands at home", "what the factions of {one} want, 0 calm to 1 to climb"),
    "audiences.tilt": Says("Demands at home", "how far events tilted {one} to its hawks, -2 to 2", 2),
    "reciprocity.prepared": Says("Plans and orders", "days of preparation of {one} against {other}", 30),
    "proxies.order": Says("Plans and orders", "order to {one} against {other}, 1 to act, -1 to hold still"),
    "opportunity.plot_prob": Says("Plans and orders", "chance of a plot by {one} against {other}"),
    "opportunity.plot": Says("Plans and orders", "plot of {one} against {other}, 1 fresh"),
    "choice.acts_per_day": Says("Rates", "acts of {one} a day, of any kind"),
    "choice.violent_acts_per_day": Says("Rates", "violent acts of {one} a day"),
    "deterrence.belief": Says("Beliefs and signals", "belief of {one} in the resolve of {other}, 0 to 1"),
    "deterrence.waiting": Says("Beliefs and signals", "force by {one} against {other} that waits for an answer"),
    "deterrence.clarity": Says("Beliefs and signals", "how clear the terms of {other} are to {one}, 0 to 1"),
    "rules.ceiling": Says("Rules of the game", "rung that is normal between {one} and {other}", 10),
    "rules.doubt": Says("Rules of the game", "doubt about limits between {one} and {other}", 2),
    "mediation.open": Says("Channels", "open channel between {one} and {other}, 0 to 1"),
    "mediation.pact": Says("Channels", "agreement between {one} and {other}, 1 fresh"),
    "mediation.ripe": Says("Channels", "ripe exit between {one} and {other}, 0 to 1"),
    "reciprocity.fast": Says("Momentum", "force by {one} against {other} in the last days", 3),
    "reciprocity.slow": Says("Momentum", "force by {one} against {other} in the last months", 10),
    "reciprocity.quiet": Says("Momentum", "days without force between {one} and {other}", YEAR),
    "ladder.last": Says("Momentum", "last rung of force by {one} against {other}", 10, 10),
    "ladder.memory": Says("Momentum", "freshness of the last force by {one} against {other}, 0 to 1"),
    "pressure.stress": Says("Pressure", "stress of {one} by {other}, 0 to 1"),
    "pressure.clock": Says("Pressure", "days to the election of {one}", 365),
    "leaders.coordination": Says("Leaders", "share of the coordination of {one} that works"),
    "leaders.passing": Says("Leaders", "coordination that {one} misses for now"),
    "leaders.lasting": Says("Leaders", "coordination that {one} misses for good"),
    "leaders.wrath": Says("Leaders", "wrath of {one} at the loss of a leader"),
    "proxies.control": Says("Leaders", "control of {one} over {other}, 0 to 1"),
    "host-politics.tolerance": Says("Hosts and places", "tolerance of {host} for {one} {arena}, 1 full"),
    "host-politics.presence": Says("Hosts and places", "presence of {one} {arena}, 1 full"),
    "host-politics.notice": Says("Hosts and places", "notice to {one} to leave {host}, 0 or 1"),
    "opportunity.exposure": Says("Hosts and places", "exposure of {one} {arena}, 1 as usual"),
    "opportunity.vigilance": Says("Hosts and places", "vigilance of {one} {arena}, 1 full", 5),
    "fronts.heat": Says("Hosts and places", "recent violence {arena}", 5),
    "fronts.mission": Says("Hosts and places", "what is left of the mission {arena}, 1 full"),
    "nuclear.level": Says("Programmes and norms", "how far the programme of {one} has come, 1 at the threshold"),
    "nuclear.gear": Says("Programmes and norms", "gear of the programme of {one}, 0 to 1"),
    "world-order.norm": Says("Programmes and norms", "the world's norm against {one}, 1 intact"),
    "human-cost.dead": Says("Losses", "{one} dead in the record", 100),
    "dominance.losses": Says("Losses", "own dead that {one} has not forgotten", 100),
    "dominance.spent": Says("Losses", "stocks that {one} has spent, acts of full height", 5),
    "misperception.shock": Says("Losses", "shock of {one} after a deadly mistake of its own, 1 fresh"),
}


def says_of(reading: Reading) -> Says:
    """Return how a field is told; one that has no words of its own is told by its names."""
    known = SAYS.get(f"{reading.system}.{reading.field}")
    return known or Says("Other", f"{reading.system}, {reading.field}: {{all}}".replace("_", " "))


def sentence_of(case: Scenario, reading: Reading, ids: tuple[str, ...]) -> str:
    """Say what one row of a reading is about.

    Parameters
    ----------
    case : Scenario
    reading : Reading
    ids : tuple of str
        What the row is of.
    """
    words = says_of(reading).words.format(**_holes(case, reading.axis, ids)).strip()
    return words[:1].upper() + words[1:]


def _holes(case: Scenario, axis: str, ids: tuple[str, ...]) -> dict[str, str]:
    one, last = (_known(case, axis, key) for key in (ids[0], ids[-1]))
    holes = {"one": one, "other": last, "arena": "", "host": ""}
    if ids[-1] in case.arenas:
        holes |= {"arena": place(case, ids[-1]), "host": named(case, case.arenas[ids[-1]].host or "")}
    return holes | {"all": ", ".join(_known(case, axis, key) for key in ids)}


def _known(case: Scenario, axis: str, key: str) -> str:
    if axis == "two":
        return {"military": "soldiers and fighters", "civilian": "civilians"}[key]
    return named(case, key) if key in case.actors else key.replace("-", " ")
