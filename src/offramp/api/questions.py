"""The questions that can be asked of a case, one function each; a run folder `out` keeps the answer for its report."""

from __future__ import annotations

from offramp.api.verb import verb
from offramp.study.ablation.question import Ablate
from offramp.study.aftermath.question import ScoreAftermath
from offramp.study.backtest.question import BackTestWorld
from offramp.study.claims.question import JudgeClaims
from offramp.study.compare.question import Compare
from offramp.study.diff.question import CompareFiles
from offramp.study.offramps.question import TryOfframps
from offramp.study.roadmap.question import PlanRoadmap
from offramp.study.sensitivity.question import FindSensitivity

ablate = verb(Ablate)
aftermath = verb(ScoreAftermath)
backtest = verb(BackTestWorld)
claims = verb(JudgeClaims)
compare = verb(Compare)
diff = verb(CompareFiles)
offramps = verb(TryOfframps)
roadmap = verb(PlanRoadmap)
sensitivity = verb(FindSensitivity)
