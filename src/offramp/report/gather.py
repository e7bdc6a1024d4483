"""Gather the material of a report from an outlook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from offramp.errors import RunError
from offramp.report import older
from offramp.report.findings.endings import Endings
from offramp.report.findings.told import Group, groups
from offramp.report.material import Kept, Material, Told
from offramp.scenario.asof import leaks
from offramp.scenario.reading import joint
from offramp.study.outlook.since_start import moved
from offramp.study.outlook.study import Outlook, outlook
from offramp.study.questions import questions
from offramp.study.shared.record import Damaged
from offramp.study.stories.replay import story as tell
from offramp.study.stories.story import Story
from offramp.wording.names import date_words
from offramp.wording.record_weights import evidence_words
from offramp.wording.rungs import a_rung

if TYPE_CHECKING:
    import pandas as pd

    from offramp.ensemble import Ensemble
    from offramp.results import Answer as Kind


def gather(found: Outlook | Ensemble) -> Material:
    """Gather the case, the answer, the tables and the stories."""
    answer = found if isinstance(found, Outlook) else outlook(found)
    ensemble = answer.ensemble
    made = ensemble.manifest
    plain = Material(
        scenario=ensemble.scenario,
        manifest=asdict(made),
        paragraph=answer.paragraph,
        measures=answer.measures,
        runs=ensemble.runs,
        events=_placed(ensemble.events),
        rungs=ensemble.rungs,
        kept=len(ensemble.kept),
        ablation=older.ablation(ensemble),
        notes=tuple(_notes(ensemble)),
        moved=moved(answer),
        answers=tuple(kept(older.answer(each)) for each in ensemble.answers if not each.stale(made)),
        weights=_weights(ensemble),
        rules=ensemble.rules,
    )
    endings = Endings(plain)
    found_groups = groups(plain, endings)
    return replace(plain, groups=found_groups, stories=tuple(_stories(answer, endings, found_groups)))


def kept(answer: Kind) -> Kept:
    """Read an answer of a run folder as the result that it is; one of no known kind stays as it is.

    Raises
    ------
    RunError
        If it is damaged.
    """
    question = questions().get(answer.kind)
    try:
        return Kept(answer.name, answer.kind, question.result().read(answer.body) if question else answer.body)
    except Damaged as error:
        raise RunError(f"{answer.name}.json: a damaged answer ({error}); ask again, or remove it") from error


def _weights(ensemble: Ensemble) -> dict[int, float] | None:
    """How much each draw counts, if the record weighs them; draws that are not finished count for nothing."""
    if not ensemble.manifest.evidence.used:
        return None
    draws = ensemble.draws
    return {int(draw): float(weight) for draw, weight in zip(draws["draw"], draws["weight"], strict=True)}


def _notes(ensemble: Ensemble) -> Iterator[str]:
    """What a reader must know of how the run was made."""
    made, case = ensemble.manifest, ensemble.scenario
    if not made.complete:
        yield f"The run is not finished: {made.done:,} of {made.runs:,} futures."
    yield evidence_words(made)
    if together := joint.group(case).says:
        yield together
    for each in ensemble.answers:
        if different := each.stale(made):
            other = " or ".join(different)
            yield f"Not shown: the answer {each.name}; it is of another {other}, and must be asked again."
    if made.as_of == made.start:
        return
    added = sum(event.date > made.start for event in case.record.values())
    yield (
        f"It starts on {date_words(case.start_date)}, not on the case's own {made.start}: "
        + (
            f"{added} later event{' was' if added == 1 else 's were'} added to the record."
            if added
            else "what came after it was taken away."
        )
    )
    if late := leaks(case):
        yield f"{len(late)} ranges rest on sources from after that day: whoever set them knew more than was known then."


def _placed(events: pd.DataFrame) -> pd.DataFrame:
    """The acts, with `-` for nowhere."""
    arena = events["arena"].astype(object)
    return events.assign(arena=arena.where(arena.notna(), "-"))


def _stories(answer: Outlook, endings: Endings, some: Iterable[Group]) -> Iterator[Told]:
    """One future of every group, and the worst plausible one if no group is told by it."""
    for group in some:
        story = tell(answer.ensemble, answer.ensemble.address(*group.at))
        yield Told(group.at, _title(endings.kinds[group.ending].name, story), story, group)
    worst = answer.worst
    if worst and (worst.draw, worst.run) not in {group.at for group in some}:
        story = tell(answer.ensemble, worst)
        yield Told((worst.draw, worst.run), _title("The worst that is still plausible", story), story)


def _title(words: str, story: Story) -> str:
    dead = f"{story.dead:,} dead" if story.dead else "nobody dead"
    return f"{words}: up to {a_rung(story.rung)}, {dead}"
