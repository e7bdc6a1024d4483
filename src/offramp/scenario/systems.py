"""The causal systems of a case: the library's, over them what was fitted, over both what the case says."""

from __future__ import annotations

from collections.abc import Mapping

from offramp.errors import Fault

from .reading.faults import field_name
from .reading.parse import FIELDS
from .reading.tree import Node
from .words import nearest, one_of, show

Systems = Mapping[str, Node]
OWN = ("on", "note")  # fields of a system that are no dials


def systems(case: Node, library: Node, fitted: Node | None, faults: list[Fault]) -> Node:
    """Put a case's switches and dials over the library's systems.

    Parameters
    ----------
    case : Node
        The case as it is written.
    library : Node
        Every system with its dials, each of a kind and with the range that is assumed.
    fitted : Node or None
        The dials that were fitted, written as a case writes them; None where the case's prior sets them aside.
    faults : list of Fault
        Takes what there is no place for.
    """
    made: Systems = {name: node.with_value(dict(node.items())) for name, node in library.items().items()}
    part = case.get("world")
    if fitted is not None:
        made = _changed(made, fitted, faults)
    if part is None or part.value is None:
        return case.with_value(made)
    if not isinstance(part.value, dict):
        faults.append(Fault(part.file, part.line, "world", show(part.plain()), f"systems: {one_of(made)}"))
    return part.with_value(_changed(made, part, faults))


def _changed(below: Systems, part: Node, faults: list[Fault]) -> Systems:
    made = dict(below)
    for name, changes in part.items().items():
        if name in made:
            made[name] = _system(name, made[name], changes, faults)
        else:
            hint = nearest(name, made)
            faults.append(Fault(changes.file, changes.line, f"world.{name}", show(name), one_of(made), hint))
    return made


def _system(name: str, system: Node, changes: Node, faults: list[Fault]) -> Node:
    dials = dict(system.value["dials"].items())
    fields = dict(system.items())
    if changes.value is not None and not isinstance(changes.value, dict):
        allowed = f"{one_of(OWN)}, and dials"
        faults.append(Fault(changes.file, changes.line, f"world.{name}", show(changes.plain()), allowed))
    for key, node in changes.items().items():
        if key in OWN:
            fields[key] = node
        elif key in dials:
            own = dict(node.items()) if isinstance(node.value, dict) else {"value": node}
            if "kind" in own:
                found, where = "the field kind", field_name(("world", name, key, "kind"))
                faults.append(Fault(node.file, own["kind"].line, where, found, one_of(FIELDS)))
            dials[key] = node.with_value({**own, "kind": dials[key].value["kind"]})
        else:
            right = ["on", *dials, "note"]
            where = f"world.{name}.{key}"
            faults.append(Fault(node.file, node.line, where, show(key), one_of(right), nearest(key, right)))
    fields["dials"] = system.value["dials"].with_value(dials)
    return changes.with_value(fields)
