"""Parts of a page that show numbers: plain functions over plain data, without scripts and without anchors of a page.

Each returns HTML that any page may hold whose styles include `components.css` and `stylesheet()`. Text is text, so
that it keeps its size on a telephone, prints and can be read aloud; colours are variables, so that one part serves
light, dark, paper and forced colours; and what a colour says is said by a shape or by words, too.
"""

from __future__ import annotations

from offramp.report.components.bars import Bar, bars
from offramp.report.components.cells import Cell, cells
from offramp.report.components.daybands import Area, daybands
from offramp.report.components.dotplot import Note, dotplot
from offramp.report.components.dots import Dot, Key, dots, key
from offramp.report.components.plane import Link, Rule, Spot, plane
from offramp.report.components.strips import Strip, strips
from offramp.report.components.tokens import stylesheet
from offramp.report.components.tracks import Line, Mark, Point, Row, Span, scale, tracks
from offramp.report.components.tree import Branch, tree
from offramp.report.components.verdicts import Verdict, verdicts

__all__ = [
    "Area",
    "Bar",
    "Branch",
    "Cell",
    "Dot",
    "Key",
    "Line",
    "Link",
    "Mark",
    "Note",
    "Point",
    "Row",
    "Rule",
    "Span",
    "Spot",
    "Strip",
    "Verdict",
    "bars",
    "cells",
    "daybands",
    "dotplot",
    "dots",
    "key",
    "plane",
    "scale",
    "strips",
    "stylesheet",
    "tracks",
    "tree",
    "verdicts",
]
