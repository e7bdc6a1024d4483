"""`offramp cases`: what is shipped."""

from __future__ import annotations

from offramp.cli import options
from offramp.cli.guard import guarded
from offramp.cli.terminal import console, fill, print_json

WIDTH = 88


@guarded
def cases(as_json: options.Json = False) -> None:
    """List the shipped cases: the question of each, from when, for how long, and who is in it.

    offramp cases
    """
    from offramp import api

    found = api.cases()
    if as_json:
        print_json(found)
        return
    for name in found:
        _print(name)


def _print(name: str) -> None:
    from rich.text import Text

    from offramp import api
    from offramp.wording.names import date_words
    from offramp.wording.sentences import named

    case, screen = api.load(name), console(WIDTH)
    one, other = (named(case, actor) for actor in case.principals)
    others = f"{len(case.actors) - 2} others" if len(case.actors) > 3 else "one other"
    who = f"{case.days} days from {date_words(case.start_date)}; {one} and {other}, with {others}."
    screen.print(Text.assemble((name, "bold"), f"  {case.title}"))
    screen.print(Text(fill(screen, case.question, WIDTH, "  ", "  ")))
    screen.print(Text(fill(screen, f"{who[:1].upper()}{who[1:]}", WIDTH, "  ", "  "), "dim"))
    screen.print(Text.assemble("  Play it: ", (f"offramp run {name}", "bold"), "\n"))
