"""Run an ensemble: from a case to tables in a folder, stoppable at any time and resumable."""

from __future__ import annotations

import datetime as dt
import importlib.metadata
import platform
import shutil
import tempfile
import time
import weakref
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

import numpy as np

from offramp import __version__
from offramp.engine import RULES
from offramp.errors import OfframpError, RunError
from offramp.game import Draws
from offramp.game.sides import patron_of
from offramp.results import Evidence, Manifest, MeasureNote, RunFolder, begin, parts, schemas, tables
from offramp.results.manifest import NO_EVIDENCE
from offramp.scenario import Scenario, load
from offramp.scenario.asof import as_of as moved
from offramp.scenario.hashing import case_hash
from offramp.scenario.sets import apply

from .design import draws as draw_dials
from .design import layout
from .engine import Engine, Game, OfframpEngine
from .ensemble import Ensemble
from .evidence import Asked, Floats, weigh
from .execute import Plan, Progress, cut, default_batch, execute, whole_blocks
from .summary import Summary

EPOCH = dt.date(1970, 1, 1)
LIBRARIES = ("jax", "jaxlib", "numpy", "pyarrow", "scipy")


def run(
    case: str | Path,
    runs: int = 20_000,
    draws: int = 64,
    days: int | None = None,
    seed: int = 1,
    sets: Mapping[str, str] | None = None,
    out: str | Path | None = None,
    keep: int | Literal["all"] = 2_000,
    resume: bool = False,
    force: bool = False,
    progress: Progress | None = None,
    as_of: str | dt.date | None = None,
    evidence: bool | None = None,
    batch: int | None = None,
    engine: Engine | None = None,
    rule: str = RULES[0],
    structure: bool = False,
) -> Ensemble:
    """Play many futures of a case.

    Parameters
    ----------
    case : str or Path
        Id of a shipped case, or a case file.
    runs : int
        Futures in all, rounded up to a multiple of `draws`.
    draws : int
        Settings of the dials within their ranges.
    days : int, optional
        How far; the case says how far if left out.
    seed : int
        The luck of the ensemble.
    sets : mapping, optional
        Quantities and switches by path.
    out : path, optional
        The run folder; a temporary one, gone with the ensemble, if left out.
    keep : int or "all"
        Of about how many futures the acts are kept: the first runs of each draw.
    resume : bool
        Finish what `out` holds of the same run.
    force : bool
        Write over another run in `out`.
    progress : callable, optional
        Told the futures done and the futures in all.
    as_of : str or date, optional
        The day before the first turn, if not the case's own start: what had happened by then is replayed.
    evidence : bool, optional
        Whether estimates weigh the draws by how well they foretold the record; if left out, where enough of them do.
    batch : int, optional
        Futures that are computed and written together; no result depends on it.
    engine : Engine, optional
        Another engine, for tests.
    rule : {"quantal", "lookahead"}
        How actors decide.
    structure : bool
        Play the same futures under the other rules, too: what they move is the third error bar.

    Returns
    -------
    Ensemble
        After an interrupt, with the futures that were finished, and `manifest.complete` false.

    Raises
    ------
    CaseError
        If the case is faulty, or says nothing of the day.
    RunError
        If the folder cannot be used.
    """
    if rule not in RULES:
        raise OfframpError(f"the rule is {rule!r}; allowed: {', '.join(RULES)}")
    asked: Asked = "auto" if evidence is None else "on" if evidence else "off"

    def under(name: str, path: str | Path | None) -> Ensemble:
        chosen = (runs, draws, days, seed, dict(sets or {}), path, keep, resume, force)
        return _play(case, *chosen, progress, as_of, asked, batch, engine or OfframpEngine(), name)

    made = under(rule, out)
    if structure and made.manifest.complete:
        for other in (name for name in RULES if name != rule):
            under(other, made.folder.rival(other))
    return made


def _play(
    case: str | Path, runs: int, draws: int, days: int | None, seed: int, sets: dict[str, str], out: str | Path | None,
    keep: int | Literal["all"], resume: bool, force: bool, progress: Progress | None, as_of: str | dt.date | None,
    asked: Asked, batch: int | None, engine: Engine, rule: str,
) -> Ensemble:  # fmt: skip
    """Play the futures under one decision rule."""
    clock = time.monotonic()
    unset = load(case)
    case_set = apply(unset, sets)
    scenario = moved(case_set, case_set.start if as_of is None else as_of)
    plan = _plan(runs, draws, days or scenario.days, seed, keep)
    path = Path(tempfile.mkdtemp(prefix="offramp-") if out is None else out)
    note = _manifest(case_set, scenario.start, plan, engine, sets, rule)
    folder = begin(path, replace(note, evidence=replace(NO_EVIDENCE, asked=asked)), resume, force)
    if out is None:
        weakref.finalize(folder, shutil.rmtree, path, ignore_errors=True)
    if not folder.manifest().complete:
        folder.write_scenario(case_set)
        values = draw_dials(unset, scenario, seed, draws)
        _Session(folder, scenario, plan, engine, values, clock).play(batch, progress)
    return Ensemble(folder, folder.manifest())


class _Session:
    """One stretch of work on a run folder."""

    def __init__(
        self, folder: RunFolder, scenario: Scenario, plan: Plan, engine: Engine, values: Draws, clock: float
    ) -> None:
        self.folder, self.plan, self.engine, self.clock = folder, plan, engine, clock
        self.game: Game = engine.compile(
            scenario.model_copy(update={"days": plan.days}), values, folder.manifest().rule
        )
        weights, evidence = _evidence(engine, self.game, folder.manifest().evidence.asked, plan.draws)
        self.before = replace(folder.manifest(), evidence=evidence)
        folder.write_manifest(self.before)
        self.start_day = (scenario.start_date - EPOCH).days
        self.schema = schemas.runs(
            {name: f"{note.says} ({note.unit}; {note.period})" for name, note in self.before.measures.items()}
        )
        _write_assumptions(folder, scenario, self.game, values, weights)

    def play(self, batch: int | None, progress: Progress | None) -> None:
        """Play what is missing, then join what there is."""
        have = parts.intact(self.folder.parts)
        gaps = parts.missing(have, self.plan.total)
        done = self.plan.total - sum(map(len, gaps))
        tell = progress or (lambda done, total: None)
        tell(done, self.plan.total)

        def finish(batch: range, summary: Summary) -> None:
            nonlocal done
            parts.write(self.folder.parts, batch.start, batch.stop, self._tables(summary))
            done += len(batch)
            tell(done, self.plan.total)

        size = whole_blocks(self.engine, batch) if batch else default_batch(self.engine, self.plan.total)
        try:
            execute(self.engine, self.game, self.plan, cut(gaps, size), finish)
        except KeyboardInterrupt:
            if not done:
                raise
        self._join()

    def _tables(self, summary: Summary) -> dict[str, Any]:
        return {
            "runs": tables.runs(self.schema, summary.draw, summary.run, summary.measures),
            "events": tables.events(self.game.names, summary.acts, self.start_day),
            "rungs": tables.rungs(summary.rungs),
        }

    def _join(self) -> None:
        """Make the tables of all parts; a finished run needs its parts no more."""
        have = parts.listed(self.folder.parts)
        for name in ("runs", "events"):
            parts.merge(have, name, self.folder.file(name))
        parts.add_up(have, "rungs", "futures", self.folder.file("rungs"))
        done = sum(part.stop - part.start for part in have)
        seconds = self.before.seconds + time.monotonic() - self.clock
        complete = done == self.plan.total
        self.folder.write_manifest(replace(self.before, done=done, complete=complete, seconds=round(seconds, 3)))
        if complete:
            self.folder.forget_parts()


def _plan(runs: int, draws: int, days: int, seed: int, keep: int | Literal["all"]) -> Plan:
    runs_per_draw, _ = layout(runs, draws)
    for name, value, least in (("days", days, 1), ("seed", seed, 0)):
        if value < least:
            raise RunError(f"{name} is {value}; allowed: at least {least}")
    kept = runs_per_draw if keep == "all" else min(runs_per_draw, -(-max(keep, 0) // draws))
    return Plan(seed, days, draws, runs_per_draw, kept)


def _manifest(scenario: Scenario, day: str, plan: Plan, engine: Engine, sets: dict[str, str], rule: str) -> Manifest:
    return Manifest(
        case=scenario.case,
        title=scenario.title,
        hash=case_hash(scenario),
        seed=plan.seed,
        draws=plan.draws,
        runs_per_draw=plan.runs_per_draw,
        runs=plan.total,
        days=plan.days,
        start=scenario.start,
        as_of=day,
        sets=sets,
        rule=rule,
        keep=plan.keep,
        measures={
            name: MeasureNote(each.kind, each.says, each.unit, f"{min(each.within or plan.days, plan.days)} days")
            for name, each in sorted(scenario.measures.items())
        },
        versions={
            "offramp": __version__,
            "python": platform.python_version(),
            **{name: importlib.metadata.version(name) for name in LIBRARIES},
        },
        device=engine.describe(),
        workers=len(engine.devices()),
        started=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
    )


def _evidence(engine: Engine, game: Game, asked: Asked, draws: int) -> tuple[Floats, Evidence]:
    """The draws' weights by the record; without looking at it if nobody wants to know."""
    log, acts = engine.testimony(game) if asked != "off" else (np.zeros(draws), 0)
    return weigh(log, acts, asked)


def _write_assumptions(folder: RunFolder, scenario: Scenario, game: Game, values: Draws, weights: Floats) -> None:
    """Write what is known before the first future: the draws and the options."""
    dials = {path: each.text() for path, each in scenario.dials().items()}
    patrons = {actor: patron for actor in scenario.actors if (patron := patron_of(scenario, actor))}
    parts.write_table(tables.draws(schemas.draws(dials), values.values, weights), folder.file("draws"))
    parts.write_table(tables.options(game.names, patrons), folder.file("options"))
