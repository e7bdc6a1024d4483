"""Chart of endings: one hundred dots, each a link to a told future like it."""

from __future__ import annotations

from offramp.report.charts.chart import Chart
from offramp.report.charts.plots import ranked
from offramp.report.components import Dot, Key, dots, key
from offramp.report.components.tokens import LIGHT
from offramp.report.findings.endings import Ending, Endings, hundred
from offramp.report.findings.told import Group, sample
from offramp.report.made import address
from offramp.report.material import Material, Told
from offramp.wording.shares import listed


def endings(material: Material, found: Endings | None = None) -> Chart:
    """One hundred futures by how they end, each a link to the told future that it is most like."""
    found = found or material.endings
    kinds = list(found.kinds.values())
    rows = [Key(each.tone, each.shape, found.words(each.key), each.name, each.says) for each in kinds]
    summary = listed([f"{found.words(each.key)} {each.name.lower()}" for each in kinds])
    tones = [LIGHT[each.tone] for each in kinds]
    return Chart(
        id="endings",
        finding=f"How it stands after {material.days:,} days, in 100 futures",
        caption=_caption(material),
        drawing=dots([dot for each in kinds for dot in _dots(material, found, each)], f"Of 100 futures {summary}")
        + key(rows),
        head=("Ending", "Futures in 100", "What it means"),
        rows=tuple((each.name, f"{100 * found.shares[each.key]:.1f}", each.says) for each in kinds),
        plot=lambda: ranked(
            [each.name for each in kinds], [100 * found.shares[each.key] for each in kinds], tones, "futures in 100"
        ),
    )


def _caption(material: Material) -> str:
    if not material.groups:
        return f"War is counted over all {material.futures:,} futures."
    press = "Press a dot to read a future like it."
    if material.kept == material.futures:
        return press
    return f"{press} War: of all {material.futures:,} futures; the rest: of the {material.kept:,} whose acts were kept."


def _dots(material: Material, found: Endings, ending: Ending) -> list[Dot]:
    """The dots of one ending, group by group."""
    count = found.hundred[ending.key]
    mine = [group for group in material.groups if group.ending == ending.key]
    if not mine:
        return [Dot(ending.tone, ending.shape, title=ending.name)] * count
    whole = sum(group.share for group in mine) or 1.0
    counts = hundred({str(i): group.share / whole for i, group in enumerate(mine)}, count)
    told = {each.group: each for each in material.stories if each.group}
    return [
        dot for i, group in enumerate(mine) for dot in _group(material, ending, group, told.get(group), counts[str(i)])
    ]


def _group(material: Material, ending: Ending, group: Group, told: Told | None, count: int) -> list[Dot]:
    """The dots of one group: the first names the link for readers of links, each shows its own address."""
    href = f"#{told.id}" if told else ""
    name = f"{told.title}. Read this future, like {count} of these dots" if told else ""
    return [
        Dot(
            ending.tone, ending.shape, href, name if not i else "", f"{ending.name} · {address(material.manifest, *at)}"
        )
        for i, at in enumerate(sample(group, count))
    ]
