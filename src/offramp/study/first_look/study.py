"""Look at a case for the first time: does what it makes of the crisis look like crises do, and why if it does not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from offramp.ensemble import run as play
from offramp.ensemble.engine import Engine
from offramp.ensemble.work import Progress
from offramp.scenario import Scenario, load
from offramp.study.backtest.question import BackTestWorld
from offramp.study.backtest.verdict import Verdict
from offramp.study.forecasting.surprises import Surprise, forecasts, surprises
from offramp.study.outlook.measured import Measured
from offramp.study.outlook.study import outlook

from .trigger import ANSWER, Answered, recorded, trigger

RUNS, DRAWS = 512, 32
REFUSED = "refused"


@dataclass(frozen=True)
class FirstLook:
    """What a short run says of a case, and what in it wants a reason.

    Attributes
    ----------
    case, title, paragraph : str
        The last is the answer in plain words.
    runs : int
        Futures that were played.
    measures : mapping of str to Measured
    answered : Answered or None
        The answer to the trigger; None where the record has no hostile act between the sides.
    verdicts : mapping of str to Verdict
        Of the back-test, by days; none where the case declares no back-test.
    surprises : tuple of Surprise
        Events of the record that had less than five in a hundred.
    events : int
        How many events were asked for.
    """

    case: str
    title: str
    paragraph: str
    runs: int
    measures: dict[str, Measured]
    answered: Answered | None
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    surprises: tuple[Surprise, ...] = ()
    events: int = 0

    @property
    def unexplained(self) -> tuple[str, ...]:
        """What keeps the case from passing, each in a sentence."""
        return tuple(_unexplained(self))


def first_look(
    case: str | Path,
    *,
    runs: int = RUNS,
    seed: int = 1,
    deep: bool = True,
    progress: Progress | None = None,
    engine: Engine | None = None,
) -> FirstLook:
    """Play a case in few futures, hold its answer against recorded crises, play its past again, find its surprises.

    Parameters
    ----------
    case : str or Path
        Id of a shipped case, or the path of a case file.
    runs : int
        Futures.
    seed : int
    deep : bool
        Whether to play the back-test and to look for surprises, too.
    progress : callable or Work, optional
        Called with the futures done and the futures in all.
    engine : Engine, optional
        Another engine, for tests.

    Raises
    ------
    CaseError
        If the case is faulty.
    """
    scenario = load(case)
    made = outlook(play(case, keep=0, runs=runs, draws=DRAWS, seed=seed, progress=progress, engine=engine))
    look = FirstLook(
        case=scenario.case,
        title=scenario.title,
        paragraph=made.paragraph,
        runs=made.manifest.done,
        measures=dict(made.measures),
        answered=_answered(scenario, made.measures[ANSWER]),
    )
    if not deep:
        return look
    found = forecasts(scenario, seed=seed) if scenario.record else []
    verdicts = _verdicts(scenario, case, seed, progress, engine)
    return replace(look, verdicts=verdicts, surprises=tuple(surprises(found)), events=len(found))


def _answered(case: Scenario, answer: Measured) -> Answered | None:
    name = trigger(case)
    if name is None or answer.estimate is None or answer.luck is None:
        return None
    event = case.record[name]
    rung = case.moves[event.move].rung
    days = int(answer.period.split()[0])
    because = case.explained.get(name, "")
    return Answered(name, event.what, event.move, rung, answer.estimate, answer.luck, days, recorded(rung), because)


def _verdicts(
    case: Scenario, name: str | Path, seed: int, progress: Progress | None, engine: Engine | None
) -> dict[str, Verdict]:
    """The verdicts of the back-test that a case declares, by the days that it looks ahead."""
    if case.backtest is None:
        return {}
    asked = BackTestWorld(case=name, runs=RUNS, draws=DRAWS, seed=seed, own_ranges=False)
    return dict(asked.run(progress, engine).verdicts)


def _unexplained(made: FirstLook) -> Iterator[str]:
    each = made.answered
    if each and each.is_outside and not each.explained:
        yield (
            f"the answer to {each.event} lies outside the recorded range; mend the case, or say why this crisis is "
            f'another one: explained: {{{each.event}: "because ..."}}'
        )
    for days, verdict in made.verdicts.items():
        if verdict.word == REFUSED:
            yield f"the back-test refuses the world, over {days} days: {' '.join(verdict.reasons)}"
