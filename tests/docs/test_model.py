"""docs/model.md follows the protocol and leaves nothing out: systems, states, numbers, dials, symbols and sources."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest
from ruamel.yaml import YAML

from offramp.game.board import EFFECTS
from offramp.world import SYSTEMS, Pull, System, start
from tests.guards.source import ROOT

from .checks import modules, same, today
from .equations import BREAK, FUNCTIONS, PAGE, equations, names, prose, sections, table
from .parts import PARTS
from .symbols import CASE, axis_of, label, numbers

ELEMENTS = (
    "1 Purpose and patterns",
    "2 Entities, state variables and scales",
    "3 Process overview and scheduling",
    "4 Design concepts",
    "5 Initialisation",
    "6 Input data",
    "7 Submodels",
)
CONCEPTS = (
    "Basic principles",
    "Emergence",
    "Adaptation",
    "Objectives",
    "Learning",
    "Prediction",
    "Sensing",
    "Interaction",
    "Stochasticity",
    "Collectives",
    "Observation",
)
TICKED = re.compile(r"`([^`\n]+)`")
LIBRARY = ROOT / "src" / "offramp" / "scenario" / "library" / "world.yaml"
WORLD = today().scenario.world


def test_the_page_follows_the_protocol() -> None:
    assert [head for head in sections() if head[0].isdigit()][:7] == list(ELEMENTS)
    assert tuple(re.findall(r"^\*\*(.+?)\.\*\*", sections()["4 Design concepts"], re.M)) == CONCEPTS


def test_every_system_has_its_section_in_order() -> None:
    assert [head for head in sections() if head in modules()] == list(modules())
    assert len(modules()) == len(SYSTEMS)


def test_every_state_variable_is_in_the_table_with_its_axis() -> None:
    rows = table("State variables")
    told = {(system, name, axis) for system, cell, axis, *_ in rows for name in TICKED.findall(cell)}
    assert told == {(label(s), field.name, axis_of(field)) for s in SYSTEMS for field in fields(s.Slice)}


def test_every_state_starts_where_the_table_says() -> None:
    begun, numbers = start(today().board, today().dials), today().dials.numbers()
    for system, cell, _, at, _ in table("State variables"):
        value = numbers[at.strip("`").removeprefix(f"{CASE}.")] if at.startswith("`") else float(at)
        for name in TICKED.findall(cell):
            assert same(value, getattr(begun[system.replace("_", "-")], name)), f"{system}.{name}"


def test_every_number_of_a_case_is_in_the_table_with_its_axis() -> None:
    told = {(name, axis) for cell, axis, _ in table("Numbers of a case") for name in TICKED.findall(cell)}
    here = {"two move": "move", "two event": "event"}  # by kind of death
    here |= {"act": "option", "need": "option"}  # militarised options, and those that need anything
    found = {(f"{CASE}.{f.name}", axis_of(f)) for f in numbers(today().dials)}
    assert told == {(name, here.get(axis, axis)) for name, axis in found}


def test_every_axis_is_an_entity() -> None:
    told = {name for _, axis, _ in table("Entities") for name in TICKED.findall(axis)}
    used = {axis for _, _, axis, *_ in table("State variables")} | {axis for _, axis, _ in table("Numbers of a case")}
    assert used - told == {"two"}  # soldiers and civilians


def test_every_pull_is_explained() -> None:
    assert {field.name for field in fields(Pull)} <= said("Notation") | {"option"}


def said(heading: str) -> set[str]:
    """The words that a section names: those between ticks, and what its equations read."""
    text = sections()[heading]
    ticked = {name.removesuffix("'") for cell in TICKED.findall(prose(text)) for name in (cell, cell.split(".")[-1])}
    return ticked | {name.replace(BREAK, "break") for each in equations(heading) for name in names(each)}


@pytest.mark.parametrize("system", WORLD)
def test_every_dial_is_named_in_its_section(system: str) -> None:
    mine = said(WORLD[system].title)
    everywhere = {name for heading in sections() for name in said(heading)}
    other = {name.split(".")[1] for name in everywhere if name.startswith(f"{system.replace('-', '_')}.")}
    assert sorted(WORLD[system].dials.keys() - mine - other) == []


def test_what_sets_the_numbers() -> None:
    library = YAML(typ="safe").load(LIBRARY.read_text(encoding="utf-8"))
    given = {
        f"{system.replace('-', '_')}.{name}": str(dial["source"])
        for system, spec in library.items()
        for name, dial in spec["dials"].items()
    }
    told = {
        source: set(TICKED.findall(dials))
        for who, dials in table("8 What sets the numbers")[:-1]
        for source in TICKED.findall(who.split(":")[0])
    }
    assert set(told) | {"assumed"} == set(given.values())
    for dials in told.values():
        assert dials == {dial for dial, source in given.items() if told.get(source) == dials}


@pytest.mark.parametrize("section", [*PARTS, *modules()])
def test_every_symbol_is_explained(section: str) -> None:
    text, notation = sections()[section], sections()["Notation"]
    explained = {name for part in (text, notation) for cell in TICKED.findall(prose(part)) for name in cell.split()}
    explained |= {"days", *FUNCTIONS} | own(section)
    for each in (*equations("Notation"), *equations(section)):
        explained |= {each.name, *each.arguments}
    known = dotted()
    unknown = {name for each in equations(section) for name in names(each)} - explained - known
    assert sorted(unknown) == []


def own(section: str) -> set[str]:
    """The dials and states of a section's system."""
    system = next((key for key, spec in WORLD.items() if spec.title == section), None)
    if system is None:
        return set()
    dials = {name.replace("break", BREAK) for name in WORLD[system].dials}
    return dials | {field.name for field in fields(modules()[section].Slice)} if section in modules() else dials


def dotted() -> set[str]:
    """What needs no words where it is used: it has them in a table, or in another system's section."""
    found = {f"{key.replace('-', '_')}.{name}" for key, spec in WORLD.items() for name in (*spec.dials, "on")}
    found |= {f"{label(s)}.{field.name}" for s in SYSTEMS for field in fields(s.Slice)}
    found |= {f"does.{effect.replace('-', '_')}" for effect in EFFECTS}
    found |= {f"pull.{field.name}" for field in fields(Pull)}
    return found | {name for cell, *_ in table("Numbers of a case") for name in TICKED.findall(cell)}


@pytest.mark.parametrize("module", SYSTEMS, ids=label)
def test_sources_are_those_of_the_library_and_are_listed(module: System) -> None:
    spec = WORLD[module.id]
    head = re.search(r"^Sources: (.*?)\n\n", sections()[spec.title], re.M | re.S)
    assert head is not None
    for work in spec.theory.split("; "):
        assert work in head[1]


def test_every_work_that_is_cited_is_listed() -> None:
    text = PAGE.read_text(encoding="utf-8")
    body, _, listed = text.partition("\n## References\n")
    heads = re.findall(r"^Sources: (.*?)\n\n", body, re.M | re.S)
    works = [work for head in heads for work in re.split(r"[;\n]", head)]
    cited = {found for work in works for found in re.findall(r"([A-Z][\w']+)(?: .*?)? (\d{4})\b", work)}
    assert len(cited) > 30
    missing = {work for work in cited if not re.search(rf"^- .*{work[0]}.* \({work[1]}\)\.", listed, re.M)}
    assert missing == set()


def test_the_world_in_plain_words_tells_of_every_system() -> None:
    assert set(modules()) <= sections(ROOT / "docs" / "world.md").keys()
