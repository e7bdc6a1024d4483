"""Records of measure kinds: what documentation says of them, and readings of acts by hand."""

from pathlib import Path

import pytest

from docs import remake
from offramp.scenario import load
from offramp.scenario.measure_kinds import KINDS
from offramp.scenario.measure_kinds.future_acts import FutureAct, FutureActs
from offramp.scenario.questions import Measure, Where
from offramp.study.shared.recorded_future import of_acts, silence

ROOT = Path(__file__).parents[2]
CASE = load(ROOT / "tests" / "cases" / "two-neighbours.yaml")


def test_the_page_of_cases_describes_every_kind() -> None:
    page = (ROOT / "docs" / "cases.md").read_text(encoding="utf-8")
    assert remake.kinds_listed(page) == page and all(
        f"| `{kind.id}` | {kind.described} |\n" in page for kind in KINDS.values()
    )


@pytest.mark.parametrize(
    ("days", "turns"), [(((1,), ()), 0), (((1, 3), (2,)), 2), (((2,), (2,)), 0), (((1, 2), (2, 3)), 1)]
)
def test_of_strikes_on_one_day_neither_is_the_last(days: tuple[tuple[int, ...], tuple[int, ...]], turns: int) -> None:
    """Which of them stands first in a record is chance."""
    sides = ("aland", "borduria"), ("borduria", "aland")
    acts = [
        FutureAct(day, one, "limited-strike", other) for at, (one, other) in zip(days, sides, strict=True) for day in at
    ]
    measure = Measure(kind="alternations", where=Where(at_least=4), says="", unit="")
    case = CASE.model_copy(update={"measures": {"turns": measure}})
    for order in (acts, acts[::-1]):
        assert of_acts("turns", FutureActs.of(case, order, range(1, 6))) == turns


def test_what_acts_cannot_tell_is_refused_in_one_sentence() -> None:
    measures = {"by_mistake": Measure(kind="stumbled", says="", unit=""), "war": Measure(kind="war", says="", unit="")}
    case = CASE.model_copy(update={"measures": measures})
    assert silence(case, ["war", None]) == ""
    assert silence(case, ["war", "by_mistake"]).startswith("no event can say it: what anybody preferred")
    with pytest.raises(ValueError, match="by_mistake: what anybody preferred"):
        of_acts("by_mistake", FutureActs.of(case, (), range(1, 6)))
