"""The worker of a server's jobs with an engine that compiles nothing: for the small case alone."""

import sys
import time
from pathlib import Path
from typing import Any

import offramp.ensemble.player
import offramp.ensemble.run
import offramp.study.stories.replay
from offramp.web.jobs.worker import main
from tests.ensemble.fake import FakeEngine

SLOW = 0.05  # seconds a block, so that there is some progress to see


class SlowEngine(FakeEngine):
    """An engine that takes a little time."""

    def rollout(self, *asked: Any) -> Any:
        time.sleep(SLOW)
        return super().rollout(*asked)


if __name__ == "__main__":
    for module in (offramp.ensemble.run, offramp.ensemble.player, offramp.study.stories.replay):
        module.OfframpEngine = SlowEngine  # type: ignore[attr-defined, misc]
    sys.exit(main(Path(sys.argv[1])))
