"""Pre-game an international crisis: many futures, three error bars, every number with its source.

>>> import offramp as off
>>> outlook = off.run("baghdad-2020")  # doctest: +SKIP

Names are fetched when first used, so that importing Offramp costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from offramp.api import (
        ablate,
        aftermath,
        backtest,
        beside,
        blind,
        cases,
        check,
        claims,
        compare,
        diff,
        explain,
        history,
        ledger,
        load,
        offramps,
        replay,
        roadmap,
        run,
        scores,
        sensitivity,
        show,
        state,
        surprises,
    )

__version__ = "0.1.0"
__all__ = [
    "__version__",
    "ablate",
    "aftermath",
    "backtest",
    "beside",
    "blind",
    "cases",
    "check",
    "claims",
    "compare",
    "diff",
    "explain",
    "history",
    "ledger",
    "load",
    "offramps",
    "replay",
    "roadmap",
    "run",
    "scores",
    "sensitivity",
    "show",
    "state",
    "surprises",
]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module("offramp.api"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
