"""The public face, name by name: to change it is a decision, not an accident."""

import inspect
from dataclasses import fields
from importlib import import_module
from typing import Any, get_args

import pytest

import offramp
from offramp import api, errors
from offramp.api import questions as questions_of_api
from offramp.errors import OfframpError
from offramp.study.question import Question, options
from offramp.study.questions import ROOMS, questions

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
    assert {name for name, each in vars(questions_of_api).items() if inspect.isfunction(each)} - {"verb"} == set(ROOMS)


def test_every_verb_is_a_documented_function_of_the_api() -> None:
    public = {name: getattr(api, name) for name in VERBS}
    assert all(map(inspect.isfunction, public.values()))
    assert [name for name, each in public.items() if each.__name__ != name or not inspect.getdoc(each)] == []


@pytest.mark.parametrize("question", questions().values(), ids=questions())
def test_a_question_is_asked_alike_by_function_command_and_class(question: type[Question[Any]]) -> None:
    """One list of fields: the function has them with their types and their help, the command with its options."""
    verb, own = getattr(api, question.NAME), [each.name for each in fields(question)]
    assert sorted(inspect.signature(verb).parameters) == sorted([*own, "progress"])
    command = getattr(import_module(f"offramp.cli.commands.{question.NAME}"), question.NAME)
    shown = inspect.signature(command).parameters
    assert set(own) <= set(shown)
    for name, option in options(question).items():
        assert option.help.endswith(".") and option.help in inspect.getdoc(verb)
        told = get_args(shown[name].annotation)[1]
        assert (told.help, told.min, told.max) == (option.help, option.low, option.high)
        default = inspect.signature(question).parameters[name].default
        assert shown[name].default in (default, default or None)


@pytest.mark.parametrize("question", questions().values(), ids=questions())
def test_a_number_out_of_its_bounds_is_refused_in_python_too(question: type[Question[Any]]) -> None:
    asked = {"runs": 0} | {name: "x" for name in ("other", "seat", "without") if name in options(question)}
    with pytest.raises(OfframpError, match="runs is 0; allowed: 1 to 100000000"):
        question("baghdad-2020", **asked)


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
