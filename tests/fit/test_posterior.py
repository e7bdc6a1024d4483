"""The file of fitted numbers: what is written is read, and another version is refused."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from ruamel.yaml import YAML
from scipy.special import ndtri

from offramp.errors import OfframpError
from offramp.fit.joint import joint, sample
from offramp.fit.laplace import Drawn, Fitted, Peak, lower
from offramp.fit.onset_model import Link, numbers
from offramp.fit.parameters import CARRIED, LOG, MEMBERS, parameters
from offramp.fit.posterior import SHIPPED, prior, read, save, table, told, trust
from offramp.scenario.reading.merge import LIBRARY, library, of_prior
from offramp.scenario.reading.parse import parse
from offramp.scenario.scenario import PEAKS


@pytest.fixture
def fitted() -> Fitted:
    size = len(parameters())
    return Fitted(np.linspace(-1, 1, size), np.eye(size) * 0.04, -1234.5, 3, 17)


def test_what_is_written_is_read(fitted: Fitted, tmp_path: Path) -> None:
    save(fitted, "made by a test", tmp_path / "fitted.json")
    back, none = read(tmp_path / "fitted.json")
    assert none is None
    np.testing.assert_allclose(back.peak, fitted.peak, atol=1e-5)
    np.testing.assert_allclose(back.covariance, fitted.covariance, atol=1e-6)
    assert (back.disputes, back.incidents, back.drawn) == (3, 17, None)


def test_what_draws_came_to_is_written_too(fitted: Fitted, tmp_path: Path) -> None:
    size = len(parameters())
    span = np.stack([np.full(size, -0.3), np.full(size, 0.4)])
    drawn = Drawn(span, np.full(size, 1.01), np.full(size, 250.0), 4, 100, 1, seed=3)
    save(replace(fitted, drawn=drawn), "made by a test", tmp_path / "fitted.json")
    back = read(tmp_path / "fitted.json")[0].drawn
    assert back is not None and (back.chains, back.draws, back.divergences, back.seed) == (4, 100, 1, 3)
    np.testing.assert_allclose(back.span, span)
    assert trust(back) == (
        "4 chains of 100 draws: R-hat at most 1.010, worth at least 250 independent draws, 1 divergences"
    )
    row = told(replace(fitted, drawn=drawn), "")["numbers"]["close.often"]
    assert (row["low"], row["high"]) == (-1.8, -1.1)  # the draws' span, not the curvature's


def test_what_incidents_set_is_written_as_a_prior(fitted: Fitted) -> None:
    """Only dials that carry over and that the data set, as ranges that a case can be filled up with."""
    wide = np.diag([1.0 if name == "world.reciprocity.silence" else 0.04 for name in parameters()])
    made = YAML(typ="safe").load(prior(replace(fitted, covariance=wide)))
    assert {f"{system}.{dial}" for system in made for dial in made[system]} == set(CARRIED) - {"reciprocity.silence"}
    row = told(fitted, "")["numbers"]["world.reciprocity.own_fast"]
    assert made["reciprocity"]["own_fast"]["value"] == f"{row['low']:g}..{row['high']:g}"


def test_every_case_takes_the_ranges_that_are_shipped() -> None:
    assert (LIBRARY / "fitted.yaml").read_text(encoding="utf-8") == prior(read(SHIPPED)[0])


def test_the_rows_that_are_shipped_are_those_of_the_posterior() -> None:
    assert (LIBRARY / "joint.yaml").read_text(encoding="utf-8") == joint(read(SHIPPED)[0])


def test_rows_take_each_cell_once_and_go_together_as_the_draws_did() -> None:
    covariance = np.array([[4.0, -1.2, 0.0], [-1.2, 1.0, 0.3], [0.0, 0.3, 0.25]])
    cells = sample(covariance, 256, 2)
    assert (np.sort(cells, axis=0) == np.arange(256)[:, None]).all()
    found = np.corrcoef(ndtri((cells.T + 0.5) / 256))
    assert np.abs(found - covariance / np.sqrt(np.outer([4, 1, 0.25], [4, 1, 0.25]))).max() < 0.02


def test_searches_end_on_other_peaks_where_they_end_apart() -> None:
    """In spreads of the posterior: a slow search for the same peak ends on no other one."""
    ends = [(-10.0, np.zeros(2)), (-10.5, np.array([0.1, 0.0])), (-13.0, np.array([0.0, 3.0])), (-14.0, np.ones(2))]
    ends.append((-15.0, np.array([0.0, 2.5])))
    found = lower(ends, np.diag([0.01, 1.0]))
    assert [(each.below, each.at.tolist()) for each in found] == [(3.0, [0.0, 3.0]), (4.0, [1.0, 1.0])]
    assert [each.below for each in lower(ends, np.eye(2))] == [3.0]


def test_other_peaks_are_kept_and_have_ranges_as_wide(fitted: Fitted, tmp_path: Path) -> None:
    size, at = len(parameters()), list(parameters()).index("world.reciprocity.debt_half_life")
    moved = fitted.peak + np.eye(size)[at]
    drawn = Drawn(np.stack([fitted.peak - 0.3, fitted.peak + 0.4]), np.ones(size), np.ones(size), 4, 100, 1, seed=3)
    several = replace(fitted, drawn=drawn, others=(Peak(moved, 2.5),))
    save(several, "made by a test", tmp_path / "fitted.json")
    (back,) = read(tmp_path / "fitted.json")[0].others
    assert back.below == 2.5 and back.at == pytest.approx(moved, abs=1e-5)
    made = YAML(typ="safe").load(joint(several))
    near, far = made["ranges"]["reciprocity"], made["peaks"][PEAKS[1]]["reciprocity"]
    one, other = (parse(each["debt_half_life"], "days") for each in (near, far))
    assert other.low > one.low and other.high / other.low == pytest.approx(one.high / one.low, rel=1e-3)
    assert "2.5 lower" in other.because and near["silence"]["value"] == far["silence"]["value"]


def test_the_shipped_posterior_has_the_peaks_that_cases_can_name() -> None:
    assert list(library("joint").plain()["peaks"]) == list(PEAKS[1:])
    assert [each.below for each in read(SHIPPED)[0].others] == [3.78, 8.63]
    half_lives = [of_prior(peak).get("reciprocity", "debt_half_life").plain() for peak in PEAKS]
    assert np.all(np.diff([parse(each, "days").middle() for each in half_lives]) > 0)


def test_rows_next_to_each_other_are_alike() -> None:
    """An eighth of them is a region: within it they spread less than over all, and their order is not by one dial."""
    scores = ndtri((sample(np.eye(3), 256, 2) + 0.5) / 256)
    inside = scores.reshape(8, 32, 3).var(axis=1).mean(axis=0)
    assert (inside < 0.5).all()


def test_members_of_the_posterior_have_the_unit_of_the_dial() -> None:
    """A number above 0 may be a dial as it is or as its logarithm, one of any sign a dial that stays above 0."""
    good = {("share", "logit"), ("number", "plain"), ("positive", "log"), ("days", "log"), ("positive", "plain")}
    for dial, number in MEMBERS.items():
        system, name = dial.split(".")
        kind, scale = (
            library("world").plain()[system]["dials"][name]["kind"],
            parameters()[number.removeprefix(LOG)].scale,
        )
        assert (kind, scale) in (good if number in parameters() else {("number", "log")}), dial


def test_where_the_library_quotes_the_posterior_of_a_member_it_quotes_it_right() -> None:
    """Systems that no case had before the fit have its ranges in `world.yaml`, to two figures at least."""
    world, found = library("world").plain(), library("joint").plain()["ranges"]
    for system in ("standing-rates", "closing"):
        for dial, body in found[system].items():
            told = world[system]["dials"][dial]
            one, other = (parse({"value": each["value"]}, told["kind"]) for each in (told, body))
            assert (one.low, one.high) == pytest.approx((other.low, other.high), rel=0.01), dial


def test_a_link_of_crises_is_kept_with_it(fitted: Fitted, tmp_path: Path) -> None:
    size = len(numbers())
    link = Link(np.linspace(-1, 1, size), np.full(size, 0.6), 12, 30, 24, seed=4)
    save(fitted, "made by a test", tmp_path / "fitted.json", link)
    back = read(tmp_path / "fitted.json")[1]
    assert back is not None and (back.crises, back.actors, back.lags, back.seed) == (12, 30, 24, 4)
    np.testing.assert_allclose(back.peak, link.peak, atol=1e-5)
    assert {row["set_by"] for row in told(fitted, "", link)["crises"]["numbers"].values()} == {"ICB and assumption"}
    assert len(table(fitted, link).splitlines()) == len(parameters()) + size + 1


def test_another_version_is_refused(fitted: Fitted, tmp_path: Path) -> None:
    path = tmp_path / "fitted.json"
    save(fitted, "made by a test", path)
    held = json.loads(path.read_text(encoding="utf-8"))
    del held["numbers"]["trait.tempo"]
    path.write_text(json.dumps(held), encoding="utf-8")
    with pytest.raises(OfframpError, match="fit again"):
        read(path)
    path.write_text("[]", encoding="utf-8")
    with pytest.raises(OfframpError, match="offramp fit"):
        read(path)


def test_who_sets_a_number_is_told(fitted: Fitted) -> None:
    rows = told(fitted, "made by a test")["numbers"]
    assert {row["set_by"] for row in rows.values()} == {"MID"}
    vague = Fitted(fitted.peak, np.eye(len(fitted.peak)), 0.0, 1, 1)
    assert {row["set_by"] for row in told(vague, "")["numbers"].values()} == {"assumption"}
    assert len(table(fitted).splitlines()) == len(parameters()) + 1


def test_a_dials_prior_is_the_librarys_range_made_wider() -> None:
    """Twice the width on the free scale, about the same middle."""
    prior = parameters()["world.reciprocity.fast_half_life"]
    assert prior.scale == "log"
    assert np.exp(prior.middle) == pytest.approx(np.sqrt(4 * 11))
    assert prior.spread == pytest.approx(2 * np.log(11 / 4) / (2 * 1.6448536))


def test_the_docs_tell_the_numbers_that_are_shipped() -> None:
    held = json.loads(SHIPPED.read_text(encoding="utf-8"))
    docs = (Path(__file__).parents[2] / "docs" / "fit.md").read_text(encoding="utf-8")
    world, link = read(SHIPPED)
    assert world.disputes > 400 and link is not None and link.crises > 300
    for name, row in (held["numbers"] | held["crises"]["numbers"]).items():
        assert f"| `{name.removeprefix('world.')}` | {row['value']:g} |" in docs
