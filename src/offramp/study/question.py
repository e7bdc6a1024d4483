"""Questions that can be asked of a case: dataclasses whose fields say how they are asked for.

The Python function, the options of the command and the JSON Schema of a question follow from its fields. Importing a
question costs next to nothing: what answers it is imported when it is run.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, fields
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Generic, Literal, TypeVar, get_type_hints

from offramp.errors import OfframpError

if TYPE_CHECKING:
    from offramp.ensemble import Design
    from offramp.ensemble.engine import Engine
    from offramp.ensemble.player import Player
    from offramp.ensemble.work import Progress
    from offramp.study.shared.result import ResultHead

MOST_RUNS, MOST_DRAWS = 100_000_000, 100_000  # as in offramp.ensemble.execute, which is slow to import


@dataclass(frozen=True)
class Option:
    """How a field of a question is asked for.

    Attributes
    ----------
    help : str
        What it is, in one line for the command line and for Python.
    metavar : str
        What stands for its value in the help of the command.
    low, high : float, optional
        The least and the most that it may be.
    flag : str
        The option of the command; `--` and the field's name if left out, and empty for a positional argument.
    commas : bool
        Whether the command takes several names with commas between them, and not the option several times.
    """

    help: str
    metavar: str = ""
    low: float | None = None
    high: float | None = None
    flag: str | None = None
    commas: bool = False

    def refuse(self, name: str, value: object) -> None:
        """Raise OfframpError where a number is out of its bounds."""
        low, high = self.low, self.high
        if not isinstance(value, int | float) or ((low is None or value >= low) and (high is None or value <= high)):
            return
        raise OfframpError(f"{name} is {value}; allowed: {f'at least {low}' if high is None else f'{low} to {high}'}")


Case = Annotated[str | Path, Option("Id of a shipped case, or the path of a case file.", "CASE", flag="")]
Runs = Annotated[int, Option("Futures in all, rounded up to a multiple of the draws.", "N", 1, MOST_RUNS)]
Draws = Annotated[int, Option("Settings of the dials within their ranges.", "K", 1, MOST_DRAWS)]
Days = Annotated[int | None, Option("How far, in whole turns; the case says how far if left out.", "D", 1, 3_650)]
Turn = Annotated[Literal["day", "week"], Option("Weeks are coarser and quicker, for years.")]
Seed = Annotated[int, Option("The luck of the whole ensemble.", "S", 0)]
Sets = Annotated[
    Mapping[str, str] | None,
    Option("Set a quantity or a switch by its path; may be repeated.", "PATH=VALUE", flag="--set"),
]
AsOf = Annotated[
    str | dt.date | None, Option("Start on another day, with what had happened by then and no more.", "DATE")
]
Weigh = Annotated[
    bool | None,
    Option(
        "Weigh the draws by how well they foretold the record; if left out, where enough of them do.",
        flag="--evidence/--no-evidence",
    ),
]
Rule = Annotated[Literal["quantal", "lookahead"], Option("How actors decide: today, or one exchange ahead.")]
Structure = Annotated[bool, Option("Play the same futures under the other rule, too: the third error bar.")]
Measures = Annotated[
    Sequence[str],
    Option("Show this measure and no other that is not asked for; repeatable.", "NAME", flag="--measure"),
]
Out = Annotated[str | Path | None, Option("Keep the answer in this run folder, for its report.", "DIR")]

R = TypeVar("R", bound="ResultHead")


@dataclass(frozen=True)
class Question(Generic[R]):
    """A question about a case, with what all questions have in common."""

    NAME: ClassVar[str]  # of the command and of the function
    STUDY: ClassVar[str]  # the function that answers it, as `.module:name` beside the question
    RESULT: ClassVar[str]  # the type of its result
    KEEPS: ClassVar[bool] = False  # whether its study itself puts what it found into the run folder

    case: Case
    _: KW_ONLY
    runs: Runs
    draws: Draws = 64
    seed: Seed = 1
    sets: Sets = None
    rule: Rule = "quantal"
    out: Out = None

    def __post_init__(self) -> None:
        for name, option in options(type(self)).items():
            option.refuse(name, getattr(self, name))

    def run(self, progress: Progress | None = None, engine: Engine | None = None) -> R:
        """Answer it, and keep the answer in the run folder `out`.

        Parameters
        ----------
        progress : callable or Work, optional
            Called with the futures done and the futures in all; a `offramp.ensemble.work.Work` can be cancelled.
        engine : Engine, optional
            Another engine, for tests.

        Raises
        ------
        CaseError
            If the case is faulty, or has nothing of a name that is asked for.
        RunError
            If the run folder cannot take the answer.
        """
        from offramp.ensemble.player import Player
        from offramp.ensemble.work import Work
        from offramp.study.shared.answer_store import AnswerStore

        store = AnswerStore.at(None if self.KEEPS else self.out, self.case, self.about)
        made = self.answer(Player(engine, Work.of(progress, getattr(self, "minutes", None))))
        store.keep(self.NAME, made.summary(), self.words)
        return made

    def answer(self, player: Player) -> R:
        """Play what is asked with a player."""
        made: R = _beside(type(self), self.STUDY)(self, player)
        return made

    @classmethod
    def result(cls) -> type[R]:
        """Return the type of its result."""
        found: type[R] = _beside(cls, cls.RESULT)
        return found

    @property
    def words(self) -> str:
        """What tells it from other questions of its name, in few words; empty if a run keeps one answer."""
        return ""

    @property
    def about(self) -> Mapping[str, Any]:
        """The settings that say of which case the answer is: `sets` and `as_of`."""
        return {"sets": self.sets, "as_of": getattr(self, "as_of", None)}

    @property
    def design(self) -> Design:
        """Which futures are played."""
        from offramp.ensemble import Design

        mine = {each.name for each in fields(self)}
        return Design(**{each.name: getattr(self, each.name) for each in fields(Design) if each.name in mine})


def options(question: type[Question[Any]]) -> dict[str, Option]:
    """How each field of a question is asked for, by its name."""
    found = get_type_hints(question, include_extras=True)
    return {each.name: found[each.name].__metadata__[0] for each in fields(question)}


def _beside(question: type[Question[Any]], place: str) -> Any:
    """What stands in a module beside a question."""
    module, _, name = place.partition(":")
    return getattr(import_module(module, question.__module__.rpartition(".")[0]), name)
