"""A case as one checked object: what is asked, by names and ranges."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import Field

from .moves import Move, OptionRule, RedLine
from .names import ActorId, Date, Id, MeasureName, Sources
from .parts import Actor, Arena, Correlation, Leader, Part, Plot, Source, Tie
from .quantity import Quantity
from .questions import Aim, Claim, Hold, Measure, OffRamp, Order, Policy, Question, Where
from .reading.parse import Dial, Probability
from .record.backtest import BackTest
from .record.counts import Band, Circumstance, CountedRate, Kind
from .record.events import Event

REPORTING = "reporting"
RATES = "rates"
UNREAD = frozenset({"aftermath", RATES, REPORTING})  # parts whose quantities no run reads
Prior = Literal["fitted", "joint", "joint-2", "joint-3", "assumed"]
PRIOR: Prior = "fitted"  # of a case that names none
JOINT: Prior = "joint"  # the fitted dials are drawn together
PEAKS: tuple[Prior, ...] = (JOINT, "joint-2", "joint-3")  # about the highest peak of the posterior, and lower ones
LEARNS = ("standing-rates", "closing")  # but these systems, switched on, learn from what it tells, and how much
LINES = "red-lines"
SPARE_SYSTEMS = (*LEARNS, LINES)  # systems that are left out of games and hashes where they are off


class System(Part):
    """One causal system's switch and dials; which dials there are is said by the library."""

    title: str
    theory: str = ""
    on: bool = True
    dials: dict[str, Dial] = {}


class Span(Part):
    """Days of the record for which it claims to hold every act of its kind, so that their absence says something.

    With `counted` it claims no more than their number, by the count of a source, and silence says nothing.
    """

    start: Date
    end: Date
    where: Where = Where()  # which acts; all of them if nothing is said
    counted: Annotated[int, Field(ge=0)] | None = None
    what: str = ""
    source: Sources = ()


class Scenario(Part):
    """A case with the library's defaults filled in. Mappings are in the order of their ids."""

    offramp: Annotated[int, Field(ge=1, le=1, description="1, the version of this language")]
    case: Id
    title: str
    question: str
    about: str = ""
    information_date: Date
    start: Date
    days: Annotated[int, Field(ge=1, le=3650, description="a whole number of days from 1 to 3650")] = 90
    principals: tuple[ActorId, ActorId]  # the one who acted last, and the one whose answer is awaited
    include: dict[str, str] = {}  # entries that shared files gave, by path, with the file and line of each
    sources: dict[Id, Source]
    actors: dict[Id, Actor]
    ties: dict[str, Tie]
    arenas: dict[Id, Arena]
    leaders: dict[Id, Leader] = {}
    plots: dict[Id, Plot] = {}
    red_lines: dict[Id, RedLine] = {}
    moves: dict[Id, Move]
    options: tuple[OptionRule, ...]
    plugins: dict[Id, str] = {}  # packages of others whose systems the case has, by name, with their versions
    prior: Prior = PRIOR  # whose ranges the world's dials have that the case does not write
    world: dict[str, System]
    correlations: dict[Id, Correlation] = {}  # dials that are drawn together
    measures: dict[MeasureName, Measure] = {}
    record: dict[Id, Event] = {}
    complete: tuple[Span, ...] = ()
    rates: dict[Id, CountedRate] = {}  # what the record does not list one by one
    reporting: dict[Kind, dict[Band, Probability]] = {}  # the chance that an act enters a record
    background: dict[Id, Circumstance] = {}  # what nobody in the case did to anybody
    aftermath: dict[Id, Event] = {}
    aftermath_until: Date | None = None  # the last day up to which the aftermath tells all that questions ask about
    claims: dict[Id, Claim] = {}
    questions: dict[Id, Question] = {}  # to be foretold on the eve, and scored by the aftermath
    backtest: BackTest | None = None  # from which days of its past the case is played again
    aims: dict[ActorId, Aim] = {}  # what each seat of a game wants little of; no future depends on it
    offramps: dict[Id, OffRamp] = {}
    policies: dict[Id, Policy] = {}  # what claims set against each other, and nobody is offered as an exit
    orders: tuple[Order, ...] = ()  # acts that are forced to happen
    holds: tuple[Hold, ...] = ()  # acts that are kept from happening
    explained: dict[Id, str] = {}  # why acts are answered otherwise here than in recorded crises, by event
    unknowns: tuple[str, ...] = ()  # what the case's author knows that it does not know

    @property
    def start_date(self) -> dt.date:
        """The day before the first turn: the opening state is what the record makes of it."""
        return dt.date.fromisoformat(self.start)

    @property
    def unread_parts(self) -> frozenset[str]:
        """The parts whose quantities no run reads."""
        return UNREAD - {REPORTING} if self.learns else UNREAD

    @property
    def learns(self) -> bool:
        """Whether a system is on that learns from the record."""
        return any(name in self.world and self.world[name].on for name in LEARNS)

    @property
    def left_out(self) -> tuple[str, ...]:
        """Systems that games and hashes are without, since they are off."""
        return tuple(name for name in SPARE_SYSTEMS if name in self.world and not self.world[name].on)

    def quantities(self) -> Iterator[tuple[str, Quantity]]:
        """Every quantity that a run reads, with its path, known or uncertain, in the order of the paths."""
        found = [*_walk("", self, self.unread_parts)]
        if self.learns:
            found += _walk(RATES, known_rates(self))
        deaf = self._unread_paths()
        yield from sorted((each for each in found if not each[0].startswith(deaf)), key=lambda item: item[0])

    def unread(self) -> Iterator[tuple[str, Quantity]]:
        """The quantities that no run reads: of the aftermath, of counted rates, of what learns where that is off."""
        read = {f"{RATES}.{name}." for name in known_rates(self)} if self.learns else set[str]()
        for part in sorted(self.unread_parts):
            yield from (each for each in _walk(part, getattr(self, part)) if not each[0].startswith(tuple(read)))
        for name in self.left_out:
            yield from _walk(f"world.{name}", self.world[name])
        if LINES in self.left_out:
            yield from _walk("red_lines", self.red_lines)

    def _unread_paths(self) -> tuple[str, ...]:
        """How the paths of quantities begin that only systems read that are left out."""
        lines = ("red_lines.",) if LINES in self.left_out else ()
        return (*(f"world.{name}." for name in self.left_out), *lines)

    def included(self, path: str) -> str | None:
        """The shared file, with the line, that gave the entry which a path leads to or into; None for no such file."""
        return self.include.get(".".join(path.split(".")[:2]))

    def dials(self) -> dict[str, Quantity]:
        """The uncertain quantities by path, in the order of the paths."""
        return {path: quantity for path, quantity in self.quantities() if quantity.is_range}


def known_rates(scenario: Scenario) -> dict[str, CountedRate]:
    """The counted rates that were known at the start: by sources up to the information date, up to the start.

    The others tell what came, as the aftermath does.
    """
    late = {key for key, source in scenario.sources.items() if (source.date or "") > scenario.information_date}
    return {
        name: rate.model_copy(update={"end": min(rate.end, scenario.start)})
        for name, rate in sorted(scenario.rates.items())
        if rate.start <= scenario.start and not late.intersection(rate.acts.source)
    }


def tie_id(tie: Tie) -> str:
    """Return a tie's permanent id: `iran>kataib-hezbollah`, `iran~united-states`, `oman:iran~us`."""
    name = tie_ends(tie.model_dump(include={"kind", "patron", "proxy", "between", "mediator", "to"}))
    assert name is not None
    return name


def tie_ends(tie: Any) -> str | None:
    """Name a tie by its ends as they are written; None where it has no ends."""
    try:
        if tie["kind"] == "patronage":
            return f"{tie['patron']}>{tie['proxy']}"
        if tie["kind"] == "access":
            return f"{tie['mediator']}:" + "~".join(sorted(tie["to"]))
        mark = "~" if tie["kind"] == "rivalry" else "+"
        return mark.join(sorted(tie["between"]))
    except (KeyError, TypeError):
        return None


def _walk(path: str, node: Any, but: frozenset[str] = frozenset()) -> Iterator[tuple[str, Quantity]]:
    if isinstance(node, Quantity):
        yield path, node
    elif isinstance(node, System):
        for name, dial in node.dials.items():
            yield f"{path}.{name}", dial
    elif isinstance(node, Part):
        for name in type(node).model_fields.keys() - but:
            yield from _walk(f"{path}.{name}" if path else name, getattr(node, name))
    elif isinstance(node, Mapping):
        for key, value in node.items():
            yield from _walk(f"{path}.{key}", value)
