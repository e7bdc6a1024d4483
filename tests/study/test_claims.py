"""The claims court on planted claims: each comes out as it was planted, with its hinge, under every rule."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from offramp.errors import CaseError
from offramp.scenario import load
from offramp.study.claims.inverse import question
from offramp.study.claims.question import JudgeClaims
from offramp.study.claims.required_worlds import RequiredWorlds
from offramp.study.claims.result import Verdicts
from tests.study.ask import ask
from tests.study.planted import AT, CASE, EVENT, FEUD, LONG, PRIDE, SURE, Oracle, claim, planted

claims = ask(JudgeClaims)
SIZE: dict[str, Any] = {"draws": 512, "runs": 4_096}


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return planted(tmp_path_factory.mktemp("claims"))


@pytest.fixture(scope="module")
def found(case: Path) -> Verdicts:
    return claims(case, engine=Oracle(), **SIZE)


def one(found: Verdicts, name: str) -> Any:
    return next(each for each in found.claims if each.id == name)


def test_every_verdict_is_the_one_that_was_planted(found: Verdicts) -> None:
    assert {each.id: each.verdict for each in found.claims} == {
        "holds": "holds",
        "fails": "fails",
        "turns": "turns",
        "humble": "turns",
        "turns-on-two": "turns",
        "turns-on-the-rule": "turns",
        "undecided": "undecided",
        "effect": "turns",
        "by-a-dial": "holds",
        "not-by-a-dial": "holds",
        "by-another-dial": "holds",
        "by-a-system": "holds",
        "empty": "refused",
        "refused": "refused",
    }


def test_what_a_claim_turns_on_is_found_within_a_tenth(found: Verdicts) -> None:
    for name in ("turns", "humble", "effect"):
        (side,) = one(found, name).pivot.sides
        assert side.dial == PRIDE and side.threshold == pytest.approx(AT, rel=0.1)
    two = {side.dial: side.threshold for side in one(found, "turns-on-two").pivot.sides}
    assert two == {PRIDE: pytest.approx(AT, rel=0.1), FEUD: pytest.approx(LONG, rel=0.1)}
    pivot = one(found, "turns").pivot
    assert pivot.true.true > 0.95 and pivot.false.true < 0.05 and pivot.true.luck[0] > pivot.false.luck[1]


def test_a_hinge_is_told_with_its_threshold(found: Verdicts) -> None:
    said = one(found, "turns").sentence
    assert said.startswith(
        "Turns on the resolve of Borduria: it fails unless the resolve of Borduria is above 0.5 (true in "
    )
    assert "By assumption: it follows from the resolve of Borduria." in said
    assert "fails unless the resolve of Borduria is at most 0.5" in one(found, "humble").sentence
    assert "turns on how actors decide" in one(found, "turns-on-the-rule").sentence.lower()
    assert "unless actors weigh today alone" in one(found, "turns-on-the-rule").sentence


def test_the_probability_has_three_bars(case: Path, found: Verdicts) -> None:
    share = float((load_dial(case, found, PRIDE) > AT).mean())
    true = one(found, "turns").true
    assert true.estimate == pytest.approx(share, abs=0.04)
    assert true.luck[0] < share < true.luck[1] and true.assumptions[0] < 0.05 and true.assumptions[1] > 0.95
    assert one(found, "turns-on-the-rule").true.structure == pytest.approx((0, 1), abs=0.02)
    assert one(found, "turns-on-the-rule").by_rule == pytest.approx({"quantal": 1, "lookahead": 0}, abs=0.02)


def load_dial(case: Path, found: Verdicts, path: str) -> np.ndarray:
    from offramp.ensemble.design import draws

    return draws(load(case), found.seed, found.draws).values[path]


def test_nothing_is_told_where_fresh_draws_do_not_confirm(found: Verdicts) -> None:
    each = one(found, "undecided")
    assert each.pivot is None and each.true.estimate == pytest.approx(0.5, abs=0.07)
    assert each.sentence.startswith("Undecided: true in ")


@pytest.mark.parametrize("seed", range(6))
def test_a_search_among_few_draws_finds_something_and_confirms_nothing(case: Path, seed: int) -> None:
    """Sixteen draws to search in, hundreds of dials: some dial tells them apart perfectly."""
    found = claims(case, only=["undecided"], engine=Oracle(), draws=32, runs=256, seed=seed, structure=False)
    assert found.claims[0].pivot is None


def test_by_assumption_is_looked_into(found: Verdicts) -> None:
    follows = {each.id: each.follows_from for each in found.claims}
    assert follows["by-a-dial"] == (SURE,) and follows["by-a-system"] == ("leaders",) and follows["turns"] == (PRIDE,)
    assert (
        follows["not-by-a-dial"]
        == ()
        == follows["by-another-dial"]
        == follows["holds"]
        == follows["turns-on-two"]
        == follows["turns-on-the-rule"]
    )
    assert "By assumption: it follows from the system “leaders" in one(found, "by-a-system").sentence


def test_switching_a_system_off_changes_what_rests_on_it(case: Path, found: Verdicts) -> None:
    sets = {"world.leaders.on": "false"}
    without = claims(case, only=["by-a-system"], sets=sets, engine=Oracle(), **SIZE)
    assert one(found, "by-a-system").true.estimate > 0.99 and one(without, "by-a-system").true.estimate == 0
    assert one(without, "by-a-system").verdict == "fails"


def test_which_number_decided_and_what_it_was(case: Path, found: Verdicts) -> None:
    fails = one(found, "fails")
    assert fails.decided_by.measure == "seldom" and fails.decided_by.found.estimate == pytest.approx(0.1, abs=0.02)
    assert [test.true for test in fails.tests] == pytest.approx([1, 0], abs=0.03)
    effect = one(found, "effect").tests[0]
    share = float((load_dial(case, found, PRIDE) > AT).mean())
    assert effect.found.estimate == pytest.approx(share, abs=1e-6)  # the luck of the two worlds is the same


def test_what_cannot_be_decided_is_refused_with_the_reason(found: Verdicts) -> None:
    assert one(found, "refused").sentence == "Refused: Nobody counts hearts."
    assert one(found, "empty").sentence == "Refused: no future of those played has what it is about: in no future."
    assert one(found, "empty").true.estimate is None


def test_the_table_has_one_row_for_each_claim(found: Verdicts) -> None:
    assert list(found.table.index) == [each.id for each in found.claims] and found.table["verdict"].notna().all()


def test_a_quarrel_is_told_with_its_hinge(case: Path, found: Verdicts) -> None:
    conflicts = {(each.one, each.other): each for each in found.conflicts}
    assert conflicts.keys() == {("humble", "turns"), ("effect", "holds")}
    share = float((load_dial(case, found, PRIDE) > AT).mean())
    humble = conflicts["humble", "turns"]
    assert humble.both < 0.1 > humble.neither  # what is left is draws of which few futures leave it open
    assert humble.other_alone == pytest.approx(share, abs=0.08) and humble.settled is None
    assert humble.pivot is not None and humble.pivot.sides[0].threshold == pytest.approx(AT, rel=0.1)
    said = humble.sentence
    assert "It turns on the resolve of Borduria: where the resolve of Borduria is" in said
    right = "turns" if humble.pivot.sides[0].above else "humble"
    assert f"it is {right} (in " in said
    assert (
        conflicts["effect", "holds"].settled == "holds"
        and "Where only one is, it is holds." in conflicts["effect", "holds"].sentence
    )


def test_each_voice_has_its_card(found: Verdicts) -> None:
    cards = {card["voice"]: card for card in found.scorecard}
    assert cards["the keeper"] | {"source": ""} == {
        "source": "",
        "voice": "the keeper",
        "claims": 1,
        "holds": 0,
        "fails": 0,
        "turns": 0,
        "undecided": 1,
        "refused": 0,
        "as_claimed": 1,
        "said": 1,  # no event of the later record can be a whim, so it counts none
    }
    assert cards["the editor"]["claims"] == 13 and cards["the editor"]["refused"] == 2


def test_worlds_are_shared_and_paired(case: Path) -> None:
    engine = Oracle()
    claims(case, engine=engine, draws=16, runs=64)
    worlds = [(game.rule, EVENT in game.scenario.record, game.scenario.world["leaders"].on) for game in engine.games]
    assert len(set(worlds)) == 8  # with the killing and without, with leaders and without, by rule
    assert len(worlds) == 9  # and the days before, once
    required = RequiredWorlds.of(load(case), [test for each in load(case).claims.values() for test in each.tests])
    assert len(required.to_play()) == 2


def test_years_are_played_by_the_week_and_windows_ride_along(tmp_path: Path) -> None:
    test = {"measure": "often", "holds": "> 0.5"}
    path = planted(
        tmp_path, {"a": claim({**test, "within": 300}), "b": claim({**test, "within": 200}), "c": claim(test)}
    )
    case = load(path)
    measures = {**case.measures, "early": case.measures["often"].model_copy(update={"within": 30})}
    case = case.model_copy(update={"measures": measures})
    (long,), (days,), (short,) = (each.tests for each in case.claims.values())
    early = short.model_copy(update={"measure": "early", "within": 30})
    arms = RequiredWorlds.of(case, [long, days, short, early]).arms
    assert [(arms[t][0].days, arms[t][0].turn) for t in (long, days, short, early)] == [
        (300, 7),
        (200, 1),
        (40, 1),
        (40, 1),
    ]
    alone = RequiredWorlds.of(case, [early]).arms
    assert alone[early][0].days == 30


def test_the_inverse_question_finds_the_region(case: Path) -> None:
    made = claims(case, until="P(proud_feud) > 0.5", within=40, engine=Oracle(), **SIZE)
    (judged,) = made.claims
    assert judged.verdict == "turns" and {side.dial for side in judged.pivot.sides} == {PRIDE, FEUD}
    assert [side.dial for side in made.steps[1].sides] in ([PRIDE, FEUD], [FEUD, PRIDE])
    last = made.steps[1]
    assert last.half.true > 0.9 and last.covers > 0.8 and last.number == pytest.approx(0.8, abs=0.05)
    assert "so in " in made.region_says[1] and json.dumps(made.summary())


@pytest.mark.parametrize(
    ("asked", "passes", "statistic", "holds"),
    [
        ("P(war) > 0.5", None, "probability", "> 0.5"),
        ("war >= 0.5", None, "probability", ">= 0.5"),
        ("P(violent_acts > 10) > 0.5", "> 10", "probability", "> 0.5"),
        ("mean(violent_acts) > 10", None, "mean", "> 10"),
        ("violent_acts > 10", None, "mean", "> 10"),
    ],
)
def test_a_probability_is_of_what_is_so_or_not(asked: str, passes: str | None, statistic: str, holds: str) -> None:
    (test,) = question(load(CASE), asked, 30).tests
    assert (test.passes, test.statistic, test.holds) == (passes, statistic, holds)


def test_no_step_is_given_that_betters_nothing(case: Path) -> None:
    """Whatever a search among all dials finds for a whim: the other draws have it no more often there."""
    made = claims(case, until="P(whim) > 0.5", within=40, engine=Oracle(), **SIZE)
    assert made.claims[0].verdict == "undecided" and made.steps == ()


def test_no_more_days_are_asked_about_than_the_case_has(tmp_path: Path) -> None:
    said = {"measure": "proud", "statistic": "probability", "holds": "> 0.5"}
    bare = {"source": "gazette", "voice": "the editor", "says": "so it is said"}
    path = planted(tmp_path, {"usual": {**bare, "tests": [said]}, "long": {**bare, "tests": [{**said, "within": 80}]}})
    small: dict[str, Any] = {"draws": 16, "runs": 32, "structure": False, "engine": Oracle()}
    assert claims(path, until="P(proud) > 0.5", **small).days == 60 == load(path).days
    made = claims(path, **small)
    assert {each.id: each.tests[0].days for each in made.claims} == {"usual": 60, "long": 80}


def test_what_is_so_nowhere_is_approached(case: Path) -> None:
    made = claims(case, until="P(proud) > 0.95", within=40, engine=Oracle(), **SIZE)
    assert made.claims[0].verdict == "fails" and made.steps[0].sides[0].dial == PRIDE
    assert made.steps[0].number == pytest.approx(0.8, abs=0.03)


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"until": "war is likely"}, 'a comparison such as "P(war) > 0.5"'),
        ({"until": "P(prowd) > 0.5"}, "did you mean proud?"),
        ({"until": "P(killed) > 0.5"}, "P(killed > 0) > 0.5, which is a chance, or mean(killed) > 0.5"),
        ({"until": "mean(killed > 1) > 0.5"}, "P(killed > 0) > 0.5"),
        ({"only": ["hold"]}, "did you mean holds?"),
        ({"runs": 512}, "at least 2 futures of each"),
        ({"draws": 4, "runs": 64}, "of at least 8 draws"),
    ],
)
def test_bad_questions_give_one_clear_error(case: Path, asked: dict[str, Any], says: str) -> None:
    with pytest.raises(CaseError, match="allowed") as caught:
        claims(case, engine=Oracle(), **{**SIZE, **asked})
    assert says in str(caught.value)


def test_the_answer_is_reproducible_and_can_be_kept(case: Path) -> None:
    small: dict[str, Any] = {"draws": 32, "runs": 128, "only": ["turns"]}
    one_, other = (claims(case, engine=Oracle(), **small).summary() for _ in range(2))
    assert json.dumps({**one_, "seconds": 0}) == json.dumps({**other, "seconds": 0})
    assert one_["runs"] == 128 and one_["rules"] == ["quantal", "lookahead"] and one_["dials"].keys() <= {PRIDE}


@pytest.mark.proof
def test_what_rests_on_leaders_is_gone_without_them(tmp_path: Path) -> None:
    """The real engine: how much hung on the commander shows in what Borduria has left, and not without leaders."""
    state: dict[str, Any] = {"kind": "state", "state": "coordination", "at": "start", "where": {"actors": ["borduria"]}}
    hub = ["leaders.commander.hub=0.5"]
    test = {"measure": "held", "effect_of": hub, "statistic": "mean", "within": 7, "holds": "< 0"}
    path = planted(
        tmp_path, {"blow": claim(test, rests_on=["leaders"])}, {"held": {**state, "says": "held", "unit": "share"}}
    )
    small: dict[str, Any] = {"draws": 16, "runs": 32, "structure": False}
    (blow,) = claims(path, **small).claims
    assert blow.verdict == "holds" and blow.true.estimate == 1 and blow.follows_from == ("leaders",)
    (none,) = claims(path, sets={"world.leaders.on": "false"}, **small).claims
    assert none.verdict == "fails" and none.true.estimate == 0


class Witnessed(Oracle):
    """The record makes a resolved Borduria likelier."""

    def record_likelihood(self, game: Any) -> tuple[np.ndarray, int]:
        return 6 * game.draws.values[PRIDE], 3


def test_draws_count_by_the_record(case: Path) -> None:
    small: dict[str, Any] = {"draws": 256, "runs": 1_024, "only": ["turns"], "structure": False}
    (weighed,), (alike,) = (claims(case, engine=Witnessed(), evidence=each, **small).claims for each in (None, False))
    assert weighed.true.estimate > alike.true.estimate + 0.1
    assert weighed.pivot.sides[0].threshold == pytest.approx(AT, rel=0.1)
