"""Bodies of requests: one type for what a form and a program send."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from fastapi import HTTPException, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, TypeAdapter, ValidationError
from starlette.datastructures import FormData

from offramp.web import csrf

JSON = "application/json"
T = TypeVar("T")


def sent_json(request: Request) -> bool:
    """Tell whether the body of a request is JSON, as programs send it."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower() == JSON


def body(kind: TypeAdapter[T]) -> Callable[[Request], Awaitable[T]]:
    """Make the dependency that reads a body, JSON or a form, as a type; what is empty in a form was not given."""

    async def read(request: Request) -> T:
        try:
            return kind.validate_python(await _read(request))
        except ValidationError as error:
            told = error.errors(include_url=False, include_context=False, include_input=False)
            raise RequestValidationError([{**each, "loc": ("body", *each["loc"])} for each in told]) from None

    return read


def described(*kinds: type[BaseModel]) -> dict[str, Any]:
    """Return what OpenAPI says of the body of a route that takes one of some kinds, as JSON or as a form."""
    told = [each.model_json_schema(ref_template="#/components/schemas/{model}") for each in kinds]
    schema = told[0] if len(told) == 1 else {"oneOf": told}
    return {"requestBody": {"required": True, "content": {JSON: {"schema": schema}}}}


async def _read(request: Request) -> Any:
    if sent_json(request):
        try:
            return await request.json()
        except (ValueError, RecursionError):
            raise HTTPException(422, "the body is no JSON") from None
    return _plain(await request.form())


def _plain(form: FormData) -> dict[str, Any]:
    """The fields of a form; one whose name ends in `[]` may come several times."""
    found: dict[str, Any] = {}
    for name, value in form.multi_items():
        if name == csrf.FIELD or not isinstance(value, str) or value == "":
            continue
        if name.endswith("[]"):
            found.setdefault(name.removesuffix("[]"), []).append(value)
        else:
            found[name] = value
    return found
