"""Acts as sentences: names, adjectives, possessives and places."""

from __future__ import annotations

import pytest

from offramp.scenario import Scenario, load
from offramp.scenario.options import feasible
from offramp.wording.names import count, deaths_words, with_article
from offramp.wording.sentences import filled, predicate, sentence
from tests.report.factory import scenario


@pytest.fixture(scope="module")
def baghdad() -> Scenario:
    return load("baghdad-2020")


ACTS = {
    "iran/alert/united-states/iran-homeland": "Iran put its forces on Iranian soil on alert.",
    "united-states/drone-shoot-down/iran/gulf": "The United States shot down an Iranian drone over the Gulf.",
    "iran/ship-seizure/european-three/gulf": "Iran seized a European ship in the Gulf.",
    "kataib-hezbollah/rocket-attack/united-states/iraq": "Kata'ib Hezbollah fired rockets at American bases in Iraq.",
    "israel/militia-air-strike/kataib-hezbollah/iraq": "Israel bombed Kata'ib Hezbollah's positions in Iraq.",
    "israel/targeted-killing/hezbollah/syria": "Israel killed a senior leader of Hezbollah in Syria and said so.",
    "israel/targeted-killing/iran/syria": "Israel killed a senior Iranian leader in Syria and said so.",
    "united-states/naval-show/iran/gulf": "The United States paraded its fleet in the Gulf.",
    "hezbollah/attack-far-away/israel/the-wider-world": "Hezbollah had Israeli citizens attacked far from the region.",
    "bystanders/accusation/iran/-": "Other states accused Iran in public.",
    "iran/war/united-states/gulf": "Iran launched an all-out attack on American forces in the Gulf.",
}


@pytest.mark.parametrize(("option", "says"), ACTS.items())
def test_a_shipped_act_reads_as_english(baghdad: Scenario, option: str, says: str) -> None:
    assert sentence(baghdad, *option.split("/")) == says


def test_no_option_of_the_shipped_case_reads_oddly(baghdad: Scenario) -> None:
    for option in feasible(baghdad):
        words = sentence(baghdad, *option)
        odd = ("{", "  ", " of the reach", "s's", "in Iranian soil", "The Gulf and", "a American", "an European", "'s'")
        assert not any(each in words for each in odd), words
        assert predicate(baghdad, *option)[0].islower(), words


def test_without_adjectives_owners_are_named() -> None:
    case = scenario()
    assert filled(case, "a ship of {target} and {actor}'s crew", "river-brigade", "south") == (
        "a ship of Southland and River Brigade & Sons' crew"
    )
    assert sentence(case, "north", "seize", "south", None) == "Northland seized a ship of Southland."
    assert sentence(case, "north", "threat", "south", "desert") == "Northland threatened Southland in Desert."


def test_a_name_with_holes_in_it_stays_a_name() -> None:
    case = scenario()
    actors = case.actors | {"north": case.actors["north"].model_copy(update={"name": "{target} {0.__class__}"})}
    words = sentence(case.model_copy(update={"actors": actors}), "north", "threat", "south", None)
    assert words == "{target} {0.__class__} threatened Southland."


def test_names_within_a_sentence() -> None:
    assert with_article("United States") == "the United States"
    assert with_article("The Gulf and its straits") == "the Gulf and its straits"
    assert with_article("France, Germany and the United Kingdom") == "France, Germany and the United Kingdom"
    assert with_article("Iran") == "Iran"


def test_numbers_in_prose() -> None:
    assert (count(3), count(13), count(1200)) == ("three", "13", "1,200")
    assert deaths_words(0, 0) == "" and deaths_words(0, 1) == "One civilian died."
