"""One fault each: how a good case is broken, and what must be said about it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

GOOD = Path(__file__).parents[1] / "cases" / "two-neighbours.yaml"


@dataclass(frozen=True)
class Broken:
    """One edit of the good case (`old` becomes `new`), and the one fault that it makes.

    The fault stands in the line that holds `at`; its field and finding are exact, `allowed` is a part of the words.
    """

    name: str
    old: str
    new: str
    at: str
    field: str
    found: str
    allowed: str
    hint: str | None = None

    def text(self) -> str:
        """Return the broken case."""
        good = GOOD.read_text(encoding="utf-8")
        assert good.count(self.old) == 1, f"{self.name}: {self.old!r} is there {good.count(self.old)} times"
        return good.replace(self.old, self.new)

    def line(self) -> int:
        """Return the number of the one line that holds `at`."""
        lines = [i for i, line in enumerate(self.text().splitlines(), 1) if self.at in line]
        assert len(lines) == 1, f"{self.name}: {self.at!r} is in the lines {lines}"
        return lines[0]


TEMPO = "{value: 0.05..0.2, per: day, source: yearbook, because: about one act a week to one in three}"
CONTROL = "control: {value: 0.4..0.8, source: yearbook, because: it pays them but does not lead them}"

FIELDS = [
    Broken("misspelt field", "title: Two", "titel: Two", "titel", "titel", "'titel'", "title", "title"),
    Broken("missing field", "question: Does", "# question: Does", "offramp: 1", "question", "nothing", "text"),
    Broken("misspelt field of an actor", "about: The stronger", "abuot: The stronger", "abuot", "actors.aland.abuot",
           "'abuot'", "name, kind, about", "about"),
    Broken("missing name", "{name: Dorland, kind: mediator}", "{kind: mediator}", "dorland: {kind",
           "actors.dorland.name", "nothing", "text"),
    Broken("wrong kind of actor", "kind: host,", "kind: hosst,", "hosst", "actors.coria.kind", "'hosst'",
           "state, proxy, host", "host"),
    Broken("number for a text", "title: Two neighbours and a pass", "title: 2031", "title: 2031", "title", "2031",
           "text"),
    Broken("text for a number", "days: 60", "days: sixty", "sixty", "days", "'sixty'", "from 1 to 3650"),
    Broken("too many days", "days: 60", "days: 36500", "36500", "days", "36500", "from 1 to 3650"),
    Broken("other version", "offramp: 1", "offramp: 2", "offramp: 2", "offramp", "2",
           "1, the version of this language"),
    Broken("text for a switch", "fronts: {on: true}", "fronts: {on: perhaps}", "perhaps", "world.fronts.on",
           "'perhaps'", "true or false"),
    Broken("no such prior", "days: 60", "days: 60\nprior: fited", "prior: fited", "prior", "'fited'",
           "fitted, assumed", "fitted"),
    Broken("bad id", "  rockets:\n", "  Rockets!:\n", "Rockets!", "record.Rockets!", "'Rockets!'",
           "an id of lower-case letters"),
    Broken("upper-case id", "case: two-neighbours", "case: Two-Neighbours", "case: Two", "case", "'Two-Neighbours'",
           "an id of lower-case letters"),
    Broken("no such day", "date: 2031-04-20", "date: 2031-02-30", "2031-02-30", "record.rockets.date",
           "'2031-02-30'", "a day of the calendar"),
    Broken("date in words", "start: 2031-05-10\ndays", "start: 10 May 2031\ndays", "10 May", "start",
           "'10 May 2031'", "a date, such as"),
    Broken("list for a mapping", "plots:\n  raid:\n", "plots:\n  - raid:\n", "plots:", "plots", "a list", "a mapping"),
    Broken("mapping for a list", "unknowns:\n  - who", "unknowns:\n  it: who", "unknowns:", "unknowns", "a mapping",
           "a list of: text"),
    Broken("three principals", "principals: [aland, borduria]", "principals: [aland, borduria, coria]",
           "principals:", "principals", "a list", "two of: the id of an actor"),
    Broken("no such tie", "kind: alliance", "kind: aliance", "aliance", "ties.aland+coria.kind", "'aliance'",
           "patronage, rivalry, alliance, access", "alliance"),
    Broken("no such visibility", "visibility: overt", "visibility: open", "visibility: open",
           "moves.limited-strike.visibility", "'open'", "overt, attributable, covert"),
    Broken("rung above the ladder", "rung: 6", "rung: 11", "rung: 11", "moves.limited-strike.rung", "11",
           "from -3 to 10"),
    Broken("unknown filler", "struck {target}", "struck {victim}", "{victim}", "moves.limited-strike.tells",
           "'{victim}'", "{actor}, {target} and {arena}"),
    Broken("no comparison", 'holds: "> 0.5"', 'holds: "high"', '"high"', "claims.gazette-1.tests.0.holds", "'high'",
           "a comparison"),
    Broken("negative deaths", "{military: 2}", "{military: -2}", "{military: -2}", "record.rockets.deaths.military",
           "-2", "a whole number"),
    Broken("misspelt domain", "capability: {air:", "capability: {aire:", "aire:", "actors.aland.capability.aire",
           "'aire'", "diplomatic, political", "air"),
    Broken("faction without a name", "{name: the palace, weight", "{weight", "palace:",
           "actors.aland.factions.palace.name", "nothing", "text"),
    Broken("election every week", "every: 1461", "every: 7", "every: 7", "actors.aland.election.every", "7",
           "from 30 to 36525"),
    Broken("election without a day", "election: {date: 2031-06-21, ", "election: {", "election:",
           "actors.aland.election.date", "nothing", "a date"),
    Broken("misspelt part of a programme", "gear: 0.4", "gaer: 0.4", "gaer", "actors.borduria.programme.gaer",
           "'gaer'", "level, pace, gear", "gear"),
    Broken("new move without its fields", "  limited-strike:\n    name: limited strike\n", "  limited-strike:\n",
           "limited-strike:", "moves.limited-strike.name", "nothing", "text"),
]  # fmt: skip

QUANTITIES = [
    Broken("rate without period", TEMPO, TEMPO.replace("per: day, ", ""), "tempo: {", "actors.aland.tempo",
           "no period", "a rate with its period, per: day, week"),
    Broken("probability without period", "{value: 0.1, per: act}", "0.1", "civilian: {chance: 0.1",
           "moves.limited-strike.harm.civilian.chance", "no period", "a probability with its period"),
    Broken("pace without period", "per: year, ", "", "programme:", "actors.borduria.programme.pace", "no period",
           "a rate with its period"),
    Broken("mishaps by the month", "fronts: {on: true}",
           "misperception: {mishap: {value: 0.001..0.01, per: month, source: gazette, because: so it says}}",
           "per: month", "world.misperception.mishap.per", "per month", "per: act"),
    Broken("no such period", "per: day, source: yearbook", "per: dya, source: yearbook", "dya",
           "actors.aland.tempo.per", "'dya'", "per: day, week, month", "day"),
    Broken("period on a share", CONTROL, CONTROL.replace("0.8,", "0.8, per: day,"),
           "per: day, source: yearbook, because: it", "ties.borduria>mountain-league.control.per", "per 'day'",
           "no period"),
    Broken("period of another field", "per: crisis", "per: month", "per: month", "plots.raid.under_way.per",
           "per month", "per: crisis"),
    Broken("share above one", "conciliation: 0.6", "conciliation: 1.6", "1.6", "actors.coria.conciliation", "1.6",
           "a share between 0 and 1"),
    Broken("range up to one", "0.4..0.7", "0.4..1", "0.4..1", "actors.aland.resolve", "0.4..1", "between 0 and 1"),
    Broken("range upside down", "0.4..0.7", "0.7..0.4", "0.7..0.4", "actors.aland.resolve", "0.7..0.4",
           "a low end below the high end", "0.4..0.7"),
    Broken("no range", "0.4..0.7", "0.4-0.7", "0.4-0.7", "actors.aland.resolve.value", "'0.4-0.7'",
           "such as 0.55..0.85", "0.4..0.7"),
    Broken("negative exposure", "exposure: {value: 1..2,", "exposure: {value: -1..2,", "-1..2",
           "arenas.pass.assets.aland.exposure", "-1..2", "a positive number"),
    Broken("likely outside", "likely: 0.5", "likely: 0.9", "likely: 0.9", "actors.borduria.resolve.likely",
           "likely 0.9 outside 0.3..0.8", "low <= likely <= high"),
    Broken("pert without high", ", high: 0.8", "", "likely: 0.5", "actors.borduria.resolve", "no high", "a share"),
    Broken("two ways at once", "{low: 0.3,", "{value: 0.4, low: 0.3,", "value: 0.4, low",
           "actors.borduria.resolve.low", "both value and low", "either value, or low, likely and high"),
    Broken("mapping for a source", "source: gazette, because: it struck", "source: {it: is}, because: it struck",
           "{it: is}", "actors.aland.resolve.source", "a mapping", "the id of a source, or a list"),
    Broken("number for a reason", "because: it struck first", "because: 7", "because: 7",
           "actors.aland.resolve.because",
           "7", "a sentence that says why"),
    Broken("endless number", "stature: 0.6", "stature: 1e999", "1e999", "leaders.commander.stature", "inf", "a share"),
    Broken("misspelt field of a quantity", "because: it struck first", "becuase: it struck first", "becuase",
           "actors.aland.resolve.becuase", "'becuase'", "because", "because"),
    Broken("range without source", "{value: 60..300, source: yearbook, because: feuds last about half a year here}",
           "60..300", "60..300", "world.reciprocity.debt_half_life", "the range 60..300 without a source", "source:"),
    Broken("range without reason", ", because: it struck first", "", "0.4..0.7", "actors.aland.resolve",
           "the range 0.4..0.7 without a reason", "because:"),
    Broken("leakage into a range", "source: gazette, because: it struck", "source: later, because: it struck",
           "it struck first", "actors.aland.resolve", "the source later of 2031-08-01", "up to the information date"),
]  # fmt: skip

NAMES = [
    Broken("unknown actor", "[mountain-league], moves", "[mountan-league], moves", "mountan-league",
           "options.2.actors.0", "'mountan-league'", "one of the actors: aland", "mountain-league"),
    Broken("unknown move of an event", "move: rocket-attack", "move: rocket-atack", "rocket-atack",
           "record.rockets.move", "'rocket-atack'", "one of the moves", "rocket-attack"),
    Broken("unknown move of the catalogue", "  sanctions: {}", "  sanctions: {}\n  sanktion: {}", "sanktion:",
           "moves.sanktion", "'sanktion'", "a move of the catalogue", "sanctions"),
    Broken("unknown arena", "neighbours: [pass]", "neighbours: [pas]", "[pas]", "arenas.coast.neighbours.0", "'pas'",
           "one of the arenas", "pass"),
    Broken("unknown source of a range", "source: gazette, because: an", "source: gazete, because: an", "gazete",
           "plots.raid.under_way.source", "'gazete'", "one of the sources: assumed", "gazette"),
    Broken("unknown source of an event", "Aland moved posts, source: yearbook", "Aland moved posts, source: yearbok",
           "yearbok}", "record.posts-moved.source", "'yearbok'", "one of the sources", "yearbook"),
    Broken("unknown leader", "loses: [commander]", "loses: [comander]", "comander",
           "record.commander-killed.loses.0", "'comander'", "one of the leaders", "commander"),
    Broken("unknown measure", "measure: war_prob", "measure: war_pob", "war_pob",
           "claims.yearbook-1.tests.0.measure", "'war_pob'", "one of the measures", "war_prob"),
    Broken("unknown claim", "against: [gazette-1]", "against: [gazette-2]", "gazette-2",
           "claims.yearbook-1.against.0", "'gazette-2'", "one of the claims", "gazette-1"),
    Broken("unknown host", "host: coria", "host: koria", "koria", "arenas.pass.host", "'koria'", "one of the actors",
           "coria"),
    Broken("unknown actor with reach", "reach: {aland: 0.7,", "reach: {alant: 0.7,", "alant",
           "arenas.coast.reach.alant", "'alant'", "one of the actors", "aland"),
    Broken("unknown system", "  fronts: {on", "  front: {on", "front: {on", "world.front", "'front'", "ladder",
           "fronts"),
    Broken("unknown dial", "debt_half_life:", "debt_halflife:", "debt_halflife", "world.reciprocity.debt_halflife",
           "'debt_halflife'", "on, readiness", "debt_half_life"),
    Broken("unknown event in a claim", "effect_of: commander-killed", "effect_of: commander-kiled",
           "commander-kiled", "claims.gazette-1.tests.1.effect_of", "'commander-kiled'", "an event of the record",
           "commander-killed"),
    Broken("unknown path of an off-ramp", "league.control\": 0.9", "league.controll\": 0.9", "controll",
           "offramps.dorland-channel.sets.ties.borduria>mountain-league.controll",
           "'ties.borduria>mountain-league.controll'", "the path of a quantity",
           "ties.borduria>mountain-league.control"),
]  # fmt: skip

SENSE = [
    Broken("principals without rivalry", "principals: [aland, borduria]", "principals: [aland, coria]",
           "principals:", "principals", "aland and coria, who are no rivals", "a tie of rivalry"),
    Broken("tie to itself", "{kind: alliance, between: [aland, coria]}", "{kind: alliance, between: [aland, aland]}",
           "[aland, aland]", "ties.aland+aland.between", "'aland' at both ends", "two different actors"),
    Broken("tie twice", "  - {kind: alliance, between: [aland, coria]}",
           "  - {kind: alliance, between: [aland, coria]}\n  - {kind: alliance, between: [coria, aland]}",
           "[coria, aland]", "ties.aland+coria", "the tie aland+coria a second time (first in line 51)",
           "each tie once"),
    Broken("two patrons", "  - {kind: alliance,",
           "  - {kind: patronage, patron: aland, proxy: mountain-league}\n  - {kind: alliance,", "patron: aland",
           "ties.aland>mountain-league.proxy", "a second patron of mountain-league", "one patron"),
    Broken("ring of patrons", "  - {kind: alliance,",
           "  - {kind: patronage, patron: mountain-league, proxy: borduria}\n  - {kind: alliance,",
           "patron: borduria", "ties.borduria>mountain-league.patron", "mountain-league as a patron of itself",
           "chains"),
    Broken("mediator who is a party", "mediator: dorland, to", "mediator: aland, to", "mediator: aland",
           "ties.aland:aland~borduria.mediator", "'aland', who is a party", "mountain-league, coria, dorland"),
    Broken("resolve of a stranger", "seen_resolve: {borduria: 0.4}", "seen_resolve: {coria: 0.4}", "{coria: 0.4}",
           "ties.aland~borduria.seen_resolve.coria", "'coria'", "aland, borduria"),
    Broken("record after the start", "  commander-killed:\n    date: 2031-05-10",
           "  commander-killed:\n    date: 2031-05-11", "date: 2031-05-11", "record.commander-killed.date",
           "2031-05-11", "up to the start, 2031-05-10"),
    Broken("record out of order", "date: 2030-11-02, actor", "date: 2031-05-02, actor", "date: 2031-04-20",
           "record.rockets.date", "2031-04-20", "2031-05-02 or later"),
    Broken("aftermath before the start", "date: 2031-06-01", "date: 2031-05-01", "2031-05-01, actor",
           "aftermath.talks-offered.date", "2031-05-01", "after the start"),
    Broken("span upside down", "end: 2031-05-10, what", "end: 2031-03-10, what", "end: 2031-03-10", "complete.0.end",
           "2031-03-10", "from the span's start"),
    Broken("leakage into the record", "what: Aland moved posts, source: yearbook",
           "what: Aland moved posts, source: later", "posts, source: later", "record.posts-moved.source",
           "the source later of 2031-08-01", "up to the information date"),
    Broken("order by a stranger", "ordered_by: borduria", "ordered_by: coria", "ordered_by: coria",
           "record.rockets.ordered_by", "'coria'", "a patron of mountain-league: borduria", "borduria"),
    Broken("act against oneself", "actor: aland, move: deployment, target: borduria",
           "actor: aland, move: deployment, target: aland", "target: aland, arena", "record.posts-moved.target",
           "'aland'", "another actor than the doer"),
    Broken("rule without option", "targets: [aland, coria], arenas: [pass]}",
           "targets: [aland, coria], arenas: [pass]}\n  - {actors: [coria], moves: [threat], targets: [coria]}",
           "moves: [threat]", "options.3", "a rule that yields no option", "actors who differ from the targets"),
    Broken("fighter without option", "kind: mediator}\n", "kind: mediator}\n  ember: {name: Ember, kind: state}\n",
           "ember:", "actors.ember", "a state without any option", "an option rule"),
    Broken("minds without weight",
           "weight: 1, wish: 0.35}\n      staff: {name: the general staff, "
           "weight: {value: 0.5..1.2, source: gazette, because: the raid was its plan}, wish: 0.8}",
           "weight: 0, wish: 0.35}", "factions:", "actors.aland.factions", "factions without any weight",
           "a weight above 0"),
    Broken("mishaps alone", "[mountain-league], moves: [rocket-attack]",
           "[mountain-league], moves: [shoot-down-by-mistake]", "kind: proxy}", "actors.mountain-league",
           "a proxy with mishaps only", "an option that it can choose"),
    Broken("mishap on order", "move: back-channel-message, target: borduria, from_day",
           "move: shoot-down-by-mistake, target: borduria, from_day", "from_day",
           "offramps.dorland-channel.orders.0.move", "an order to do shoot-down-by-mistake",
           "a move that somebody can choose"),
    Broken("own measure under a fixed name", "measures:\n",
           "measures:\n  violent_acts: {kind: war, says: None, unit: acts}\n", "violent_acts:",
           "measures.violent_acts", "'violent_acts'", "built in"),
    Broken("special measure", "kind: count\n", "kind: special\n", "kind: special", "measures.coast_attacks.kind",
           "special", "answered_in_kind_share"),
    Broken("days of a top rung", "kind: count\n", "kind: highest\n    within: 30\n", "within: 30",
           "measures.coast_attacks.within", "within 30 of a highest", "any, count, first"),
    Broken("claim against itself", "against: [gazette-1]", "against: [yearbook-1]", "yearbook-1: {source",
           "claims.yearbook-1.against", "yearbook-1 against itself", "other claims"),
    Broken("span beyond the start", "end: 2031-05-10, what", "end: 2031-05-11, what", "end: 2031-05-11",
           "complete.0.end", "2031-05-11", "up to the start of the case"),
    Broken("plot against oneself", "target: aland\n    arena: pass\n    under_way",
           "target: mountain-league\n    arena: pass\n    under_way", "    target: mountain-league",
           "plots.raid.target", "'mountain-league'", "another actor than the plotter"),
    Broken("plot stopped by nothing", "stopped_by: commander-killed", "stopped_by: comander-killed", "comander",
           "plots.raid.stopped_by", "'comander-killed'", "an event of the record", "commander-killed"),
    Broken("neighbour of itself", "neighbours: [pass]", "neighbours: [coast, pass]", "[coast, pass]",
           "arenas.coast.neighbours.0", "'coast'", "other arenas"),
    Broken("one principal twice", "principals: [aland, borduria]", "principals: [aland, aland]", "principals:",
           "principals", "'aland' twice", "two actors"),
    Broken("soldiers of a count", "kind: count\n", "kind: count\n    of: military\n", "of: military",
           "measures.coast_attacks.of", "'military'", "of for deaths only"),
    Broken("deaths that were ordered", "kind: count\n    where: {arenas: [coast], at_least: 5}",
           "kind: deaths\n    where: {led_by: [aland]}", "led_by: [aland]}",
           "measures.coast_attacks.where.led_by", "led_by for deaths", "led_by for any, count"),
    Broken("rungs upside down", "at_least: 5}", "at_least: 5, at_most: 4}", "at_most: 4",
           "measures.coast_attacks.where.at_most", "4", "a rung from at_least, 5, on"),
    Broken("off-ramp that nobody can take", "move: back-channel-message, target: borduria, from_day",
           "move: back-channel-message, target: dorland, from_day", "from_day", "offramps.dorland-channel.orders.0",
           "dorland cannot do back-channel-message to dorland", "another actor"),
    Broken("order that is no option", "measures:\n",
           "orders:\n  - {actor: borduria, move: admission, target: aland}\nmeasures:\n",
           "admission, target: aland",
           "orders.0", "borduria/admission/aland/-", "an option of the case"),
    Broken("off-ramp that sets too much", "league.control\": 0.9", "league.control\": 1.9", "1.9",
           "offramps.dorland-channel.sets.ties.borduria>mountain-league.control", "1.9", "a share between 0 and 1"),
]  # fmt: skip

SYNTAX = [
    Broken("field twice", "days: 60\n", "days: 60\ndays: 70\n", "days: 70", "days",
           "'days' a second time (first in line 9)", "each field once"),
    Broken("tab", "    kind: state\n    about", "\tkind: state\n    about", "\tkind", "", "a tab", "spaces"),
    Broken("open bracket", "principals: [aland, borduria]", "principals: [aland, borduria", "sources:", "",
           "expected ',' or ']', but got ':'", "YAML"),
    Broken("anchor", "start: 2031-05-10\ndays", "start: &day 2031-05-10\ndays", "&day", "",
           "an anchor or alias (& or *)", "written out"),
    Broken("tag", "days: 60", "days: !!python/object:os.system 60", "os.system", "",
           "the tag tag:yaml.org,2002:python/object:os.system", "plain fields"),
    Broken("second document", "unknowns:\n", "---\nunknowns:\n", "---", "", "a second document (---)", "one mapping"),
    Broken("list as a field", "days: 60", "[days]: 60", "[days]", "", "a mapping or list as the name of a field",
           "a word"),
]  # fmt: skip

ALL = [*FIELDS, *QUANTITIES, *NAMES, *SENSE, *SYNTAX]
