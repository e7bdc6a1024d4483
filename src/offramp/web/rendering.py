"""Fill templates: a page in the look of the report."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from offramp import __version__, clock, report
from offramp.web import csrf
from offramp.web.access import visitor


def render(request: Request, template: str, /, status: int = 200, **values: Any) -> HTMLResponse:
    """Return the page of a template, which extends `base.html.j2` and so needs a `title`.

    Parameters
    ----------
    request : Request
    template : str
        Its place in `templates/`.
    status : int
        Of the answer.
    **values
        What the template knows by name.
    """
    known = {
        "visitor": visitor(request),
        "path": request.url.path,
        "version": __version__,
        "csrf": csrf.field(request),
        "now": clock.now().timestamp(),
    }
    text = report.isolated(environment().get_template(template).render(**known, **values))
    page = HTMLResponse(text, status)
    secure = request.url.scheme == "https"
    page.set_cookie(csrf.COOKIE, csrf.session(request), httponly=True, samesite="strict", secure=secure)
    return page


@lru_cache
def environment() -> Environment:
    """The templates of the server, with the report's macros beside them."""
    return Environment(
        loader=ChoiceLoader([PackageLoader("offramp.web", "templates"), PackageLoader("offramp.report", "templates")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
    )
