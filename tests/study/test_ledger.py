"""The ledger: what may be written, that it is never changed unseen, and scores with their numbers."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offramp.errors import DataError
from offramp.results.file_lock import locked
from offramp.study.forecasting.ledger import Entry, Ledger
from offramp.study.forecasting.ledger_scores import kept

START = dt.datetime(2020, 1, 3, 12, tzinfo=dt.UTC)


class Clock:
    """A time that a test sets."""

    def __init__(self) -> None:
        self.time = START

    def __call__(self) -> dt.datetime:
        return self.time

    def to(self, day: str) -> None:
        self.time = dt.datetime.fromisoformat(day).replace(tzinfo=dt.UTC)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def ledger(tmp_path: Path, clock: Clock) -> Ledger:
    return Ledger(tmp_path / "kept" / "ledger.jsonl", clock)


def refused(ledger: Ledger, *told: object, **more: object) -> str:
    lines = ledger.path.read_bytes() if ledger.path.exists() else b""
    with pytest.raises(DataError) as caught:
        ledger.add(*told, **more)  # type: ignore[arg-type]
    assert (ledger.path.read_bytes() if ledger.path.exists() else b"") == lines
    return str(caught.value)


def unresolved(ledger: Ledger, *told: str, **more: str) -> str:
    with pytest.raises(DataError) as caught:
        ledger.resolve(*told, **more)
    return str(caught.value)


def test_a_forecast_and_what_came_about(ledger: Ledger, clock: Clock) -> None:
    entry = ledger.add("  A strike\n on a base", 0.6, "2020-01-03", "2020-01-17", "a model")
    assert (entry.question, entry.outcome, entry.recorded) == ("A strike on a base", None, "2020-01-03T12:00:00Z")
    clock.to("2020-01-09")
    told = ledger.resolve(entry.id[:5], "yes", "2020-01-08", "an agency")
    assert ledger.entries() == [told] and (told.outcome, told.on, told.evidence) == ("yes", "2020-01-08", "an agency")
    assert told.probability == 0.6 and told.source == "a model" and told.ahead
    assert len(ledger.path.read_text().splitlines()) == 2


def test_what_may_not_be_written(ledger: Ledger) -> None:
    ledger.add("War", 0.1, "2020-01-03", "2020-04-02")
    assert "probability: found 1.2; allowed: a number from 0 to 1" in refused(
        ledger, "W", 1.2, "2020-01-03", "2020-01-09"
    )
    assert "probability: found nan" in refused(ledger, "W", float("nan"), "2020-01-03", "2020-01-09")
    assert "question: found nothing" in refused(ledger, " ", 0.2, "2020-01-03", "2020-01-09")
    assert "as_of: found '3 Jan'; allowed: a date such as" in refused(ledger, "W", 0.2, "3 Jan", "2020-01-09")
    assert "horizon: found 2020-01-03; allowed: a day after 2020-01-03" in refused(
        ledger, "W", 0.2, "2020-01-03", "2020-01-03"
    )
    assert "as_of: found 2020-01-04; allowed: a day that has come" in refused(
        ledger, "W", 0.2, "2020-01-04", "2020-01-09"
    )
    assert "found the same as" in refused(ledger, "War", 0.3, "2020-01-03", "2020-04-02")
    assert len(ledger.entries()) == 1


def test_all_or_none(ledger: Ledger) -> None:
    told = [("A", 0.1, "2020-01-03", "2020-02-01", ""), ("B", 7.0, "2020-01-03", "2020-02-01", "")]
    with pytest.raises(DataError):
        ledger.add_all(told)
    assert ledger.entries() == []


def test_nobody_knows_a_no_before_its_time(ledger: Ledger, clock: Clock) -> None:
    entry = ledger.add("War", 0.1, "2020-01-03", "2020-02-02")
    clock.to("2020-01-20")
    assert "before its horizon is over, nobody knows a no" in unresolved(ledger, entry.id, "no")
    assert "found 2020-03-01; allowed: a day that has come" in unresolved(ledger, entry.id, "no", "2020-03-01")
    assert "allowed: a day after 2020-01-03" in unresolved(ledger, entry.id, "yes", "2020-01-03")
    clock.to("2020-02-10")
    assert "found 2020-02-10; allowed: a day up to 2020-02-02, the horizon" in unresolved(ledger, entry.id, "yes")
    assert "outcome: found 'maybe'; allowed: yes, no, void" in unresolved(ledger, entry.id, "maybe")
    assert "forecast: found 'ffffffff': 0 of them" in unresolved(ledger, "ffffffff", "no")
    assert ledger.resolve(entry.id, "no").on == "2020-02-10"
    assert "resolved no; allowed: one that is open" in unresolved(ledger, entry.id, "yes", "2020-01-09")


def test_what_was_written_late_is_a_hindcast(ledger: Ledger, clock: Clock) -> None:
    early = ledger.add("A strike", 0.6, "2020-01-03", "2020-01-17")
    clock.to("2020-01-10")
    late = ledger.add("A strike, too", 0.6, "2020-01-03", "2020-01-17")
    for each in (early, late):
        ledger.resolve(each.id, "yes", "2020-01-08")
    clock.to("2020-03-01")
    ledger.add("A vote", 0.6, "2020-01-03", "2020-01-17")
    assert [each.ahead for each in ledger.entries()] == [True, False, False]


@pytest.fixture
def lines(ledger: Ledger, clock: Clock) -> list[str]:
    """A ledger of two forecasts and an outcome."""
    first = ledger.add("One", 0.25, "2020-01-03", "2020-01-05")
    ledger.add("Two", 0.5, "2020-01-03", "2020-01-05")
    clock.to("2020-01-06")
    ledger.resolve(first.id, "no")
    return ledger.path.read_text().splitlines(keepends=True)


@pytest.mark.parametrize(
    ("change", "line", "said"),
    [
        (lambda each: [each[0].replace("0.25", "0.05"), *each[1:]], 1, "not as it was written: its hash does not fit"),
        (lambda each: [each[0], *each[2:]], 2, "does not follow the one above it"),
        (lambda each: [each[1], each[0], each[2]], 1, "does not follow the one above it"),
        (lambda each: [*each, each[2]], 4, "does not follow the one above it"),
        (lambda each: [*each[:2], each[2][:-20]], 3, "a line that ends early"),
        (lambda each: [*each[:2], each[2].rstrip("\n")], 3, "a line that ends early"),
        (lambda each: [each[0], "\n", *each[1:]], 2, "no JSON object"),
        (lambda each: ["{}\n", *each], 1, "no line of a ledger"),
        (lambda each: ["[1]\n", *each], 1, "no line of a ledger"),
        (lambda each: [each[0].replace('"kind"', '"kin"'), *each[1:]], 1, "no line of a ledger"),
        (lambda each: [each[0].replace("0.25", "NaN"), *each[1:]], 1, "its hash does not fit"),
    ],
)
def test_a_change_by_hand_is_noticed(ledger: Ledger, lines: list[str], change: object, line: int, said: str) -> None:
    assert callable(change)
    ledger.path.write_text("".join(change(lines)))
    with pytest.raises(DataError) as caught:
        ledger.entries()
    assert f"ledger.jsonl:{line}: found " in str(caught.value) and said in str(caught.value)
    with pytest.raises(DataError):
        ledger.add("Three", 0.5, "2020-01-03", "2020-01-05")  # nothing is added to what does not hold


def test_lines_that_were_cut_off_are_noticed_by_who_kept_the_last_hash(ledger: Ledger, lines: list[str]) -> None:
    head = ledger.head()
    assert ledger.holds(head) and json.loads(lines[-1])["hash"] == head
    ledger.path.write_text("".join(lines[:2]))
    assert len(ledger.entries()) == 2 and not ledger.holds(head)


def test_an_outcome_of_nothing(ledger: Ledger, lines: list[str], tmp_path: Path, clock: Clock) -> None:
    other = Ledger(tmp_path / "other.jsonl", clock)
    other.path.write_text("")
    other._append("outcome", [{"forecast": "f" * 64, "outcome": "yes", "on": "2020-01-04", "source": ""}])
    with pytest.raises(DataError, match="the outcome of no forecast above it"):
        other.entries()


WRITER = """
import sys
from offramp.study.forecasting.ledger import Ledger
for i in range(8):
    Ledger(sys.argv[1]).add(f"Question {sys.argv[2]}/{i}", 0.5, "2020-01-03", "2020-01-05")
"""


def test_two_writers_do_not_break_the_chain(tmp_path: Path) -> None:
    path = tmp_path / "ledger.jsonl"
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, str(path), who]) for who in "ab"]
    assert [each.wait() for each in writers] == [0, 0]
    assert len(Ledger(path).entries()) == 16


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such lock")
def test_a_writer_waits_for_another(ledger: Ledger) -> None:
    writer = threading.Thread(target=ledger.add, args=("War", 0.1, "2020-01-03", "2020-04-02"))
    with locked(ledger.path):
        writer.start()
        writer.join(0.3)
        assert writer.is_alive() and not ledger.path.exists()
    writer.join(10)
    assert len(ledger.entries()) == 1


words = st.text(min_size=1, max_size=40).filter(str.strip)


@given(
    st.lists(
        st.tuples(words, st.floats(0, 1), words), min_size=1, max_size=5, unique_by=lambda each: tuple(each[0].split())
    )
)
def test_any_words_are_kept_as_they_are(
    tmp_path_factory: pytest.TempPathFactory, told: list[tuple[str, float, str]]
) -> None:
    ledger = Ledger(tmp_path_factory.mktemp("ledger") / "ledger.jsonl")
    for question, chance, source in told:
        ledger.add(question, chance, "2020-01-03", "2020-01-05", source)
    assert [(each.question, each.probability) for each in ledger.entries()] == [
        (" ".join(question.split()), chance) for question, chance, _ in told
    ]


def entry(i: int, chance: float, outcome: str | None) -> Entry:
    return Entry(f"{i}", f"Question {i}", chance, "2020-01-03", "2020-01-05", "", "2020-01-03T12:00:00Z", outcome)  # type: ignore[arg-type]


def test_scores_count_what_was_decided() -> None:
    found = kept([entry(0, 0.2, "no"), entry(1, 0.8, "yes"), entry(2, 0.9, None), entry(3, 0.9, "void")])
    assert (found.n, found.questions, found.came_true, found.forecast) == (2, 2, 0.5, 0.5)
    assert (
        found.brier == pytest.approx(0.04) and found.base_rate == 0.25 and found.log == pytest.approx(0.2231, abs=1e-3)
    )
    assert found.brier_interval is None  # of two questions nobody can say
    assert [(each.n, each.observed) for each in found.bins] == [(1, 0), (1, 1)]
    assert kept([]).n == 0 and kept([]).brier is None


def test_intervals_are_by_question() -> None:
    many = [entry(i % 6, 0.3, "yes" if i % 3 == 0 else "no") for i in range(60)]
    found = kept(many)
    assert (found.n, found.questions) == (60, 6) and found.brier_interval
    assert found.brier_interval[1] - found.brier_interval[0] > 0.1


@pytest.mark.parametrize("kept", [1, 9, 60, -2])
def test_a_torn_last_line_is_told_and_mended(ledger: Ledger, lines: list[str], kept: int) -> None:
    ledger.path.write_text("".join([*lines[:2], lines[2][:kept]]))
    with pytest.raises(DataError, match=r"ends early, as on a full disk: `offramp ledger mend` cuts it off"):
        ledger.entries()
    assert ledger.mend() == lines[2][:kept]
    assert ledger.path.read_text() == "".join(lines[:2]) and ledger.mend() == ""


def test_a_last_line_that_lacks_its_end_alone_is_kept(ledger: Ledger, lines: list[str]) -> None:
    ledger.path.write_text("".join(lines).rstrip("\n"))
    assert ledger.mend() == "" and ledger.path.read_text() == "".join(lines)


def test_nothing_else_is_mended(ledger: Ledger, lines: list[str], tmp_path: Path) -> None:
    for text in ("a letter without an end of line", "".join([lines[0].replace("0.25", "0.05"), lines[1][:-9]])):
        ledger.path.write_text(text)
        with pytest.raises(DataError):
            ledger.mend()
        assert ledger.path.read_text() == text
    with pytest.raises(DataError, match="no such file"):
        Ledger(tmp_path / "none.jsonl").mend()


def test_an_addition_is_whole_or_not_there(
    ledger: Ledger, lines: list[str], clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(file: int) -> None:
        raise OSError(28, "No space left on device")

    told = [(f"Question {i}", 0.5, "2020-01-03", "2020-01-09", "") for i in range(3)]
    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", full)
        with pytest.raises(OSError, match="No space left"):
            ledger.add_all(told)
    assert ledger.path.read_text() == "".join(lines)
    assert len(ledger.add_all(told)) == 3


def test_today_has_come_where_the_writer_is(ledger: Ledger, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    clock.to("2020-01-03T12:00:00")
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    time.tzset()
    try:
        there = clock().astimezone().date()
        assert str(there) == "2020-01-04"  # it is noon in UTC
        ledger.add("War", 0.1, str(there), "2020-04-02")
        with pytest.raises(DataError, match="a day that has come"):
            ledger.add("War", 0.1, "2020-01-05", "2020-04-02")
    finally:
        monkeypatch.undo()
        time.tzset()
