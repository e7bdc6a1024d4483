"""What authors of a first case looked for and did not find is on a page."""

from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("cases.md", "They need a tie of rivalry"),
        ("cases.md", "what a proxy did, its patron's side did"),
        ("cases.md", "two things more"),
        ("cases.md", "YAML has its traps"),
        ("cases.md", "`by_side` says whose dead"),
        ("cases.md", "`ordered_by` |"),
        ("moves.md", "| 6 | one limited strike"),
        ("moves.md", "States with the bomb"),
        ("editors.md", "yaml-language-server: $schema="),
        ("editors.md", '`"on": true`'),
        ("fields.md", "`seen_resolve`"),
        ("fields.md", "`worldwide`"),
        ("fields.md", "`mission`"),
        ("fields.md", "`exposure`"),
        ("nonsense.md", "surprises"),
        ("nonsense.md", "--as-of"),
        ("world.md", "`--no-evidence` never. The output says which"),
    ],
)
def test_a_page_says_it(page: str, words: str) -> None:
    assert words in (DOCS / page).read_text(encoding="utf-8")
