"""Name the actors and arenas of a case in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from offramp.wording.names import with_article

if TYPE_CHECKING:
    from offramp.report.material import Material

VERBS = ("strike", "strikes")


def actor(material: Material, key: str) -> str:
    """An actor within a sentence: `the United States`, `Iran`."""
    known = material.scenario.actors.get(key)
    return with_article(getattr(known, "short", "") or material.name(key))


def whose(material: Material, key: str) -> str:
    """The possessive of an actor: `Iran's`, `the United States'`."""
    known = material.scenario.actors.get(key)
    if own := getattr(known, "possessive", ""):
        return str(own)
    name = actor(material, key)
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def several(name: str) -> bool:
    """Whether a name takes a verb in the plural."""
    return " and " in name or name.lower().startswith("other ") or name.endswith(("Houthis", "rebels", "Brigades"))


def strike(name: str) -> str:
    """The verb of an actor that strikes."""
    return VERBS[0] if several(name) else VERBS[1]


def place(material: Material, key: str) -> str:
    """An arena as the place of an act: `in Iraq`, `on Iranian soil`."""
    known = material.scenario.arenas.get(key)
    if own := getattr(known, "locative", ""):
        return str(own)
    name = getattr(known, "short", "") or material.name(key)
    where = with_article(name)
    return f"on {where}" if where.endswith(" soil") else f"in {where}"


def begun(words: str) -> str:
    """Words as they begin a sentence."""
    return words[:1].upper() + words[1:]
