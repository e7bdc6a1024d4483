"""`offramp offramps` and `compare --with`: a table, an object, a figure, one clear error."""

import json
from pathlib import Path

import pytest

from tests.cli.figures import drawn, finding
from tests.cli.window import Offramp

CASE = Path(__file__).parents[1] / "cases" / "two-neighbours.yaml"
QUICK = ["--runs", "120", "--draws", "4", "--days", "40"]


def test_the_exits_are_a_table(offramp: Offramp) -> None:
    done = offramp("offramps", CASE, *QUICK)
    assert done.exit_code == 0, done.output
    told = " ".join(done.stdout.split())
    for words in (
        "One way out, taken alone in 120 futures",
        "a channel by Dorland",
        "Price",
        "Robust",
        "Best",
        "Ranked by: war",
        "Nothing that was tried helps beyond luck.",
        "Tried: 0 of 0 pairs",
    ):
        assert words in told, words


def test_json_is_one_object_and_the_figure_a_file(offramp: Offramp) -> None:
    done = offramp("offramps", CASE, *QUICK, "--json", "--figure", "front.html", "--measure", "coast_attacks")
    body = json.loads(done.stdout)
    found = body["offramps"]["dorland-channel"]
    assert found["verdict"] == "no effect found" and found["backfire"] == 0 and found["window"] is None
    assert list(found["measures"]) == ["war_prob", "coast_attacks"]
    assert finding(Path("front.html")) == "War: nothing that was tried changes it by more than luck"
    data, layout = drawn(Path("front.html"))
    dots = next(each for each in data if each["mode"].startswith("markers"))
    assert layout["yaxis"]["title"]["text"].startswith("War") and len(dots["x"]) == len(body["offramps"]) == 1
    assert dots["y"] == [pytest.approx(100 * found["measures"]["war_prob"]["with"])]


def test_compare_takes_exits_in_one_of_the_two_worlds(offramp: Offramp) -> None:
    done = offramp("compare", CASE, *QUICK, "--with", "dorland-channel", "--set", "actors.aland.tempo=0.4")
    assert "With dorland-channel, and without" in done.stdout and "both with actors.aland.tempo=0.4" in done.stdout
    body = json.loads(offramp("compare", CASE, *QUICK, "--with", "dorland-channel", "--json").stdout)
    assert body["offramps"] == ["dorland-channel"] and body["event"] is None
    assert all(each["difference"] == 0 for each in body["measures"].values())


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["offramps", CASE, "--only", "dorland-chanel"], "did you mean dorland-channel?"),
        (["offramps", CASE, "--risk", "war_pro"], "did you mean war_prob?"),
        (["offramps", CASE, "--only", "a,,b"], "names with commas"),
        (["compare", CASE, "--with", "dorland-chanel"], "did you mean dorland-channel?"),
        (["compare", CASE, "--with", ""], "names with commas"),
        (["compare", CASE, "--with", "dorland-channel", "--without", "rockets"], "one comparison at a time"),
    ],
)
def test_bad_options_give_one_clear_error(offramp: Offramp, words: list[str], says: str) -> None:
    done = offramp(*words, *QUICK)
    assert (done.exit_code, done.stdout) == (2, "") and says in " ".join(done.stderr.split())
