"""Ask a question as a function does, with another engine."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from offramp.ensemble.engine import Engine
from offramp.ensemble.work import Progress
from offramp.study.question import Question
from offramp.study.shared.result import ResultHead

R = TypeVar("R", bound=ResultHead)


def ask(question: type[Question[R]]) -> Callable[..., R]:
    """The function that asks a question."""

    def asked(*args: Any, progress: Progress | None = None, engine: Engine | None = None, **more: Any) -> R:
        return question(*args, **more).run(progress, engine)

    return asked
