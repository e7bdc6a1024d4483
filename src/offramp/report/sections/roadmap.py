"""The report section of `offramp roadmap`: first moves, and the tree of the plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from offramp.report.charts.roadmap import amount, ends, wanted
from offramp.report.charts.roadmap import roadmap as drawn
from offramp.report.components import Branch, tree
from offramp.report.components.markup import element
from offramp.report.sections.section import Section
from offramp.wording.measures import SHARES, change, level, title
from offramp.wording.shares import in_100

if TYPE_CHECKING:
    from markupsafe import Markup

    from offramp.report.material import Material

Body = Mapping[str, Any]
SILENT = "either"  # said where the second best is named


def section(name: str, body: Mapping[str, Any], material: Material) -> Section:
    """The plan, and where it must be thrown away."""
    gain = body["usual"]["gain"]
    shown = {
        "about": body,
        "wanted": wanted(body),
        "left": amount(body, body["usual"]["aim"]["estimate"]),
        "plan": amount(body, body["first"][0]["aim"]["estimate"]),
        "gain": amount(body, gain["estimate"]),
        "gain_luck": ends(body, gain["luck"]),
        "trees": [_step(body, each) for each in body["first"]],
        "level": [each["move"]["words"] for each in body["first"] if each["move"]["id"] in body["level"]],
        "turned": [each["move"]["words"] for each in body["first"] if each["move"]["id"] in body["turned"]],
        "thrown": [
            {"path": " → ".join((*each["path"], each["branch"])), "why": [body["words"][why] for why in each["marks"]]}
            for each in body["thrown"]
        ],
    }
    who = body["name"]
    return Section(
        name,
        f"A plan for {who}",
        f"What comes next for {who}, and what then",
        "roadmap",
        shown,
        charts=(drawn(body, f"{name}-first"),),
    )


def _step(body: Body, each: Body) -> dict[str, Any]:
    """A move and what may come, in words."""
    aim = each["aim"]
    return {
        "words": each["move"]["words"],
        "aim": amount(body, aim["estimate"]),
        "luck": ends(body, aim["luck"]),
        "assumptions": ends(body, aim["assumptions"]),
        "structure": ends(body, aim["structure"]),
        "measures": list(_measures(body, each)),
        "tree": tree([_branch(body, branch) for branch in each["branches"]]),
    }


def _measures(body: Body, each: Body) -> Iterator[str]:
    for name, found in each["measures"].items():
        if found["estimate"] is not None and [name] != list(body["aim"]):
            yield f"{title(name, body['says'][name])}: {level(found['estimate'], body['units'][name])}"


def _branch(body: Body, branch: Body) -> Branch:
    """What may come and the reply to it."""
    chance, marks = branch["chance"], [body["words"][mark] for mark in branch["marks"] if mark != SILENT]
    known = dict.fromkeys(f"{100 * end:.0f}" for end in chance["assumptions"] or chance["luck"] or ())
    span = " to ".join(known)
    reply = branch["replies"][0] if branch["replies"] else None
    return Branch(
        branch["words"],
        chance["estimate"],
        in_100(chance["estimate"]),
        f"({span}; {branch['futures']:,} futures)" if span else f"({branch['futures']:,} futures)",
        _reply(body, branch, reply) if reply else "",
        marks,
        [_branch(body, each) for each in reply["branches"]] if reply else (),
    )


def _reply(body: Body, branch: Body, reply: Body) -> Markup:
    """What to do then, how sure that is, and what is worse than waiting."""
    aim, second = reply["aim"], _second(body, branch) if branch["better"] else ""
    luck = f" (luck {ends(body, aim['luck'])}){f'; {second}' if second else ''}"
    never = [f"{each['words']} (+{amount(body, each['worse']['estimate'])})" for each in branch["never"]]
    words = element("b", reply["move"]["words"])
    told = element("span", "Then ", words, f": {amount(body, aim['estimate'])}", element("span", luck, class_="mut"))
    return told + element("p", f"Worse than waiting: {', '.join(never)}.", class_="mut") if never else told


def _second(body: Body, branch: Body) -> str:
    better, words = branch["better"], branch["replies"][1]["move"]["words"]
    if not better["sure"]:
        return f"cannot be told from: {words}"
    by = change(better["by"]["estimate"], body["unit"], "")
    return f"better by {by}{' in 100' if body['unit'] in SHARES else ''} than: {words}"
