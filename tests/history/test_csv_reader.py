"""A wrong file is refused with file, line, column, what was found and what is allowed."""

from __future__ import annotations

from pathlib import Path

import pytest

from offramp.errors import DataError
from offramp.history import read_icb, read_mid
from offramp.history.folder import VARIABLE
from tests.history.lookalike import ICB1, MIDA, MIDI, history


def told(folder: Path | None) -> str:
    """What the readers say of a folder."""
    with pytest.raises(DataError) as caught:
        read_icb(folder)
        read_mid(folder)
    assert caught.value.exit_code == 2
    return str(caught.value)


def test_the_folder_itself_or_public_within_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    history(tmp_path / "public")
    assert len(read_icb(tmp_path).crises) == len(read_icb(tmp_path / "public").crises) == 4
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    assert len(read_mid().incidents) == 7


def test_official_names_carry_their_version(tmp_path: Path) -> None:
    history(tmp_path)
    for old, new in {"icb1": "icb1v14", "icb2": "ICB2 v14", "mida": "MIDA 5.0", "midi": "MIDI_5.0"}.items():
        (tmp_path / f"{old}.csv").rename(tmp_path / f"{new}.csv")
    assert len(read_icb(tmp_path).crises) == 4 and len(read_mid(tmp_path).incidents) == 7
    (tmp_path / "icb1v14.csv").rename(tmp_path / "icb1v15.csv")
    assert "found version 15; allowed: version 14 of ICB" in told(tmp_path)


def test_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    assert told(None) == "the data: OFFRAMP_DATA: found nothing; allowed: a folder of data, here or with --data DIR"
    assert "found no such folder" in told(tmp_path / "nowhere")
    assert "found no icb1.csv; allowed: icb1.csv or icb1v14.csv" in told(tmp_path)


def test_another_file_under_the_name(tmp_path: Path) -> None:
    said = told(history(tmp_path, icb1=MIDA))
    assert "icb1.csv:1: crisno: found no such column; allowed: number of the crisis" in said
    assert len(said.splitlines()) > 20


def test_a_column_of_an_earlier_version(tmp_path: Path) -> None:
    rows = [{("settlmnt" if name == "settle" else name): value for name, value in row.items()} for row in MIDA]
    assert "mida.csv:1: settle: found no such column; allowed: settlement (did you mean settlmnt?)" in told(
        history(tmp_path, mida=rows)
    )


def test_another_version(tmp_path: Path) -> None:
    said = told(history(tmp_path, mida=[{**row, "version": "4.3"} for row in MIDA]))
    assert "mida.csv:2: version: found '4.3' (and 1 more like it); allowed: a whole number from 5 to 5" in said


def test_a_code_that_there_is_not(tmp_path: Path) -> None:
    said = told(history(tmp_path, midi=[*MIDI[:1], {**MIDI[1], "action": 22}, *MIDI[2:]]))
    assert "midi.csv:3: action: found '22'; allowed: 0 none, 1 threat to use force" in said


def test_a_word_where_a_number_belongs(tmp_path: Path) -> None:
    said = told(history(tmp_path, icb1=[{**ICB1[0], "brexit": "a year", "datrig": 45}]))
    assert "icb1.csv:2: brexit: found 'a year'; allowed: a whole number from 1; nothing for unknown" in said
    assert "datrig: found '45'; allowed: a whole number from 1 to 31, or 66, or 77, or 88" in said


def test_what_has_to_be_known(tmp_path: Path) -> None:
    assert "midi.csv:2: styear: found nothing; allowed: a whole number from 1800" in told(
        history(tmp_path, midi=[{**MIDI[0], "styear": ""}])
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "found nothing"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "found"),
        (b"crisno,crisname\n", "found a header and no row"),
        (b'crisno,crisname\n1,"NO END', "found"),
        (
            b"crisno,crisname\n1,A\n2,B,too,many\n",
            "csv:3: found 4 values; allowed: 2 values, as many",
        ),
    ],
)
def test_no_table_at_all(tmp_path: Path, content: bytes, said: str) -> None:
    (history(tmp_path) / "icb1.csv").write_bytes(content)
    assert said in told(tmp_path)


def test_a_file_that_was_cut_off(tmp_path: Path) -> None:
    path = history(tmp_path) / "icb1.csv"
    path.write_bytes(path.read_bytes()[:-40])
    assert "values: the file may be cut off; allowed: " in told(tmp_path)


def test_windows_files_read_the_same(tmp_path: Path) -> None:
    path = history(tmp_path) / "icb1.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_text(encoding="utf-8").upper().encode("cp1252"))
    assert len(read_icb(tmp_path).crises) == 4
