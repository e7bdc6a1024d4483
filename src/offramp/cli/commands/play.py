"""`offramp play`: sit down at the table and decide for an actor, day by day."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from offramp.cli import options
from offramp.cli.guard import INTERRUPTED, guarded, say
from offramp.cli.terminal import console
from offramp.errors import RunError

if TYPE_CHECKING:
    from rich.console import Console

    from offramp.play.game import Game

FACILITATOR = "facilitator"
Seats = Annotated[
    str | None,
    typer.Option(
        "--seat", metavar="ACTOR[,...]", help="For whom you decide; the engine has all others. Or facilitator."
    ),
]
GameFile = Annotated[
    Path | None, typer.Option("--game", metavar="FILE", help="The file of the game; a new one in out/ if left out.")
]
Again = Annotated[Path | None, typer.Option("--resume", metavar="FILE", help="Go on with the game of this file.")]
LuckOf = Annotated[
    int | None,
    typer.Option("--seed", metavar="S", min=0, help="The luck of the game, and what nobody knows; 1 if left out."),
]
Days = Annotated[int | None, typer.Option(metavar="D", min=1, max=365, help="How long; the case says if left out.")]
Advisor = Annotated[bool, typer.Option("--advisor/--no-advisor", help="Whether seats may ask for advice.")]
Future = Annotated[
    str | None,
    typer.Option(
        "--future",
        metavar="ADDRESS",
        help="Go on with a future of a run, as replay names it: its luck, days and rule.",
    ),
]
First = Annotated[
    int | None,
    typer.Option("--from-day", metavar="N", min=1, help="The first day that you decide; the engine has all before it."),
]
Hidden = Annotated[bool, typer.Option("--hide", help="Let messages wait until the turn is over.")]


@guarded
def play(
    case: Annotated[
        str | None, typer.Argument(metavar="CASE", help="Id of a shipped case, or the path of a case file.")
    ] = None,
    seat: Seats = None,
    game: GameFile = None,
    resume: Again = None,
    seed: LuckOf = None,
    days: Days = None,
    as_of: options.AsOf = None,
    sets: options.Sets = None,
    advisor: Advisor = True,
    hidden: Hidden = False,
    future: Future = None,
    first: First = None,
) -> None:
    """Sit down at the table: decide for an actor, and see what comes of it.

    Every line that you type is saved; leave whenever you like and go on with --resume. Type help at the table.

    \b
        offramp play baghdad-2020 --seat united-states
        offramp play baghdad-2020 --seat iran,facilitator --seed 7 --game iran.game
        offramp play --resume iran.game
        offramp play baghdad-2020 --seat iran --from-day 5 --future ADDRESS
    """
    if (case is None) == (resume is None):
        raise typer.BadParameter("give either a CASE or --resume FILE")
    if resume is None and not seat:
        raise typer.BadParameter("give an actor for whom you decide", param_hint="--seat")
    names = options.parse_names(seat, "--seat")
    if resume is not None:
        opened = _opened(resume, case)
    else:
        assert case is not None
        settings = {"sets": options.parse_sets(sets), "advisor": advisor, "hidden": hidden, "first": first or 1}
        opened = _begun(case, names, game, {**settings, **_luck(future, seed, days, as_of)})
    _lead_in(opened)
    _play(opened, FACILITATOR in names)


def _luck(future: str | None, seed: int | None, days: int | None, as_of: str | None) -> dict[str, object]:
    """What says the luck and the days of a new game: the address of a future, or each by itself."""
    from offramp.ensemble.address import parse

    if future is None:
        return {"seed": 1 if seed is None else seed, "days": days, "as_of": as_of}
    for name, given in (("--seed", seed), ("--days", days), ("--as-of", as_of)):
        if given is not None:
            raise typer.BadParameter("the address of a future says this", param_hint=name)
    return {"future": parse(future)}


def _lead_in(game: Game) -> None:
    """Play the days before the first that a seat decides."""
    from offramp.cli.progress import progress

    if game.status.is_led and not game.log.barrier:
        with progress("days before the first that you decide") as tell:
            game.lead_in(tell)


def _opened(path: Path, case: str | None) -> Game:
    from offramp.play.game import Game

    made = Game.open(path, case)
    if made.log.barrier:
        say(f"{path}: {made.log.barrier}.")
    return made


def _begun(case: str, names: tuple[str, ...], path: Path | None, settings: dict[str, object]) -> Game:
    from offramp.play.game import Game
    from offramp.play.setup import Setup

    seats = {name: "person" for name in names if name != FACILITATOR}
    setup = Setup.new(case, seats, **settings)  # type: ignore[arg-type]
    where = path or _free(setup.as_set.case, next(iter(seats), FACILITATOR))
    return Game.begin(case, where, seats=seats, **settings)


def _free(case: str, seat: str) -> Path:
    """A file in out/ that there is not yet."""
    folder = Path("out") / case
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RunError(f"{folder}: {error.strerror}; choose another place with --game") from None
    return next(path for n in range(1, 10_000) if not (path := folder / f"{seat}-{n}.game").exists())


def _play(game: Game, facilitates: bool) -> None:
    from offramp.cli.table.seat import Quit

    screen = console(80)
    try:
        _turns(game, facilitates, screen)
    except (Quit, KeyboardInterrupt) as left:
        path = shlex.quote(str(game.log.path))
        screen.print(f"\nSaved. Go on with: offramp play --resume {path}", soft_wrap=True)
        if isinstance(left, KeyboardInterrupt):
            raise typer.Exit(INTERRUPTED) from None


def _turns(game: Game, facilitates: bool, screen: Console) -> None:
    from offramp.cli.table import show
    from offramp.cli.table.facilitator import FacilitatorAtTable
    from offramp.cli.table.seat import SeatAtTable
    from offramp.play.aims import SeatAim

    case, seats = game.setup.case, dict[str, SeatAtTable]()
    for seat in game.status.played:
        show.opening(screen, case, seat, SeatAim.of(case, seat).words(case), game.days)
    while True:
        if facilitates:
            FacilitatorAtTable(game, screen).turn()
        if not game.status.played and game.is_over and not facilitates:
            return
        if not game.status.played and not game.is_over:
            game.play_day()
        for seat in game.status.waits_for or game.status.played:
            seats.setdefault(seat, SeatAtTable(game, seat, screen)).turn()
