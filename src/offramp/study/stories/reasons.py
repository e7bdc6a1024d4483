"""Put the reasons of an act into words: its terms of utility by causal system."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from offramp.scenario.ladder import FORCE
from offramp.world import RULE_TERMS, Says, registered

if TYPE_CHECKING:
    from offramp.scenario.moves import Move

NOBODYS_CHOICE = "nobody ordered it: a militarised act went terribly wrong"
RARE = 0.01  # a chance below 1 in 100
FAR = 3  # rungs between two kinds of step
PLENTY, SOME = 0.1, 0.5  # of a term, to be worth its numbers and to be worth a word
KINDS = {"mishap": "mistake", "settle": "exit", "admit": "admission", "expel": "vote", "programme": "step"}  # by effect
CALM = ("exit", "admission")  # kinds of conciliation, of which its words hold too


@dataclass(frozen=True)
class Why:
    """Why an actor chose as it did.

    Attributes
    ----------
    terms : mapping of str to float
        What each causal system added to the utility of what it chose.
    instead : str
        What it nearly did instead, in the past tense: "threatened Iran"; empty where nothing else came near.
    instead_rung : int, optional
        The rung of that.
    hazard : float, optional
        The chance that it acted at all then.
    share : float, optional
        The chance that it chose this, given that it acted.
    """

    terms: Mapping[str, float]
    instead: str = ""
    hazard: float | None = None
    share: float | None = None
    instead_rung: int | None = None

    def sentence(self, move: Move | None = None, leader: str = "", answers: bool = False, most: int = 2) -> str:
        """The reasons that spoke for it most, and what it nearly did instead, in plain words; no numbers.

        Parameters
        ----------
        move : Move, optional
            What it did.
        leader : str
            The name of the leader whom the actor lost.
        answers : bool
            Whether the story says already what the act answers.
        most : int
            How many reasons.
        """
        kind = _kind(move)
        if kind == "mistake":
            return _sentence(NOBODYS_CHOICE)
        pro = [
            (name, value) for name, value in self._ranked() if value >= SOME and not (answers and name == "reciprocity")
        ]
        because = _and([_reason(kind, name, value, leader) for name, value in pro[:most]])
        nearly = f"it nearly {self.instead} instead" if self.instead and self._is_far(move) else ""
        return " ".join(_sentence(part) for part in (because, nearly) if part)

    def numbers(self, move: Move | None = None, leader: str = "", most: int = 3) -> str:
        """The largest terms with their numbers, for and against, then the runner-up and the chance to act.

        Parameters
        ----------
        move : Move, optional
        leader : str
            The one who was lost last, in words.
        most : int
            Terms that are named for and against.
        """
        kind = _kind(move)
        if kind == "mistake":
            return NOBODYS_CHOICE
        told = [(name, value) for name, value in self._ranked() if abs(value) >= PLENTY][: most + 1]
        pro = [f"{_reason(kind, name, value, leader)} ({value:+.1f})" for name, value in told if value > 0]
        con = [
            f"{_reason(kind, name, value, leader)} ({value:+.1f})".replace("-", "−")
            for name, value in told
            if value < 0
        ]
        parts = [
            f"because {_and(pro)}" if pro else "",
            f"although {_and(con)}" if con else "",
            f"it nearly {self.instead} instead" if self.instead else "",
            f"chance that it would act then: {_percent(self.hazard)} in 100" if self.hazard is not None else "",
        ]
        return "; ".join(filter(None, parts))

    @property
    def rare(self) -> str:
        """Why the choice is a rare one; empty if it is none."""
        if self.share is not None and self.share < RARE:
            return "Rare: it would do this in fewer than 1 in 100 such moments."
        if self.hazard is not None and self.hazard < RARE:
            return "Rare: it would act at all in fewer than 1 in 100 such moments."
        return ""

    def _is_far(self, move: Move | None) -> bool:
        """Whether what it nearly did instead is another kind of step."""
        return move is None or self.instead_rung is None or abs(move.rung - self.instead_rung) >= FAR

    def _ranked(self) -> list[tuple[str, float]]:
        return sorted(self.terms.items(), key=lambda item: -abs(item[1]))


def _kind(move: Move | None) -> str:
    """What kind of act a move is, as far as reasons go."""
    if move is None:
        return ""
    plain = "force" if move.rung >= FORCE else "calm" if move.rung < 0 else "words"
    return next((kind for effect, kind in KINDS.items() if effect in move.does), plain)


def _and(words: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."


def _signed(value: float) -> str:
    return f"{value:+.1f}".replace("-", "−")


def _percent(share: float) -> str:
    return "under 1" if share < 0.005 else f"{100 * share:.0f}"


def _reason(kind: str, system: str, value: float, leader: str) -> str:
    plain = system.replace("-", " ")
    known: dict[str, Mapping[str, Says]] = {each.id: each.says for each in registered()}
    known |= {each.id: each.says for each in RULE_TERMS.values()}
    kinds = (kind, "calm", "") if kind in CALM else (kind, "")
    says = known.get(system, {})
    pro, con = next((says[each] for each in kinds if each in says), (plain, plain))
    return (pro if value > 0 else con).replace("{leader}", leader or "a lost leader")
