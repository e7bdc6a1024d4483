"""Run an ensemble: from a case to tables in a folder, stoppable at any time and resumable."""

from __future__ import annotations

import datetime as dt
import importlib.metadata
import platform
import shutil
import tempfile
import time
import weakref
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Literal, Unpack

from offramp import __version__, clock
from offramp.errors import RunError
from offramp.game import Draws
from offramp.results import Manifest, MeasureNote, RunFolder, begin, parts, schemas, table_files, tables
from offramp.results.file_lock import claimed
from offramp.results.folder import CASE
from offramp.results.manifest import NO_EVIDENCE, SCHEMA
from offramp.scenario import Scenario, cases, load
from offramp.scenario.asof import as_of as moved
from offramp.scenario.hashing import case_hash
from offramp.scenario.passing import patrons
from offramp.scenario.sets import apply

from .design import draws as draw_dials
from .engine import Engine, Game, OfframpEngine
from .ensemble import Ensemble
from .execute import Plan, Progress, cut, default_batch, execute, whole_blocks
from .record_weights import Floats, asked, weigh_by_record
from .rivals import rivals
from .settings import Design, Settings
from .summary import Summary

EPOCH = dt.date(1970, 1, 1)
ASSUMPTIONS, SORTED = ("draws", "options"), ("runs", "events")
LIBRARIES = ("jax", "jaxlib", "numpy", "pyarrow", "scipy")


def run(
    case: str | Path | Design,
    *,
    out: str | Path | None = None,
    keep: int | Literal["all"] = 2_000,
    resume: bool = False,
    force: bool = False,
    structure: bool = False,
    progress: Progress | None = None,
    batch: int | None = None,
    engine: Engine | None = None,
    **settings: Unpack[Settings],
) -> Ensemble:
    """Play many futures of a case.

    Parameters
    ----------
    case : str, Path or Design
        Id of a shipped case, a case file, or all that says which futures.
    out : path, optional
        The run folder; a temporary one, gone with the ensemble, if left out.
    keep : int or "all"
        Of about how many futures the acts are kept: the first runs of each draw.
    resume : bool
        Finish what `out` holds of the same run.
    force : bool
        Write over another run in `out`.
    structure : bool
        Play the same futures under the other rules, and about the lower peaks of a posterior that is drawn from as a
        whole, too: what they move is the third error bar.
    progress : callable, optional
        Told the futures done and the futures in all.
    batch : int, optional
        Futures that are computed and written together; no result depends on it.
    engine : Engine, optional
        Another engine, for tests.
    **settings
        Which futures: runs, draws, days, turn, seed, sets, as_of, evidence and rule, as in `Design`.

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
    design = replace(case, **settings) if isinstance(case, Design) else Design(case, **settings)
    with ExitStack() as claims:
        play = partial(_play, claims, keep, resume, force, progress, batch, engine or OfframpEngine())
        made = play(design, out)
        if structure and made.manifest.complete:
            for name, other in rivals(design, made.scenario).items():
                play(other, made.folder.rival(name))
    return made


def _play(
    claims: ExitStack,
    keep: int | Literal["all"],
    resume: bool,
    force: bool,
    progress: Progress | None,
    batch: int | None,
    engine: Engine,
    design: Design,
    out: str | Path | None,
) -> Ensemble:
    """Play the futures under one decision rule; `claims` keeps the folder for this run until all rules are played."""
    began = time.monotonic()
    case_set = apply(load(design.case), design.sets or {})
    scenario = moved(case_set, case_set.start if design.as_of is None else design.as_of)
    plan = replace(Plan.of(design, scenario.days, keep), by_run=True)
    path = Path(tempfile.mkdtemp(prefix="offramp-") if out is None else out)
    note = _manifest(case_set, scenario.start, plan, engine, design)
    path.mkdir(parents=True, exist_ok=True)
    claims.enter_context(claimed(path))
    folder = begin(path, note, resume, force)
    if out is None:
        weakref.finalize(folder, shutil.rmtree, path, ignore_errors=True)
    if not folder.manifest().complete:
        case_sum = folder.write_scenario(case_set)
        values = draw_dials(scenario, plan.seed, plan.draws)
        _Session(folder, scenario, plan, engine, values, case_sum, began).play(batch, progress)
    return Ensemble(folder, folder.manifest())


class _Session:
    """One stretch of work on a run folder."""

    def __init__(
        self,
        folder: RunFolder,
        scenario: Scenario,
        plan: Plan,
        engine: Engine,
        values: Draws,
        case_sum: str,
        began: float,
    ) -> None:
        self.folder, self.plan, self.engine, self.began = folder, plan, engine, began
        made = folder.manifest()
        self.game: Game = engine.compile(scenario, values, made.rule, plan.clock)
        weights, evidence = weigh_by_record(engine, self.game, made.evidence.asked, plan.draws)
        _write_assumptions(folder, scenario, self.game, values, weights)
        made = replace(made, evidence=evidence, files={**made.files, CASE: case_sum}, schema=SCHEMA)
        self.before = folder.with_sums(made, *ASSUMPTIONS)
        folder.write_manifest(self.before)
        self.start_day = (scenario.start_date - EPOCH).days
        self.schema = schemas.runs(
            {name: f"{note.says} ({note.unit}; {note.period})" for name, note in self.before.measures.items()}
        )

    def play(self, batch: int | None, progress: Progress | None) -> None:
        """Play what is missing, then join what there is."""
        have = parts.intact(self.folder.parts, self.before.identity)
        gaps = parts.missing(have, self.plan.total)
        done = self.plan.total - sum(map(len, gaps))
        tell = progress or (lambda done, total: None)
        tell(done, self.plan.total)

        def finish(batch: range, summary: Summary) -> None:
            nonlocal done
            parts.write(self.folder.parts, batch.start, batch.stop, self._tables(summary), self.before.identity)
            done += len(batch)
            tell(done, self.plan.total)

        size = whole_blocks(self.engine, batch) if batch else default_batch(self.engine, self.plan.total)
        try:
            execute(self.engine, self.game, self.plan, cut(gaps, size), finish)
        except KeyboardInterrupt:
            if not self._parts():
                raise
        self._join()

    def _parts(self) -> list[parts.Part]:
        """The parts up to the first gap: those whose futures are a fair sample of all draws."""
        return parts.leading(parts.of_run(self.folder.parts, self.before.identity))

    def _tables(self, summary: Summary) -> dict[str, Any]:
        return {
            "runs": tables.runs(self.schema, summary.draw, summary.run, summary.measures),
            "events": tables.events(self.game.names, summary.acts, self.start_day),
            "rungs": tables.rungs(summary.rungs, self.plan.clock.turn),
        }

    def _join(self) -> None:
        """Make the tables of all parts; a finished run needs its parts no more."""
        if self.folder.manifest().identity != self.before.identity:
            raise RunError(f"{self.folder.path}: another run was begun in this folder; nothing was written into it")
        assumed = {name: self.before.files[name] for name in (CASE, *(f"{each}.parquet" for each in ASSUMPTIONS))}
        before = replace(self.before, files=assumed, done=0)
        self.folder.write_manifest(before)  # which vouches for no table while one is written
        have = self._parts()
        for name in SORTED:
            table_files.merge(have, name, self.folder.file(name))
        table_files.add_up(have, "rungs", "futures", self.folder.file("rungs"))
        done = sum(part.stop - part.start for part in have)
        seconds = round(self.before.seconds + time.monotonic() - self.began, 3)
        made = replace(before, done=done, complete=done == self.plan.total, seconds=seconds)
        self.folder.write_manifest(self.folder.with_sums(made, *SORTED, "rungs"))
        if made.complete:
            parts.forget(self.folder.parts)


def _manifest(scenario: Scenario, day: str, plan: Plan, engine: Engine, design: Design) -> Manifest:
    days = plan.clock.days
    return Manifest(
        case=scenario.case,
        file="" if str(design.case) in cases() else str(design.case),
        title=scenario.title,
        hash=case_hash(scenario),
        seed=plan.seed,
        draws=plan.draws,
        runs_per_draw=plan.runs_per_draw,
        runs=plan.total,
        days=days,
        turn=plan.clock.turn,
        start=scenario.start,
        as_of=day,
        sets=dict(design.sets or {}),
        rule=design.rule,
        keep=plan.keep,
        measures={
            name: MeasureNote(each.kind, each.description(days), each.unit, each.period(days))
            for name, each in sorted(scenario.measures.items())
        },
        versions={
            "offramp": __version__,
            "python": platform.python_version(),
            **{name: importlib.metadata.version(name) for name in LIBRARIES},
            **scenario.plugins,
        },
        device=engine.describe(),
        workers=len(engine.devices()),
        started=clock.stamp(),
        evidence=replace(NO_EVIDENCE, asked=asked(design.evidence)),
    )


def _write_assumptions(folder: RunFolder, scenario: Scenario, game: Game, values: Draws, weights: Floats) -> None:
    """Write what is known before the first future: the draws and the options."""
    dials = {path: each.text() for path, each in scenario.dials().items()}
    patron = {actor: chain[0] for actor in scenario.actors if (chain := patrons(scenario, actor))}
    table_files.write_table(tables.draws(schemas.draws(dials), values.values, weights), folder.file("draws"))
    table_files.write_table(tables.options(game.names, patron), folder.file("options"))
