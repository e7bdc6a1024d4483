"""The worker of a server's jobs with an engine that compiles nothing: for the small case alone."""

import sys
import time
from pathlib import Path
from typing import Any

import offramp.ensemble.player
import offramp.ensemble.run
import offramp.play.branched
import offramp.study.stories.replay
from offramp.study.stories.replay import story
from offramp.study.stories.story import tell as told
from offramp.web.jobs.worker import main
from tests.ensemble.fake import FakeEngine

SLOW = 0.05  # seconds a block, so that there is some progress to see


class SlowEngine(FakeEngine):
    """An engine that takes a little time."""

    def rollout(self, *asked: Any) -> Any:
        time.sleep(SLOW)
        return super().rollout(*asked)


def branched(ensemble: Any, place: Any, day: int, actor: str, option: str | None, tell: Any) -> tuple[Any, Any]:
    """The story of a future, and the same without the acts of an actor from a day on."""
    plain = story(ensemble, place)
    acts = [line.act for each in plain.days for line in each.lines if line.act]
    left = [each for each in acts if each.actor != actor or each.day < day]
    tell(1, 1)
    return plain, told(ensemble.scenario, left, ensemble.manifest.days)


if __name__ == "__main__":
    for module in (offramp.ensemble.run, offramp.ensemble.player, offramp.study.stories.replay):
        module.OfframpEngine = SlowEngine  # type: ignore[attr-defined, misc]
    offramp.play.branched.branched = branched
    sys.exit(main(Path(sys.argv[1])))
