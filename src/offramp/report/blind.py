"""Write real and played weeks for a class: a page without scripts, the same as text, and the key apart."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from offramp.errors import RunError
from offramp.report.components import stylesheet
from offramp.report.isolation import isolated
from offramp.results.files import whole_folder
from offramp.study.blind.study import Blind

PAGE, TEXT, KEY = "weeks.html", "weeks.txt", "key.json"
WIDTH = 88


def refuse_existing(out: str | Path) -> None:
    """Raise RunError if there is something at a place already."""
    if Path(out).exists():
        raise RunError(f"{out}: is there already; choose another --out, so that no key is lost")


def write(made: Blind, out: str | Path) -> Path:
    """Write the weeks and their key into a new folder, all of it or nothing.

    Parameters
    ----------
    made : Blind
    out : str or Path

    Raises
    ------
    RunError
        If there is something at the place already.
    """
    refuse_existing(out)
    key = json.dumps(made.answers(), indent=1, ensure_ascii=False) + "\n"
    files = {PAGE: page(made), TEXT: text(made), KEY: key}
    with whole_folder(Path(out)) as folder:
        for name, body in files.items():
            (folder / name).write_text(body, encoding="utf-8", newline="\n")
    return Path(out)


def page(made: Blind) -> str:
    """Return the weeks as one HTML page that needs no script."""
    environment = Environment(
        loader=PackageLoader("offramp.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
    )
    assert environment.loader is not None
    styles = environment.loader.get_source(environment, "report.css")[0]
    css = Markup("\n".join((stylesheet(), styles)))
    return isolated(environment.get_template("blind.html.j2").render(made=made, css=css, intro=list(intro(made))))


def text(made: Blind) -> str:
    """Return the weeks as plain text."""
    lines = [f"{made.title}: {len(made.weeks)} weeks. Which of them happened?", ""]
    for words in intro(made):
        lines += [textwrap.fill(words, WIDTH), ""]
    for week in made.weeks:
        lines += [f"Week {week.number}", "-" * len(f"Week {week.number}")]
        for day, acts in week.days:
            lines.append(day)
            lines += [textwrap.fill(act, WIDTH, initial_indent="  ", subsequent_indent="    ") for act in acts]
        lines += ["It happened: ____ in 100", ""]
    return "\n".join(lines)


def intro(made: Blind) -> Iterator[str]:
    """Say what the reader is asked to do, and how the weeks were made."""
    yield (
        "Half of these weeks happened. Each of the others was played by a model, from the eve of another real week and "
        "with what was known then. Write below each how probable it is that it happened, from 0 to 100."
    )
    yield (
        "All acts are told in the words of their kind, by whom and where, never in those of a report. Of the played "
        "acts only those are shown that a record would have told, by chance."
    )
