"""The soak goes on where it ended: what passed for this source is left out, all else is run again and told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.soak import __main__ as soak
from tests.soak.stamps import BEGIN, END, Stamp, Stamps

ROW = "| fuzz | mutants | passed | 9 | 2030-01-01 | older |\n"


@pytest.fixture
def runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Three pieces, of which `cases` fails, in a checkout of their own; give the names of those that are run."""
    pieces = {name: soak.Piece(f"what {name} says", ()) for name in ("kill", "cases", "fuzz")}
    names: list[str] = []

    def run(piece: soak.Piece, commit: str) -> Stamp:
        names.append(piece.says.split()[1])
        if len(names) == 3:
            raise KeyboardInterrupt
        return Stamp(commit, "2031-05-10", 1.5, "FAILED" if names[-1] == "cases" else "passed")

    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "soak.md").write_text(f"Head.\n{BEGIN}{soak_head()}{ROW}{END}Foot.\n")
    for name, value in (("PIECES", pieces), ("run", run), ("ROOT", tmp_path), ("source", lambda: "new")):
        monkeypatch.setattr(soak, name, value)
    return names


def soak_head() -> str:
    return "| piece | what | result | minutes | date | source |\n|---|---|---|---:|---|---|\n"


def test_it_goes_on_where_it_was_stopped(runs: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(KeyboardInterrupt):
        soak.main([])
    assert runs == ["kill", "cases", "fuzz"]
    assert soak.main([]) == 1 and runs[3:] == ["cases", "fuzz"]  # what passed is not run again; a failure is
    assert soak.main(["kill"]) == 1 and runs[5:] == ["kill"]  # unless it is named
    monkeypatch.setattr(soak, "source", lambda: "newer")
    assert soak.main(["list"]) == 0 and len(runs) == 6
    assert soak.main([]) == 1 and runs[6:] == ["kill", "cases", "fuzz"]


def test_the_page_tells_what_each_piece_came_to(runs: list[str]) -> None:
    """What this checkout has not run stays as it stands there."""
    soak.main(["kill", "cases"])
    page = (soak.ROOT / "docs" / "soak.md").read_text()
    assert page == (
        f"Head.\n{BEGIN}{soak_head()}| kill | what kill says | passed | 1.5 | 2031-05-10 | new |\n"
        f"| cases | what cases says | FAILED | 1.5 | 2031-05-10 | new |\n{ROW}{END}Foot.\n"
    )


def test_a_name_that_is_no_piece_is_refused(runs: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert soak.main(["kil"]) == 2 and runs == []
    assert "no piece is called kil; there are kill, cases, fuzz" in capsys.readouterr().err


def test_half_a_file_of_stamps_is_never_left(tmp_path: Path) -> None:
    stamps = Stamps(tmp_path / ".soak" / "stamps.json")
    stamps.put("kill", Stamp("new", "2031-05-10", 1.0, "passed"))
    assert Stamps(stamps.path).done("kill", "new") and not Stamps(stamps.path).done("kill", "newer")
    assert [path.name for path in stamps.path.parent.iterdir()] == ["stamps.json"]
