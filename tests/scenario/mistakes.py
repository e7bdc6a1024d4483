"""Mistakes that people make in case files, as data: one edit each, and what must be said of it in one round."""

from __future__ import annotations

from typing import NamedTuple


class Mistake(NamedTuple):
    """An edit of the good case (`old` becomes `new`), and what is told.

    The line is that which holds `at`; `field` is the path of the field; `cause` and `right` are parts of what is told:
    what is wrong, and the right word or form.
    """

    old: str
    new: str
    at: str
    field: str
    cause: str
    right: str


SYNTAX = [  # slips of the pen, for which YAML itself has no good words
    Mistake(
        "title: Two neighbours and a pass",
        'title: "Two neighbours and a pass',
        'title: "Two',
        "title",
        "not closed",
        '"',
    ),
    Mistake("title: Two neighbours and a pass", "title: 'It's a pass'", "It's", "title", "quotation mark", '"'),
    Mistake("title: Two neighbours", "title: “Two: neighbours” and", "“Two", "title", "curly quotation mark", '"'),
    Mistake("title: Two neighbours", "title: Two: neighbours", "Two:", "title", "colon within a text", "quotes"),
    Mistake("title: Two neighbours", "title:Two neighbours", "title:Two", "title", "without a space", "space after"),
    Mistake("title: Two neighbours", "title: @Two", "@Two", "title", "begins with an @", "quotes"),
    Mistake("    kind: state\n    about", "\tkind: state\n    about", "\tkind", "actors.aland.kind", "a tab", "spaces"),
    Mistake(
        "    kind: state\n    about",
        "    kind:\u00a0state\n    about",
        "kind:\u00a0",
        "actors.aland.kind",
        "no-break space",
        "plain spaces",
    ),
    Mistake(
        "    kind: state\n    about",
        "     kind: state\n    about",
        "     kind",
        "actors.aland.kind",
        "spaces",
        "one column",
    ),
    Mistake("    might: 0.6", "    might 0.6", "might 0.6", "actors.aland.might", "without a colon", "might: 0.6"),
    Mistake(
        "reach: {aland: 0.7, borduria: 0.7}",
        "reach: {aland: 0.7, borduria: 0.7",
        "{aland: 0.7, borduria: 0.7",
        "arenas.coast.reach",
        "not closed",
        "}",
    ),
    Mistake(
        "neighbours: [pass]", "neighbours: [pass", "neighbours: [pass", "arenas.coast.neighbours", "not closed", "]"
    ),
    Mistake(
        "reach: {aland: 0.7, borduria: 0.7}",
        "reach: {aland: 0.7 borduria: 0.7}",
        "0.7 borduria",
        "arenas.coast.reach",
        "comma",
        ",",
    ),
    Mistake(
        "because: it struck first",
        "because: it struck first, and hard",
        "and hard",
        "actors.aland.resolve",
        "comma",
        "quotes",
    ),
    Mistake(
        "what: Aland moved posts", "what: Aland moved posts, twice", "twice", "record.posts-moved", "comma", "quotes"
    ),
    Mistake(
        "what: Aland moved posts",
        "what: Aland moved: posts",
        "moved: posts",
        "record.posts-moved",
        "colon within a text",
        "quotes",
    ),
    Mistake(
        "what: Aland moved posts",
        "what: Aland moved [some] posts}",
        "[some]",
        "record.posts-moved",
        "bracket",
        "quotes",
    ),
    Mistake(
        'holds: "> 0.5"', "holds: > 0.5", "holds: > 0.5", "claims.gazette-1.tests.0.holds", "begins with a >", "quotes"
    ),
    Mistake("  - who gave the order", "  -who gave the order", "unknowns:", "unknowns", "'-who", "- who"),
    Mistake("days: 60", "days = 60", "days = 60", "days", "without a colon", "days: 60"),
    Mistake("days: 60", "Days: 60", "Days", "Days", "'Days'", "days"),
]
NUMBERS = [
    Mistake("approval: 0.3", "approval: 0.3-0.5", "0.3-0.5", "actors.aland.approval", "'0.3-0.5'", "0.3..0.5"),
    Mistake("approval: 0.3", "approval: 0.3–0.5", "0.3–0.5", "actors.aland.approval", "'0.3–0.5'", "0.3..0.5"),
    Mistake("approval: 0.3", "approval: 30 %", "30 %", "actors.aland.approval", "'30 %'", "0.3"),
    Mistake("approval: 0.3", "approval: 30..50%", "30..50%", "actors.aland.approval", "'30..50%'", "0.3..0.5"),
    Mistake("approval: 0.3", "approval: 0,3", "0,3", "actors.aland.approval", "'0,3'", "0.3"),
    Mistake("approval: 0.3", "approval: 30", "approval: 30", "actors.aland.approval", "30", "0.3"),
    Mistake("approval: 0.3", "approval: about a third", "third", "actors.aland.approval", "'about a third'", "a share"),
    Mistake("value: 0.4..0.7", "value: 0,4..0,7", "0,4..0,7", "actors.aland.resolve", "comma", "0.4..0.7"),
    Mistake("value: 0.4..0.7", "value: 0.7..0.4", "0.7..0.4,", "actors.aland.resolve", "0.7..0.4", "0.4..0.7"),
    Mistake("value: 0.4..0.7", "value: [0.4, 0.7]", "[0.4", "actors.aland.resolve", "a list", "0.4..0.7"),
    Mistake(
        "value: 0.4..0.7",
        "value: 0.4 .. 0.7 .. 0.9",
        "0.4 ..",
        "actors.aland.resolve",
        "0.9",
        "low: 0.4, likely: 0.7, high: 0.9",
    ),
    Mistake("value: 0.4..0.7", "min: 0.4, max: 0.7", "min:", "actors.aland.resolve", "'min'", "low"),
    Mistake(
        "value: 0.05..0.2, per: day,", "value: 0.05..0.2,", "tempo:", "actors.aland.tempo", "no period", "per: day"
    ),
    Mistake(
        "value: 0.05..0.2, per: day,",
        "value: 0.05..0.2, per: days,",
        "per: days",
        "actors.aland.tempo",
        "'days'",
        "day",
    ),
    Mistake(
        "value: 0.05..0.2, per: day,",
        "value: 0.05..0.2, per: 2 weeks,",
        "2 weeks",
        "actors.aland.tempo",
        "'2 weeks'",
        "week",
    ),
    Mistake("deaths: {military: 2}", "deaths: 2", "deaths: 2", "record.rockets.deaths", "2", "{military: 2}"),
    Mistake(
        "deaths: {military: 2}",
        "deaths: {military: two}",
        "military: two",
        "record.rockets.deaths.military",
        "'two'",
        "2",
    ),
    Mistake(
        "deaths: {military: 2}",
        "deaths: {soldiers: 2}",
        "soldiers",
        "record.rockets.deaths.soldiers",
        "'soldiers'",
        "military",
    ),
    Mistake("rung: 6", "rung: six", "rung: six", "moves.limited-strike.rung", "'six'", "6"),
    Mistake("rung: 6", "rung: 12", "rung: 12", "moves.limited-strike.rung", "12", "from -3 to 10"),
    Mistake("days: 60", "days: 2 months", "2 months", "days", "'2 months'", "60"),
]
DATES = [
    Mistake(
        "date: 2031-04-20",
        "date: 20 April 2031",
        "20 April 2031",
        "record.rockets.date",
        "'20 April 2031'",
        "2031-04-20",
    ),
    Mistake("date: 2031-04-20", "date: 20.04.2031", "20.04.2031", "record.rockets.date", "'20.04.2031'", "2031-04-20"),
    Mistake("date: 2031-04-20", "date: 2031/4/20", "2031/4/20", "record.rockets.date", "'2031/4/20'", "2031-04-20"),
    Mistake("date: 2031-04-20", "date: 2031-04-31", "2031-04-31", "record.rockets.date", "'2031-04-31'", "2031-04-30"),
    Mistake(
        "date: 2031-04-20",
        "date: 2031-05-20",
        "2031-05-20",
        "record.rockets.date",
        "2031-05-20",
        "up to the start, 2031-05-10",
    ),
]
WORDS = [
    Mistake("  - kind: patronage", "  - kind: sponsor", "sponsor", "ties.0.kind", "'sponsor'", "patronage"),
    Mistake("kind: host,", "kind: country,", "country", "actors.coria.kind", "'country'", "state"),
    Mistake(
        "actor: mountain-league\n    move",
        "actor: mountain_league\n    move",
        "mountain_league",
        "record.rockets.actor",
        "'mountain_league'",
        "mountain-league",
    ),
    Mistake(
        "actor: mountain-league\n    move",
        "actor: the Mountain League\n    move",
        "actor: the Mountain",
        "record.rockets.actor",
        "'the Mountain League'",
        "mountain-league",
    ),
    Mistake("moves: [programme-step]", "moves: [truce]", "[truce]", "options.8.moves.0", "'truce'", "truce: {}"),
    Mistake(
        "moves: [programme-step]",
        "moves: [suicide-bombing-attack]",
        "[suicide",
        "options.8.moves.0",
        "'suicide-bombing-attack'",
        "suicide-bombing",
    ),
    Mistake("  threat: {}", "  treat: {}", "treat", "moves.treat", "'treat'", "threat"),
    Mistake(
        "source: gazette, because: it struck first",
        "source: gazete, because: it struck first",
        "gazete",
        "actors.aland.resolve.source",
        "'gazete'",
        "gazette",
    ),
    Mistake(
        "source: gazette, because: it struck first",
        "because: it struck first",
        "it struck first",
        "actors.aland.resolve",
        "without a source",
        "assumed",
    ),
    Mistake(
        "principals: [aland, borduria]",
        "principals: aland and borduria",
        "principals:",
        "principals",
        "'aland and borduria'",
        "[aland, borduria]",
    ),
    Mistake(
        "principals: [aland, borduria]",
        "principals: [aland, dorland]",
        "principals:",
        "principals",
        "no rivals",
        "rivalry",
    ),
    Mistake(
        "loses: [commander]",
        "loses: [comander]",
        "comander]",
        "record.commander-killed.loses.0",
        "'comander'",
        "commander",
    ),
    Mistake("unit: acts", "units: acts", "units:", "measures.coast_attacks.units", "'units'", "unit"),
    Mistake(
        "at_least: 5}\n    says",
        "atleast: 5}\n    says",
        "atleast",
        "measures.coast_attacks.where.atleast",
        "'atleast'",
        "at_least",
    ),
]
SHAPES = [
    Mistake(
        "  - {kind: alliance, between: [aland, coria]}",
        "  - kind: alliance, between: [aland, coria]",
        "kind: alliance",
        "ties.3",
        "in one line",
        "{kind: alliance",
    ),
    Mistake("actors:\n  aland:\n", "actors:\n  - aland:\n", "- aland:", "actors.aland", "a hyphen", "aland:"),
    Mistake(
        'tells: "{actor} struck {target} in {arena}"',
        "tells: {actor} struck {target} in {arena}",
        "{actor} struck",
        "moves.limited-strike.tells",
        "begins with a brace",
        '"{actor}',
    ),
    Mistake(
        "reach: {aland: 0.7, borduria: 0.7}",
        "reach: [aland, borduria]",
        "reach: [aland",
        "arenas.coast.reach",
        "a list",
        "{aland: ",
    ),
    Mistake(
        "aland: {what: ferries}",
        "aland: ferries",
        "aland: ferries",
        "arenas.coast.assets.aland",
        "'ferries'",
        "{what: ferries}",
    ),
    Mistake(
        "against: [yearbook-1]",
        "against: yearbook-1",
        "against: yearbook-1",
        "claims.gazette-1.against",
        "'yearbook-1'",
        "[yearbook-1]",
    ),
    Mistake(
        "principals: [aland, borduria]",
        "principals: [aland, borduria, coria]",
        "borduria, coria]",
        "principals",
        "a list of 3",
        "two of",
    ),
    Mistake("\nsources:\n", "\nsourcse:\n", "sourcse", "sourcse", "'sourcse'", "sources"),
    Mistake("\naftermath:\n", "\nafterwards:\n", "afterwards", "afterwards", "'afterwards'", "aftermath"),
    Mistake("case: two-neighbours", "case: Two Neighbours", "case: Two", "case", "'Two Neighbours'", "two-neighbours"),
    Mistake(
        "  coast_attacks:\n",
        "  coast-attacks:\n",
        "  coast-attacks",
        "measures.coast-attacks",
        "'coast-attacks'",
        "coast_attacks",
    ),
    Mistake(
        'holds: "> 0.5"',
        "holds: more than 0.5",
        "more than",
        "claims.gazette-1.tests.0.holds",
        "'more than 0.5'",
        "> 0.5",
    ),
    Mistake(
        "measure: war_prob, within",
        "measure: war, within",
        "measure: war,",
        "claims.yearbook-1.tests.0.measure",
        "'war'",
        "war_prob",
    ),
    Mistake("domain: air\n", "domain: airforce\n", "airforce", "moves.limited-strike.domain", "'airforce'", "air"),
    Mistake(
        "stopped_by: commander-killed",
        "stopped_by: comander-killed",
        "comander-killed",
        "plots.raid.stopped_by",
        "'comander-killed'",
        "commander-killed",
    ),
    Mistake(
        "debt_half_life:",
        "debt_halflife:",
        "debt_halflife",
        "world.reciprocity.debt_halflife",
        "'debt_halflife'",
        "debt_half_life",
    ),
]
STRANGERS = [  # of people who have never written YAML, or come from other tools
    Mistake("date: 2031-04-20", "date: 2031-13-20", "2031-13-20", "record.rockets.date", "'2031-13-20'", "01 to 12"),
    Mistake("date: 2031-04-20", "date: 20310420", "20310420", "record.rockets.date", "20310420", "2031-04-20"),
    Mistake(
        "between: [aland, coria]", "between: [aland, aland]", "[aland, aland]", "ties.", "both ends", "two different"
    ),
    Mistake(
        "between: [aland, coria]",
        "between: [aland、coria]",
        "aland、coria",
        "ties.",
        "'aland、coria'",
        "[aland, coria]",
    ),
    Mistake(
        "reach: {aland: 0.7, borduria: 0.7}",
        "reach: {aland: 0.7， borduria: 0.7}",
        "0.7，",
        "arenas.coast.reach",
        "a wide comma",
        "{aland: 0.7, borduria: 0.7}",
    ),
    Mistake("days: 60", "days： 60", "days：", "days", "a wide colon", "days: 60"),
    Mistake("days: 60", "days:\t60", "days:\t", "days", "a tab after a colon", "days: 60"),
    Mistake(
        "    reach: {aland: 0.7, borduria: 0.7}\n",
        "",
        "  coast:",
        "arenas.coast.reach",
        "nothing",
        "the id of an actor, a colon, and a share",
    ),
    Mistake(
        "  posts-moved: {date",
        "  - {date",
        "- {date",
        "record.",
        "a hyphen",
        "an id before each entry",
    ),
    Mistake("  aland:\n    name: Aland", "  aland: &a\n    name: Aland", "&a", "actors.aland", "an anchor", "in full"),
    Mistake(
        "deaths: {military: 2}",
        "deaths: {military: about 40}",
        "about 40",
        "record.rockets.deaths",
        "'about 40'",
        "40?",
    ),
    Mistake(
        "deaths: {military: 2}", "deaths: {military: 40+}", "40+", "record.rockets.deaths.military", "'40+'", "40?"
    ),
    Mistake(
        "deaths: {military: 2}",
        "deaths: {military: 1,200}",
        "1,200",
        "record.rockets.deaths",
        "'200'",
        "military: 1200",
    ),
    Mistake(
        "deaths: {military: 2}",
        "deaths: {military: -2}",
        "military: -2",
        "record.rockets.deaths.military",
        "-2",
        "from 0",
    ),
    Mistake("approval: 0.3", "approval: ~0.3", "~0.3", "actors.aland.approval", "'~0.3'", "mean 0.3?"),
    Mistake("approval: 0.3", "approval: 1/3", "1/3", "actors.aland.approval", "'1/3'", "0.33"),
    Mistake("    might: 0.6\n", "  might: 0.6\n", "  might: 0.6", "actors.aland.might", "2 spaces", "4 spaces"),
    Mistake("\nleaders:\n", "\n leaders:\n", " leaders:", "leaders", "1 space before", "one column"),
    Mistake("\nleaders:\n", "\n---\nleaders:\n", "---", "", "a second document", "one mapping"),
    Mistake(
        "title: Two neighbours", "title: [Two] neighbours", "[Two]", "title", "begins with a bracket", '"[Two] neigh'
    ),
    Mistake(
        "what: Rockets fell", "what: #3 rockets fell", "#3", "record.rockets.what", "begins with a #", '"#3 rockets'
    ),
    Mistake("  coria: {name", "  c\u043eria: {name", "c\u043eria:", "actors.c\u043eria", "'c\u043eria'", "coria"),
    Mistake(
        "  mountain-league: {name",
        "  mountain league: {name",
        "mountain league:",
        "actors.mountain",
        "league'",
        "mountain-league",
    ),
    Mistake(
        "  mountain-league: {name",
        "  Mountain-League: {name",
        "Mountain-League:",
        "actors.Mountain",
        "League'",
        "mountain-league",
    ),
    Mistake(
        "    source: [gazette, yearbook]\n  commander",
        "    source: gazette, yearbook\n  commander",
        "source: gazette, yearbook",
        "record.rockets.source",
        "'gazette, yearbook'",
        "[gazette, yearbook]",
    ),
    Mistake("\nrecord:\n", "\nevents:\n", "events:", "events", "'events'", "record"),
    Mistake(
        "actors: [coria], moves: [vote",
        "actors: [iran], moves: [vote",
        "[iran]",
        "options.4.actors.0",
        "'iran'",
        "coria",
    ),
    Mistake(
        "chance: {value: 0.1, per: act}",
        "chance: {value: 1.1, per: act}",
        "1.1",
        "moves.limited-strike.harm.civilian",
        "1.1",
        "between 0 and 1",
    ),
    Mistake(
        "  rockets:\n    date: 2031-04-20",
        "  rockets:\n    date: 2030-04-20",
        "2030-04-20",
        "record.rockets.date",
        "2030-04-20",
        "2030-11-02 or later",
    ),
    Mistake(
        "{actor: dorland, move: back-channel-message, target: borduria, from",
        "{actor: dorland, move: air-campaign, target: borduria, from",
        "move: air-campaign, t",
        "offramps.dorland-channel.orders.0",
        "dorland/air-campaign/borduria",
        "dorland/back-channel-message/borduria",
    ),
]
MISTAKES = [*SYNTAX, *NUMBERS, *DATES, *WORDS, *SHAPES, *STRANGERS]
