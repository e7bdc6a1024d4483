"""What a chart that --figure wrote says: its finding and the names on its axes."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import Any


def drawn(page: Path) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """The data and the layout that a page hands to the library that draws it."""
    text = page.read_text(encoding="utf-8")
    assert text.startswith("<!doctype html>") and text.rstrip().endswith("</html>")
    at = text.rindex("Plotly.newPlot(")
    reader = json.JSONDecoder()
    data, end = reader.raw_decode(text, text.index("[", at))
    layout, _ = reader.raw_decode(text, text.index("{", end))
    return data, layout


def finding(page: Path) -> str:
    """The title of the chart, without the legend below it."""
    _, layout = drawn(page)
    words = re.split(r"<br><span", layout["title"]["text"])[0]
    return html.unescape(words.replace("<br>", " "))
