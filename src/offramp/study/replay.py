"""Any future again, from its address alone: played once more and told as a story."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np

from offramp import __version__
from offramp.ensemble import Address, Ensemble
from offramp.ensemble.address import HASH_LETTERS, parse
from offramp.ensemble.design import draws
from offramp.ensemble.engine import Engine, OfframpEngine
from offramp.ensemble.summary import summarise
from offramp.errors import AddressError
from offramp.game import Draws
from offramp.results.folder import MANIFEST
from offramp.scenario import Scenario, load
from offramp.scenario.hashing import case_hash
from offramp.scenario.sets import apply

from .story import Act, Story, act, tell


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
    place = address if isinstance(address, Address) else parse(address)
    if place.version != __version__:
        raise AddressError(f"{place}: made by Offramp {place.version}; this is {__version__}, whose futures differ")
    scenario, values = _assumptions(place, case, dict(sets or {}))
    _refuse_another(place, scenario)
    return tell(scenario, _acts(scenario, values, place, engine or OfframpEngine()), place.turns, str(place))


def story(ensemble: Ensemble, address: str | Address) -> Story:
    """Tell one of an ensemble's futures from its acts, if they were kept."""
    acts = ensemble.acts(address)
    rows = acts.astype(object).where(acts.notna(), None).to_dict("records")
    return tell(ensemble.scenario, map(act, rows), ensemble.manifest.days, str(address))


def _assumptions(place: Address, case: str | Path | None, sets: dict[str, str]) -> tuple[Scenario, Draws]:
    """The case after what was set, and its draws up to that of the address."""
    if case is not None and (Path(case) / MANIFEST).is_file():
        ensemble = Ensemble.open(case)
        if place != ensemble.address(place.draw, place.run):
            raise AddressError(f"{place}: not of the run in {case}, whose futures begin with {ensemble.address(0, 0)}")
        if place.draw >= ensemble.manifest.draws:
            raise AddressError(f"{place}: the run in {case} has only {ensemble.manifest.draws} draws")
        return ensemble.scenario, ensemble.assumptions()
    unset = load(place.case if case is None else case)
    scenario = apply(unset, sets)
    return scenario, draws(unset, scenario, place.seed, place.draw + 1)


def _refuse_another(place: Address, scenario: Scenario) -> None:
    found = case_hash(scenario)[:HASH_LETTERS]
    if (scenario.case, found) != (place.case, place.hash):
        raise AddressError(
            f"{place}: the case here is {scenario.case}@{found}; it was changed or set otherwise. "
            "Give the folder of the run, the case file, or what was set"
        )
    if place.as_of != scenario.start_date or place.turn_days != 1:
        start = scenario.start_date.isoformat()
        raise AddressError(f"{place}: this version plays {place.case} from {start} in turns of one day")


def _acts(scenario: Scenario, values: Draws, place: Address, engine: Engine) -> Iterator[Act]:
    game = engine.compile(scenario.model_copy(update={"days": place.turns}), values)
    names = game.names
    draw, run = (np.array([index], np.int32) for index in (place.draw, place.run))
    chunk = engine.rollout(game, place.seed, draw, run, engine.devices()[0])
    columns = summarise(chunk, draw, run, keep=place.run + 1).acts
    for cells in zip(*columns.values(), strict=True):
        row = dict(zip(columns, cells, strict=True))
        actor, move, target, arena = names.options[row["option"]].split("/")
        yield act({**row, "actor": actor, "move": move, "target": target, "arena": None if arena == "-" else arena})
