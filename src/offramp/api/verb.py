"""Make the function that asks a question: its parameters, their types and their help are the question's fields."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import fields
from typing import TYPE_CHECKING, Any, ParamSpec, Protocol, TypeVar, cast, get_args, get_type_hints, overload

from offramp.study.question import Question, options

if TYPE_CHECKING:
    from offramp.ensemble.work import Progress
    from offramp.study.shared.result import ResultHead

P = ParamSpec("P")
R = TypeVar("R", bound="ResultHead", covariant=True)
PROGRESS = """progress : callable or Work, optional
    Called with the futures done and the futures in all; a `offramp.ensemble.work.Work` can be cancelled."""


class Verb(Protocol[P, R]):
    """A function that asks a question and returns its result."""

    @overload
    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R: ...
    @overload
    def __call__(self, *args: Any, progress: Progress | None, **kwargs: Any) -> R: ...


def verb(question: Callable[P, Question[R]]) -> Verb[P, R]:
    """Return the function that asks a question."""
    kind = cast("type[Question[R]]", question)

    def ask(*args: Any, progress: Progress | None = None, **asked: Any) -> R:
        return kind(*args, **asked).run(progress)

    own = inspect.signature(kind).parameters.values()
    hints = get_type_hints(kind, include_extras=True)
    typed = [each.replace(annotation=get_args(hints[each.name])[0]) for each in own]
    last = inspect.Parameter("progress", inspect.Parameter.KEYWORD_ONLY, default=None)
    ask.__signature__ = inspect.Signature([*typed, last])  # type: ignore[attr-defined]
    ask.__name__ = ask.__qualname__ = kind.NAME
    ask.__doc__ = _doc(kind)
    return cast("Verb[P, R]", ask)


def _doc(kind: type[Question[Any]]) -> str:
    """The question in words, with a section of its parameters."""
    about = inspect.getdoc(kind) or ""
    words, mark, examples = about.partition("\n>>> ")
    hints, known = get_type_hints(kind, include_extras=True), options(kind)
    named = (inspect.formatannotation(get_args(hints[each.name])[0]) for each in fields(kind))
    lines = [f"{name} : {type_}\n    {about.help}" for (name, about), type_ in zip(known.items(), named, strict=True)]
    parts = [words.rstrip(), "\n".join(["Parameters", "-" * 10, *lines, PROGRESS])]
    return "\n\n".join([*parts, *([f"Examples\n--------\n{mark.strip()} {examples}"] if examples else [])]) + "\n"
