"""Arrow schemas of the tables of a run folder, with a description of every column.

`document` writes them as the tables of docs/results.md; a test compares the two.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

import pyarrow as pa

from offramp.errors import RunError
from offramp.scenario.ladder import HIGHEST, LOWEST, NOTHING
from offramp.scenario.moves import Visibility

VERSION = "1"
TABLES = ("runs", "events", "rungs", "draws", "options")
RUNGS = (NOTHING, *range(LOWEST, HIGHEST + 1))
VISIBILITIES = get_args(Visibility)
_WORD = pa.dictionary(pa.int16(), pa.string())

_ADDRESS = [
    ("draw", pa.int32(), "which draw of the dials, from 0"),
    ("run", pa.int32(), "which future of that draw, from 0; draw and run are the end of its address"),
]
_OPTION = [
    ("actor", _WORD, "id of who acts"),
    ("move", _WORD, "id of the move"),
    ("target", _WORD, "id of the actor at whom it is aimed"),
    ("arena", _WORD, "id of where it happens; empty for an act that happens nowhere in particular"),
    ("rung", pa.int8(), "rung of the move on the escalation ladder, -3 to 10"),
    ("visibility", _WORD, "overt, attributable or covert"),
]

ABOUT = {
    "runs": "One row for each future, in the order of draw and run, with every measure of the case.",
    "events": "One row for each act of the futures whose events are kept (the first `keep` runs of each draw), "
    "in the order of draw, run, day and actor.",
    "rungs": "Histograms over all futures: for each turn, kind and rung, how many futures.",
    "draws": "One row for each draw of the assumptions, with its weight and the value of every dial.",
    "options": "One row for each feasible combination of actor, move, target and arena.",
    "ablation": "One row for each causal system that was switched off and each measure: what changed in the "
    "same futures. Only `offramp ablate` writes it.",
}


def _schema(table: str, columns: list[tuple[str, Any, str]]) -> pa.Schema:
    fields = [
        pa.field(name, kind, nullable=_may_be_empty(table, name), metadata={"description": about})
        for name, kind, about in columns
    ]
    return pa.schema(fields, metadata={"offramp_table": table, "offramp_schema": VERSION})


def _may_be_empty(table: str, column: str) -> bool:
    return column in ("arena", "patron", "target_patron") or (table == "runs" and column not in ("draw", "run"))


EVENTS = _schema(
    "events",
    [
        *_ADDRESS,
        ("day", pa.int16(), "day of the act, 1 is the day after the start; in turns of a week day 1, 3, 4, 5 or 7"),
        ("date", pa.date32(), "date of that day"),
        *_OPTION,
        ("deaths_military", pa.int32(), "military deaths of the act"),
        ("deaths_civilian", pa.int32(), "civilian deaths of the act"),
        ("ordered", pa.bool_(), "whether the actor's patron had ordered it"),
    ],
)
RUNGS_SCHEMA = _schema(
    "rungs",
    [
        ("kind", pa.string(), "day: the highest rung of that turn; peak: the highest so far"),
        ("day", pa.int16(), "the turn's last day: 1, 2, 3 and so on, or 7, 14, 21 with turns of a week"),
        ("rung", pa.int8(), f"rung, -3 to 10; {NOTHING} where nothing happened"),
        ("futures", pa.int64(), "how many futures"),
    ],
)
OPTIONS = _schema(
    "options",
    [
        ("option", pa.string(), "id: actor/move/target/arena, `-` for nowhere"),
        *_OPTION,
        ("side", _WORD, "the actor's side: the root of its patron chain"),
        ("patron", _WORD, "the actor's own patron; empty if it has none"),
        ("target_side", _WORD, "the target's side"),
        ("target_patron", _WORD, "the target's own patron; empty if it has none"),
    ],
)
ABLATION = _schema(
    "ablation",
    [
        ("system", pa.string(), "the causal system that was switched off"),
        ("measure", pa.string(), "the measure"),
        ("unit", pa.string(), "its unit"),
        ("with_it", pa.float64(), "mean of the measure with the system; a first day that never comes is the day after"),
        ("without", pa.float64(), "mean of the measure without it"),
        ("difference", pa.float64(), "mean paired difference, without less with, over futures that have both"),
        ("luck_low", pa.float64(), "lower end of the 90 % Monte Carlo interval of the difference"),
        ("luck_high", pa.float64(), "its upper end"),
        ("explains", pa.bool_(), "whether the system is there to explain this measure"),
        ("beyond_luck", pa.bool_(), "whether the difference leaves out zero at 95 in 100"),
    ],
)


def runs(measures: Mapping[str, str]) -> pa.Schema:
    """The schema of `runs` for these measures, each with what it says."""
    columns = [(name, pa.float32(), about) for name, about in measures.items()]
    return _schema("runs", [*_ADDRESS, *columns])


def draws(dials: Mapping[str, str]) -> pa.Schema:
    """The schema of `draws` for these dials, each with its range."""
    columns = [(path, pa.float64(), f"the case says {about}") for path, about in dials.items()]
    weight = (
        "weight",
        pa.float64(),
        "how much the draw counts in estimates: 1 on average, by the record if it was used",
    )
    return _schema("draws", [_ADDRESS[0], weight, *columns])


def check(table: pa.Schema, name: str, where: str) -> None:
    """Refuse a file that is not the table `name` of this version.

    Parameters
    ----------
    table : pa.Schema
    name : str
    where : str
        What the file is called in a message.

    Raises
    ------
    RunError
    """
    notes = table.metadata or {}
    if notes.get(b"offramp_table") != name.encode():
        raise RunError(f"{where}: not the table {name!r} of an Offramp run")
    if (found := notes.get(b"offramp_schema")) != VERSION.encode():
        raise RunError(f"{where}: schema {(found or b'?').decode()}; this version of Offramp reads {VERSION}")


def document() -> str:
    """The tables in Markdown."""
    shown = {
        "runs": runs({"…": "one column for each measure of the case; empty where the measure is, e.g. no first day"}),
        "events": EVENTS,
        "rungs": RUNGS_SCHEMA,
        "draws": draws({"…": "one column for each dial, named by its path, in the unit of the case"}),
        "options": OPTIONS,
        "ablation": ABLATION,
    }
    return "\n\n".join(f"## {name}.parquet\n\n{ABOUT[name]}\n\n{_rows(shown[name])}" for name in shown) + "\n"


def _rows(schema: pa.Schema) -> str:
    lines = ["| column | type | what it is |", "|---|---|---|"]
    for each in schema:
        kind = "word" if pa.types.is_dictionary(each.type) else str(each.type)
        lines.append(f"| `{each.name}` | {kind} | {each.metadata[b'description'].decode()} |")
    return "\n".join(lines)
