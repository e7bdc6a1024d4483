"""Pre-game an international crisis: many futures, three error bars, every number with its source.

>>> import offramp as off
>>> outlook = off.run("baghdad-2020")  # doctest: +SKIP

Names are fetched when first used, so that importing Offramp costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from offramp.api import *  # noqa: F403 - its public names are the verbs below

__version__ = "0.1.0"
# What is asked of a case is a question in `offramp.study.questions`; the others are the functions of `offramp.api`.
VERBS = "beside blind cases check explain history ledger load replay run scores show state surprises".split()


def __getattr__(name: str) -> object:
    if name == "__all__":
        return ["__version__", *_verbs()]
    if name not in _verbs():
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module("offramp.api"), name)


def __dir__() -> list[str]:
    return sorted(["__version__", *_verbs()])


def _verbs() -> list[str]:
    return sorted([*VERBS, *import_module("offramp.study.questions").ROOMS])
