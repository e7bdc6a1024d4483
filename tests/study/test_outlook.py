"""The outlook of an ensemble: its numbers, its paragraph, its futures to read, and their stories."""

import json
from pathlib import Path

import jsonschema
import pytest

from offramp.analysis import Estimate
from offramp.ensemble import Ensemble, run
from offramp.ensemble.address import parse
from offramp.errors import AddressError
from offramp.scenario.asof import as_of
from offramp.study.outlook.paragraph import paragraph
from offramp.study.outlook.study import Outlook, outlook
from offramp.study.stories.replay import replay, stories, story
from offramp.study.stories.story import Story
from offramp.wording.numbers import amount, figure, likely, share
from tests.ensemble.fake import FakeEngine

CASE = Path(__file__).parents[1] / "cases" / "two-neighbours.yaml"
KEYS = "case hash seed draws runs_per_draw runs complete draws_played days turn as_of evidence".split()
KEYS += ["seconds", "runs_per_second", "device", "rules", "luck_level", "measures"]
SETS = {"actors.aland.tempo": "0.3"}


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Ensemble:
    path = tmp_path_factory.mktemp("out") / "run"
    return run(CASE, runs=400, draws=8, days=50, sets=SETS, out=path, engine=FakeEngine(block=64))


@pytest.fixture(scope="module")
def found(played: Ensemble) -> Outlook:
    return outlook(played)


def test_the_json_object_is_as_promised(found: Outlook) -> None:
    body = json.loads(found.to_json())
    assert list(body) == KEYS
    jsonschema.validate(body, Outlook.schema())
    assert (body["draws"], body["runs_per_draw"], body["runs"], body["days"]) == (8, 50, 400, 50)
    for each in body["measures"].values():
        assert list(each) == ["estimate", "luck", "assumptions", "structure", "unit", "period"]
        assert each["structure"] is None and each["luck"][0] <= each["estimate"] <= each["luck"][1]
    assert body["measures"]["violent_answer_30d_prob"]["period"] == "30 days"
    assert body["measures"]["war_prob"]["period"] == "50 days"


def test_an_estimate_is_what_its_kind_says(found: Outlook, played: Ensemble) -> None:
    runs = played.runs
    assert found.measures["war_prob"].found.estimate == pytest.approx(runs["war_prob"].mean())
    assert found.measures["deaths_civilian"].found.estimate == pytest.approx(runs["deaths_civilian"].mean())
    assert found.measures["first_violent_answer_day"].found.estimate == runs["first_violent_answer_day"].median()


def test_the_paragraph_says_the_numbers_in_words(found: Outlook) -> None:
    text = found.paragraph
    assert text.startswith("A violent answer by Borduria or one of its proxies within 30 days ")
    assert "(400 futures were played from 10 May 2031;" in text
    war = found.measures["war_prob"].found
    assert war.estimate is not None and f"about {100 * war.estimate:.0f} in 100 (" in text
    assert "Half of the futures have " in text and "Unfinished" not in text
    assert "conciliatory" not in text  # as good as sure, which says nothing


@pytest.mark.parametrize(
    ("share", "words"), [(0.0, "has almost no chance"), (0.5, "may or may not come"), (1.0, "is almost certain")]
)
def test_words_of_probability(share: float, words: str) -> None:
    assert likely(Estimate(share, None, None, None)) == words
    unsure = Estimate(0.04, None, (0.001, 0.15), None)
    assert likely(unsure) == "is very unlikely"  # not: almost no chance


def test_the_headline_is_about_whom_the_measures_are_about(found: Outlook, played: Ensemble) -> None:
    """Where Borduria has answered, it is Aland's answer that is awaited."""
    case, estimates = played.scenario, {name: each.found for name, each in found.measures.items()}
    assert paragraph(case, found.manifest, estimates).startswith("A violent answer by Borduria or one of its ")
    killed = case.record["commander-killed"]
    answer = {"date": "2031-05-11", "actor": "borduria", "target": "aland", "loses": ()}
    answered = as_of(case.model_copy(update={"aftermath": {"answer": killed.model_copy(update=answer)}}), "2031-05-11")
    assert paragraph(answered, found.manifest, estimates).startswith("A violent answer by Aland or one of its proxies ")


def test_questions_of_the_case_come_first_as_sentences(found: Outlook, played: Ensemble) -> None:
    estimates = {name: each.found for name, each in found.measures.items()}
    asked = [("Borduria strikes within a week.", Estimate(0.97, (0.96, 0.98), (0.9, 0.99)))]
    text = paragraph(played.scenario, found.manifest, estimates, asked=asked)
    assert text.startswith("Borduria strikes within a week: that is very likely, about 97 in 100 (90 to 99). A violent")


def test_a_word_of_the_paragraph_follows_its_number(found: Outlook, played: Ensemble) -> None:
    estimates = {name: each.found for name, each in found.measures.items()}
    for number, verb in (
        (0.0001, "has almost no chance"),
        (0.49, "may or may not come"),
        (1.0, "is almost certain"),
    ):
        told = Estimate(number, (number, number), None)
        text = paragraph(played.scenario, found.manifest, estimates | {"conciliatory_prob": told, "war_prob": told})
        assert f"War within 50 days {verb}: " in text
        assert (f"A conciliatory move by anybody {verb}: " in text) == (number < 0.95)  # else it says nothing


def test_the_futures_to_read_are_typical_and_bad(found: Outlook, played: Ensemble) -> None:
    assert len(set(found.typical)) == 3 and found.worst is not None
    assert sum(found.shares) == pytest.approx(1)
    assert len(found.shares) == 3 and list(found.shares) == sorted(found.shares, reverse=True)
    kept = played.kept.set_index(["draw", "run"])
    severity = kept["deaths_military"] + kept["deaths_civilian"]
    worst = severity.loc[found.worst.draw, found.worst.run]
    assert (severity <= worst).mean() >= 0.95 and (severity > worst).any()
    middle = severity.quantile((0.02, 0.98))
    assert all(middle.iloc[0] <= severity.loc[a.draw, a.run] <= middle.iloc[1] for a in found.typical)


def test_no_acts_kept_means_none_to_read(tmp_path: Path) -> None:
    found = outlook(run(CASE, runs=16, draws=2, days=10, keep=0, engine=FakeEngine()))
    assert found.typical == () and found.worst is None


def test_one_draw_tells_nothing_of_the_assumptions() -> None:
    found = outlook(run(CASE, runs=16, draws=1, days=10, engine=FakeEngine()))
    assert json.loads(found.to_json())["measures"]["war_prob"]["assumptions"] is None
    assert "(" not in found.paragraph.rpartition("(")[0]  # no range but the closing remark


def test_a_future_is_told_again_from_its_address(found: Outlook, played: Ensemble) -> None:
    place = found.typical[1]
    kept = story(played, place)
    assert kept.days and kept.address == str(place)
    told = replay(str(place), CASE, SETS, FakeEngine())
    assert bare(told) == bare(kept) and told.ending == kept.ending
    again = replay(place, played.folder.path, engine=FakeEngine())
    assert again.weight == found.shares[1] and told == again
    assert [told] == stories(played, [place], FakeEngine())
    sums = told.days[0].lines[0].sums
    assert all(words in sums for words in ("(+2.0)", "(−1.0)", "it nearly threatened Aland with force instead"))


def bare(story: Story) -> list[tuple[int, list[str]]]:
    """A story without its reasons."""
    return [(day.day, [str(line) for line in day.lines]) for day in story.days]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("/v0", "/v9", "made by Offramp 9"),
        ("two-neighbours@", "two-neighbours@0", "letters"),
        ("2031-05-10", "2051-05-11", "no day of it; allowed: 2030-11-02 to 2031-07-01"),
        ("50x1", "50x2", "a turn of 2 days; allowed: 1 or 7 days"),
    ],
)
def test_an_address_of_something_else_is_refused(found: Outlook, old: str, new: str, says: str) -> None:
    with pytest.raises(AddressError, match=says):
        replay(str(found.typical[0]).replace(old, new), CASE, SETS, FakeEngine())


def test_a_case_that_was_set_otherwise_is_refused(found: Outlook, played: Ensemble) -> None:
    with pytest.raises(AddressError, match="set otherwise"):
        replay(found.typical[0], CASE, engine=FakeEngine())
    far = parse(str(found.typical[0]).rpartition("/d")[0] + "/d99/r0")
    with pytest.raises(AddressError, match="only 8 draws of 50 runs"):
        replay(far, played.folder.path, engine=FakeEngine())


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0.0, "none of 20,000 futures"),
        (1.0, "all of 20,000 futures"),
        (0.068, "about 7 in 100"),
        (0.996, "above 99 in 100"),
        (0.0031, "about 3 in 1,000"),
        (0.0001, "under 1 in 1,000"),
    ],
)
def test_shares_in_words(value: float, words: str) -> None:
    assert share(Estimate(value, (0, 1), None), 20_000) == words


def test_ranges_in_words() -> None:
    assert share(Estimate(0.068, (0, 1), (0.021, 0.149)), 100) == "about 7 in 100 (2 to 15)"
    assert amount(Estimate(29.7, (0, 99), (0.04, 1234))) == "about 30 (0.04 to 1,200)"
    assert share(Estimate(None, None, None), 100) == "not known"


@pytest.mark.parametrize(
    ("value", "words"),
    [(0, "0"), (0.04, "0.04"), (2.94, "2.9"), (3.0, "3"), (8.3, "8"), (37.4, "37"), (1234.0, "1,200")],
)
def test_figures_in_words(value: float, words: str) -> None:
    assert figure(value) == words


def test_the_third_bar_and_the_dispute(tmp_path: Path) -> None:
    """In the fake world who looks ahead acts half as often: no bar of luck or assumptions is as wide."""
    sets = {"actors.aland.tempo": "0.3"}
    made = run(CASE, runs=4000, draws=8, days=50, sets=sets, out=tmp_path, engine=FakeEngine(64), structure=True)
    answer = outlook(made)
    bars = answer.summary()["measures"]
    mine, other = (each.runs["conciliatory_acts"].mean() for each in (made, made.rivals[0]))
    assert bars["conciliatory_acts"]["structure"] == pytest.approx([other, mine])
    assert answer.measures["deaths_civilian"].found.disputed
    assert "How actors decide matters most for" in answer.paragraph and "the civilian dead" in answer.paragraph
    assert answer.summary()["rules"] == ["quantal", "lookahead"]
