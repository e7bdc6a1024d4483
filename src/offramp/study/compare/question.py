"""The question of a comparison: the same futures with an event, off-ramps or a setting, and without."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

from offramp.errors import OfframpError
from offramp.study.question import AsOf, Days, Measures, Option, Question, Runs, Structure, Turn, Weigh

if TYPE_CHECKING:
    from .result import Comparison  # noqa: F401 - ruff does not look into the brackets

Event = Annotated[str | None, Option("An event of the record that never happened.", "EVENT")]
Exits = Annotated[
    Sequence[str], Option("Off-ramps of the case, all of them taken.", "OFFRAMP[,...]", flag="--with", commas=True)
]
NOTHING = "nothing to compare: leave out an event (--without), take off-ramps (--with) or set something (--set)"


@dataclass(frozen=True, kw_only=True)
class Compare(Question["Comparison"]):
    """Play the same futures with an event or off-ramps and without, or as set and as the case stands.

    With an event to leave out or an off-ramp to take, what is set is set in both worlds. See `docs/compare.md`.

    >>> import offramp as off
    >>> off.compare("baghdad-2020", without="killing", days=365, turn="week").table  # doctest: +SKIP
    """

    NAME, STUDY, RESULT = "compare", ".study:compare", ".result:Comparison"

    without: Event = None
    offramps: Exits = ()
    structure: Structure = False
    measures: Measures = ()
    runs: Runs = 4_096
    days: Days = None
    turn: Turn = "day"
    as_of: AsOf = None
    evidence: Weigh = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.without is None and not (self.offramps or self.sets):
            raise OfframpError(NOTHING)
        if self.without is not None and self.offramps:
            raise OfframpError("leave out an event or take off-ramps: one comparison at a time")

    @property
    def words(self) -> str:
        """Its question in a few words: `without killing`, `with omani-channel`, `set actors.iran.resolve=0.8`."""
        sets = " ".join(f"set {path}={value}" for path, value in (self.sets or {}).items())
        event = f"without {self.without}" if self.without else ""
        exits = f"with {' '.join(self.offramps)}" if self.offramps else ""
        return " ".join(filter(None, (event, exits, sets)))

    @property
    def about(self) -> Mapping[str, Any]:
        """The case as set, if what is set is set in both worlds, else as it stands."""
        return {"sets": self.sets if self.without or self.offramps else None, "as_of": self.as_of}
