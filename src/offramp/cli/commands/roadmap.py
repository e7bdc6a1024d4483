"""`offramp roadmap`: options, and the plan printed as a table of first moves and a tree."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from offramp.cli import options
from offramp.cli.guard import guarded
from offramp.cli.outlook import deliver
from offramp.cli.terminal import console, fill, print_table
from offramp.study.roadmap.question import PlanRoadmap
from offramp.wording.names import date_words

if TYPE_CHECKING:
    from rich.text import Text
    from rich.tree import Tree

    from offramp.analysis import Estimate
    from offramp.study.roadmap.result import Roadmap
    from offramp.study.roadmap.tree import Better, Branch, Step

WIDTH = 100
UNKNOWN = "·"
SHARES = ("probability", "share")
SHORT = {
    "deaths_military": "Soldiers dead",
    "deaths_civilian": "Civilians dead",
    "seat_losses": "Own dead",
    "settlement_prob": "Settlement",
}

Whole = Annotated[bool, typer.Option("--all", help="Print what follows every first move, not of the best alone.")]


@guarded
@options.asks(PlanRoadmap)
def roadmap(
    asked: PlanRoadmap, whole: Whole = False, figure: options.Figure = None, as_json: options.Json = False
) -> None:
    """Plan what comes next for one seat: what to do first, what may come, what to do then.

    Every move that is worth a look is played in the same futures; to every kind of answer every reply is tried.

    \b
        offramp roadmap baghdad-2020 --seat united-states
        offramp roadmap baghdad-2020 --seat iran --aim war_prob --aim deaths_civilian=0.001 --depth 3
        offramp roadmap baghdad-2020 --seat united-states --moves back-channel-message,air-strike-on-forces
    """
    deliver(asked, lambda made, _: _print(made, whole), figure, as_json)


def _print(made: Roadmap, whole: bool) -> None:
    from rich.text import Text

    screen = console()

    def say(words: str, style: str = "") -> None:
        screen.print(Text(fill(screen, words, WIDTH), style))

    screen.print(Text(made.title, "bold"))
    screen.print()
    for line in _about(made):
        say(line)
    print_table(screen, _heads(made), (_row(made, each) for each in made.first))
    say(_choice(made), "bold")
    for each in made.first if whole else made.first[:1]:
        screen.print("", _tree(made, each))
    screen.print()
    for line in _thrown(made):
        say(line)
    screen.print()
    say(" ".join(_foot(made)), "dim")


def _about(made: Roadmap) -> Iterator[str]:
    last = dt.date.fromisoformat(made.as_of) + dt.timedelta(days=made.days)
    sets = " and ".join(f"{path}={value}" for path, value in made.sets.items())
    how = "the likeliest of each stretch of the ladder and what the case names" if made.screened else "as asked"
    yield (
        f"A plan for {made.name}, {made.depth} exchange{'s' * (made.depth > 1)} deep, wanting as little as can be of "
        f"{made.aim_words}, in futures to {date_words(last)}{f' with {sets}' if sets else ''}. "
        f"{len(made.tried) - 1} of {made.classes} classes of move were tried ({how}), and waiting. To day "
        f"{made.held} the seat does what its plan says and nothing else; then what the model has it do."
    )
    usual, gain = made.usual["aim"], made.usual["gain"]
    yield (
        f"Left to itself it gets {_number(made, usual)}; with the plan {_number(made, made.best.aim)}, which is "
        f"{_number(made, gain)} less (luck {_span(made, gain.luck)})."
    )


def _heads(made: Roadmap) -> tuple[str, ...]:
    bars = ("Luck", "Assumptions", "Rules", "Worse by", "Luck", "Robust")
    return ("First move", "Aim", *bars, *map(_title(made), _beside(made)))


def _beside(made: Roadmap) -> list[str]:
    """The measures beside the aim, if it is one of them."""
    return [name for name in made.says if [name] != list(made.aim)]


def _title(made: Roadmap) -> Any:
    from offramp.wording.measures import title

    return lambda name: SHORT.get(name) or title(name, made.says[name])


def _row(made: Roadmap, each: Step) -> list[str | Text]:
    from rich.text import Text

    better = each.better
    by = _bare(made, better.by) if better else UNKNOWN
    words = by if better is None or better.sure else f"({by})"
    return [
        each.move.words,
        _bare(made, each.aim),
        _span(made, each.aim.luck),
        _span(made, each.aim.assumptions),
        _span(made, each.aim.structure),
        Text(words, "" if better and better.sure else "dim"),
        _span(made, better.by.luck) if better else UNKNOWN,
        _holds(better),
        *(_measured(made, name, each) for name in _beside(made)),
    ]


def _measured(made: Roadmap, name: str, each: Step) -> str:
    from offramp.wording.measures import change

    return change(each.measures[name].estimate or 0.0, made.units[name], "")


def _holds(better: Better | None) -> str:
    return UNKNOWN if better is None or better.holds is None or not better.sure else f"{100 * better.holds:.0f}"


def _choice(made: Roadmap) -> str:
    level = [each.move.words for each in made.level]
    told = f" Cannot be told from: {'; '.join(level)}." if level else ""
    turned = [each.move.words for each in made.turned]
    there = f" Under the rule {made.other_rule} it is worse than: {'; '.join(turned)}." if turned else ""
    return f"The plan begins with: {made.best.move.words}.{told}{there}"


def _tree(made: Roadmap, step: Step) -> Tree:
    from rich.tree import Tree

    tree = Tree(_step_words(made, step))
    _grow(made, tree, step)
    return tree


def _grow(made: Roadmap, tree: Tree, step: Step) -> None:
    """Hang under a move what may come, and under that the reply."""
    from rich.text import Text

    for branch in (each for each in step.branches if each.futures):
        limb = tree.add(_branch_words(branch))
        for reply in branch.replies[:1]:
            twig = limb.add(_step_words(made, reply, "then "))
            if branch.better:
                twig.label.append(f"; {_than(made, branch)}", "dim")  # type: ignore[union-attr]
            _grow(made, twig, reply)
        if branch.never:
            limb.add(Text(f"worse than waiting: {', '.join(_never(made, branch))}", "dim"))
        for mark in branch.marks:
            if mark != "either":
                limb.add(Text(f"! {made.words[mark]}", "bold red"))


def _step_words(made: Roadmap, step: Step, before: str = "") -> Text:
    from rich.text import Text

    text = Text(before)
    text.append(step.move.words, "bold")
    text.append(f": {_number(made, step.aim)} ({_span(made, step.aim.luck)})")
    return text


def _than(made: Roadmap, branch: Branch) -> str:
    better = branch.better
    assert better is not None
    second = branch.replies[1].move.words
    return f"{_number(made, better.by)} better than {second}" if better.sure else f"as good: {second}"


def _never(made: Roadmap, branch: Branch) -> Iterator[str]:
    for each in branch.never:
        yield f"{each.words} (+{_number(made, each.worse)})"


def _branch_words(branch: Branch) -> Text:
    from rich.text import Text

    share = 100 * (branch.chance.estimate or 0.0)
    bar = branch.chance.assumptions or branch.chance.luck
    spread = f" ({100 * bar[0]:.0f} to {100 * bar[1]:.0f})" if bar else ""
    text = Text(f"{share:.0f} in 100{spread}: ", "cyan")
    text.append(branch.words)
    return text.append(f", n = {branch.futures:,}", "dim")


def _thrown(made: Roadmap) -> Iterator[str]:
    found = made.thrown
    yield "Throw the plan away, and make another:" if found else "Nowhere on its way must the plan be thrown away."
    for each in found:
        yield f"– {' → '.join((*each.path, each.branch))}: {'; '.join(made.words[mark] for mark in each.marks)}."


def _number(made: Roadmap, found: Estimate) -> str:
    words = _bare(made, found)
    return f"{words} in 100" if made.unit in SHARES and found.estimate is not None else words


def _bare(made: Roadmap, found: Estimate) -> str:
    from offramp.wording.measures import change

    return UNKNOWN if found.estimate is None else change(found.estimate, made.unit, "")


def _span(made: Roadmap, ends: tuple[float, float] | None) -> str:
    from offramp.wording.measures import change

    return "–".join(change(end, made.unit, "") for end in ends) if ends else UNKNOWN


def _foot(made: Roadmap) -> Iterator[str]:
    yield f"Aim: {made.aim_words}{', in 100 futures' if made.unit in SHARES else ', mean'}; less is better."
    yield (
        f"All numbers are of {made.runs:,} fresh futures for each first move, in which the plan was followed; as many "
        "others chose it. Of moves within one standard error the plan takes the most restrained."
    )
    yield "Worse by: than the plan's first move, same luck; in brackets: not to be told from it among so many moves."
    yield "Robust: in so many of 100 settings of the assumptions the plan's move is the better one."
    if made.other_rule:
        yield f"Rules: the range over both decision rules; the plan was followed under {made.other_rule}, too."
    yield "Chances: in brackets the range over the assumptions. Then: the best reply, and what comes of it."
