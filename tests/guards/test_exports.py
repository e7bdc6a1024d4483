"""The public face, name by name: to change it is a decision, not an accident."""

import ast
import inspect

import offramp
from offramp import errors
from tests.guards.source import PACKAGE

VERBS = [
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
ERRORS = ["AddressError", "CaseError", "DataError", "Fault", "FaultsError", "OfframpError", "RunError"]


def test_the_package_shows_exactly_its_verbs() -> None:
    assert sorted(offramp.__all__) == ["__version__", *VERBS]
    assert dir(offramp) == sorted(offramp.__all__)


def test_every_verb_is_a_documented_function_of_the_api() -> None:
    files = (PACKAGE / "api").glob("*.py")
    nodes = [node for file in files for node in ast.parse(file.read_text(encoding="utf-8")).body]
    public = [node for node in nodes if isinstance(node, ast.FunctionDef) and node.name[0] != "_"]
    assert sorted(node.name for node in public) == VERBS
    assert [node.name for node in public if not ast.get_docstring(node)] == []


def test_no_other_name_is_handed_out() -> None:
    assert not hasattr(offramp, "nothing_of_this_name")


def test_the_error_tree_is_complete() -> None:
    own = [name for name, kind in inspect.getmembers(errors, inspect.isclass) if kind.__module__ == errors.__name__]
    assert own == ERRORS
    assert {name: getattr(errors, name).exit_code for name in ERRORS if name != "Fault"} == {
        "OfframpError": 1,
        "CaseError": 2,
        "DataError": 2,
        "FaultsError": 2,
        "RunError": 3,
        "AddressError": 2,
    }
