"""Write the headline of a run in three short sentences, and the five answers below it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from offramp.report.findings.names import actor, begun, place, strike, whose
from offramp.scenario.ladder import CAMPAIGN
from offramp.study.outlook.dead import BAD, MIDDLE
from offramp.wording.counts import ends_of_100, futures, of_100, people
from offramp.wording.measures import TITLES
from offramp.wording.rungs import a_rung
from offramp.wording.shares import listed

if TYPE_CHECKING:
    from offramp.report.findings.endings import Endings
    from offramp.report.findings.shares import Shares
    from offramp.report.findings.ways import Ways
    from offramp.report.material import Material

HALF = 0.5
SELDOM = 0.005  # below this a place or a pair is not named in an answer


@dataclass(frozen=True)
class Answer:
    """One of the five: the question, one sentence or two, and the one range that belongs to it."""

    asked: str
    words: str
    sure: str = ""


def headline(material: Material, endings: Endings) -> str:
    """What a run found, in a few words.

    Parameters
    ----------
    material : Material
    endings : Endings
        Of the same material.
    """
    return " ".join(filter(None, (_struck(material), _war(material), _end(material, endings))))


def answers(material: Material, endings: Endings, shares: Shares, ways: Ways) -> list[Answer]:
    """The five parts of the question of any case, answered from the run."""
    return [
        _answer(material),
        _climb(material, shares),
        _where(material, shares),
        _cost(shares),
        Answer("Which way out?", ways.answer),
    ]


def unsure(material: Material) -> str:
    """The chance that the assumptions leave most open, with its range."""
    chances = [each for each in material.measures.values() if each.unit == "probability" and each.assumptions]
    known = [each for each in chances if material.is_answered(each.name)]
    if not known:
        return ""
    most = max(known, key=lambda each: each.assumptions[1] - each.assumptions[0])  # type: ignore[index]
    span = ends_of_100(most.assumptions)  # type: ignore[arg-type]
    return f"Most unsure: {(TITLES.get(most.name) or most.says).rstrip('.')} ({span})."


def _estimate(material: Material, name: str) -> float | None:
    found = material.measures.get(name)
    return found.estimate if found else None


def _struck(material: Material) -> str:
    share = _estimate(material, "violent_answer_30d_prob")
    if share is None:
        return ""
    whom = begun(whose(material, material.scenario.principals[1]))
    return f"{whom} side strikes back within a month in {futures(share)}."


def _war(material: Material) -> str:
    share = _estimate(material, "war_prob")
    return "" if share is None else f"It comes to war in {of_100(share)}."


def _end(material: Material, endings: Endings) -> str:
    """How most of the futures end; nothing where war is most of it, or acts were not kept."""
    days, shares = material.days, endings.shares
    words = {
        "on": f"In {endings.words('on')} there is still violence after {days:,} days.",
        "quiet": f"In {endings.words('quiet')} it has gone quiet after {days:,} days.",
        "deal": f"In {endings.words('deal')} the two settle.",
    }
    return words.get(max(shares, key=lambda key: shares[key]), "")


def _answer(material: Material) -> Answer:
    who = actor(material, material.scenario.principals[1])
    asked = f"Will {who} answer?"
    found, own = material.measures.get("violent_answer_30d_prob"), _estimate(material, "open_violent_answer_30d_prob")
    if found is None or found.estimate is None:
        return Answer(asked, "The run does not say.")
    words = f"In {futures(found.estimate)} {who} or one of its partners strikes within 30 days{_half(material)}."
    if own is not None:
        words += f" In {of_100(own)} {who} itself strikes and admits it."
    return Answer(asked, words, _range(found.assumptions))


def _half(material: Material) -> str:
    day = _estimate(material, "first_violent_answer_day")
    if day is None:
        return ""
    date = material.date(round(day))
    return f", half of them by {date.day} {date:%B}"


def _range(span: tuple[float, float] | None) -> str:
    return f"{ends_of_100(span)}, by what nobody knows" if span else ""


def _climb(material: Material, shares: Shares) -> Answer:
    asked = "How far does it climb?"
    most = [(rung, share) for rung, share in shares.peaks.items() if share >= SELDOM][:2]
    words = f"Most often to {' or '.join(f'{a_rung(rung)} ({of_100(share)})' for rung, share in most)}."
    war = material.measures.get("war_prob")
    if war is None or war.estimate is None:
        return Answer(asked, words)
    high = sum(share for rung, share in shares.peaks.items() if rung >= CAMPAIGN)
    far = f" In {of_100(high)} it reaches {a_rung(CAMPAIGN)} or more." if high else ""
    return Answer(asked, f"{words}{far} War, by our measure: {futures(war.estimate)}.", _range(war.assumptions))


def _where(material: Material, shares: Shares) -> Answer:
    asked = "Where, and who strikes whom?"
    if not material.kept:
        return Answer(asked, "The acts of no future were kept (--keep 0).")
    arenas = [each for each in shares.by(shares.violent, ["arena"]).items() if each[0] != "-" and each[1] >= SELDOM]
    if not arenas:
        return Answer(asked, "No future sees a violent act.")
    count = [futures, of_100]  # the hundred is said once
    where = [f"{place(material, key)} in {say(share)}" for say, (key, share) in zip(count, arenas, strict=False)]
    pairs = [each for each in shares.by(shares.violent, ["actor", "target"]).items() if each[1] >= SELDOM]
    who = listed([*_pairs(material, pairs[:2])])
    return Answer(asked, f"There is violence {listed(where)}." + (f" {begun(who)}." if who else ""))


def _pairs(material: Material, pairs: list[tuple[tuple[str, str], float]]) -> Iterator[str]:
    for (who, whom), share in pairs:
        name = actor(material, who)
        yield f"{name} {strike(name)} {actor(material, whom)} in {of_100(share)}"


def _cost(shares: Shares) -> Answer:
    """The dead of the middle future, of the mildest and of a bad one: of a skewed number an average says little."""
    middle, bad, nobody = shares.dead.at(MIDDLE), shares.dead.at(BAD), shares.dead.fewer(1)
    asked = "At what cost?"
    if not bad:
        return Answer(asked, f"In {futures(nobody)} nobody is killed.")
    start = (
        "In at least half of the futures nobody dies"
        if middle < HALF
        else f"Half of the futures have {people(middle)} dead or fewer"
    )
    none = f"; in {of_100(nobody)} of 100 nobody dies" if middle >= HALF else ""
    return Answer(asked, f"{start}{none}. In 5 of 100, {people(bad)} or more die.")
