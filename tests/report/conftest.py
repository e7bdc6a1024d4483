"""One invented report for all tests that only read it."""

from __future__ import annotations

from collections.abc import Mapping
from html.parser import HTMLParser

import pytest

from offramp.report.charts import Chart
from offramp.report.material import Material
from offramp.report.page import page
from offramp.report.sections import sections
from tests.report import factory

Attributes = Mapping[str, str | None]


class Page(HTMLParser):
    """A page as a list of elements and the text within them, without scripts and styles."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.source, self.elements, self.texts, self._silent = source, [], [], ""
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag in ("script", "style"):
            self._silent = tag

    def handle_endtag(self, tag: str) -> None:
        self._silent = "" if tag == self._silent else self._silent

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.texts.append(data)

    def all(self, tag: str) -> list[Attributes]:
        return [attributes for name, attributes in self.elements if name == tag]

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.texts).split())


@pytest.fixture(scope="session")
def material() -> Material:
    return factory.material()


@pytest.fixture(scope="session")
def drawn(material: Material) -> dict[str, Chart]:
    return {chart.id: chart for each in sections(material) for chart in each.charts}


@pytest.fixture(scope="session")
def html(material: Material) -> str:
    return page(material)


@pytest.fixture(scope="session")
def parsed(html: str) -> Page:
    return Page(html)
