"""Make the debrief of a game: each decision against its alternatives, luck apart from judgement.

Seen from each evening, by what the seat knew then, the aim is expected to be missed by so much with the engine in the
seat from there on, and by so much after what was done. The difference is judgement. What the same number is on the
next evening, less what was to be expected of what was done, is luck. So what was missed in the end is what was expected
at the start and the sum of all judgement and all luck.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby

import numpy as np

from offramp.analysis import estimate
from offramp.play.aims import SeatAim
from offramp.play.continuations import FREE, STILL, Ahead, Choice, Stop, ahead
from offramp.play.game import Game
from offramp.play.options import SeatOption
from offramp.play.seats import is_armed_group, refuse_no_seat
from offramp.study.stories.story import Act, tell
from offramp.wording.names import name_of

from .evenings import Evening, evenings
from .exits import exits_passed
from .path import came, fan, with_engine
from .result import Alternative, Debrief, Decision

BLOCKS = 2  # of worlds: what is best is chosen on the first and told from the others
Tell = Callable[[int, int], None]


def debrief(game: Game, seat: str, stop: Stop | None = None, progress: Tell | None = None) -> Debrief:
    """Say of a seat's game what was luck and what was judgement, and what else might have come.

    Parameters
    ----------
    game : Game
        Over or not: then what is still to come counts as expected from where it stands.
    seat : str
    stop : callable, optional
        If it says so, nothing more is played.
    progress : callable, optional
        Told how many evenings are done, and how many there are.

    Raises
    ------
    CaseError
        If the case has no such seat.
    RunError
        If the game can only be shown.
    Cancelled
        If `stop` says so.
    """
    refuse_no_seat(game.setup.case, seat, "debrief")
    game.log.refuse_to_go_on()
    case, aim = game.setup.case, SeatAim.of(game.setup.case, seat)
    outcome, decisions, start, end = came(game, aim), tuple[Decision, ...](), None, None
    if not is_armed_group(case, seat):
        decisions, start, end = _decisions(game, seat, aim, outcome.missed, stop, progress)
    acts = (Act(a.day, a.actor, a.move, a.target, a.arena, a.military, a.civilian, a.ordered) for a in game.status.acts)
    return Debrief(
        case=case.case,
        title=case.title,
        seat=seat,
        name=name_of(case.actors, seat),
        address=str(game.setup.address),
        day=game.status.day,
        days=game.days,
        aim=aim.words(case),
        start=start,
        end=end,
        decisions=decisions,
        fan=fan(game, seat),
        came=outcome,
        engine=with_engine(game, seat, aim),
        exits=tuple(exits_passed(game, seat)),
        story=tell(case, acts, max(1, game.status.day)).text(),
    )


def _decisions(
    game: Game, seat: str, aim: SeatAim, missed: float | None, stop: Stop | None, progress: Tell | None
) -> tuple[tuple[Decision, ...], float, float]:
    """Return the decisions, what was expected at the start, and what was missed or is expected at the end."""
    every, made = list(evenings(game, seat)), list[tuple[Evening, Ahead, Ahead, tuple[Alternative, ...], str]]()
    for number, evening in enumerate(every):
        made.append((evening, *_judged(game, evening, aim, stop)))
        if progress:
            progress(number + 1, len(every))
    last = missed
    if last is None:
        free = ahead(game.beliefs, game.knowledge(seat), [Choice(FREE)], aim, range(BLOCKS), stop)[FREE]
        last = float(free.missed.mean())
    before = [float(free.missed.mean()) for _, free, *_ in made]
    found = []
    for (evening, free, done, others, best), after in zip(made, [*before[1:], last], strict=True):
        judgement = estimate(done.missed - free.missed)
        luck = after - float(done.missed.mean())
        found.append(Decision(evening.day, evening.did, float(free.missed.mean()), judgement, luck, others, best))
    return tuple(found), before[0] if before else last, last


def _judged(
    game: Game, evening: Evening, aim: SeatAim, stop: Stop | None
) -> tuple[Ahead, Ahead, tuple[Alternative, ...], str]:
    """Play on from an evening with the engine in the seat, after what was done, and after what else could be done."""
    blocks = range(BLOCKS)
    free = ahead(game.beliefs, evening.before, [Choice(FREE)], aim, blocks, stop)[FREE]
    done = ahead(game.beliefs, evening.after, [Choice(STILL)], aim, blocks, stop)[STILL]
    if not evening.ordered:
        return free, done, (), ""
    options = [each for each in _likeliest(game, evening.options, free) if each.id not in evening.ordered]
    choices = [Choice(STILL), *(Choice(each.id, each.due) for each in options)]
    played = ahead(game.beliefs, evening.before, choices, aim, blocks, stop)
    words = {STILL: "Wait", **{each.id: each.words for each in options}}
    best = min(played, key=lambda name: played[name].missed[:, 0].mean())
    told = [
        Alternative(words[name], estimate(done.missed[:, 1:] - each.missed[:, 1:])) for name, each in played.items()
    ]
    return free, done, tuple(sorted(told, key=lambda each: -(each.gap.estimate or 0.0))), words[best]


def _likeliest(game: Game, options: Sequence[SeatOption], free: Ahead) -> list[SeatOption]:
    """Return the option of each purpose that the engine takes most often soon."""
    table = game.beliefs.table
    often = {each.id: free.usual[table.options[each.id]] for each in options}
    groups = groupby(options, key=lambda each: each.purpose)
    return [max(group, key=lambda each: (np.round(often[each.id], 6), each.id)) for _, group in groups]
