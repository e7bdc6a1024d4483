"""The report section of `offramp roadmap`: first moves, and the tree of the plan."""

from __future__ import annotations

from collections.abc import Iterator
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
    from offramp.study.roadmap.result import Roadmap
    from offramp.study.roadmap.tree import Better, Step
    from offramp.study.roadmap.tree import Branch as Shown

SILENT = "either"  # said where the second best is named


def section(name: str, made: Roadmap, material: Material) -> Section:
    """The plan, and where it must be thrown away.

    Parameters
    ----------
    name : str
        Of the kept answer.
    made : Roadmap
    material : Material
    """
    gain = made.usual["gain"]
    shown = {
        "about": made,
        "wanted": wanted(made),
        "left": amount(made, made.usual["aim"].estimate),
        "plan": amount(made, made.best.aim.estimate),
        "gain": amount(made, gain.estimate),
        "gain_luck": ends(made, gain.luck),
        "trees": [_step(made, each) for each in made.first],
        "level": [each.move.words for each in made.level],
        "turned": [each.move.words for each in made.turned],
        "thrown": [
            {"path": " → ".join((*each.path, each.branch)), "why": [made.words[why] for why in each.marks]}
            for each in made.thrown
        ],
    }
    return Section(
        name,
        f"A plan for {made.name}",
        f"What comes next for {made.name}, and what then",
        "roadmap",
        shown,
        charts=(drawn(made, f"{name}-first"),),
    )


def _step(made: Roadmap, each: Step) -> dict[str, Any]:
    """A move and what may come, in words."""
    aim = each.aim
    return {
        "words": each.move.words,
        "aim": amount(made, aim.estimate),
        "luck": ends(made, aim.luck),
        "assumptions": ends(made, aim.assumptions),
        "structure": ends(made, aim.structure),
        "measures": list(_measures(made, each)),
        "tree": tree([_branch(made, branch) for branch in each.branches]),
    }


def _measures(made: Roadmap, each: Step) -> Iterator[str]:
    for name, found in each.measures.items():
        if found.estimate is not None and [name] != list(made.aim):
            yield f"{title(name, made.says[name])}: {level(found.estimate, made.units[name])}"


def _branch(made: Roadmap, branch: Shown) -> Branch:
    """What may come and the reply to it."""
    chance, marks = branch.chance, [made.words[mark] for mark in branch.marks if mark != SILENT]
    known = dict.fromkeys(f"{100 * end:.0f}" for end in chance.assumptions or chance.luck or ())
    span = " to ".join(known)
    reply = branch.replies[0] if branch.replies else None
    share = chance.estimate or 0.0
    return Branch(
        branch.words,
        share,
        in_100(share),
        f"({span}; {branch.futures:,} futures)" if span else f"({branch.futures:,} futures)",
        _reply(made, branch, reply) if reply else "",
        marks,
        [_branch(made, each) for each in reply.branches] if reply else (),
    )


def _reply(made: Roadmap, branch: Shown, reply: Step) -> Markup:
    """What to do then, how sure that is, and what is worse than waiting."""
    aim, second = reply.aim, _second(made, branch, branch.better) if branch.better else ""
    luck = f" (luck {ends(made, aim.luck)}){f'; {second}' if second else ''}"
    never = [f"{each.words} (+{amount(made, each.worse.estimate)})" for each in branch.never]
    words = element("b", reply.move.words)
    told = element("span", "Then ", words, f": {amount(made, aim.estimate)}", element("span", luck, class_="mut"))
    return told + element("p", f"Worse than waiting: {', '.join(never)}.", class_="mut") if never else told


def _second(made: Roadmap, branch: Shown, better: Better) -> str:
    words = branch.replies[1].move.words
    if not better.sure:
        return f"cannot be told from: {words}"
    by = change(better.by.estimate or 0.0, made.unit, "")
    return f"better by {by}{' in 100' if made.unit in SHARES else ''} than: {words}"
