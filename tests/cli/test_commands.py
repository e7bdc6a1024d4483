"""The command line: what it prints where, and what it leaves with."""

from __future__ import annotations

import html
import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from offramp import __version__ as VERSION
from offramp import ensemble
from offramp.cli.app import app
from offramp.engine import RULES
from offramp.errors import AddressError, RunError
from offramp.scenario.reading.merge import library
from offramp.study.outlook.cards import NOT_YET
from offramp.study.questions import RESULTS
from tests.cli.window import Offramp
from tests.ensemble.fake import FakeEngine

ROOT = Path(__file__).parents[2]
CASE = ROOT / "tests" / "cases" / "two-neighbours.yaml"
KEYS = "case hash seed draws runs_per_draw runs days turn as_of evidence seconds runs_per_second device".split()
KEYS += ["rules", "luck_level", "measures"]
KEYS[6:6] = ["complete", "draws_played"]
QUICK = ["--runs", "120", "--draws", "4", "--days", "40", "--seed", "5"]


def program(*words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """The installed command in a process of its own."""
    command = [sys.executable, "-c", "from offramp.cli import main; main()", *words]
    return subprocess.run(command, capture_output=True, text=True, env=os.environ | variables)


def test_a_run_prints_the_answer_and_where_the_report_is(offramp: Offramp) -> None:
    done = offramp("run", CASE, *QUICK)
    assert done.exit_code == 0, done.output
    assert "Two neighbours and a pass" in done.stdout and "Assumptions" in done.stdout
    assert done.stdout.rstrip().endswith(f"Report: {Path('out/two-neighbours/report.html')}")
    assert Path("out/two-neighbours/report.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_json_is_one_object_and_nothing_else(offramp: Offramp) -> None:
    done = offramp("run", CASE, *QUICK, "--json", "--out", "elsewhere")
    body = json.loads(done.stdout)
    assert list(body) == KEYS
    assert (body["runs"], body["draws"], body["runs_per_draw"], body["days"], body["seed"]) == (120, 4, 30, 40, 5)
    for each in body["measures"].values():
        assert set(each) == {"estimate", "luck", "assumptions", "structure", "unit", "period"}
    assert Path("elsewhere/report.html").exists()


def test_show_prints_the_same_again(offramp: Offramp) -> None:
    first = offramp("run", CASE, *QUICK, "--json", "--out", "run")
    Path("run/report.html").unlink()
    again = offramp("show", "run", "--json")
    assert (again.exit_code, again.stdout) == (0, first.stdout)
    assert "--report writes it" in offramp("show", "run").stdout
    assert "Report: run" in offramp("show", "run", "--report").stdout and Path("run/report.html").exists()


def test_another_run_in_the_folder_is_not_written_over(offramp: Offramp) -> None:
    offramp("run", CASE, *QUICK)
    other = offramp("run", CASE, "--runs", "8", "--draws", "2")
    assert (other.exit_code, other.stdout) == (3, "")
    assert other.stderr
    assert offramp("run", CASE, "--runs", "8", "--draws", "2", "--force").exit_code == 0


def test_a_quantity_is_set(offramp: Offramp) -> None:
    plain = json.loads(offramp("run", CASE, *QUICK, "--json", "--out", "a").stdout)
    changed = json.loads(offramp("run", CASE, *QUICK, "--json", "--out", "b", "--set", "actors.aland.tempo=0.4").stdout)
    assert plain["hash"] != changed["hash"]


@pytest.mark.parametrize(
    "words",
    [
        ["--runs", "0"],
        ["--runs", "-5"],
        ["--runs", "many"],
        ["--draws", "-1"],
        ["--draws", "0"],
        ["--days", "0"],
        ["--seed", "x"],
        ["--seed", "-1"],
        ["--set", "tempo"],
        ["--set", "=1"],
        ["--keep", "some"],
        ["--nonsense"],
        ["--set", "actors.nobody.tempo=1"],
        ["--runs", "1.5"],
        ["--as-of", "soon"],
        ["--as-of", "2001-01-01"],
        ["--as-of", "2040-01-01"],
        ["--draws", "1000000000"],
        ["--runs", "1000000000"],
        ["--days", "3651"],
    ],
    ids=" ".join,
)
def test_bad_options_give_one_clear_error(offramp: Offramp, words: list[str]) -> None:
    done = offramp("run", CASE, *words)
    assert (done.exit_code, done.stdout) == (2, "")
    assert words[0] in done.stderr or "nobody" in done.stderr
    assert "Traceback" not in done.stderr
    assert not Path("out").exists()


@pytest.mark.parametrize(
    "words", [["run", "no-such-case"], ["check", "nowhere.yaml"], ["replay", "nonsense"]], ids=" ".join
)
def test_what_is_not_there_is_bad_input(offramp: Offramp, words: list[str]) -> None:
    done = offramp(*words)
    assert (done.exit_code, done.stdout) == (2, "")
    assert words[1] in done.stderr


@pytest.mark.proof
def test_a_run_as_of_another_day_says_so_everywhere(offramp: Offramp) -> None:
    done = offramp("run", CASE, *QUICK, "--as-of", "2031-06-02", "--out", "run")
    assert done.exit_code == 0 and "As of 2 June 2031" in done.stdout
    assert "As of 2 June 2031" in offramp("show", "run").stdout
    page = html.unescape(Path("run/report.html").read_text(encoding="utf-8"))
    assert "It starts on 2 June 2031" in page and "1 later event was added" in page
    assert "what was known on 2 June 2031" in page
    again = re.search(r"<code>(offramp run [^<]*)</code>", page)[1]  # type: ignore[index]
    assert "--as-of 2031-06-02" in again


def test_a_folder_that_holds_no_run(offramp: Offramp) -> None:
    done = offramp("show", "nowhere")
    assert (done.exit_code, done.stdout) == (3, "")
    assert "nowhere" in done.stderr


@pytest.mark.parametrize(("error", "code"), [(RunError("full disk"), 3), (AddressError("none"), 2)])
def test_errors_have_their_codes(
    offramp: Offramp, monkeypatch: pytest.MonkeyPatch, error: Exception, code: int
) -> None:
    monkeypatch.setattr("offramp.api.cases", lambda: (_ for _ in ()).throw(error))
    done = offramp("cases")
    assert (done.exit_code, done.stdout, done.stderr) == (code, "", f"{error}\n")


def test_a_folder_that_cannot_be_written(offramp: Offramp) -> None:
    Path("file").touch()
    done = offramp("run", CASE, *QUICK, "--out", "file/run")
    assert (done.exit_code, done.stdout) == (3, "") and "file" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_fault_of_ours_is_said_to_be_ours(offramp: Offramp, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise ZeroDivisionError("deep inside")

    monkeypatch.setattr("offramp.api.cases", fail)
    done = offramp("cases")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "ZeroDivisionError: deep inside" in done.stderr and "OFFRAMP_DEBUG=1" in done.stderr
    assert "Traceback" not in done.stderr
    monkeypatch.setenv("OFFRAMP_DEBUG", "1")
    assert isinstance(offramp("cases").exception, ZeroDivisionError)


def test_a_future_is_told_again_with_its_reasons(offramp: Offramp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("offramp.study.stories.replay.OfframpEngine", lambda: FakeEngine(block=64))
    offramp("run", CASE, *QUICK, "--out", "run", "--set", "actors.aland.tempo=0.4")
    page = Path("run/report.html").read_text(encoding="utf-8")
    command = re.search(r"<code>(offramp replay [^<]*)</code>", page)[1]  # type: ignore[index]
    address, *rest = shlex.split(html.unescape(command))[2:]
    assert rest == ["--case", str(CASE), "--set", "actors.aland.tempo=0.4"]
    told = offramp("replay", address, "--case", CASE, *rest[2:])
    assert told.exit_code == 0, told.output
    assert told.stdout.startswith(f"{address}\n") and "\nDay " in told.stdout and "It went as far as" in told.stdout
    whole = offramp("replay", address, "--case", "run", "--all", "--why").stdout
    assert len(whole.splitlines()) > 2 * len(told.stdout.splitlines()) and "(+2.0)" in whole
    again = offramp("replay", address, "--case", "run").stdout
    assert again.partition("\nDay ")[2] == told.stdout.partition("\nDay ")[2]
    assert "in 100 futures." in " ".join(again.split())  # the run knows for how many it stands
    body = json.loads(offramp("replay", address, "--case", "run", "--json").stdout)
    first = body["days"][0]["acts"][0]
    assert body["address"] == address and {"actor", "move", "target", "words", "rung", "why"} <= set(first)
    assert offramp("replay", address, "--case", CASE).exit_code == 2  # not without what was set


def test_both_worlds_of_a_pair_are_told_by_their_turns(offramp: Offramp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("offramp.study.stories.replay.OfframpEngine", lambda: FakeEngine(block=64))
    body = json.loads(offramp("run", CASE, *QUICK, "--json", "--set", "actors.aland.tempo=0.4").stdout)
    address = f"two-neighbours@{body['hash'][:12]}/v{VERSION}/s5/quantal/2031-05-10/40x1/d1/r2"
    words = ["replay", address, "--case", CASE, "--set", "actors.aland.tempo=0.4", "--beside"]
    short, whole = (offramp(*words, *more).stdout for more in ([], ["--all"]))
    assert short.startswith(f"With: {address}\n") and "\nWithout: two-neighbours@" in short
    assert short.count(" · here they part") == whole.count(" · here they part") == 1
    assert len(short.splitlines()) < len(whole.splitlines()) and "Every day of both: --all." in short


class Interrupted(FakeEngine):
    """An engine at which somebody presses Ctrl-C."""

    def rollout(self, *args: object) -> object:
        if len(self.rollouts) == 1:
            raise KeyboardInterrupt
        return super().rollout(*args)  # type: ignore[arg-type]


def test_an_interrupt_leaves_what_is_done_and_says_how_to_finish(
    offramp: Offramp, monkeypatch: pytest.MonkeyPatch
) -> None:
    def play(engine: FakeEngine) -> Callable[..., object]:
        return partial(ensemble.run, batch=16, engine=engine)

    monkeypatch.setattr("offramp.api.play", play(Interrupted(block=16, workers=1)))
    words = ["run", CASE, *QUICK, "--out", "run"]
    stopped = offramp(*words)
    assert (stopped.exit_code, stopped.stdout) == (130, "")
    assert "--resume" in stopped.stderr and "of 120" in stopped.stderr
    shown = offramp("show", "run")
    assert shown.exit_code == 0 and "Unfinished: 16 of 120 futures, spread evenly" in " ".join(shown.stdout.split())
    body = json.loads(offramp("show", "run", "--json").stdout)
    assert (body["runs"], body["complete"], body["draws_played"]) == (16, False, 4)
    again = offramp(*words)
    assert (again.exit_code, again.stdout) == (3, "") and "--resume" in again.stderr and "--force" in again.stderr
    monkeypatch.setattr("offramp.api.play", play(FakeEngine(block=16)))
    resumed = offramp(*words, "--resume", "--json")
    assert json.loads(resumed.stdout)["runs"] == 120


def test_an_interrupt_under_the_other_rule_can_be_finished_too(
    offramp: Offramp, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Late(FakeEngine):
        def rollout(self, *args: object) -> object:
            if len(self.rollouts) == 2:  # two for the first rule
                raise KeyboardInterrupt
            return super().rollout(*args)  # type: ignore[arg-type]

    monkeypatch.setattr("offramp.api.play", partial(ensemble.run, engine=Late(block=64, workers=1)))
    words = ["run", CASE, *QUICK, "--structure", "--out", "run"]
    stopped = offramp(*words)
    assert (stopped.exit_code, stopped.stdout) == (130, "")
    monkeypatch.setattr("offramp.api.play", partial(ensemble.run, engine=FakeEngine(block=64)))
    assert json.loads(offramp(*words, "--resume", "--json").stdout)["rules"] == ["quantal", "lookahead"]


def test_a_rule_is_chosen_and_both_can_be_played(offramp: Offramp) -> None:
    for rule in RULES:
        body = json.loads(offramp("run", CASE, *QUICK, "--rule", rule, "--out", rule, "--json").stdout)
        assert body["rules"] == [rule] and body["measures"]["war_prob"]["structure"] is None
    assert offramp("run", CASE, "--rule", "minimax").exit_code == 2
    both = offramp("run", CASE, *QUICK, "--structure", "--out", "both")
    assert "structure" in both.stdout.lower() and "--structure" not in both.stdout
    page = Path("both/report.html").read_text(encoding="utf-8")
    assert "--structure" in page and NOT_YET not in page


def test_ablation_is_a_table_an_object_and_a_part_of_the_report(
    offramp: Offramp, monkeypatch: pytest.MonkeyPatch
) -> None:
    def play(*asked: object, **more: object) -> object:
        return ensemble.run(*asked, **{**more, "engine": FakeEngine(block=64)})  # type: ignore[arg-type]

    monkeypatch.setattr("offramp.study.ablation.study.run", play)
    monkeypatch.setattr("offramp.ensemble.player.OfframpEngine", lambda: FakeEngine(block=64))
    done = offramp("ablate", CASE, *QUICK)
    assert done.exit_code == 0, done.output
    assert "reciprocity" in done.stdout and "Arenas with violence" in done.stdout
    assert "What drives this crisis" in Path("out/two-neighbours/report.html").read_text(encoding="utf-8")
    body = json.loads(offramp("ablate", CASE, *QUICK, "--json").stdout)
    assert body["case"] == "two-neighbours" and body["systems"]["fronts"]["arenas_hit"]["difference"] == 0
    assert offramp("ablate", CASE, *QUICK, "--days", "41").exit_code == 3  # the folder holds a run of 40 days


def test_an_interrupt_before_anything_is_done(offramp: Offramp, monkeypatch: pytest.MonkeyPatch) -> None:
    def press() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("offramp.api.cases", press)
    done = offramp("cases")
    assert (done.exit_code, done.stdout) == (130, "") and done.stderr.startswith("Interrupted")


def test_check_counts_and_remarks(offramp: Offramp) -> None:
    done = offramp("check", CASE)
    assert done.exit_code == 0 and "can be played" in done.stdout and "actors" in done.stdout
    body = json.loads(offramp("check", CASE, "--json").stdout)
    assert body["case"] == "two-neighbours" and body["counts"]["actors"] >= 2


def test_check_says_what_a_case_sets_in_the_place_of_what_was_fitted(offramp: Offramp) -> None:
    system, dials = next(iter(library("fitted").plain().items()))
    said, dial = "reciprocity:\n    debt_half_life: ", next(iter(dials))
    text = CASE.read_text(encoding="utf-8")
    assert said in text
    Path("own.yaml").write_text(text.replace(said, f"{system}:\n    {dial}: "), encoding="utf-8")
    told = offramp("check", "own.yaml").stdout
    (line,) = [each for each in told.splitlines() if f"world.{system}.{dial}" in each]
    (own,) = json.loads(offramp("check", "own.yaml", "--json").stdout)["prior"]["overrides"]
    for word in (
        f"own.yaml:{own['line']}: ",
        "60..300",
        own["fitted"],
        own["says"],
        f"{own['half_widths']:+.1f}",
        "feuds last about half a year here (yearbook)",
    ):
        assert word in line
    assert "the case overrides 1:" in told


@pytest.mark.parametrize(("prior", "says"), [("fitted", "overrides none"), ("assumed", "sets them all aside")])
def test_check_says_in_a_line_what_a_case_makes_of_the_prior(offramp: Offramp, prior: str, says: str) -> None:
    own = re.search(r"\n    debt_half_life: .*", text := CASE.read_text(encoding="utf-8"))
    assert own is not None
    Path("plain.yaml").write_text(text.replace(own[0], " {}") + f"\nprior: {prior}\n", encoding="utf-8")
    (line,) = [each for each in offramp("check", "plain.yaml").stdout.splitlines() if "fitted" in each]
    body = json.loads(offramp("check", "plain.yaml", "--json").stdout)["prior"]
    assert line.startswith(f"{body['fitted']} dials") and says in line
    assert (body["name"], body["overrides"]) == (prior, [])


def test_a_faulty_case_is_told_with_its_line(offramp: Offramp) -> None:
    text = CASE.read_text(encoding="utf-8").replace("actors:", "actor:", 1)
    Path("faulty.yaml").write_text(text, encoding="utf-8")
    done = offramp("check", "faulty.yaml")
    assert (done.exit_code, done.stdout) == (2, "")
    assert re.search(r"faulty\.yaml:\d+: ", done.stderr) and "did you mean actors?" in done.stderr


def test_cases_schema_and_version(offramp: Offramp) -> None:
    assert "baghdad-2020  " in offramp("cases").stdout
    assert "baghdad-2020" in json.loads(offramp("cases", "--json").stdout)
    assert json.loads(offramp("schema").stdout)["properties"]["actors"]
    for command in RESULTS:
        assert json.loads(offramp("schema", "--answer", command).stdout)["properties"]
    assert re.fullmatch(r"offramp \d+\.\d+\.\d+\n", offramp("--version").stdout)


def test_every_command_has_help_with_an_example(offramp: Offramp) -> None:
    listed = offramp("--help").stdout
    for command in app.registered_commands:
        assert command.callback is not None
        name = command.callback.__name__
        assert name in listed
        told = offramp(name, "--help")
        assert told.exit_code == 0 and "Usage: offramp" in told.stdout
    assert "Exit codes" in listed


def test_the_words_are_those_of_the_documentation(offramp: Offramp) -> None:
    told = offramp("words").stdout
    for word in "war, violent act, answer, led by, open, alternation, yields, prefers war, luck".split(", "):
        assert re.search(rf"^{word}: ", told, re.M), word
    own, documented = ROOT / "src/offramp/cli/commands/words.md", ROOT / "docs/words.md"
    assert documented.read_text(encoding="utf-8") == own.read_text(encoding="utf-8")


def test_no_colour_where_nobody_sees_it() -> None:
    done = program("words", FORCE_COLOR="", NO_COLOR="1")
    assert done.returncode == 0 and "\x1b" not in done.stdout + done.stderr


def test_a_closed_pipe_is_left_alone() -> None:
    code = "from offramp.cli import main; main()"
    command = f"'{sys.executable}' -c '{code}' schema | head -c 10"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True)
    assert done.stderr == "" and len(done.stdout) == 10
