"""Why an actor chose as it did: its terms of utility by system, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

# what a system's terms say when they speak for an option, and when they speak against it
REASONS: Mapping[str, tuple[str, str]] = {
    "ladder": ("it stayed low on the ladder", "the cost of climbing"),
    "reciprocity": ("it was owed", "it was out of proportion to what was owed"),
    "rules": ("it kept within the rules", "it broke the rules of the game"),
    "proxies": ("the ties of patron and proxy called for it", "the patron held it back"),
    "leaders": ("the loss of a leader called for an answer", "the loss of a leader held it back"),
    "deterrence": ("the other side looked unlikely to make it pay", "fear of the answer"),
    "opportunity": ("the target was within reach", "little was exposed"),
    "fronts": ("the front was already hot", "the front was hard to reach"),
    "pressure": ("the pressure called for a way out", "the pressure left no means"),
    "audiences": ("its public asked for it", "its public was against it"),
    "hosts": ("the host let it happen", "the host would not bear it"),
    "mediation": ("a channel was open", "no channel was open"),
    "dominance": ("it was the stronger side", "it was the weaker side"),
    "norms": ("others had done the same", "the world's rules were against it"),
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
        parts = [f"for it: {', '.join(pro)}" if pro else "", f"against it: {', '.join(con)}" if con else ""]
        parts.append(f"it nearly chose instead: {self.instead}" if self.instead else "")
        parts.append(f"that it would act that day: {_percent(self.hazard)} in 100" if self.hazard is not None else "")
        return "; ".join(filter(None, parts))


def _percent(share: float) -> str:
    return "under 1" if share < 0.005 else f"{100 * share:.0f}"


def _reason(system: str, value: float) -> str:
    pro, con = REASONS.get(system, (system.replace("-", " "), system.replace("-", " ")))
    return pro if value > 0 else con
