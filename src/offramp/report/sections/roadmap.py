"""What comes next for one seat: the answer of `offramp roadmap`, first moves and the tree of what may come."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from offramp.report.charts.drivers import SHARES, change, title
from offramp.report.charts.roadmap import amount, ends, wanted
from offramp.report.charts.roadmap import roadmap as drawn
from offramp.report.effects import level
from offramp.report.sections.section import Section
from offramp.report.words import in_100

if TYPE_CHECKING:
    from offramp.report.material import Material
    from offramp.results import Answer

Body = Mapping[str, Any]
SILENT = "either"  # said where the second best is named


def section(answer: Answer, material: Material) -> Section:
    """The plan, and where it must be thrown away."""
    body = answer.body
    gain = body["usual"]["gain"]
    shown = {
        "about": body, "wanted": wanted(body), "left": amount(body, body["usual"]["aim"]["estimate"]),
        "plan": amount(body, body["first"][0]["aim"]["estimate"]), "gain": amount(body, gain["estimate"]),
        "gain_luck": ends(body, gain["luck"]), "trees": [_step(body, each) for each in body["first"]],
        "level": [each["move"]["words"] for each in body["first"] if each["move"]["id"] in body["level"]],
        "turned": [each["move"]["words"] for each in body["first"] if each["move"]["id"] in body["turned"]],
        "thrown": [
            {"path": " → ".join((*each["path"], each["branch"])), "why": [body["words"][why] for why in each["marks"]]}
            for each in body["thrown"]
        ],
    }  # fmt: skip
    name = body["name"]
    return Section(
        answer.name, f"A plan for {name}", f"What comes next for {name}, and what then", "roadmap", shown,
        charts=(drawn(body, f"{answer.name}-first"),),
    )  # fmt: skip


def _step(body: Body, each: Body) -> dict[str, Any]:
    """A move and what may come, in words."""
    aim = each["aim"]
    return {
        "words": each["move"]["words"], "aim": amount(body, aim["estimate"]), "luck": ends(body, aim["luck"]),
        "assumptions": ends(body, aim["assumptions"]), "structure": ends(body, aim["structure"]),
        "measures": list(_measures(body, each)), "branches": [_branch(body, branch) for branch in each["branches"]],
    }  # fmt: skip


def _measures(body: Body, each: Body) -> Iterator[str]:
    for name, found in each["measures"].items():
        if found["estimate"] is not None and [name] != list(body["aim"]):
            yield f"{title(name, body['says'][name])}: {level(found['estimate'], body['units'][name])}"


def _branch(body: Body, branch: Body) -> dict[str, Any]:
    """What may come and the reply to it, in words."""
    chance, better = branch["chance"], branch["better"]
    return {
        "words": branch["words"], "chance": in_100(chance["estimate"]),
        "range": " to ".join(f"{100 * end:.0f}" for end in chance["assumptions"] or chance["luck"] or ()),
        "futures": f"{branch['futures']:,}", "reply": _step(body, branch["replies"][0]) if branch["replies"] else None,
        "second": _second(body, branch) if better else "",
        "never": [f"{each['words']} (+{amount(body, each['worse']['estimate'])})" for each in branch["never"]],
        "marks": [body["words"][mark] for mark in branch["marks"] if mark != SILENT],
    }  # fmt: skip


def _second(body: Body, branch: Body) -> str:
    better, words = branch["better"], branch["replies"][1]["move"]["words"]
    if not better["sure"]:
        return f"cannot be told from: {words}"
    by = change(better["by"]["estimate"], body["unit"], "")
    return f"better by {by}{' in 100' if body['unit'] in SHARES else ''} than: {words}"
