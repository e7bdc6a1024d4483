"""Why an actor chose as it did: its terms of utility by system, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from offramp.scenario.moves import Move

MILITARISED = 3
NOBODYS_CHOICE = "nobody ordered it: a militarised act went terribly wrong"
Says = tuple[str, str]
# what a system's terms say when they speak for an option, and when they speak against it
REASONS: Mapping[str, Says] = {
    "ladder": ("it was a small step", "what the step would cost"),
    "reciprocity": ("it was owed", "more than was owed"),
    "rules": ("it kept within the rules", "it would break the rules"),
    "proxies": ("the ties of patron and proxy called for it", "the patron's leash"),
    "leaders": ("the loss of a leader called for an answer", "the loss of a leader"),
    "deterrence": ("the other side looked unlikely to make it pay", "fear of the answer"),
    "opportunity": ("the target was within reach", "little to hit"),
    "fronts": ("the front was already hot", "a front hard to reach"),
    "foresight": ("it would spare them an answer", "the answer that it would bring"),
    "pressure": ("it was under pressure", "little left to spend under pressure"),
    "audiences": ("those at home wanted it", "those at home would not have it"),
    "host_politics": ("its host let it", "a soil that it is leaving"),
    "mediation": ("a way out was open", "a way out that it would close"),
    "misperception": ("a mistake had driven it on", "the shock of its own mistake"),
    "dominance": ("it was the stronger side", "the strength of the other side or losses of its own"),
    "nuclear": ("the other side's programme alarmed it", "the other side's programme"),
    "world_order": ("others had done the same", "the world's rules"),
}  # fmt: skip
# The same for a kind of act, where a system means something else by it.
OF_KIND: Mapping[tuple[str, str], Says] = {
    ("calm", "reciprocity"): ("good will was returned", "what was still owed"),
    ("calm", "pressure"): ("the pressure called for a way out", "waiting for the other side's election"),
    ("calm", "audiences"): ("those at home wanted it", "the shame of it at home"),
    ("calm", "mediation"): ("the moment was ripe", "a moment that was not ripe"),
    ("calm", "dominance"): ("the other side was the stronger", "no need to yield"),
    ("exit", "mediation"): ("the moment was ripe: both hurt, and a channel was open", "a moment that was not ripe"),
    ("vote", "host_politics"): ("its patience with the guest was at an end", "a vote that had been taken before"),
    ("step", "nuclear"): ("pressure and harm called for a step", "the talks that a step would cost"),
    ("admission", "misperception"): ("its own mistake weighed on it", "a mistake that it could leave unsaid"),
    ("force", "pressure"): ("it was pressed and saw no way out", "little left to spend under pressure"),
    ("force", "mediation"): ("no agreement held it back", "the agreement in force"),
}
KINDS = {"mishap": "mistake", "settle": "exit", "admit": "admission", "expel": "vote", "programme": "step"}  # by effect
CALM = ("exit", "admission")  # kinds of conciliation, of which its words hold too


@dataclass(frozen=True)
class Why:
    """Why an actor chose as it did: its terms of utility by system, and what it nearly did instead."""

    terms: Mapping[str, float]
    instead: str = ""  # in words; empty where nothing else came near
    hazard: float | None = None  # the chance that it acted at all then

    def words(self, move: Move | None = None, most: int = 3, least: float = 0.1) -> str:
        """The largest terms in words, for and against, then the runner-up; what the act was decides what they say."""
        kind = _kind(move)
        if kind == "mistake":
            return NOBODYS_CHOICE
        ranked = sorted(self.terms.items(), key=lambda item: -abs(item[1]))
        told = [(name, value) for name, value in ranked if abs(value) >= least][: most + 1]
        pro = [f"{_reason(kind, name, value)} ({value:+.1f})" for name, value in told if value > 0]
        con = [f"{_reason(kind, name, value)} ({value:+.1f})".replace("-", "−") for name, value in told if value < 0]
        parts = [
            f"because {_and(pro)}" if pro else "",
            f"{'against' if pro else 'in spite of'} {_and(con)}" if con else "",
            f"it nearly chose: {self.instead}" if self.instead else "",
            f"chance that it would act then: {_percent(self.hazard)} in 100" if self.hazard is not None else "",
        ]
        return "; ".join(filter(None, parts))


def _kind(move: Move | None) -> str:
    """What kind of act a move is, as far as reasons go."""
    if move is None:
        return ""
    plain = "force" if move.rung >= MILITARISED else "calm" if move.rung < 0 else "words"
    return next((kind for effect, kind in KINDS.items() if effect in move.does), plain)


def _and(words: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def _percent(share: float) -> str:
    return "under 1" if share < 0.005 else f"{100 * share:.0f}"


def _reason(kind: str, system: str, value: float) -> str:
    plain = system.replace("-", " ").replace("_", " ")
    kinds = (kind, "calm") if kind in CALM else (kind,)
    known = (OF_KIND[each, system] for each in kinds if (each, system) in OF_KIND)
    pro, con = next(known, REASONS.get(system.replace("-", "_"), (plain, plain)))
    return pro if value > 0 else con
