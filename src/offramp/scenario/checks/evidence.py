"""Where numbers come from: every range with its source and reason, none from after the information date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from offramp.scenario.quantity import Quantity
from offramp.scenario.reading.faults import Loc, locate
from offramp.scenario.reading.include import own_files
from offramp.scenario.reading.tree import Node
from offramp.scenario.scenario import Scenario
from offramp.scenario.sets import DIVISORS

from .problem import Problem, Problems

# What a chance is a chance per, where the engine knows only one period.
PERIODS = {
    "chance": ("act",),
    "mishap": ("act",),
    "under_way": ("crisis",),
    "stopped": ("crisis", "act"),
    "kept": ("act",),
}


def evidence(scenario: Scenario, tree: Node) -> Problems:
    """Check the quantities that the case writes or includes, and what its record cites."""
    for path, quantity in scenario.quantities():
        if path in DIVISORS and quantity.high == 0:
            yield Problem(steps(scenario, path), "0", "a number above 0: others are divided by it")
    for loc, quantity in written(scenario, tree, scenario.quantities()):
        yield from _quantity(scenario, loc, quantity)
    for loc, quantity in written(scenario, tree, scenario.unread()):
        yield from _reasoned(loc, quantity)
    for name, event in scenario.record.items():
        yield from leaks(scenario, ("record", name, "source"), event.source)


def written(
    scenario: Scenario, tree: Node, quantities: Iterable[tuple[str, Quantity]]
) -> Iterator[tuple[Loc, Quantity]]:
    """Those of some quantities that the case writes or includes, with their places in the tree.

    Parameters
    ----------
    scenario : Scenario
    tree : Node
        The case as it is written, with what it includes and the library.
    quantities : iterable of (str, Quantity)
        By path.
    """
    own = own_files(tree)
    for path, quantity in quantities:
        loc = steps(scenario, path)
        if locate(tree, loc, Scenario).node.file in own:
            yield loc, quantity


def steps(scenario: Scenario, path: str) -> Loc:
    """Turn the path of a quantity into its place in the tree."""
    loc = tuple(path.split("."))
    return (*loc[:2], "dials", *loc[2:]) if loc[0] == "world" else loc


def _quantity(scenario: Scenario, loc: Loc, quantity: Quantity) -> Problems:
    yield from _reasoned(loc, quantity)
    yield from leaks(scenario, loc, quantity.source)


def _reasoned(loc: Loc, quantity: Quantity) -> Problems:
    if quantity.is_range and not quantity.because:
        yield Problem(loc, f"the range {quantity.text()} without a reason", "because: a sentence that says why")
    allowed = ("act",) if loc[0] == "reporting" else PERIODS.get(str(loc[-1]), (quantity.per,))
    if quantity.per not in allowed:
        yield Problem((*loc, "per"), f"per {quantity.per}", f"per: {' or '.join(map(str, allowed))}")


def leaks(scenario: Scenario, loc: Loc, cited: Iterable[str]) -> Problems:
    """Find sources from after the information date.

    Parameters
    ----------
    scenario : Scenario
    loc : Loc
    cited : iterable of str
        Ids of sources.
    """
    for name in cited:
        source = scenario.sources.get(name)
        if source and source.date and source.date > scenario.information_date:
            allowed = f"sources dated up to the information date, {scenario.information_date}"
            yield Problem(loc, f"the source {name} of {source.date}", allowed)
