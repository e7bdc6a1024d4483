"""A case with claims of which it is known what is true of them, and an engine in which it is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from ruamel.yaml import YAML

from offramp.engine import Clock
from offramp.game import Draws
from offramp.game.names import name
from offramp.scenario import Scenario
from offramp.scenario.ladder import NOTHING
from offramp.scenario.options import feasible
from tests.ensemble.fake import FakeChunk, FakeEngine, FakeGame

CASE = Path(__file__).parents[1] / "cases" / "two-neighbours.yaml"
EVENT = "commander-killed"
PRIDE, FEUD = "actors.borduria.resolve", "world.reciprocity.debt_half_life"  # the dials that matter
AT, LONG = 0.5, 120.0  # where they do
SURE = "ties.borduria>mountain-league.control"  # what one measure simply shows

# What is counted, and in words what the engine makes of it.
MEASURES = {
    "often": "in nine of ten futures",
    "seldom": "in one of ten",
    "proud": "where Borduria is resolved",
    "proud_feud": "where Borduria is resolved and feuds are long",
    "today": "under the first rule alone",
    "whim": "in half of the draws, whatever their dials",
    "shown": "the control, as it is, in every future",
    "never": "in no future",
    "killed": "one more after the killing, where Borduria is resolved",
    "led": "one more after the killing, as long as leaders matter",
}
COUNTS = ("shown", "killed", "led")  # the others are so or not


def claim(*tests: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """A claim of the gazette; a test that names no statistic is about a chance."""
    said = [{"statistic": "probability", "within": 40, **test} for test in tests]
    return {"source": "gazette", "voice": "the editor", "says": "so it is said", "tests": said, **more}


CLAIMS = {
    "holds": claim({"measure": "often", "holds": "> 0.5"}),
    "fails": claim({"measure": "often", "holds": "> 0.5"}, {"measure": "seldom", "holds": "> 0.5"}),
    "turns": claim({"measure": "proud", "holds": "> 0.5"}),
    "humble": claim({"measure": "proud", "holds": "< 0.5"}, against=["turns"]),
    "turns-on-two": claim({"measure": "proud_feud", "holds": "> 0.5"}),
    "turns-on-the-rule": claim({"measure": "today", "holds": "> 0.5"}),
    "undecided": claim({"measure": "whim", "holds": "> 0.5"}, voice="the keeper"),
    "effect": claim(
        {"measure": "killed", "effect_of": EVENT, "statistic": "mean", "holds": "> 0.5"}, against=["holds"]
    ),
    "by-a-dial": claim(
        {"measure": "shown", "statistic": "mean", "holds": "> 0.1"},
        {"measure": "never", "holds": "< 0.5"},
        rests_on=[SURE],
    ),
    "not-by-a-dial": claim({"measure": "often", "holds": "> 0.5"}, rests_on=[SURE]),
    "by-another-dial": claim({"measure": "shown", "statistic": "mean", "holds": "> 0.1"}, rests_on=[PRIDE]),
    "by-a-system": claim(
        {"measure": "led", "effect_of": EVENT, "statistic": "mean", "holds": "> 0"}, rests_on=["leaders"]
    ),
    "empty": claim({"measure": "often", "given": "never", "holds": "> 0.5"}),
    "refused": claim(undecidable="Nobody counts hearts."),
}


def planted(folder: Path, claims: Mapping[str, Any] = CLAIMS, measures: Mapping[str, Any] | None = None) -> Path:
    """Write the case, with its claims and further measures."""
    body = YAML(typ="safe").load(CASE)
    body["claims"] = dict(claims)
    body["measures"] |= {
        key: {"kind": "count", "says": says, "unit": "acts"}
        if key in COUNTS
        else {"kind": "any", "says": says, "unit": "probability"}
        for key, says in MEASURES.items()
    }
    body["measures"] |= dict(measures or {})
    path = folder / "planted.yaml"
    path.write_text(json.dumps(body, default=str), encoding="utf-8")
    return path


@dataclass(frozen=True)
class Game(FakeGame):
    scenario: Scenario
    draws: Draws
    rule: str


class Oracle(FakeEngine):
    """Makes of every measure what is known of it, with luck by the address of a future."""

    def __init__(self) -> None:
        super().__init__(block=4096)
        self.games: list[Game] = []

    def compile(self, scenario: Scenario, draws: Draws, rule: str = "quantal", clock: Clock | None = None) -> Game:
        kinds = {key: each.kind for key, each in scenario.measures.items()}
        self.games.append(
            Game(
                name(scenario, feasible(scenario)), np.zeros(draws.k), kinds, clock or Clock(40), scenario, draws, rule
            )
        )
        return self.games[-1]

    def rollout(self, game: Any, seed: int, draw: Any, run: Any, device: Any) -> FakeChunk:
        n, actors = len(draw), len(game.names.actors)
        luck = np.array([np.random.default_rng([seed, d, r]).random() for d, r in zip(draw, run, strict=True)])
        found = {key: np.zeros(n, np.float32) for key in game.kinds}
        found |= {key: np.asarray(each, np.float32) for key, each in _known(game, seed, draw, luck).items()}
        option = np.full((game.clock.rounds, actors, n), -1, np.int16)
        peak = np.full((game.clock.turns, n), NOTHING, np.int8)
        return FakeChunk(found, peak, option, np.zeros((*option.shape[:2], 2, n), np.int32), option >= 0)


def _known(game: Game, seed: int, draw: np.ndarray, luck: np.ndarray) -> dict[str, np.ndarray]:
    value = {path: game.draws.values[path][draw] for path in (PRIDE, FEUD, SURE)}
    proud, feud = value[PRIDE] > AT, value[FEUD] > LONG
    whim = np.random.default_rng([seed, 99]).random(game.draws.k)[draw] < 0.5
    killed, leaders = EVENT in game.scenario.record, game.scenario.world["leaders"].on
    chances = {
        "often": 0.9 + 0 * luck,
        "seldom": 0.1 + 0 * luck,
        "proud": np.where(proud, 0.8, 0.2),
        "proud_feud": np.where(proud & feud, 0.8, 0.2),
        "today": (0.9 if game.rule == "quantal" else 0.1) + 0 * luck,
        "whim": np.where(whim, 0.8, 0.2),
        "never": 0 * luck,
    }
    counts = {"shown": value[SURE], "killed": luck + (killed & proud), "led": luck + (killed and leaders)}
    return {key: luck < each for key, each in chances.items()} | counts
