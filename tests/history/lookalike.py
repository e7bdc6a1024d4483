"""Files that look like the official ones and hold nothing of theirs: a handful of invented crises and disputes.

Every oddity that the readers have a rule for occurs once.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from offramp.history import cases

Rows = Sequence[Mapping[str, object]]

DATA = pytest.mark.skipif(not os.environ.get("OFFRAMP_DATA"), reason="OFFRAMP_DATA names no folder of data")

_TRIGGER, _END = ("yrtrig", "motrig", "datrig"), ("yrterm", "moterm", "daterm")
_CRISIS = {
    "icb1": "ICB1",
    "crisname": "NO SUCH CRISIS",
    "break": 9,
    "trigent": 2,
    "brexit": 11,
    "viol": 3,
    "sevviosy": 3,
    "crismg": 8,
    "gravcr": 3,
    "iwcmb": 1,
    "protrac": 1,
    "geogrel": 1,
    "powdissy": 4,
    "forout": 4,
    "subout": 2,
    "outesr": 2,
    "mediate": 1,
    "ethnic": 3,
    "hetero": 3,
    "issues": 3,
    "geog": 15,
    "noactr": 2,
    "yrmedst": "",
    "momedst": "",
    "damedst": "",
    "yrmedend": "",
    "momedend": "",
    "damedend": "",
}
_ACTOR = {
    "icb2": "ICB2",
    "actor": "AAA",
    "cracid": 990,
    "triggr": 9,
    "trigent": 2,
    "majres": 8,
    "trgresra": 3,
    "sevvio": 3,
    "crismg": 8,
    "iwc": 1,
    "outcom": 2,
    "outfor": 1,
    "outesr": 2,
    "gravty": 3,
    "pc": 1,
    "powdis": -4,
    "regime": 1,
    "powsta": 2,
    "nuclear": 1,
    "southpow": 2,
    "cractloc": 1,
}


def date(names: Sequence[str], year: object, month: object, day: object) -> dict[str, object]:
    return dict(zip(names, (year, month, day), strict=True))


def crisis(number: int, start: tuple[object, ...], end: tuple[object, ...], **changes: object) -> dict[str, object]:
    return _CRISIS | {"crisno": number} | date(_TRIGGER, *start) | date(_END, *end) | changes


def actor(
    number: int, case: int, start: tuple[object, ...], answer: tuple[object, ...], **changes: object
) -> dict[str, object]:
    dates = date(_TRIGGER, *start) | date(("yerres", "monres", "dayres"), *answer) | date(_END, 1950, 3, 11)
    return _ACTOR | {"crisno": number, "cracno": case} | dates | changes


ICB1: Rows = (
    crisis(1, (1950, 3, 1), (1950, 3, 11), mediate=4, **date(("yrmedend", "momedend", "damedend"), 1950, 6, 31)),
    crisis(2, (1950, 3, 77), (1950, 4, 88), brexit=47, iwcmb=2, viol=4, sevviosy=2),  # the war of others
    crisis(3, (1961, 1, 2), (1961, "", ""), brexit=999, powdissy="", sevviosy=1),
    crisis(4, (1962, 1, 1), (1962, 1, 5), brexit=205, **{"break": 2}),
    crisis(474, ("", "", ""), ("", "", ""), **dict.fromkeys(("break", "viol", "brexit", "iwcmb", "sevviosy"), "")),
)
ICB2: Rows = (
    actor(1, 1, (1950, 3, 1), (1950, 3, 3)),
    actor(1, 2, (1950, 3, 3), (1950, 3, 3), trgresra=1, majres=3, sevvio=4, iwc=7),  # its peak is not its response
    actor(2, 3, (1950, 3, 88), (1950, 3, 88), sevvio=2, iwc=7),
    actor(2, 4, (1950, 3, 77), (1950, 4, 66), sevvio=1, iwc=1),  # triggered before the actor above
    actor(3, 5, (1961, 1, 2), (1961, 1, 30), trgresra=2, majres=2, sevvio=1, outcom=9, powdis=""),
    actor(4, 6, (1962, 1, 9), (1962, 1, 5), trgresra=2),  # answers before it is asked
    dict.fromkeys(_ACTOR, "") | {"crisno": 474},
)

_MID = {"version": 5}
_START, _STOP = ("styear", "stmon", "stday"), ("endyear", "endmon", "endday")


def dispute(
    number: int, start: tuple[int, int, int], end: tuple[int, int, int], **changes: object
) -> dict[str, object]:
    rest = {"outcome": 5, "settle": 3, "fatality": 0, "hiact": 16, "hostlev": 4, "recip": 1, "numa": 1, "numb": 1}
    return _MID | {"dispnum": number, "ongo2014": 0} | rest | date(_START, *start) | date(_STOP, *end) | changes


def party(number: int, side: int, **changes: object) -> dict[str, object]:
    rest = {"revstate": side, "revtype1": side, "fatality": 0, "hiact": 16, "hostlev": 4, "orig": 1}
    names = {"stabb": "AAA" if side else "BBB", "ccode": 990 + side, "sidea": side}
    dates = date(_START, 2001, 1, 1) | date(_STOP, 2001, 9, 1)
    return _MID | {"dispnum": number} | names | rest | dates | changes


def incident(number: int, start: tuple[int, int, int], days: int = 1, **changes: object) -> dict[str, object]:
    rest = {"duration": days, "fatality": 0, "fatalpre": 0, "action": 7, "hostlev": 3}
    year, month, day = start
    end = (year, month, -9 if day < 0 else day + days - 1)
    return (
        _MID
        | {"dispnum": number // 1000, "incidnum": number}
        | rest
        | date(_START, *start)
        | date(_STOP, *end)
        | changes
    )


def acts(
    number: int, side: int = 1, answers: bool = False, target: int | None = None, action: int = 7, level: int = 3
) -> Rows:
    """The two participants of an incident: who does it, and whom it is aimed at."""
    other = 1 - side if target is None else target
    both = [(side, 1, action, level), (other, 0, action if answers else 0, level if answers else 1)]
    return [
        _MID
        | {"dispnum": number // 1000, "incidnum": number, "stabb": "AAA" if of_a else "BBB", "ccode": 990 + i}
        | {"sidea": of_a, "insidea": first, "fatality": 0, "fatalpre": 0, "action": act, "hostlev": how, "revtype1": 0}
        for i, (of_a, first, act, how) in enumerate(both)
    ]


MIDA: Rows = (
    dispute(9001, (2001, 1, 5), (2001, 2, 20)),
    dispute(9002, (2014, 9, -9), (2014, 12, 30), ongo2014=1, recip=1),
)
MIDB: Rows = (party(9001, 1), party(9001, 0), party(9002, 1), party(9002, 0, hiact=0, hostlev=1))
MIDI: Rows = (
    incident(9001001, (2001, 1, 5), fatality=1),  # and yet nobody is counted
    incident(9001002, (2001, 1, 5), action=16, hostlev=4, fatality=1, fatalpre=3),
    incident(9001003, (2001, 2, -9), duration=-9, action=17, hostlev=4, fatality=-9, fatalpre=-9),
    incident(9001004, (2001, 2, 20), days=4, duration=1, action=15, hostlev=4),  # three days short
    incident(9002001, (2014, 9, -9), duration=-9),
    incident(9002002, (2014, 10, 2)),
    incident(9002003, (2014, 11, 2)),  # nobody took part in it
    incident(9002004, (2014, 12, -9), duration=-9),
)
MIDIP: Rows = (
    *acts(9001001, 1),
    *acts(9001002, 0, action=16, level=4),
    *acts(9001003, 1, answers=True, action=17, level=4),
    *acts(9001004, 1, action=15, level=4),
    *acts(9002001, 1),
    *acts(9002002, 1, target=1),  # fires at its own side
    *acts(9002004, 1),
)
FILES: Mapping[str, Rows] = {"icb1": ICB1, "icb2": ICB2, "mida": MIDA, "midb": MIDB, "midi": MIDI, "midip": MIDIP}


def write(path: Path, rows: Rows) -> Path:
    """Write rows that have the same columns."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def history(folder: Path, **changed: Rows) -> Path:
    """Write all six files into a folder, some of them with other rows."""
    for name, rows in {**FILES, **changed}.items():
        write(folder / f"{name}.csv", rows)
    return folder


_NUMBERS = {"date_exact": 1, "level": 3, "action": 7, "side": 1, "fatal": "", "gravity_ex_post": 3}


def case(name: str, **known: object) -> dict[str, object]:
    """A row of one of the files of cases: every column, with what is known of it."""
    plain = {each.source: _NUMBERS.get(each.source, 1 if each.low == 1 else 0) for each in cases.FILES[name].values()}
    return {**plain, **known}


def told(number: int, dispute: int, k: int, day: str, **known: object) -> dict[str, object]:
    return case("mid_incident.csv", incidnum=number, dispnum=dispute, k=k, date=day, **known)


CASES: Mapping[str, Rows] = {
    "icb_crisis.csv": [
        case("icb_crisis.csv", crisno=7, f_regime=""),
        case("icb_crisis.csv", crisno=3, **{"break": 9}),
        case("icb_crisis.csv", crisno=5, f_iwc=1),
    ],
    "icb_actor.csv": [case("icb_actor.csv", cracno=each, crisno=3 if each < 20 else 7) for each in (11, 12, 21)],
    "mid_incident.csv": [
        told(502, 5, 2, "2003-02-01", level=4, action=16, side=0, region_act=""),
        told(501, 5, 1, "2003-01-30"),
        told(401, 4, 1, "2001-06-15", date_exact=0),
    ],
}
TRUTH: Rows = [
    {"target": name, "id": number, "cluster": f"e{number}", "truth": truth}
    for name, rows in {
        "icb_viol": {7: 1, 3: 4, 5: 2},
        "icb_war": {7: 0, 3: 1, 5: 0},
        "mid_other": {501: 1},
        "mid_gap": {501: 2},
    }.items()
    for number, truth in rows.items()
]


def asked_of(folder: Path, **changed: Rows) -> Path:
    """Write the three files of cases, and what came about, into a folder."""
    for name, rows in {**CASES, "truth.csv": TRUTH}.items():
        write(folder / name, changed.get(name.partition(".")[0], rows))
    return folder
