"""Plugins: installed packages of others that add to the cases which name them.

A package says what it adds by entry points, whose names are ids. Those of `offramp.systems` are causal systems: the
value is the module, and beside the module stands a YAML file of the same name with the system's dials as the library
would have them. Those of `offramp.measure_kinds` are measure kinds: the value is the record. Questions are no part of a
case: see `offramp.study.questions`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from importlib.metadata import EntryPoint, PackageNotFoundError, distribution, entry_points
from importlib.util import find_spec
from pathlib import Path

from offramp.errors import CaseError, Fault, OfframpError
from offramp.scenario.words import show

from .tree import Node, read

SYSTEMS, KINDS = "offramp.systems", "offramp.measure_kinds"


@dataclass(frozen=True)
class Plugin:
    """An installed package that adds to cases.

    Attributes
    ----------
    name, version : str
        Of the package.
    systems : mapping of str to EntryPoint
        The causal systems that it adds, by their ids.
    kinds : collection of str
        The ids of the measure kinds that it adds.
    """

    name: str
    version: str
    systems: Mapping[str, EntryPoint]
    kinds: Collection[str]

    def library(self) -> dict[str, Node]:
        """Read what the library would say of each system: title, theory, dials and sources.

        Raises
        ------
        CaseError
            If a file is missing or no YAML, or its dials have no kinds.
        """
        bodies = {key: read(_beside(point), f"{self.name}/{key}.yaml") for key, point in sorted(self.systems.items())}
        if faults := [fault for body in bodies.values() for fault in _kindless(body)]:
            raise CaseError(faults)
        return bodies


def find(name: str) -> Plugin | None:
    """Find an installed package by its name; None if there is none, or it adds nothing to cases."""
    try:
        package = distribution(name)
    except (PackageNotFoundError, ValueError):
        return None
    systems, kinds = (
        {each.name: each for each in package.entry_points.select(group=group)} for group in (SYSTEMS, KINDS)
    )
    return Plugin(name, package.version, systems, kinds) if systems or kinds else None


def named(case: Node) -> list[Plugin]:
    """Find the packages that a case names.

    Raises
    ------
    CaseError
        If one is not there: that alone, since other faults of the case may follow from it.
    """
    part = case.get("plugins")
    if part is None or part.value is None:
        return []
    if not isinstance(part.value, list):
        raise CaseError(Fault(part.file, part.line, "plugins", show(part.plain()), "a list of installed packages"))
    found = [(node, find(node.value) if isinstance(node.value, str) else None) for node in part.value]
    says, allowed = "which is not installed, or adds nothing to cases", f"entry point in {SYSTEMS} or {KINDS}"
    missing = [node for node, plugin in found if plugin is None]
    if missing:
        shown = ((node, f"{show(node.plain())}, {says}") for node in missing)
        raise CaseError([Fault(n.file, n.line, "plugins", text, f"a package with an {allowed}") for n, text in shown])
    return [plugin for _, plugin in found if plugin]


def require(plugins: Mapping[str, str]) -> None:
    """See to it that these packages are installed in these versions.

    Parameters
    ----------
    plugins : mapping of str to str
        Versions by name.

    Raises
    ------
    OfframpError
        If one is not.
    """
    for name, version in plugins.items():
        plugin = find(name)
        if plugin is None or plugin.version != version:
            there = f"version {plugin.version} is installed" if plugin else "it is not installed"
            raise OfframpError(f"the case uses {name} in version {version}, but {there}")


def import_systems(ids: set[str]) -> set[str]:
    """Import the modules of some systems, which register themselves, and return which of these some package has."""
    mine = [point for point in entry_points(group=SYSTEMS) if point.name in ids]
    for point in mine:
        point.load()
    return {point.name for point in mine}


def _kindless(body: Node) -> list[Fault]:
    """Say which dials of a system have no kind, or that it has no dials."""
    dials = body.get("dials")
    named = dials.items() if dials else {}
    bad = {f"dials.{name}": node for name, node in named.items() if node.get("kind") is None}
    missing = {} if named else {"dials": body}
    return [Fault(n.file, n.line, name, "no kind", "dials, each with its kind") for name, n in (bad | missing).items()]


def _beside(point: EntryPoint) -> Path:
    """The YAML file beside a system's module, which is not imported for it."""
    package, _, module = point.module.rpartition(".")
    spec = find_spec(package) if package else None
    folder = next(iter(spec.submodule_search_locations or ()), "") if spec else ""
    return Path(folder) / f"{module}.yaml"
