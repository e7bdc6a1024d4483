"""Name a dial by its path in the words of its case."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from offramp.scenario.reading.joint import GROUP, TIED, group, tied

from .names import name_of, with_article

if TYPE_CHECKING:
    from offramp.scenario import Scenario


def label(scenario: Scenario, path: str) -> str:
    """A dial's path in the names of the case: `Kata'ib Hezbollah, held by Iran: control`."""
    if path == GROUP:
        return "What was fitted to disputes, drawn together"
    if path.startswith(f"{TIED}."):
        return f"Correlated: {'; '.join(label(scenario, each) for each in tied(scenario).get(path, ()))}"
    head, _, rest = path.partition(".")
    named: Any = getattr(scenario, head, None)
    if not isinstance(named, Mapping):
        return path
    key = max((key for key in named if rest == key or rest.startswith(f"{key}.")), key=len, default="")
    if not key:
        return path
    return f"{_named(scenario, head, key, named[key])}: {_tail(named[key], rest[len(key) + 1 :])}"


def _tail(part: Any, path: str) -> str:
    """The rest of a path: `the president: weight`, `nuclear programme, pace`."""
    for faction, each in getattr(part, "factions", {}).items():
        if path.startswith(f"factions.{faction}."):
            return f"{each.name}: {path.removeprefix(f'factions.{faction}.')}"
    path = f"nuclear {path}" if path.startswith("programme.") else path
    return path.replace(".", ", ").replace("-", " ").replace("_", " ")


def _named(scenario: Scenario, head: str, key: str, part: Any) -> str:
    if head != "ties":
        return str(getattr(part, "name", "") or getattr(part, "title", "") or key.replace("-", " "))
    name = {actor: each.name for actor, each in scenario.actors.items()}
    if part.kind == "patronage":
        return f"{name.get(part.proxy, part.proxy)}, held by {name.get(part.patron, part.patron)}"
    if part.kind == "access":
        one, other = part.to
        return f"{name.get(part.mediator, part.mediator)} between {name.get(one, one)} and {name.get(other, other)}"
    one, other = part.between
    return f"{name.get(one, one)} and {name.get(other, other)} ({part.kind})"


def spoken(scenario: Scenario, path: str) -> str:
    """A dial's path as a sentence says it: `Iran's control over Kata'ib Hezbollah`, `the resolve of Iran`.

    One that is drawn with others stands for them, too.
    """
    together = group(scenario).dials
    others = f" (with the other {len(together) - 1} fitted dials)" if path in together else ""
    return _spoken(scenario, path) + (others or _correlated(scenario, path))


def _correlated(scenario: Scenario, path: str) -> str:
    """With which other dials a case correlates one, in brackets; empty for none."""
    found = next((paths for paths in tied(scenario).values() if path in paths), ())
    others = [_spoken(scenario, each) for each in found if each != path]
    return f" (correlated with {' and '.join(others)})" if others else ""


def _spoken(scenario: Scenario, path: str) -> str:
    head, _, rest = path.partition(".")
    if head == "ties":
        key = max((key for key in scenario.ties if rest.startswith(f"{key}.")), key=len, default="")
        return _tie(scenario, key, rest[len(key) + 1 :]) if key else path
    for form, words in FORMS.items():
        if found := form.fullmatch(path):
            return _theirs(words.format(**{part: _name(scenario, key) for part, key in found.groupdict().items()}))
    part, colon, field = label(scenario, path).rpartition(": ")
    return f"the {field} of {with_article(part)}" if colon else path


# How sentences name a dial whose field alone would not say it; the names of parts are looked up.
FORMS = {
    re.compile(form.replace(".", r"\.").replace("_ID_", r"[^.]+")): words
    for form, words in {
        "world.(?P<system>_ID_).(?P<dial>_ID_)": "{dial} (a dial of {system})",
        "arenas.(?P<arena>_ID_).reach.(?P<actor>_ID_)": "{actor}'s reach in {arena}",
        "arenas.(?P<arena>_ID_).assets.(?P<actor>_ID_).exposure": "{actor}'s exposure in {arena}",
        "arenas.(?P<arena>_ID_).assets.(?P<actor>_ID_).civilians": "the civilians beside {actor} in {arena}",
        "moves.(?P<move>_ID_).harm.military.chance": "the chance that {move} kills soldiers or fighters",
        "moves.(?P<move>_ID_).harm.civilian.chance": "the chance that {move} kills civilians",
        "moves.(?P<move>_ID_).harm.military.deaths": "the soldiers and fighters whom {move} kills if any",
        "moves.(?P<move>_ID_).harm.civilian.deaths": "the civilians whom {move} kills if any",
        "moves.(?P<move>_ID_).harm.military.tail": "the spread of the soldiers and fighters whom {move} kills",
        "moves.(?P<move>_ID_).harm.civilian.tail": "the spread of the civilians whom {move} kills",
        "moves.(?P<move>_ID_).harm.military.most": "the most soldiers and fighters whom {move} can kill",
        "moves.(?P<move>_ID_).harm.civilian.most": "the most civilians whom {move} can kill",
        "moves.(?P<move>_ID_).prepare": "the days that {move} takes to prepare",
        "leaders.(?P<leader>_ID_).hub": "the share of coordination that hung on {leader}",
        "leaders.(?P<leader>_ID_).successor": "the share of it that a successor of {leader} gets back",
        "leaders.(?P<leader>_ID_).recovery": "the days that a successor of {leader} takes",
        "plots.(?P<plot>_ID_).under_way": "the chance that “{plot}” was under way",
        "plots.(?P<plot>_ID_).stopped": "the chance that “{plot}” was stopped",
    }.items()
}


def _name(scenario: Scenario, key: str) -> str:
    """The name behind an id of any part; the id in words if it has none."""
    for part in (scenario.actors, scenario.arenas, scenario.leaders):
        if key in part:
            return with_article(name_of(part, key))
    if key in scenario.world:
        return scenario.world[key].title.lower()
    return f"“{scenario.moves[key].name}”" if key in scenario.moves else _plain(key)


def _tie(scenario: Scenario, key: str, field: str) -> str:
    tie = scenario.ties[key]
    if tie.kind == "patronage":
        over = {"control": "control over", "loyalty": "hold on the loyalty of"}.get(field, f"{_plain(field)} through")
        return _theirs(f"{_name(scenario, tie.patron)}'s {over} {_name(scenario, tie.proxy)}")
    ends = tie.to if tie.kind == "access" else tie.between
    one, other = (_name(scenario, end) for end in ends)
    if tie.kind == "access":
        owner = _name(scenario, tie.mediator)
        return _theirs(f"the {_plain(field)} of {owner}'s channel between {one} and {other}")
    if field.startswith("seen_resolve."):
        seen = field.split(".")[1]
        return f"the resolve that {other if seen == ends[0] else one} sees in {_name(scenario, seen)}"
    return f"the {_plain(field)} between {one} and {other}"


def _theirs(words: str) -> str:
    return words.replace("s's ", "s' ")


def _plain(field: str) -> str:
    return field.replace(".", " ").replace("-", " ").replace("_", " ")
