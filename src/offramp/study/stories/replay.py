"""Play a future again from its address and tell it as a story, alone or beside its counterfactual."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from offramp import __version__
from offramp.engine import Clock, Reason
from offramp.ensemble import Address, Ensemble
from offramp.ensemble.address import HASH_LETTERS, POLICY, parse
from offramp.ensemble.design import draws
from offramp.ensemble.engine import Engine, Game, OfframpEngine
from offramp.ensemble.summary import summarise
from offramp.errors import AddressError, CaseError
from offramp.game import Draws
from offramp.results.folder import MANIFEST
from offramp.scenario import Scenario, cases, load
from offramp.scenario.asof import as_of
from offramp.scenario.hashing import case_hash
from offramp.scenario.questions import Order
from offramp.scenario.sets import apply
from offramp.scenario.without import without as leave_out
from offramp.study.outlook.study import to_read
from offramp.study.shared.padding import padded
from offramp.wording.sentences import predicate

from .side_by_side import Beside
from .story import Act, Story, Why, act, tell

FEWEST = 64  # draws for a replay: as many as a run has by default, so that its compiled program serves
NEAR = 0.5  # another option was nearly chosen if it had this much of the probability


@dataclass(frozen=True)
class World:
    """What an address is played in.

    Attributes
    ----------
    told : Scenario
        The case as of the address's day, for names and dates.
    played : Scenario
        The same with the address's policy: with off-ramps taken, or without an event, from its eve on.
    values : Draws
    clock : Clock
    """

    told: Scenario
    played: Scenario
    values: Draws
    clock: Clock


def replay(
    address: str | Address,
    case: str | Path | None = None,
    sets: Mapping[str, str] | None = None,
    engine: Engine | None = None,
) -> Story:
    """Play one future again and tell it.

    Parameters
    ----------
    address : str or Address
    case : str or Path, optional
        Where the case is, if it is not shipped or was set otherwise: its file, or the folder of a run.
    sets : mapping, optional
        What was set when the address was made; a run folder knows it.
    engine : Engine, optional
        Another engine, for tests.

    Raises
    ------
    AddressError
        If the case or the version is not the one that the address names.
    """
    place = _of_this_version(address)
    (told,) = _play(_world(place, case, dict(sets or {})), [place], engine)
    return replace(told, weight=_weight(place, case))


def beside(
    address: str | Address,
    case: str | Path | None = None,
    sets: Mapping[str, str] | None = None,
    engine: Engine | None = None,
) -> Beside:
    """Play both worlds of a pair again and tell them together.

    Parameters
    ----------
    address : str or Address
        Of a future with off-ramps or without an event; the other is the same luck in the case as it stands. If the
        address has no policy, the other is the case without what was set.
    case, sets, engine
        As in `replay`; what was set is set in both worlds if the address has a policy.

    Raises
    ------
    AddressError
        If the address has no policy and nothing was set, and as in `replay`.
    """
    place, known = _of_this_version(address), dict(sets or {})
    if not (place.policy or known):
        raise AddressError(f"{place}: nothing to tell it beside; it has no policy ({POLICY}), and nothing was set")
    world = _world(place, case, known)
    if place.policy:
        plain, there = place.plain, _world(place.plain, case, known)
    else:
        unset = _case(place, case)
        plain = replace(place, hash=case_hash(unset)[:HASH_LETTERS])
        there = _world(plain, case, {})
    told = [_play(at, [each], engine)[0] for at, each in ((world, place), (there, plain))]
    return Beside(*(reversed(told) if place.without else told))


def _of_this_version(address: str | Address) -> Address:
    place = address if isinstance(address, Address) else parse(address)
    if place.version != __version__:
        raise AddressError(f"{place}: made by Offramp {place.version}; this is {__version__}, whose futures differ")
    return place


def stories(ensemble: Ensemble, addresses: Iterable[str | Address], engine: Engine | None = None) -> list[Story]:
    """Play some of an ensemble's futures again and tell them, with why each actor chose as it did.

    Parameters
    ----------
    ensemble : Ensemble
    addresses : iterable
        Of the futures.
    engine : Engine, optional
    """
    places = [each if isinstance(each, Address) else parse(each) for each in addresses]
    for place in places:
        ensemble.refuse_another(place)
    if not places:
        return []
    world = World(ensemble.scenario, ensemble.scenario, ensemble.assumptions(), places[0].clock)
    return _play(world, places, engine)


def story(ensemble: Ensemble, address: str | Address, weight: float | None = None) -> Story:
    """Tell one of an ensemble's futures from its acts, if they were kept, without playing it.

    Parameters
    ----------
    ensemble : Ensemble
    address : str or Address
    weight : float, optional
        The share of the futures that it stands for.
    """
    acts = ensemble.acts(address)
    rows = acts.astype(object).where(acts.notna(), None).to_dict("records")
    clock = ensemble.clock
    return tell(ensemble.scenario, map(act, rows), clock.days, str(address), clock.span, weight=weight)


def _weight(place: Address, case: str | Path | None) -> float | None:
    """The share of a run's futures for which one of its typical ones stands; None for any other future."""
    if case is None or not (Path(case) / MANIFEST).is_file():
        return None
    typical, _, shares = to_read(Ensemble.open(case))
    return dict(zip(typical, shares, strict=True)).get(place)


def _case(place: Address, case: str | Path | None) -> Scenario:
    """The case of an address as its file has it; refused where it is not shipped and no file is named."""
    if case is None and place.case not in cases():
        raise AddressError(
            f"{place}: {place.case} is no shipped case; allowed: with it the case file or the folder of its run "
            "(--case FILE, or case= in Python)"
        )
    return load(place.case if case is None else case)


def _world(place: Address, case: str | Path | None, sets: dict[str, str]) -> World:
    """The case after what was set, with the policy of the address, and its draws up to that of the address."""
    if case is not None and (Path(case) / MANIFEST).is_file():
        if place.policy:
            raise AddressError(f"{place}: a future with a policy is none of a run folder; give the case file")
        ensemble = Ensemble.open(case)
        ensemble.refuse_another(place)
        return World(ensemble.scenario, ensemble.scenario, ensemble.assumptions(), place.clock)
    unset = _case(place, case)
    here = _named(place, apply(unset, sets))
    world = leave_out(here, place.without) if place.without else here
    world = padded(here, place.offramps) if place.offramps else world
    k = max(FEWEST, 1 << place.draw.bit_length())  # more draws change none; few shapes are compiled few times
    lead = (here.start_date - world.start_date).days
    return World(here, world, draws(world, place.seed, k), replace(place.clock, lead=lead))


def _named(place: Address, scenario: Scenario) -> Scenario:
    """The case as of the address's day; refused if it is not the one that the address names."""
    found = case_hash(scenario)[:HASH_LETTERS]
    if (scenario.case, found) != (place.case, place.hash):
        raise AddressError(
            f"{place}: the case here is {scenario.case}@{found}; it was changed or set otherwise. "
            "Give the folder of the run, the case file, or what was set"
        )
    try:
        return as_of(scenario, place.as_of)
    except CaseError as error:
        raise AddressError(
            f"{place}: {error.faults[0].found} is no day of it; allowed: {error.faults[0].allowed}"
        ) from None


def _play(world: World, places: list[Address], engine: Engine | None) -> list[Story]:
    """Play futures of one world."""
    engine, clock = engine or OfframpEngine(), world.clock
    game = engine.compile(world.played, world.values, places[0].rule, clock)
    return [
        tell(
            world.told,
            _acts(world.told, engine, game, place),
            clock.days,
            str(place),
            clock.span,
            tuple(world.played.record.values()),
        )
        for place in places
    ]


def _acts(scenario: Scenario, engine: Engine, game: Game, place: Address) -> Iterator[Act]:
    draw, run = (np.array([index], np.int32) for index in (place.draw, place.run))
    chunk = engine.rollout(game, place.seed, draw, run, engine.devices()[0])
    reasons = engine.explain(game, place.seed, place.draw, place.run)
    columns = summarise(chunk, draw, run, keep=place.run + 1, clock=place.clock).acts
    for cells in zip(*columns.values(), strict=True):
        row = dict(zip(columns, cells, strict=True))
        actor, move, target, arena = game.names.options[row["option"]].split("/")
        names = {"actor": actor, "move": move, "target": target, "arena": None if arena == "-" else arena}
        made = act({**row, **names})
        obeyed = any(_bids(order, made) for order in scenario.orders)  # then what it would rather have done is no why
        yield made if obeyed else replace(made, why=_why(scenario, reasons[int(row["day"]), actor]))


def _bids(order: Order, made: Act) -> bool:
    """Whether an order may be what an act carried out."""
    same = (order.actor, order.move, order.target, order.arena) == (made.actor, made.move, made.target, made.arena)
    return same and order.from_day <= made.day


def _why(scenario: Scenario, reason: Reason) -> Why:
    near = reason.runner_up if reason.runner_up_prob >= NEAR * reason.prob else ""
    if not near:
        return Why(reason.terms, hazard=reason.act_prob, share=reason.prob)
    rung = scenario.moves[near.split("/")[1]].rung
    return Why(reason.terms, _in_words(scenario, near), reason.act_prob, reason.prob, rung)


def _in_words(scenario: Scenario, option: str) -> str:
    """An option in the past tense without its actor: `threatened Iran with force`."""
    actor, move, target, arena = option.split("/")
    return predicate(scenario, actor, move, target, arena)
