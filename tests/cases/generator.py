"""Random valid cases for properties: three to seven actors, one to three arenas, a part of the catalogue, any ties.

A case is a shape (who, where, which ties and options) filled with numbers, chiefs and a record. Cases of one shape
compile to one program. A rich shape has a part for every causal system, and its record ends with a killing.
"""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from .build import DATE, SYSTEMS, skeleton

WORDS = (
    "statement",
    "threat",
    "sanctions",
    "back-channel-message",
    "restoring-message",
    "offer-of-talks",
    "settlement",
    "declared-terms",
    "order-to-proxies",
    "restraint-order",
    "sanctions-relief",
    "programme-step",
)
FORCE = (
    "deployment",
    "hardening",
    "evacuation",
    "shipping-harassment",
    "rocket-attack",
    "announced-strike",
    "air-strike-on-forces",
    "targeted-killing",
    "attack-far-away",
    "air-campaign",
    "war",
)
OTHERS = ("proxy", "proxy", "host", "mediator", "state")
RICH = ("proxy", "proxy", "host", "mediator")
# What a rich case has in any case: words and force.
NEEDED = ("settlement", "back-channel-message", "programme-step"), ("rocket-attack", "targeted-killing", "air-campaign")
BUSY = {"state": [0.1, 0.2], "proxy": [0.3, 0.6]}  # acts a day of those who fight, where rich
BLOW, RAID = "air-strike-on-forces", "rocket-attack"
Parts = dict[str, Any]


@st.composite
def cases(draw: st.DrawFn) -> Parts:
    """A valid case as a mapping, for `build.made`."""
    off = {system: {"on": False} for system in draw(st.sets(st.sampled_from(SYSTEMS), max_size=2))}
    return {**draw(filled(draw(shapes()))), "world": off}


@st.composite
def kin(draw: st.DrawFn, size: int) -> list[Parts]:
    """Rich cases of one shape, with all systems on."""
    shape = draw(shapes(rich=True))
    return [draw(filled(shape, rich=True)) for _ in range(size)]


@st.composite
def shapes(draw: st.DrawFn, rich: bool = False) -> Parts:
    """Who, where, which ties and options: what decides the sizes of a case's arrays."""
    others = RICH if rich else draw(st.lists(st.sampled_from(OTHERS), min_size=1, max_size=4))
    kinds = ["state", "state", *others]
    actors = {f"{kind}-{n}": draw(minds(f"{kind} {n}", kind, rich)) for n, kind in enumerate(kinds)}
    host = next((who for who, one in actors.items() if one["kind"] == "host"), None)
    arenas = draw(places(list(actors), host, rich))
    words, force = (
        draw(catalogue(moves, need if rich else ())) for moves, need in zip((WORDS, FORCE), NEEDED, strict=True)
    )
    ties = draw(bonds(actors, rich))
    options = chances(actors, arenas, ties, words, force, rich)
    used = {move for option in options for move in option["moves"]} | ({BLOW} if rich else set())
    return skeleton(
        days=30 if rich else 20,
        actors=actors,
        principals=["state-0", "state-1"],
        arenas=arenas,
        ties=ties,
        moves={move: {} for move in sorted(used)},
        options=options,
    )


def chances(
    actors: Parts, arenas: Parts, ties: list[Parts], words: list[str], force: list[str], rich: bool
) -> list[Parts]:
    """Who may do what: words to anybody, or to principals; force on anybody, or on other sides; votes, mistakes."""
    side = {tie["proxy"]: tie["patron"] for tie in ties if tie["kind"] == "patronage"}
    doers = [who for who, one in actors.items() if one["kind"] in ("state", "proxy")]
    foes = {who: [t for t in actors if not rich or side.get(t, t) != side.get(who, who)] for who in doers}
    hosted = [(key, arena["host"]) for key, arena in arenas.items() if "host" in arena]
    return [
        {"actors": list(actors), "moves": words, "targets": ["state-0", "state-1"] if rich else list(actors)},
        *({"actors": [who], "moves": force, "targets": foes[who], "arenas": list(arenas)} for who in doers),
        *(
            {"actors": [host], "moves": ["vote-to-expel"], "targets": ["state-0"], "arenas": [key]}
            for key, host in hosted
        ),
        *(
            {"actors": ["state-0"], "moves": ["withdrawal-timetable"], "targets": [host], "arenas": [key]}
            for key, host in hosted
        ),
        *(
            {"actors": ["state-1"], "moves": ["shoot-down-by-mistake"], "targets": [host], "arenas": [key]}
            for key, host in hosted
        ),
    ]


@st.composite
def minds(draw: st.DrawFn, name: str, kind: str, rich: bool) -> Parts:
    """An actor, maybe with factions and a programme; a rich case has state-0 divided and state-1 building."""
    one: Parts = {"name": name, "kind": kind}
    if kind == "state" and (name == "state 0" if rich else draw(st.booleans())):
        one["factions"] = {key: {"name": key} for key in ("doves", "hawks", "others")}
    if kind == "state" and (name == "state 1" if rich else draw(st.booleans())):
        one["programme"] = {}
    return one


@st.composite
def places(draw: st.DrawFn, actors: list[str], host: str | None, rich: bool) -> Parts:
    """Arenas where some have reach and some have assets; the first is everybody's, on the host's soil."""
    some = st.sets(st.sampled_from(actors), min_size=1)
    both = {"state-0", "state-1"} if rich else set()
    count = 2 if rich else draw(st.integers(1, 3))
    return {
        f"arena-{n}": {
            "name": f"Arena {n}",
            "reach": dict.fromkeys(sorted(draw(some) | both if n else actors), 1),
            "assets": {who: {"what": "things"} for who in sorted(draw(some) | both if n else actors)},
            "neighbours": [f"arena-{n - 1}"] if n and draw(st.booleans()) else [],
            **({"host": host} if host and not n else {}),
        }
        for n in range(count)
    }


@st.composite
def bonds(draw: st.DrawFn, actors: Parts, rich: bool) -> list[Parts]:
    """The principals' rivalry, a patron for every proxy, an ally and an access here and there."""
    ties: list[Parts] = [{"kind": "rivalry", "between": ["state-0", "state-1"]}]
    for who, one in actors.items():
        patron = "state-1" if rich and who == "proxy-2" else draw(st.sampled_from(["state-1", "state-0"]))
        if one["kind"] == "proxy":
            ties.append({"kind": "patronage", "patron": patron, "proxy": who})
        elif one["kind"] == "mediator":
            ties.append({"kind": "access", "mediator": who, "to": ["state-0", "state-1"]})
        elif one["kind"] == "host" and draw(st.booleans()):
            ties.append({"kind": "alliance", "between": [patron, who]})
    return ties


@st.composite
def catalogue(draw: st.DrawFn, moves: tuple[str, ...], needed: tuple[str, ...]) -> list[str]:
    """A part of the catalogue, with what is needed."""
    some = draw(st.lists(st.sampled_from(moves), min_size=2, max_size=3 if needed else 5, unique=True))
    return sorted({*some, *needed})


@st.composite
def filled(draw: st.DrawFn, shape: Parts, rich: bool = False) -> Parts:
    """A shape with numbers, chiefs and a record."""
    doers = [who for who, one in shape["actors"].items() if one["kind"] in ("state", "proxy")]
    chiefs = draw(st.sets(st.sampled_from(doers), max_size=2)) | ({"state-1"} if rich else set())
    return {
        **shape,
        "actors": {who: {**one, **draw(traits(one, rich))} for who, one in shape["actors"].items()},
        "arenas": {key: {**arena, **draw(grounds(arena))} for key, arena in shape["arenas"].items()},
        "ties": [{**tie, **draw(strengths(tie["kind"]))} for tie in shape["ties"]],
        "leaders": {f"chief-of-{who}": draw(heads(who, rich)) for who in sorted(chiefs)},
        "record": in_order(draw(said(shape["options"][0]["moves"])) + (BLOWS if rich else [])),
    }


@st.composite
def chosen(draw: st.DrawFn, **values: list[Any]) -> Parts:
    """Some of these numbers; the rest is left to the library."""
    return {name: draw(st.sampled_from(some)) for name, some in values.items() if draw(st.booleans())}


@st.composite
def traits(draw: st.DrawFn, one: Parts, rich: bool) -> Parts:
    """An actor's own numbers."""
    busy = rich and one["kind"] in BUSY
    tempo = [{"value": pace, "per": "day"} for pace in (BUSY[one["kind"]] if busy else [0.01, 0.2, 1.5])]
    half = [0.2, 0.8]
    mine = draw(
        chosen(
            tempo=tempo,
            resolve=half,
            conciliation=half,
            approval=half,
            might=half,
            tolerance=half,
            standing=half,
            capability=[{"air": 0.9}, {"missile": 0.1, "special": 0.6}],
            election=[{"date": f"{year}-06-01", "every": 1461} for year in (2031, 2032)],
        )
    )
    if one["kind"] != "state":
        mine.pop("election", None)
    if busy:
        mine |= {"tempo": draw(st.sampled_from(tempo)), "resolve": draw(st.sampled_from([0.4, 0.8]))}
    for key, wish in (("doves", [0.1, 0.3]), ("hawks", [0.7, 0.9]), ("others", [0.5])) if "factions" in one else ():
        own = draw(chosen(weight=[0.5, 2]))
        mine.setdefault("factions", {})[key] = {"name": key, "wish": draw(st.sampled_from(wish)), **own}
    if "programme" in one:
        mine["programme"] = draw(chosen(level=[0.1, 0.7], gear=[0.1, 0.8]))
    return mine


@st.composite
def heads(draw: st.DrawFn, who: str, rich: bool) -> Parts:
    """A leader; in a rich case one through whom much runs."""
    hub = {"hub": draw(st.sampled_from([0.3, 0.6]))} if rich else {}
    return {"actor": who, "name": "N. N.", "role": "chief", **draw(chosen(stature=[0.2, 0.8])), **hub}


@st.composite
def grounds(draw: st.DrawFn, arena: Parts) -> Parts:
    """An arena's own reach and exposure."""
    exposure = st.sampled_from([0.5, 1, 2])
    return {
        "reach": {who: draw(st.sampled_from([0.1, 0.6, 1])) for who in arena["reach"]},
        "assets": {who: {**asset, "exposure": draw(exposure)} for who, asset in arena["assets"].items()},
    }


def strengths(kind: str) -> st.SearchStrategy[Parts]:
    """What a tie is like."""
    return {
        "patronage": chosen(control=[0.1, 0.5, 0.9], loyalty=[0.2, 0.8], deniability=[0.2, 0.8]),
        "rivalry": chosen(ceiling=[1, 3, 6], doubt=[0.2, 1]),
        "alliance": chosen(solidarity=[0.2, 0.6]),
        "access": chosen(quality=[0.2, 0.8]),
    }[kind]


@st.composite
def said(draw: st.DrawFn, moves: list[str]) -> list[Parts]:
    """Up to three dated words between the principals."""
    days = sorted(draw(st.lists(st.integers(2, 9), max_size=3)))
    return [
        event(day, f"state-{n % 2}", f"state-{1 - n % 2}", draw(st.sampled_from(moves))) for n, day in enumerate(days)
    ]


def event(day: int, actor: str, target: str, move: str, **more: Any) -> Parts:
    """Something that happened in the month of the start."""
    return {
        "date": f"{DATE[:-2]}{day:02}",
        "actor": actor,
        "target": target,
        "move": move,
        "what": "It happened.",
        "source": "note",
        **more,
    }


def in_order(events: list[Parts]) -> Parts:
    """A record, in the order of time."""
    return {f"event-{n}": one for n, one in enumerate(sorted(events, key=lambda one: one["date"]))}


# Two raids on state-0, and what it did on the evening of the start.
BLOWS = [
    *(event(day, "proxy-2", "state-0", RAID, arena="arena-0", deaths={"military": 1}) for day in (1, 8)),
    event(10, "state-0", "state-1", BLOW, arena="arena-0", deaths={"military": 3}, loses=["chief-of-state-1"]),
]
