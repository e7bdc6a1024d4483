"""One function for a page: the same answer as HTML, as JSON and, where it is a table, as CSV."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, ParamSpec

from fastapi import APIRouter, Depends, Request, Response
from fastapi.encoders import jsonable_encoder
from fastapi.responses import HTMLResponse, JSONResponse

from offramp.web.access import require
from offramp.web.rendering import render
from offramp.web.tokens import Role

P = ParamSpec("P")
ERRORS: dict[int | str, dict[str, Any]] = {
    status: {"description": words}
    for status, words in ((401, "no token"), (403, "another's"), (404, "nothing here"), (409, "not now"))
}
ERRORS |= {422: {"description": "bad input"}, 429: {"description": "too often"}}
_FORMULA = re.compile(r"[=@\t\r]|[+-](?![\d.])")


@dataclass(frozen=True)
class Answer:
    """What a page shows.

    Attributes
    ----------
    template : str
    title : str
    data : object
        What the JSON has.
    values : mapping
        What the template knows beside `title`.
    table : (head, rows), optional
        What the CSV has.
    """

    template: str
    title: str
    data: Any
    values: Mapping[str, Any] = field(default_factory=dict)
    table: tuple[Sequence[str], Iterable[Sequence[Any]]] | None = None


def page(
    router: APIRouter, path: str, role: Role = Role.READER, *, table: bool = False, front: bool = False
) -> Callable[[Callable[P, Answer]], Callable[P, Answer]]:
    """Make a function the answer of a path: of the page itself, of `path.json`, and of `path.csv` for a table.

    Parameters
    ----------
    router : APIRouter
    path : str
    role : Role
        Who may read it.
    table : bool
        Whether there is a CSV.
    front : bool
        Whether it is the first page, whose JSON is at `/index.json`.
    """

    def add(make: Callable[P, Answer]) -> Callable[P, Answer]:
        forms: dict[str, Callable[[Request, Answer], Response]] = {".json": _json}
        forms |= {".csv": _csv} if table else {}
        forms |= {"": _html}  # last, since a name in a path may have anything behind it
        for ending, form in forms.items():
            place = ("/index" if front and ending else path) + ending
            router.add_api_route(
                place,
                _answering(make, form),
                methods=["GET"],
                dependencies=[Depends(require(role))],
                response_class=JSONResponse if ending == ".json" else HTMLResponse,
                responses=ERRORS,
                include_in_schema=ending == ".json",
                name=f"{make.__name__}{ending.replace('.', '_')}",
                summary=(make.__doc__ or "").strip().splitlines()[0],
            )
        return make

    return add


def csv_text(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Write a table as CSV; what a spreadsheet would take for a formula stays text."""
    made = io.StringIO()
    writer = csv.writer(made)
    for row in (head, *rows):
        writer.writerow(["" if each is None else _safe(str(each)) for each in row])
    return made.getvalue()


def _answering(make: Callable[P, Answer], form: Callable[[Request, Answer], Response]) -> Callable[P, Response]:
    @wraps(make)
    def answer(*args: P.args, **kwargs: P.kwargs) -> Response:
        request = next(each for each in (*args, *kwargs.values()) if isinstance(each, Request))
        return form(request, make(*args, **kwargs))

    answer.__annotations__ = {**make.__annotations__, "return": Any}
    return answer


def _html(request: Request, answer: Answer) -> Response:
    links = {"has_csv": answer.table is not None}
    return render(request, answer.template, title=answer.title, **links, **answer.values)


def _json(request: Request, answer: Answer) -> Response:
    return JSONResponse(jsonable_encoder(answer.data))


def _csv(request: Request, answer: Answer) -> Response:
    assert answer.table is not None
    return Response(csv_text(*answer.table), media_type="text/csv")


def _safe(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell
