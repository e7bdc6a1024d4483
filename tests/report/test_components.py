"""The parts of a page: colours that can be told apart, shapes that say the same, text that is escaped."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from offramp.report.charts.claims import STAMPS
from offramp.report.charts.compare import TONES as COMPARED
from offramp.report.charts.offramps import TONES
from offramp.report.charts.places import SIDES
from offramp.report.components import (
    Area,
    Bar,
    Branch,
    Cell,
    Dot,
    Line,
    Note,
    Point,
    Row,
    Span,
    Strip,
    Verdict,
    bars,
    cells,
    daybands,
    dotplot,
    dots,
    scale,
    strips,
    stylesheet,
    tracks,
    tree,
    verdicts,
)
from offramp.report.components.tokens import DARK, DARK_ON, FORCED, LIGHT, LIGHT_ON
from offramp.report.material import Material
from offramp.report.words import BANDS

EVIL = '<img src=x onerror=alert(1)> "quoted" & more'
THEMES = {"light": (LIGHT, LIGHT_ON), "dark": ({**LIGHT, **DARK}, DARK_ON)}
TEXT = ("ink", "mut", "link")
MARKS = "war on quiet deal help harm none one two other point luck".split()


def channels(colour: str) -> list[float]:
    """Red, green and blue as light, from 0 to 1."""
    raw = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in raw]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG, from 1 to 21."""
    light = sorted(0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in map(channels, (one, other)))
    return (light[1] + 0.05) / (light[0] + 0.05)


@pytest.mark.parametrize("theme", THEMES)
def test_text_can_be_read(theme: str) -> None:
    colours, upon = THEMES[theme]
    for text in TEXT:
        assert contrast(colours[text], colours["bg"]) >= 4.5 and contrast(colours[text], colours["card"]) >= 4.5, text
    assert contrast(colours["ink"], colours["warn"]) >= 4.5 and contrast(colours["ink"], colours["track"]) >= 4.5
    for band, ink in upon.items():
        assert contrast(colours[band], ink) >= 4.5, band


@pytest.mark.parametrize("theme", THEMES)
def test_marks_stand_out_from_the_ground(theme: str) -> None:
    colours, _ = THEMES[theme]
    for each in MARKS:
        assert contrast(colours[each], colours["bg"]) >= 3, each


@pytest.mark.parametrize("theme", THEMES)
def test_bands_of_the_ladder_can_be_told_apart_in_grey(theme: str) -> None:
    colours, _ = THEMES[theme]
    for one, other in pairwise(f"b{i}" for i in range(len(BANDS))):
        assert contrast(colours[one], colours[other]) >= 1.25, (one, other)
    assert [colour for _, _, colour in BANDS] == [LIGHT[f"b{i}"] for i in range(len(BANDS))]


def test_what_a_colour_says_a_shape_says_too(material: Material) -> None:
    assert len({each.shape for each in material.endings.kinds.values()}) == len(material.endings.kinds) == 4
    for told in (STAMPS, TONES, COMPARED, SIDES):
        assert len({shape for _, shape in told.values()}) == len(told)


def test_every_theme_names_every_colour() -> None:
    assert set(FORCED) == set(LIGHT) >= set(DARK) and len(DARK) >= len(LIGHT) - 2
    css = stylesheet()
    for media in ("prefers-color-scheme: dark", "print", "forced-colors: active"):
        assert f"@media ({media})" in css or f"@media {media}" in css
    assert {name for name in re.findall(r"--([\w-]+):", css) if not name.startswith(("on-", "c", "o"))} <= set(LIGHT)


def test_text_is_escaped_everywhere() -> None:
    made = "".join(
        (
            bars([Bar(EVIL, 0.5, EVIL)], summary=EVIL),
            cells(EVIL, [EVIL], [(EVIL, [Cell(EVIL, 0.5)])], EVIL),
            daybands([Area(EVIL, 1, [1.0, 1.0])], [(0.0, EVIL)], EVIL),
            dotplot([0, 5], ["war", "on"], [Note(5, EVIL)], EVIL),
            dots([Dot("war", "circle", EVIL, EVIL, EVIL)], EVIL),
            strips([Strip([1, 2], "war", "circle", EVIL, EVIL, EVIL, EVIL)], [(0.0, EVIL)], EVIL),
            tracks([Row(EVIL, [Span(0, 1, words=EVIL), Point(0.5, words=EVIL)], EVIL, EVIL)], [Line(0.5, EVIL)], EVIL),
            tree([Branch(EVIL, 0.5, EVIL, EVIL, EVIL, [EVIL], [Branch(EVIL, 0.1, EVIL)])]),
            verdicts(
                [Verdict(EVIL, EVIL, EVIL, "help", "circle", 0.5), Verdict(EVIL, EVIL, EVIL, "none", "ring", None)],
                EVIL,
            ),
        )
    )
    assert "<img" not in made and '"quoted"' not in made and made.count("&lt;img") >= 30


def test_of_dots_that_lead_to_one_place_one_alone_stands_in_the_way_of_the_keyboard() -> None:
    made = dots([Dot("on", "circle", "#a", "A future", "1"), *[Dot("on", "circle", "#a", "", "2")] * 9], "ten")
    assert made.count("<a ") == 10 and made.count('tabindex="-1"') == made.count('aria-hidden="true" tabindex') == 9


def test_a_dotplot_stacks_equal_values_and_keeps_nothing_apart() -> None:
    made = dotplot([0, 0, 0, 10, 1000], ["deal"] * 3 + ["on", "war"], [], "five", ("war",))
    assert made.count("<circle") == 4 and made.count("<path") == 1
    ends = [float(x) for x in re.findall(r'cx="([\d.]+)"', made)]
    assert ends[:3] == [0.5] * 3 and ends[3] == 11.5
    assert len(set(re.findall(r'cy="([\d.]+)"', made))) == 3


def test_many_that_are_nothing_stand_side_by_side() -> None:
    made = dotplot([0.0] * 30 + [10.0] * 20, ["deal"] * 50, [], "fifty")
    assert set(re.findall(r'cx="([\d.]+)"', made)) == {"0.5", "1.5", "2.5", "13.5"}
    assert 'viewBox="0 0 22 20"' in made


def test_days_are_stacked_to_the_whole() -> None:
    made = daybands([Area("war", 6, [0.1, 0.2]), Area("quiet", 1, [0.9, 0.8])], [], "two days")
    first, second = re.findall(r'd="M([^"]*)Z"', made)
    assert first == "0 90.00 L1 80.00 L1 100.00 L0 100.00" and second == "0 0.00 L1 0.00 L1 80.00 L0 90.00"


@pytest.mark.parametrize(("value", "place"), [(0, 0), (5, 0.5), (12, 1), (-3, 0)])
def test_a_place_stays_on_its_scale(value: float, place: float) -> None:
    assert scale(value, 0, 10) == place and scale(value, 3, 3) == 0.5


def test_a_strip_is_as_long_as_its_days() -> None:
    made = strips([Strip([1, 1, 4, 1], "on", "circle", "3", "a future", "#x")], [], "one")
    assert 'viewBox="0 0 4 1"' in made and "M0 0h2v1h-2zM3 0h1v1h-1z" in made and "M2 0h1v1h-1z" in made
