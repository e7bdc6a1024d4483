"""DuckDB views of the tables of a run folder, with common queries.

>>> from offramp.results.views import connect
>>> connect("out/baghdad-2020").sql("from strikes_network limit 5").df()  # doctest: +SKIP
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from offramp.scenario.ladder import VIOLENT

from . import schemas
from .folder import RunFolder

ANSWER_DAYS = 30

VIEWS = {
    "kept": "The futures whose events are kept.",
    "sides": "Every actor with its side and its patron.",
    "acts_by_arena_week": "Acts, and violent acts, in an arena and week, on average over the kept futures.",
    "strikes_network": "Who does violence to whom: acts and deaths, on average over the kept futures.",
    "answers": "Every violent act with the first answer's day and the highest answer's rung within 30 days; "
    "`censored` where the run ends before.",
    "peaks": "The share of all futures by the highest rung of the whole run.",
}

_SQL = {
    "kept": "select draw, run from runs where run < {keep}",
    "sides": """
        select actor, side, patron from options
        union select target, target_side, target_patron from options""",
    "acts_by_arena_week": """
        select arena, (day - 1) // 7 + 1 as week, count(*) / (select count(*) from kept) as acts,
            count(*) filter (rung >= {violent}) / (select count(*) from kept) as violent_acts
        from events group by all order by all""",
    "strikes_network": """
        select actor, target, count(*) / (select count(*) from kept) as acts,
            sum(deaths_military) / (select count(*) from kept) as deaths_military,
            sum(deaths_civilian) / (select count(*) from kept) as deaths_civilian
        from events where rung >= {violent} group by all order by acts desc, actor, target""",
    "answers": """
        with act as (select e.*, of.side, on_.patron as target_patron from events e
                join sides of on of.actor = e.actor join sides on_ on on_.actor = e.target
                where rung >= {violent}),
            answer as (select e.*, s.patron, t.side as target_side from events e
                join sides s on s.actor = e.actor join sides t on t.actor = e.target)
        select a.draw, a.run, a.day, a.actor, a.move, a.target, a.arena, a.rung,
            min(b.day) as answer_day, max(b.rung) as answer_rung, a.day + {answer} > {days} as censored
        from act a left join answer b on b.draw = a.draw and b.run = a.run
            and b.day > a.day and b.day <= a.day + {answer} and b.target_side = a.side
            and (b.actor = a.target or b.actor = a.target_patron or b.patron = a.target)
        group by all order by a.draw, a.run, a.day, a.actor""",
    "peaks": """
        select rung, futures / sum(futures) over () as share from rungs
        where kind = 'peak' and day = {days} order by rung""",
}


def connect(folder: str | Path) -> duckdb.DuckDBPyConnection:
    """Open a run folder for questions in SQL.

    Raises
    ------
    RunError
        If it is no run folder, or has no tables yet.
    """
    place = RunFolder(Path(folder))
    manifest = place.manifest()
    database = duckdb.connect()
    for name in schemas.TABLES:
        place.checked(place.file(name).name, manifest)
        file = str(place.file(name)).replace("'", "''")
        database.execute(f"create view {name} as from read_parquet('{file}')")
    fill = {"keep": manifest.keep, "days": manifest.days, "violent": VIOLENT, "answer": ANSWER_DAYS}
    for name, sql in _SQL.items():
        database.execute(f"create view {name} as {sql.format(**fill)}")
    return database
