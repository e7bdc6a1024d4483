"""Why an actor chose as it did: its terms of utility by system, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

# what a system's terms say when they speak for an option, and when they speak against it
REASONS: Mapping[str, tuple[str, str]] = {
    "ladder": ("it was a small step", "what the step would cost"),
    "reciprocity": ("it was owed", "more than was owed"),
    "rules": ("it kept within the rules", "it would break the rules"),
    "proxies": ("the ties of patron and proxy called for it", "the patron's leash"),
    "leaders": ("the loss of a leader called for an answer", "the loss of a leader"),
    "deterrence": ("the other side looked unlikely to make it pay", "fear of the answer"),
    "opportunity": ("the target was within reach", "little to hit"),
    "fronts": ("the front was already hot", "a front hard to reach"),
    "foresight": ("it would spare them an answer", "the answer that it would bring"),
    "pressure": ("the pressure called for a way out", "no means left under pressure"),
    "audiences": ("its public asked for it", "a public against it"),
    "hosts": ("the host let it happen", "a host that would not bear it"),
    "mediation": ("a channel was open", "no channel was open"),
    "dominance": ("it was the stronger side", "being the weaker side"),
    "norms": ("others had done the same", "the world's rules"),
}  # fmt: skip


@dataclass(frozen=True)
class Why:
    """Why an actor chose as it did: its terms of utility by system, and what it nearly did instead."""

    terms: Mapping[str, float]
    instead: str = ""  # in words; empty where nothing else came near
    hazard: float | None = None  # the chance that it acted at all on that day

    def words(self, most: int = 3, least: float = 0.1) -> str:
        """The largest terms in words, for and against, then the runner-up."""
        ranked = sorted(self.terms.items(), key=lambda item: -abs(item[1]))
        told = [(name, value) for name, value in ranked if abs(value) >= least][: most + 1]
        pro = [f"{_reason(name, value)} ({value:+.1f})" for name, value in told if value > 0]
        con = [f"{_reason(name, value)} ({value:+.1f})".replace("-", "−") for name, value in told if value < 0]
        parts = [
            f"because {_and(pro)}" if pro else "",
            f"{'against' if pro else 'in spite of'} {_and(con)}" if con else "",
            f"it nearly chose: {self.instead}" if self.instead else "",
            f"chance that it would act that day: {_percent(self.hazard)} in 100" if self.hazard is not None else "",
        ]
        return "; ".join(filter(None, parts))


def _and(words: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def _percent(share: float) -> str:
    return "under 1" if share < 0.005 else f"{100 * share:.0f}"


def _reason(system: str, value: float) -> str:
    pro, con = REASONS.get(system, (system.replace("-", " "), system.replace("-", " ")))
    return pro if value > 0 else con
