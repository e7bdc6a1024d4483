"""`offramp roadmap`: a tree, an object, a figure, a kept answer, one clear error."""

import json
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.cli.figures import drawn, finding
from tests.cli.window import Offramp
from tests.study.test_roadmap import TwoMinds

CASE = Path(__file__).parents[1] / "cases" / "two-neighbours.yaml"
QUICK = ["--runs", "320", "--draws", "8", "--days", "50", "--aim", "coast_attacks=1"]
ASKED = ["--seat", "aland", "--moves", "threat,sanctions,offer-of-talks", *QUICK]


@pytest.fixture
def engine() -> Any:
    return partial(TwoMinds, block=64)


def test_the_plan_is_a_tree(offramp: Offramp) -> None:
    done = offramp("roadmap", CASE, *ASKED)
    assert done.exit_code == 0, done.output
    told = " ".join(done.stdout.split())
    for words in (
        "A plan for Aland, 2 exchanges deep",
        "3 of 15 classes of move were tried (as asked), and waiting",
        "The plan begins with: Threat against Borduria.",
        "then Sanctions against Borduria",
        "Borduria itself: limited violence, openly",
        "Throw the plan away, and make another",
        "the other decision rule ranks the replies the other way round",
    ):
        assert words in told, words
    assert done.stdout.count("then ") < offramp("roadmap", CASE, *ASKED, "--all").stdout.count("then ")


def test_json_is_one_object_and_the_figure_a_file(offramp: Offramp) -> None:
    done = offramp("roadmap", CASE, *ASKED, "--json", "--figure", "plan.html", "--no-structure", "--depth", "1")
    body = json.loads(done.stdout)
    assert body["first"][0]["move"]["id"] == "threat/borduria" and body["other_rule"] == ""
    assert finding(Path("plan.html")) == "For Aland no first move is as good as: threat against Borduria"
    data, layout = drawn(Path("plan.html"))
    names = [each.replace("<br>", " ") for each in layout["yaxis"]["ticktext"]]
    assert names == [each["move"]["words"] for each in body["first"]] and len(data[-1]["x"]) == len(names) > 2


def test_a_plan_is_kept_with_the_run_and_shown_in_its_report(offramp: Offramp) -> None:
    made = offramp("run", CASE, "--runs", "64", "--draws", "4", "--days", "50", "--out", "run")
    assert made.exit_code == 0, made.output
    done = offramp("roadmap", CASE, *ASKED, "--out", "run")
    assert done.exit_code == 0 and Path("run/answers/roadmap-aland.json").is_file()
    assert "What comes next for Aland, and what then" in Path("run/report.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--seat", "alnd"], "did you mean aland?"),
        (["--seat", "aland", "--moves", "treat"], "did you mean threat?"),
        (["--seat", "aland", "--aim", "war_pro"], "did you mean war_prob?"),
        (["--seat", "aland", "--out", "nowhere"], "no run to keep an answer with"),
        ([], "Missing option '--seat'"),
    ],
)
def test_bad_options_give_one_clear_error(offramp: Offramp, words: list[str], says: str) -> None:
    done = offramp("roadmap", CASE, *words, *QUICK)
    assert done.exit_code in (2, 3) and done.stdout == "" and says in " ".join(done.stderr.split())
