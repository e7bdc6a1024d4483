"""The network of a case, its actors and their ties, as GraphML, which tools for networks read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree

from offramp.scenario import Scenario
from offramp.scenario.parts import Access, Patronage, Tie
from offramp.scenario.passing import sides
from offramp.scenario.quantity import Quantity

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
NODE = {"name": "string", "kind": "string", "side": "string", "might": "double"}
EDGE = {"kind": "string", "tie": "string"}
# The quantities of ties that become numbers of edges: the middle of each range, and its ends.
NUMBERS = ("control", "loyalty", "deniability", "ceiling", "doubt", "solidarity", "quality")
ENDS = ("", "_low", "_high")


def graphml(case: Scenario) -> str:
    """Write the network: patronage leads from patron to proxy, access from mediator to sides, others go both ways."""
    root = ElementTree.Element("graphml", xmlns=NAMESPACE)
    edge = EDGE | {f"{name}{end}": "double" for name in NUMBERS for end in ENDS}
    for what, keys in (("node", NODE), ("edge", edge)):
        for name, kind in keys.items():
            told = {"id": f"{what}-{name}", "for": what, "attr.name": name, "attr.type": kind}
            ElementTree.SubElement(root, "key", told)
    graph = ElementTree.SubElement(root, "graph", id=case.case, edgedefault="undirected")
    side = sides(case)
    for key, actor in case.actors.items():
        node = ElementTree.SubElement(graph, "node", id=key)
        might = actor.might.middle()
        _data(node, "node", {"name": actor.name, "kind": actor.kind, "side": side[key], "might": f"{might:.6g}"})
    for name, tie in case.ties.items():
        for number, (source, target) in enumerate(_ends(tie)):
            directed = str(isinstance(tie, (Patronage, Access))).lower()
            told = {"id": f"{name}.{number}", "source": source, "target": target, "directed": directed}
            _data(ElementTree.SubElement(graph, "edge", told), "edge", {"kind": tie.kind, "tie": name, **_numbers(tie)})
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _ends(tie: Tie) -> Iterator[tuple[str, str]]:
    if isinstance(tie, Patronage):
        yield tie.patron, tie.proxy
    elif isinstance(tie, Access):
        yield from ((tie.mediator, side) for side in tie.to)
    else:
        yield tie.between


def _numbers(tie: Tie) -> Mapping[str, str]:
    found = {name: value for name in NUMBERS if isinstance(value := getattr(tie, name, None), Quantity)}
    made = {}
    for name, each in found.items():
        for end, value in zip(ENDS, (each.middle(), each.low, each.high), strict=True):
            made[f"{name}{end}"] = f"{value:.6g}"
    return made


def _data(parent: ElementTree.Element, what: str, values: Mapping[str, str]) -> None:
    for name, value in values.items():
        ElementTree.SubElement(parent, "data", key=f"{what}-{name}").text = _NO_XML.sub("\ufffd", value)
