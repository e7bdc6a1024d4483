"""From an outlook to what its report is made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

from offramp.report.material import Material, Measured
from offramp.report.words import a_rung
from offramp.scenario.asof import leaks
from offramp.study.outlook.since_start import moved
from offramp.study.outlook.study import Measured as Answer
from offramp.study.outlook.study import Outlook, outlook
from offramp.study.stories.replay import story as tell
from offramp.study.stories.story import Story, date_words
from offramp.wording.record_weights import evidence_words

if TYPE_CHECKING:
    import pandas as pd

    from offramp.ensemble import Ensemble


def gather(found: Outlook | Ensemble) -> Material:
    """Gather the case, the answer, the tables and the stories."""
    answer = found if isinstance(found, Outlook) else outlook(found)
    ensemble = answer.ensemble
    made = ensemble.manifest
    return Material(
        scenario=ensemble.scenario,
        manifest=asdict(made),
        paragraph=answer.paragraph,
        measures={each.name: each for each in measured(answer)},
        runs=ensemble.runs,
        events=_placed(ensemble.events),
        rungs=ensemble.rungs,
        kept=len(ensemble.kept),
        ablation=ensemble.ablation,
        stories=tuple(_stories(answer)),
        notes=tuple(_notes(ensemble)),
        moved=moved(answer),
        answers=tuple(each for each in ensemble.answers if not each.stale(made)),
    )


def _notes(ensemble: Ensemble) -> Iterator[str]:
    """What a reader must know of how the run was made."""
    made, case = ensemble.manifest, ensemble.scenario
    if not made.complete:
        yield f"The run is not finished: {made.done:,} of {made.runs:,} futures."
    yield evidence_words(made)
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


def measured(answer: Outlook) -> list[Measured]:
    """The measures of an outlook as a report shows them."""
    return [_measured(name, each) for name, each in answer.measures.items()]


def _measured(name: str, each: Answer) -> Measured:
    bars = {bar: getattr(each.found, bar) for bar in ("estimate", "luck", "assumptions", "structure", "disputed")}
    about = {word: getattr(each, word) for word in ("says", "unit", "period", "statistic")}
    return Measured(name=name, **bars, **about)


def _placed(events: pd.DataFrame) -> pd.DataFrame:
    """The acts, with `-` for nowhere."""
    arena = events["arena"].astype(object)
    return events.assign(arena=arena.where(arena.notna(), "-"))


def _stories(answer: Outlook) -> list[tuple[str, Story]]:
    told = [("A typical future", address) for address in answer.typical]
    told += [("The worst that is still plausible", answer.worst)] if answer.worst else []
    return [(_title(words, story), story) for words, address in told for story in [tell(answer.ensemble, address)]]


def _title(words: str, story: Story) -> str:
    dead = f"{story.dead:,} dead" if story.dead else "nobody dead"
    return f"{words}: up to {a_rung(story.rung)}, {dead}"
