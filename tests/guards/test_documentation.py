"""Documentation that fails when it is stale."""

import ast
import re
from pathlib import Path

import pytest

import offramp
from tests.guards.source import ROOT, Module, everywhere

PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"\]\((?!\w+:|#)([^)#\s]+)")


def undocumented(module: Module) -> list[str]:
    """Say which public names of a module, itself among them, say nothing of themselves."""
    kinds = (ast.Module, ast.FunctionDef, ast.ClassDef)
    nodes = [node for node in (module.tree, *module.tree.body) if isinstance(node, kinds)]
    names = {getattr(node, "name", "the module"): ast.get_docstring(node) for node in nodes}
    return [name for name, docstring in names.items() if not docstring and not name.startswith("_")]


def test_every_public_name_says_what_it_is() -> None:
    assert everywhere(undocumented) == {}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    targets = LINK.findall(page.read_text(encoding="utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_one_version_everywhere() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert re.findall(r"^## \[(\d.*?)\]", changelog, re.M)[:1] == [offramp.__version__]
    assert re.findall(r"^version: (.*)$", citation, re.M) == [offramp.__version__]


def place_of(name: str) -> tuple[Path, list[str]]:
    """Return the file or folder of a dotted name, and the names within it."""
    parts, inner = name.split("."), []
    while parts:
        place = ROOT.joinpath("src", *parts)
        if place.is_dir() or place.with_suffix(".py").is_file():
            return (place if place.is_dir() else place.with_suffix(".py")), inner
        inner.insert(0, parts.pop())
    return ROOT, inner


def test_every_moved_name_is_where_the_page_says() -> None:
    page = (ROOT / "docs" / "moved-names.md").read_text(encoding="utf-8")
    names = re.findall(r"\| `(offramp[\w.]+)` \|$", page, re.M)
    assert len(names) > 100
    for place, inner in map(place_of, names):
        text = place.read_text(encoding="utf-8") if place.is_file() else ""
        assert all(re.search(rf"\b(def|class) {name}\b", text) for name in inner), (place.name, inner)
